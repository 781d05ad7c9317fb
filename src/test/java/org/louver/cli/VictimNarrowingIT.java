package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The victim attack can fail: rules that are too weak for a victim are found out, and stop the release. */
class VictimNarrowingIT {
    @TempDir
    private Path folder = Path.of("");

    /** Four and five of the records concern domestic violence; together they are fewer than eleven. */
    @BeforeEach
    void records() throws IOException {
        StringBuilder text = new StringBuilder("incident_id,incident_date,sex,charge\n");
        rows(text, "F", 4, "Domestic assault");
        rows(text, "X", 5, "Domestic assault");
        rows(text, "M", 40, "Theft");
        rows(text, "U", 50, "Theft");
        Files.writeString(folder.resolve("incidents.csv"), text);
    }

    @Test
    void rulesThatProtectAgainstExactCountsAlone_narrowToAVictim_andAreRefused() throws IOException {
        String config = configuration("", 11, "width = exact-only").toString();

        assertThat(CommandRun.of("review", "-c", config).out())
                .containsPattern("[1-9]\\d* public cells narrow to a victim")
                .doesNotContain(" 0 public cells narrow");
        CommandRun release = CommandRun.of("release", "-c", config);
        assertThat(release.exitCode()).as(release.err()).isEqualTo(7);
        assertThat(release.err()).contains("cells of by_sex narrow to a victim");
        assertThat(folder.resolve("out/public/r1")).doesNotExist();
    }

    @Test
    void smallestCount_loosenedForAReason_isMeasuredByThePolicysOwn_andPasses() throws IOException {
        String loosened =
                "loosen = [ { minimum-frequency = 3, reason = \"The council has asked for small numbers.\" } ]";
        String config = configuration(loosened, 3, "").toString();

        assertThat(CommandRun.of("review", "-c", config).out())
                .containsPattern("[1-9]\\d* public cells narrow to a victim")
                .doesNotContain(" 0 public cells narrow");
        assertThat(Files.readString(folder.resolve("out/internal/r1/review.html")))
                .contains("fewer than 11", "The council has asked for small numbers.");
        CommandRun release = CommandRun.of("release", "-c", config);
        assertThat(release.exitCode()).as(release.err()).isZero();
    }

    private static void rows(StringBuilder text, String sex, int rows, String charge) {
        for (int i = 0; i < rows; i++) {
            text.append("I-%s%d,2020-01-10,%s,%s%n".formatted(sex, i, sex, charge));
        }
    }

    private Path configuration(String safety, int least, String protection) throws IOException {
        return Files.writeString(folder.resolve("release.conf"), """
                output = "%1$s/out"
                release { id = r1, name = test, title = "Test", publisher = "Test", contact = "a@example.org", licence = "CC0-1.0"
                  demonstration = true }
                sources.incidents {
                  event = incident
                  files = [ { path = "%1$s/incidents.csv", years = ["2020"] } ]
                  key = [incident_id]
                  year = incident_date
                  fields {
                    incident_id { type = text, required = true }
                    incident_date { type = date, required = true }
                    sex { type = text }
                    charge { type = text }
                  }
                }
                safety { policy = "%2$s/conf/policies/victim-safety.conf", %3$s }
                variables { year { periods = [year], from = incident_date }, sex { } }
                tables = [ { name = by_sex, unit = incidents, by = [year, sex] } ]
                rules { minimum-frequency = %4$d, zeros = published }
                protection { effort = 0, bound = false, %5$s }
                """.formatted(
                        folder, Path.of("").toAbsolutePath(), safety, least, protection));
    }
}
