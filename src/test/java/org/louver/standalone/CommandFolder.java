package org.louver.standalone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.louver.cli.Louver;

/** A folder to run the stand-alone commands in, and what the last one said. */
abstract class CommandFolder {
    @TempDir
    Path folder;

    String said = "";

    int louver(String... arguments) {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            return Louver.run(arguments);
        } finally {
            System.setErr(before);
            said = captured.toString(StandardCharsets.UTF_8);
        }
    }

    /** Protects the input by the design; the result is in the folder <em>out</em>. */
    int protect(String design, String input, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "protect", file("design.conf", design), "--input", file("in.csv", input), "--output", at("out")));
        arguments.addAll(Arrays.asList(more));
        return louver(arguments.toArray(String[]::new));
    }

    /** Attacks a file under the design that is there; the result is in the folder <em>attack</em>. */
    int attack(String published, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("attack", at("design.conf"), "--input", published, "--output", at("attack")));
        arguments.addAll(Arrays.asList(more));
        return louver(arguments.toArray(String[]::new));
    }

    /** Writes a file and tells its path. */
    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    String at(String name) {
        return folder.resolve(name).toString();
    }

    Config summary(String output) {
        return ConfigFactory.parseFile(
                folder.resolve(output).resolve("summary.json").toFile());
    }
}
