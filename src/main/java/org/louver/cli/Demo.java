package org.louver.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import org.louver.pipeline.ReleaseOutcome;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver demo}: a made-up jurisdiction, released as a real one would be. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Makes up a jurisdiction of 100,000 stops and runs the main job on it.")
final class Demo implements Callable<Integer> {
    /** Folder of the jar, and of the demonstration, that holds the configurations. */
    private static final String CONFIGURATION = "conf";

    /** Below, too few searches are left in a year for the demonstration's question to survive protection. */
    private static final long STOPS_OF_THE_QUESTION = 100_000;

    @Option(
            names = "--output",
            defaultValue = "louver-demo",
            paramLabel = "DIR",
            description = "Where raw tables, configuration and release go (default: ./${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    @Option(
            names = "--stops",
            defaultValue = "100000",
            paramLabel = "N",
            description = {
                "Stops over all years (default: ${DEFAULT-VALUE}).",
                "With fewer, the demonstration's question is reported but no condition of the release."
            })
    private long stops;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path raw = output.resolve("raw");
        int cores = Runtime.getRuntime().availableProcessors();
        spec.commandLine().getErr().println("making up " + stops + " stops of the years 2015-2024 in " + raw + " …");
        Jurisdiction.write(new Plan(stops, 2015, 2024, 1), raw, Format.CSV, cores, true);
        Path config = configuration();
        Map<String, String> changes = new TreeMap<>(Map.of("data", quoted(raw), "output", quoted(output)));
        if (stops < STOPS_OF_THE_QUESTION) {
            spec.commandLine()
                    .getErr()
                    .println("fewer than " + STOPS_OF_THE_QUESTION
                            + " stops: whether search and hit rates keep their sign is reported but not required");
            changes.put("publication.questions.search_rate.gate.same-sign", "false");
            changes.put("publication.questions.hit_rate.gate.same-sign", "false");
        }
        ReleaseOutcome outcome = Release.run(config, changes, false, spec);
        var out = spec.commandLine().getOut();
        out.println();
        outcome.published()
                .ifPresent(release -> out.println("Look at "
                        + release.directory().toUri().getPath() + "/report.html, and at the tables under data/."));
        out.println("The configuration is " + config
                + ": change it and run louver release -c on it, under a new release.id.");
        out.flush();
        return ExitCode.RELEASED.code();
    }

    /** Copies the configurations that ship with Louver beside the data, where people can read and change them. */
    private Path configuration() {
        try {
            URL bundled = Demo.class.getClassLoader().getResource(CONFIGURATION);
            if (bundled == null) {
                throw new IllegalStateException("the jar lacks its configurations");
            }
            URI place = bundled.toURI();
            if (place.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                    copy(jar.getPath(CONFIGURATION));
                }
            } else {
                copy(Path.of(place));
            }
            Path copied = output.resolve(CONFIGURATION).resolve("demo.conf");
            pointToWhatWasWritten(copied);
            return copied;
        } catch (IOException | URISyntaxException failed) {
            throw Refusal.storage("cannot write below " + output, "check free space and permissions, then run again");
        }
    }

    /** Whoever runs the copy again reads and writes where the demonstration did. */
    private void pointToWhatWasWritten(Path copied) throws IOException {
        Path folder = output.toAbsolutePath().normalize();
        Files.writeString(
                copied,
                Files.readString(copied)
                        .replace("data = \"./louver-demo/raw\"", "data = " + quoted(folder.resolve("raw")))
                        .replace("output = \"./louver-demo\"", "output = " + quoted(folder)));
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = output.resolve(CONFIGURATION)
                        .resolve(from.relativize(file).toString());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
