package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.louver.assessment.StopCells.assess;
import static org.louver.assessment.StopCells.events;
import static org.louver.assessment.StopCells.settings;
import static org.louver.assessment.StopCells.stops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.assessment.StopCells.Stop;
import org.louver.refusal.Refusal;
import org.louver.risk.CellFinding;
import org.louver.risk.CellRules;

/** Cells of a unit, against counting the records of each. */
class CellAssessmentIT {
    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 3, 7})
    void contributions_randomRecords_agreeWithCountingEachCell(int partitions) {
        List<Stop> stops = stops(partitions, 120);
        CellAssessment found = assess(events(stops).repartition(partitions), settings(""), Optional.empty());

        assertThat(found.records().toList()).hasSizeGreaterThan(50).allSatisfy(record -> {
            Map<String, Long> byPerson = new HashMap<>();
            for (int i = 0; i < stops.size(); i++) {
                if (StopCells.inside(stops.get(i), record.cell())) {
                    byPerson.merge(i % 9 == 0 ? "alone" + i : stops.get(i).person(), 1L, Long::sum);
                }
            }
            assertThat(record.exposure().records())
                    .isEqualTo(byPerson.values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            assertThat(record.exposure().people()).as(record.cell()).isEqualTo(byPerson.size());
            assertThat(record.exposure().largest())
                    .isEqualTo(byPerson.values().stream()
                            .mapToLong(Long::longValue)
                            .max()
                            .orElse(0));
            assertThat(record.exposure().incidents().orElseThrow())
                    .isEqualTo(IntStream.range(0, stops.size())
                            .filter(i -> StopCells.inside(stops.get(i), record.cell()))
                            .mapToObj(i -> stops.get(i).incident())
                            .distinct()
                            .count());
            List<CellFinding> alone = new CellRules(5, 0.5, 0.95, 20_001, true).examine(record.exposure());
            assertThat(record.findings()).containsAll(alone);
        });
        assertThat(found.totals().keySet())
                .contains("identifying", "few-contributors", "few-incidents", "derivable-numerator");
        found.totals()
                .forEach((rule, cells) -> assertThat(found.records()
                                .filter(record -> record.rules().contains(rule))
                                .count())
                        .isEqualTo(cells));
    }

    /** Rates of a question with opportunities, and of residents, by working out every numerator that rounds to the same rate. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void derivableNumerators_ofQuestions_agreeWithTryingEveryNumerator(long seed) {
        List<Stop> stops = stops(seed, 36);
        ShownRate hits = ShownRate.among(Map.of("race", List.of("r0", "r1")), Map.of("searched", List.of("true")));
        ShownRate perResident = ShownRate.perResident(
                Map.of("searched", List.of("true")), Map.of(), "race", Map.of("r0", 700L, "r2", 90L));
        assertDerivable(stops, hits, "place=(?<rest>[^,]*), race=(r0|r1), searched=true", List.of("r0", "r1"), 0);
        assertDerivable(stops, perResident, "place=(?<rest>[^,]*), race=r0, searched=true", List.of("r0"), 700);
        assertDerivable(stops, perResident, "place=(?<rest>[^,]*), race=r2, searched=true", List.of("r2"), 90);
    }

    private static void assertDerivable(
            List<Stop> stops, ShownRate rate, String numerators, List<String> races, long residents) {
        CellAssessment without = assess(events(stops), settings(""), Optional.empty());
        CellAssessment with = assess(events(stops), settings(""), Optional.empty(), List.of(rate));
        Map<String, List<CellFinding>> before = new HashMap<>();
        without.records().forEach(record -> before.put(record.cell(), record.findings()));
        Pattern numerator = Pattern.compile("year=(?<year>[^,]*), " + numerators);
        long found = 0;
        for (CellRecord record : with.records().toList()) {
            Matcher cell = numerator.matcher(record.cell());
            if (!cell.matches() || record.exposure().records() == 0) {
                continue;
            }
            String rest = "year=" + cell.group("year") + ", place=" + cell.group("rest");
            long events = stops.stream()
                    .filter(stop -> StopCells.inside(stop, rest + ", searched=true") && races.contains(stop.race()))
                    .count();
            long opportunities = residents == 0
                    ? stops.stream()
                            .filter(stop -> StopCells.inside(stop, rest + ", searched=true"))
                            .count()
                    : residents * (cell.group("year").equals("Total") ? 2 : 1);
            List<Long> alike = LongStream.rangeClosed(0, opportunities)
                    .filter(other ->
                            rounded(other, opportunities, residents) == rounded(events, opportunities, residents))
                    .boxed()
                    .toList();
            long most = alike.get(alike.size() - 1);
            List<CellFinding> more = new ArrayList<>(record.findings());
            before.getOrDefault(record.cell(), List.of()).forEach(more::remove);
            if (most >= 1 && most < 5) {
                found++;
                assertThat(more)
                        .as(record.cell())
                        .containsExactly(new CellFinding.DerivableNumerator(alike.get(0), most, opportunities));
            } else {
                assertThat(more).as(record.cell()).isEmpty();
            }
        }
        assertThat(found).isPositive();
    }

    /** Tenths of a per cent, or of one in a thousand residents, half up. */
    private static long rounded(long events, long opportunities, long residents) {
        long per = residents == 0 ? 1_000 : 10_000;
        return Math.floorDiv(2 * per * events + opportunities, 2 * opportunities);
    }

    @Test
    void write_listOfCells_isForTheHouseAlone(@TempDir Path folder) throws IOException {
        CellAssessment found = assess(events(stops(5, 60)), settings(""), Optional.empty());
        Path internal = folder.resolve("internal/r1/risk");
        ReleaseRisk.write(internal.toString(), List.of(found), new Configuration());

        List<String> lines = Files.readAllLines(internal.resolve("cells.csv"));
        assertThat(lines).hasSize(1 + (int) found.records().count());
        assertThat(lines.get(0)).isEqualTo("unit,tables,cell,records,people,incidents,largest_share,rules,findings");
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("one person is alone in the cell"));
        assertThat(Files.getPosixFilePermissions(internal)).hasSize(3);
        assertThat(found.worst(3))
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.findings()).isNotEmpty());
        assertThatThrownBy(() -> ReleaseRisk.write(
                        folder.resolve("public/risk").toString(), List.of(found), new Configuration()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("public");
    }

    @Test
    void settings_outOfBounds_areRefused() {
        assertThatThrownBy(() -> settings("most-share = 0")).hasMessageContaining("outside (0, 1]");
        assertThatThrownBy(() -> settings("homogeneous = 0.4")).hasMessageContaining("at most a half");
        assertThatThrownBy(() -> settings("race = [colour]")).hasMessageContaining("colour, which is not a variable");
        assertThatThrownBy(() -> settings("mostshare = 0.5")).isInstanceOf(Refusal.class);
    }
}
