package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.louver.assessment.StopCells.assess;
import static org.louver.assessment.StopCells.events;
import static org.louver.assessment.StopCells.settings;
import static org.louver.assessment.StopCells.stops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.louver.assessment.StopCells.Stop;
import org.louver.config.Section;
import org.louver.risk.UniqueMatches;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.UnitTabulation;

/** What tables tell together, against trying every pair of cells. */
class TableJoinsIT {
    @Test
    void joins_ofTwoTables_findAJointCountThatNeitherShows() {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stops.add(new Stop("2020", "B0", "r0", i == 0 ? "true" : "false", "p" + i, "i" + i));
        }
        stops.add(new Stop("2020", "B1", "r1", "true", "q", "j"));
        TabulatedUnit unit =
                assess(events(stops), settings(""), Optional.empty()).unit();

        // 3 of 5 were not searched and 4 of 5 were of race r0: at least 2 of r0 were not searched.
        List<TableJoins.Pair> all = TableJoins.of(unit, cell -> true, 5, 10);
        assertThat(all)
                .extracting(TableJoins.Pair::first, TableJoins.Pair::second)
                .contains(org.assertj.core.groups.Tuple.tuple("by_place", "by_search"));
        assertThat(all).anySatisfy(pair -> assertThat(pair.findings().joins()).isPositive());
        assertThat(TableJoins.of(unit, cell -> false, 5, 10))
                .allSatisfy(pair -> assertThat(pair.findings().joins()).isZero());
    }

    @Test
    void joins_randomRecords_agreeWithTryingEveryPairOfCells() {
        long joined = 0;
        for (long seed = 1; seed <= 4; seed++) {
            List<Stop> stops = stops(seed, 14);
            TabulatedUnit unit =
                    assess(events(stops), settings(""), Optional.empty()).unit();
            for (long least = 1; least <= 2; least++) {
                long known = least;
                List<TableJoins.Pair> pairs =
                        TableJoins.of(unit, cell -> unit.cells().count(cell) >= known, 3, 10);
                assertThat(pairs).hasSize(2);
                Function<Stop, String> search = stop -> "s" + stop.searched();
                assertJoins(pairs.get(0), stops, known, Stop::year, stop -> stop.beat() + stop.race(), search);
                // A table restricted to searches gives away the others too, by subtraction.
                assertJoins(pairs.get(1), stops, known, stop -> stop.year() + stop.race(), Stop::beat, search);
                joined += pairs.get(0).findings().joins()
                        + pairs.get(1).findings().joins();
            }
        }
        assertThat(joined).isPositive();
    }

    /** The counts of one pair, by taking every cell of the first table with every cell of the second. */
    private static void assertJoins(
            TableJoins.Pair pair,
            List<Stop> stops,
            long known,
            Function<Stop, String> shared,
            Function<Stop, String> first,
            Function<Stop, String> second) {
        Map<String, Long> counts = new HashMap<>();
        Map<String, String[]> both = new HashMap<>();
        for (Stop stop : stops) {
            String place = shared.apply(stop);
            counts.merge(place, 1L, Long::sum);
            counts.merge(place + "|" + first.apply(stop), 1L, Long::sum);
            counts.merge(place + "||" + second.apply(stop), 1L, Long::sum);
            for (Stop other : stops) {
                if (shared.apply(other).equals(place)) {
                    String[] cells = {place, place + "|" + first.apply(stop), place + "||" + second.apply(other)};
                    both.put(String.join("+", cells), cells);
                }
            }
        }
        long joins = 0;
        long exact = 0;
        long small = 0;
        long identifying = 0;
        for (String[] cells : both.values()) {
            long all = counts.getOrDefault(cells[0], 0L);
            long one = counts.getOrDefault(cells[1], 0L);
            long other = counts.getOrDefault(cells[2], 0L);
            long certain = one + other - all;
            if (Math.min(all, Math.min(one, other)) >= known && certain >= 1) {
                joins++;
                boolean same = certain == Math.min(one, other);
                exact += same ? 1 : 0;
                small += same && certain < 3 ? 1 : 0;
                identifying += same && certain == 1 ? 1 : 0;
            }
        }
        assertThat(pair.findings().joins()).as(pair.toString()).isEqualTo(joins);
        assertThat(pair.findings().exact()).as(pair.toString()).isEqualTo(exact);
        assertThat(pair.findings().small()).as(pair.toString()).isEqualTo(small);
        assertThat(pair.findings().identifying()).as(pair.toString()).isEqualTo(identifying);
    }

    /** The tables of another unit show places by district; a person may be stopped and arrested. */
    @Test
    void matches_ofTwoUnits_agreeWithCountingEachCombination() {
        TabulationPlan plan = TabulationPlan.read(
                Section.parse(
                        StopCells.CONFIG.replace(
                                "tables = [",
                                "tables = [ { name = arrests, unit = arrests,"
                                        + " by = [year, { variable = place, levels = [district] }, race] }"),
                        "test.conf"),
                Map.of(
                        "stops", Set.of("id", "date", "district", "beat", "race", "searched", "person"),
                        "arrests", Set.of("id", "date", "district", "beat", "race", "searched", "person")));
        UnitTabulation tabulation = new UnitTabulation(plan, 5);
        long unique = 0;
        for (long seed = 1; seed <= 4; seed++) {
            List<Stop> stops = stops(seed, 25);
            List<Stop> arrests = stops(seed + 100, 9);
            TabulatedUnit stopped = tabulation.tabulate("stops", events(stops), List.of("id"), Optional.of("person"));
            TabulatedUnit arrested =
                    tabulation.tabulate("arrests", events(arrests), List.of("id"), Optional.of("person"));
            for (long least = 1; least <= 2; least++) {
                long known = least;
                List<TableJoins.Match> matches = TableJoins.between(
                        stopped,
                        cell -> stopped.cells().count(cell) >= known,
                        arrested,
                        cell -> arrested.cells().count(cell) >= known,
                        3,
                        5);
                assertThat(matches)
                        .extracting(TableJoins.Match::first, TableJoins.Match::shared)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("by_place", List.of("year", "place", "race")),
                                org.assertj.core.groups.Tuple.tuple("by_search", List.of("year")),
                                org.assertj.core.groups.Tuple.tuple("searches", List.of("year", "race")));
                Function<Stop, String> district = stop -> "D" + (stop.beat().charAt(1) - '0') / 2;
                assertMatches(
                        matches.get(0),
                        stops,
                        arrests,
                        known,
                        stop -> stop.year() + district.apply(stop) + stop.race());
                assertMatches(matches.get(1), stops, arrests, known, Stop::year);
                List<Stop> searches = stops.stream()
                        .filter(stop -> stop.searched().equals("true"))
                        .toList();
                assertMatches(matches.get(2), searches, arrests, known, stop -> stop.year() + stop.race());
                unique += matches.get(0).findings().unique();
            }
        }
        assertThat(unique).isPositive();
    }

    private static void assertMatches(
            TableJoins.Match match, List<Stop> stops, List<Stop> arrests, long known, Function<Stop, String> shared) {
        Map<String, long[]> counts = new HashMap<>();
        stops.forEach(stop -> counts.computeIfAbsent(shared.apply(stop), unseen -> new long[2])[0]++);
        arrests.forEach(stop -> counts.computeIfAbsent(shared.apply(stop), unseen -> new long[2])[1]++);
        List<long[]> both = counts.values().stream()
                .filter(pair -> Math.min(pair[0], pair[1]) >= known)
                .toList();
        List<long[]> small =
                both.stream().filter(pair -> Math.max(pair[0], pair[1]) < 3).toList();
        assertThat(match.findings().shared()).as(match.toString()).isEqualTo(both.size());
        assertThat(match.findings().small()).as(match.toString()).isEqualTo(small.size());
        assertThat(match.findings().unique())
                .as(match.toString())
                .isEqualTo(small.stream().filter(pair -> pair[0] * pair[1] == 1).count());
        assertThat(match.findings().worst().stream().map(UniqueMatches.Match::pairs))
                .as(match.toString())
                .containsExactlyElementsOf(small.stream()
                        .map(pair -> pair[0] * pair[1])
                        .sorted()
                        .limit(5)
                        .toList());
    }
}
