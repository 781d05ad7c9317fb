package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases one after the other, whose categories are pools: what a reader of all of them may not find. */
class PooledReleasesIT {
    private static final Map<String, Integer> FIRST_YEAR =
            new TreeMap<>(Map.of("Asian", 30, "Black", 100, "Native", 4, "Pacific", 20, "White", 200));
    private static final Map<String, Integer> SECOND_YEAR =
            new TreeMap<>(Map.of("Asian", 33, "Black", 110, "Native", 15, "Pacific", 22, "White", 210));
    private static final String AGGREGATED =
            "name = stops_by_race, method = aggregate, aggregation { earlier = %s, variables { race { drop = false } } }";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void pools_thatCrossThoseOfAnEarlierRelease_areRefusedByTheAttackOnBoth() throws IOException {
        stops("2020", FIRST_YEAR);
        CommandRun first = release("r1", "2020", AGGREGATED.formatted("keep"));
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(categories("r1")).contains("stops_by_race,race,Native or Pacific,pool,Native,");

        // Native or Pacific less Pacific is Native, although no pool of either release holds the other.
        CommandRun crossing = release(
                "r2",
                "2020",
                "name = stops_by_origin, method = aggregate,"
                        + " aggregation { variables { race { drop = false, alone = [Black, Pacific, White] } } }");

        assertThat(crossing.exitCode()).isEqualTo(4);
        assertThat(crossing.err())
                .contains("beside those that release r1 published expose cells")
                .contains("earlier = keep");
        assertThat(folder.resolve("out/public/r2")).doesNotExist();
    }

    @Test
    void detail_thatPartsAPublishedPool_isRefusedByTheAttackOnBoth() throws IOException {
        stops("2020", FIRST_YEAR);
        CommandRun first = release("r1", "2020", "name = stops_by_race");
        assertThat(first.exitCode()).as(first.err()).isZero();

        // Native and Pacific were withheld; a pool of Native with a race that was published tells Native.
        CommandRun pooled = release(
                "r2",
                "2020",
                "name = stops_by_race, method = aggregate,"
                        + " aggregation { variables { race { drop = false, alone = [Black, Pacific, White] } } }");

        assertThat(pooled.exitCode()).isEqualTo(4);
        assertThat(pooled.err()).contains("release r1");
    }

    @Test
    void pool_thatIsPublished_staysOneInTheNextYear() throws IOException {
        stops("2020", FIRST_YEAR);
        assertThat(release("r1", "2020", AGGREGATED.formatted("keep")).exitCode())
                .isZero();
        stops("2021", SECOND_YEAR);

        CommandRun next = release("r2", "2021", AGGREGATED.formatted("keep"));

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(categories("r2")).isEqualTo(categories("r1")).doesNotContain("break");
    }

    @Test
    void pool_thatIsPartedWhereThatShowsNobody_isABreakInTheSeries() throws IOException {
        stops("2020", FIRST_YEAR);
        assertThat(release("r1", "2020", AGGREGATED.formatted("keep")).exitCode())
                .isZero();
        stops("2021", SECOND_YEAR);

        CommandRun next = release("r2", "2021", AGGREGATED.formatted("change"));

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(categories("r2")).contains("race,Native,unchanged,Native,break");
        assertThat(Files.readString(folder.resolve("out/public/r2/report.html")))
                .contains("race is shown in full again. Break in the series");
        assertThat(Files.readString(folder.resolve("out/public/r2/dictionary.csv")))
                .containsIgnoringCase("break in the series");
        assertThat(Files.readString(folder.resolve("out/public/r2/CHANGELOG.md")))
                .containsSubsequence("## r2", "Follows release r1", "Break in the series", "## r1", "First release");
    }

    @Test
    void sameReleaseAgain_isAttackedBesideTheEarlierOneAndPasses() throws IOException {
        stops("2020", FIRST_YEAR);
        assertThat(release("r1", "2020", AGGREGATED.formatted("keep")).exitCode())
                .isZero();

        CommandRun again = release("r2", "2020", AGGREGATED.formatted("keep"));

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/internal/r2/manifest.json")))
                .contains("audit-beside-earlier-releases", "\"corrected-years\" : [ ]");
    }

    /** One line with file, line and key, what would do instead, the exit code of a configuration, and nothing public. */
    @Test
    void impossibleWishes_areRefusedWithTheLineAndTheNearestAlternative() throws IOException {
        stops("2020", FIRST_YEAR);
        assertRefused(
                "method = aggregate, aggregation { variables { race { drop = false, apart = [ [Native, Asian],"
                        + " [Native, Black], [Native, Pacific], [Native, White] ] } } }",
                "no aggregation that the rules allow",
                "let race merge freely");
        assertRefused("method = aggregate, aggregation { keep = [race] }", "no aggregation", "let race merge freely");
        stops("2020", Map.of("Asian", 4, "White", 5));
        assertRefused(
                "method = aggregate", "threshold of 11 is more than the table holds", "count more years or places");
    }

    private void assertRefused(String wish, String problem, String remedy) throws IOException {
        CommandRun refused = release("r1", "2020", "name = by_race, " + wish);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err())
                .containsPattern("release\\.conf:\\d+: tables\\S*method: table by_race: ")
                .contains(problem, remedy);
        assertThat(folder.resolve("out/public")).doesNotExist();
    }

    private String categories(String release) throws IOException {
        return Files.readString(folder.resolve("out/public/" + release + "/categories.csv"));
    }

    private CommandRun release(String id, String year, String table) throws IOException {
        return StopsRelease.run(folder, id, year + ".csv", year, "race { type = text }", """
                variables { year { periods = [year], from = date }, race { } }
                tables = [ { unit = stops, by = [year, race], %s } ]
                """.formatted(table));
    }

    private void stops(String year, Map<String, Integer> counts) throws IOException {
        StringBuilder text = new StringBuilder("stop_id,date,race\n");
        counts.forEach((race, count) -> {
            for (int stop = 0; stop < count; stop++) {
                text.append(race)
                        .append(stop)
                        .append(',')
                        .append(year)
                        .append("-01-10,")
                        .append(race)
                        .append('\n');
            }
        });
        Files.writeString(folder.resolve(year + ".csv"), text);
    }
}
