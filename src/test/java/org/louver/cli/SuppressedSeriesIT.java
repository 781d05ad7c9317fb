package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases one after the other, whose tables withhold cells: what a reader of all of them may not find. */
class SuppressedSeriesIT {
    private static final Map<String, Integer> COUNTS =
            Map.of("Asian", 30, "Black", 100, "Native", 4, "Pacific", 20, "White", 200);

    @TempDir
    private Path folder = Path.of("");

    /** With Pacific published in place of Asian, whoever has both releases subtracts until Native is left. */
    @Test
    void otherWeights_afterARelease_withholdWhatItWithheld() throws IOException {
        stops("2020", COUNTS);
        CommandRun first = release("r1", List.of("2020"), "");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(withheld("r1")).containsExactly("2020,Native", "2020,Pacific", "Total,Native", "Total,Pacific");

        String weights = "weights = [ { cells { race = Pacific }, weight = 1000 } ]";
        CommandRun second = release("r2", List.of("2020"), weights);

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(withheld("r2")).isEqualTo(withheld("r1"));
        // Negative control: the weight would have moved the complement had there been no earlier release.
        Files.move(folder.resolve("out"), folder.resolve("before"));
        assertThat(release("r3", List.of("2020"), weights).exitCode()).isZero();
        assertThat(withheld("r3")).contains("2020,Asian").doesNotContain("2020,Pacific");
    }

    /** What is in the total of all years now and was not in the total before is the last year, whatever is withheld in it. */
    @Test
    void furtherYear_inATotalOverAllYears_withholdsTheTotalToo() throws IOException {
        stops("2019", Map.of("Native", 6, "Pacific", 20, "White", 200));
        stops("2020", Map.of("Native", 7, "Pacific", 22, "White", 210));
        assertThat(release("r1", List.of("2019", "2020"), "").exitCode()).isZero();
        assertThat(withheld("r1")).contains("2019,Native", "2020,Native").doesNotContain("Total,Native");
        stops("2021", Map.of("Native", 5, "Pacific", 21, "White", 230));

        CommandRun all = release("r2", List.of("2019", "2020", "2021"), "");

        assertThat(all.exitCode()).as(all.err()).isZero();
        assertThat(withheld("r2")).contains("2021,Native", "Total,Native").containsAll(withheld("r1"));
        assertThat(Files.readString(folder.resolve("out/internal/r2/manifest.json")))
                .contains("audit-beside-earlier-releases", "linked-cells");
        // Negative control: without the release before the total may be published.
        Files.move(folder.resolve("out"), folder.resolve("before"));
        assertThat(release("r3", List.of("2019", "2020", "2021"), "").exitCode())
                .isZero();
        assertThat(withheld("r3")).doesNotContain("Total,Native");
    }

    /** Year and race of the rows without a value. */
    private List<String> withheld(String release) throws IOException {
        Path table = folder.resolve(
                "out/public/" + release + "/data/stops_by_race/csv/demonstration-stops_by_race.readable.csv");
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(row -> !row[2].matches("[0-9]+"))
                .map(row -> row[0] + "," + row[1])
                .toList();
    }

    private CommandRun release(String id, List<String> years, String protection) throws IOException {
        String files = String.join(
                ", ",
                years.stream()
                        .map(year -> "{ path = \"%s/%s.csv\", years = [\"%s\"] }".formatted(folder, year, year))
                        .toList());
        Path config = Files.writeString(folder.resolve("release.conf"), """
                output = "%s/out"
                release { id = %s, name = test, title = "Test", publisher = "Test", contact = "a@example.org",
                  licence = "CC0-1.0", demonstration = true }
                sources.stops {
                  event = stop, files = [ %s ], key = [stop_id], year = date
                  fields { stop_id { type = text, required = true }, date { type = date, required = true }, race { type = text } }
                }
                safety { policy = "%s/conf/policies/victim-safety.conf" }
                variables { year { periods = [year], from = date }, race { } }
                tables = [ { name = stops_by_race, unit = stops, by = [year, race] } ]
                rules { minimum-frequency = 11, zeros = published }
                protection { effort = 0, bound = false, %s }
                """.formatted(
                        folder, id, files, Path.of("").toAbsolutePath(), protection));
        return CommandRun.of("release", "-c", config.toString());
    }

    private void stops(String year, Map<String, Integer> counts) throws IOException {
        StringBuilder text = new StringBuilder("stop_id,date,race\n");
        counts.forEach((race, count) -> {
            for (int stop = 0; stop < count; stop++) {
                text.append("%s%s%d,%s-01-10,%s\n".formatted(year, race, stop, year, race));
            }
        });
        Files.writeString(folder.resolve(year + ".csv"), text);
    }
}
