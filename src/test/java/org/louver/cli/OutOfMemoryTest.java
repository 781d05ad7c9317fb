package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OutOfMemoryTest {
    /** Fails as a command does that needs too much, itself or in a task. */
    @Command(name = "hungry")
    private record Hungry(boolean inTask) implements Callable<Integer> {
        @Override
        public Integer call() {
            OutOfMemoryError exhausted = new OutOfMemoryError("Java heap space");
            if (inTask) {
                throw new IllegalStateException(exhausted);
            }
            throw exhausted;
        }
    }

    @ParameterizedTest(name = "in a task: {0}")
    @ValueSource(booleans = {false, true})
    void commandThatUsesUpItsMemory_saysSoInOneLine(boolean inTask) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new Hungry(inTask)).setErr(new PrintWriter(said));

        int exit = Louver.run(command);

        assertThat(exit).isEqualTo(6);
        assertThat(said.toString()).contains("memory is used up", "LOUVER_OPTS").hasLineCount(1);
    }
}
