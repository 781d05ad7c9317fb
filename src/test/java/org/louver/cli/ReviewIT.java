package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Review, decision and release through the command line, on one small table. */
class ReviewIT {
    private static final List<String> ROLES = List.of("data-owner", "victim-advocate", "counsel");

    @TempDir
    Path folder = Path.of("");

    @Test
    void release_needsAllApprovals_ofExactlyThePlanThatWasReviewed() throws IOException {
        stops(60);
        String config = configuration(folder).toString();
        assertThat(CommandRun.of("approve", "--release", "r1", "--role", "counsel", "--by", "A", "--output", out())
                        .err())
                .contains("release r1 has not been reviewed");

        CommandRun review = CommandRun.of("review", "-c", config);
        assertThat(review.exitCode()).as(review.err()).isZero();
        String plan = review.out()
                .lines()
                .filter(line -> line.startsWith("plan "))
                .findFirst()
                .orElseThrow()
                .replaceFirst("plan +", "");
        assertThat(plan).matches("[0-9a-f]{64}");
        assertThat(review.out()).contains("0 public cells narrow to a victim");
        assertThat(folder.resolve("out/public")).doesNotExist();
        String page = Files.readString(folder.resolve("out/internal/r1/review.html"));
        assertThat(page)
                .contains(plan, "counsel, data-owner, victim-advocate", "Open questions", "What may have been missed")
                .contains("Before and after", "Made-up records", "Small places")
                .contains("No rule of the risk assessment fired for any cell")
                .doesNotContain("<script", "LVRCANARY", "http:");

        CommandRun refused = CommandRun.of("release", "-c", config);
        assertThat(refused.exitCode()).isEqualTo(7);
        assertThat(refused.err()).contains("lacks the approval of counsel, data-owner, victim-advocate");

        decide("approve", "data-owner", "--note", "seen");
        decide("approve", "advocate", "--note", "seen");
        CommandRun unknown =
                CommandRun.of("approve", "--release", "r1", "--role", "mayor", "--by", "M", "--output", out());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("use one of counsel, data-owner, victim-advocate");
        decide("reject", "counsel", "--reason", "one question is open");
        assertThat(CommandRun.of("release", "-c", config).err()).contains("release r1 was rejected by counsel");
        decide("approve", "counsel", "--note", "answered");

        CommandRun released = CommandRun.of("release", "-c", config);
        assertThat(released.exitCode()).as(released.err()).isZero();
        assertThat(folder.resolve("out/public/r1/data")).isDirectory();
        assertThat(released.out()).doesNotContain("demonstration");

        stops(61);
        CommandRun changed = CommandRun.of("release", "-c", config, "--set", "release.id=r1");
        assertThat(changed.exitCode()).isEqualTo(7);
        assertThat(changed.err()).contains("a plan that has changed since");
        assertThat(CommandRun.of("approve", "--release", "r1", "--role", "counsel", "--by", "C", "-c", config)
                        .err())
                .contains("the plan has changed since that review packet was written");
    }

    private void decide(String command, String role, String... note) {
        CommandRun outcome = CommandRun.of(Stream.concat(
                        Stream.of(command, "--release", "r1", "--role", role, "--by", "N. N.", "--output", out()),
                        Stream.of(note))
                .toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(command.equals("approve") ? "approved by " : "rejected by ");
        assertThat(ROLES).anyMatch(known -> outcome.out().contains(" by " + known + ", plan "));
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private void stops(int rows) throws IOException {
        StringBuilder text = new StringBuilder("stop_id,date,sex,name\n");
        for (int i = 0; i < rows; i++) {
            text.append("s")
                    .append(i)
                    .append(",2020-01-10,")
                    .append(i % 3 == 0 ? "F" : "M")
                    .append(",LVRCANARY\n");
        }
        Files.writeString(folder.resolve("stops.csv"), text);
    }

    /** A release of one table under the default policy. */
    static Path configuration(Path folder) throws IOException {
        return Files.writeString(folder.resolve("release.conf"), """
                output = "%1$s/out"
                release { id = r1, name = test, title = "Test", publisher = "Test", contact = "a@example.org", licence = "CC0-1.0" }
                sources.stops {
                  event = stop
                  files = [ { path = "%1$s/stops.csv", years = ["2020"] } ]
                  key = [stop_id]
                  year = date
                  unread = [name]
                  fields {
                    stop_id { type = text, required = true }
                    date { type = date, required = true }
                    sex { type = text }
                  }
                }
                safety { policy = "%2$s/conf/policies/victim-safety.conf" }
                variables { year { periods = [year], from = date }, sex { } }
                tables = [ { name = stops_by_sex, unit = stops, by = [year, sex] } ]
                rules { minimum-frequency = 11, zeros = published }
                protection { effort = 0, bound = false }
                """.formatted(
                        folder, Path.of("").toAbsolutePath()));
    }
}
