package org.louver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A demonstration release of one file of stops with a date and a few text fields, threshold 11. */
final class StopsRelease {
    private StopsRelease() {}

    /**
     * Releases.
     *
     * @param folder holds {@code file} and gets {@code release.conf} and {@code out/}
     * @param fields further fields of a stop, as a configuration declares them
     * @param plan variables, tables and publication, as a configuration has them
     * @param options further options of the command
     */
    static CommandRun run(
            Path folder, String id, String file, String years, String fields, String plan, String... options)
            throws IOException {
        Path config = Files.writeString(folder.resolve("release.conf"), """
                output = "%1$s/out"
                release { id = %2$s, name = test, title = "Test", publisher = "Test", contact = "a@example.org",
                  licence = "CC0-1.0", demonstration = true }
                sources.stops {
                  event = stop
                  files = [ { path = "%1$s/%3$s", years = ["%4$s"] } ]
                  key = [stop_id]
                  year = date
                  fields { stop_id { type = text, required = true }, date { type = date, required = true }, %5$s }
                }
                safety { policy = "%6$s/conf/policies/victim-safety.conf" }
                rules { minimum-frequency = 11, zeros = published }
                protection { effort = 0, bound = false }
                %7$s
                """.formatted(
                        folder, id, file, years, fields, Path.of("").toAbsolutePath(), plan));
        List<String> arguments = new ArrayList<>(List.of("release", "-c", config.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
