package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A victim asks to be left out after a release that counted her. */
class OptOutIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void optOut_betweenTwoReleases_isNeverSeenByTheirDifference() throws IOException {
        stops(60);
        assertThat(release("r1", "nobody").exitCode()).isZero();

        // One stop fewer in the same year: whoever has both releases would see it.
        CommandRun seen = release("r2", "s0");
        assertThat(seen.exitCode()).isEqualTo(4);
        assertThat(seen.err())
                .contains("counts differ from release r1 by fewer than 11")
                .doesNotContain("s0");
        assertThat(folder.resolve("out/public/r2")).doesNotExist();

        // Where the release before does not reach, she is simply not there.
        String other = "sources.stops.fields.date.range=[\"2020-01-01\",\"2020-12-31\"]";
        CommandRun elsewhere =
                release("r2", "s0", "--set", "output=\"" + folder.resolve("other") + "\"", "--set", other);
        assertThat(elsewhere.exitCode()).as(elsewhere.err()).isZero();
        assertThat(Files.readString(folder.resolve("other/public/r2/README.md")))
                .doesNotContainIgnoringCase("opt");
        assertThat(elsewhere.out()).contains("demonstration");
    }

    private CommandRun release(String id, String optedOut, String... more) throws IOException {
        Path list = Files.writeString(folder.resolve("opt-outs.csv"), "stop_id\n" + optedOut + "\n");
        String[] arguments = Stream.concat(
                        Stream.of(
                                "release",
                                "-c",
                                ReviewIT.configuration(folder).toString(),
                                "--set",
                                "release.id=" + id,
                                "--set",
                                "release.demonstration=true",
                                "--set",
                                "safety.opt-outs=\"" + list + "\""),
                        Stream.of(more))
                .toArray(String[]::new);
        return CommandRun.of(arguments);
    }

    private void stops(int rows) throws IOException {
        Files.writeString(
                folder.resolve("stops.csv"),
                IntStream.range(0, rows)
                        .mapToObj(i -> "s" + i + ",2020-01-10," + (i % 3 == 0 ? "F" : "M") + ",LVRCANARY")
                        .collect(Collectors.joining("\n", "stop_id,date,sex,name\n", "\n")));
    }
}
