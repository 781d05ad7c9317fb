package org.louver.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.louver.TestSpark;

/** One command as a user runs it, in the shared session; what it printed and how it ended. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... arguments) {
        TestSpark.session();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream warned = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(warned, true, StandardCharsets.UTF_8));
            int exitCode = Louver.run(arguments);
            return new CommandRun(
                    exitCode, said.toString(StandardCharsets.UTF_8), warned.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
