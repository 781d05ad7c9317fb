package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.TestSpark;
import org.louver.config.Section;
import org.louver.refusal.Refusal;
import org.louver.risk.CellFinding;
import org.louver.risk.CellRules;
import org.louver.risk.UniqueMatches;
import org.louver.tabulation.Contributions;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.UnitTabulation;

/** Cells of a unit, against counting the records of each. */
class CellAssessmentIT {
    private static final List<String> VARIABLES = List.of("year", "place", "race", "searched");
    private static final String CONFIG = """
            variables {
              year { periods = [year], from = date }
              place { hierarchies = [ [district, beat] ] }
              race { }
              searched { }
            }
            tables = [
              { name = by_place, unit = stops, by = [year, place, race] }
              { name = by_search, unit = stops, by = [year, searched] }
              { name = searches, unit = stops, by = [year, race], where { searched = "true" } }
            ]
            """;

    private static final TabulationPlan PLAN = TabulationPlan.read(
            Section.parse(CONFIG, "test.conf"),
            Map.of("stops", Set.of("id", "date", "district", "beat", "race", "searched", "person")));

    private record Stop(String year, String beat, String race, String searched, String person) {}

    private static List<Stop> stops(long seed, int size) {
        Random random = new Random(seed);
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            stops.add(new Stop(
                    "202" + random.nextInt(2),
                    "B" + random.nextInt(4),
                    "r" + random.nextInt(3),
                    String.valueOf(random.nextInt(4) == 0),
                    "p" + Math.min(random.nextInt(size), random.nextInt(size))));
        }
        return stops;
    }

    private static Dataset<Row> events(List<Stop> stops) {
        List<Row> rows = new ArrayList<>();
        for (Stop stop : stops) {
            rows.add(RowFactory.create(
                    "s" + rows.size(),
                    stop.year() + "-05-01",
                    "D" + (stop.beat().charAt(1) - '0') / 2,
                    stop.beat(),
                    stop.race(),
                    stop.searched(),
                    rows.size() % 9 == 0 ? null : stop.person()));
        }
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        StructType.fromDDL("id string, date string, district string, beat string, race string,"
                                + " searched string, person string"))
                .selectExpr("id", "CAST(date AS DATE) AS date", "district", "beat", "race", "searched", "person");
    }

    private static CellSettings settings(String config) {
        return CellSettings.read(Section.parse(config, "test"), 5, VARIABLES);
    }

    private static CellAssessment assess(Dataset<Row> events, CellSettings settings, Optional<CellPopulation> people) {
        UnitTabulation tabulation = new UnitTabulation(PLAN, 5);
        TabulatedUnit unit = tabulation.tabulate("stops", events, List.of("id"), Optional.of("person"));
        Contributions contributions = tabulation.contributions(unit, events, List.of("id"), Optional.of("person"));
        return CellAssessment.of(unit, contributions, settings, people, Map.of());
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 3, 7})
    void contributions_randomRecords_agreeWithCountingEachCell(int partitions) {
        List<Stop> stops = stops(partitions, 120);
        CellAssessment found = assess(events(stops).repartition(partitions), settings(""), Optional.empty());

        assertThat(found.records().toList()).hasSizeGreaterThan(50).allSatisfy(record -> {
            Map<String, Long> byPerson = new HashMap<>();
            for (int i = 0; i < stops.size(); i++) {
                if (inside(stops.get(i), record.cell())) {
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
            List<CellFinding> alone = new CellRules(5, 0.5, 0.95, 20_001, true).examine(record.exposure());
            assertThat(record.findings()).containsAll(alone);
        });
        assertThat(found.totals().keySet()).contains("identifying", "few-contributors", "derivable-numerator");
        found.totals()
                .forEach((rule, cells) -> assertThat(found.records()
                                .filter(record -> record.rules().contains(rule))
                                .count())
                        .isEqualTo(cells));
    }

    private static boolean inside(Stop stop, String cell) {
        for (String part : cell.split(", ", -1)) {
            String code = part.substring(part.indexOf('=') + 1);
            String own = switch (part.substring(0, part.indexOf('='))) {
                case "year" -> stop.year();
                case "race" -> stop.race();
                case "searched" -> stop.searched();
                default -> code.startsWith("D") ? "D" + (stop.beat().charAt(1) - '0') / 2 : stop.beat();
            };
            if (!code.equals("Total") && !code.equals(own)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void population_ofFewPeople_isFoundInTheYearOfTheCell(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("people.csv");
        Files.writeString(table, "county,yr,n\nD0,2020,30000\nD0,2021,10000\nD1,2020,30000\nD1,2021,30000\n");
        CellSettings settings = settings(
                "population { path = \"" + table + "\", people = n, year = yr, columns { district = county } }");
        CellPopulation people =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        CellAssessment found = assess(events(stops(4, 200)), settings, Optional.of(people));
        people.requireCommonCodes(found.unit().cells().tables());

        assertThat(found.records().filter(record -> record.rules().contains("small-population")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.cell()).matches("year=(2021|Total), place=(D0|B0|B1), .*"));
        RiskReport report = ReleaseRisk.tables(List.of(found), PLAN, settings, Optional.of(people));
        assertThat(report.json()).contains("Publication score: by_place", "\"race\" : 2", "\"service geography\" : 1");

        Files.writeString(table, "county,yr,n\nElsewhere,2020,30000\n");
        CellPopulation other =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        assertThatThrownBy(() -> other.requireCommonCodes(found.unit().cells().tables()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no code of district");
    }

    /** Every cell's people, by adding up every row of the table that speaks of it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void population_ofEveryCell_agreesWithAddingUpTheTable(long seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        Map<String, int[]> table = new HashMap<>();
        StringBuilder csv = new StringBuilder("county,r,yr,n,moe\n");
        for (String district : List.of("D0", "D1")) {
            for (String race : List.of("r0", "r1", "r2")) {
                for (int year : new int[] {2019, 2021}) {
                    int[] estimate = {random.nextInt(900), random.nextInt(50)};
                    table.put(district + race + year, estimate);
                    csv.append(String.join(",", district, race, year + "", estimate[0] + "", estimate[1] + "\n"));
                }
            }
        }
        Path file = folder.resolve("people.csv");
        Files.writeString(file, csv);
        CellSettings settings = settings("population { path = \"" + file
                + "\", people = n, margin = moe, year = yr, columns { district = county, race = r } }");
        CellPopulation people =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        TabulatedUnit unit =
                assess(events(stops(seed, 60)), settings, Optional.of(people)).unit();
        var tables = unit.cells().tables();
        int known = 0;
        for (int cell = 0; cell < unit.cells().cells(); cell++) {
            Map<String, String> codes = new HashMap<>();
            for (int variable = 0; variable < tables.variables().size(); variable++) {
                var spanning = tables.variables().get(variable);
                codes.put(
                        spanning.name(),
                        spanning.code(tables.keys().node(unit.cells().key(cell), variable)));
            }
            String place = codes.getOrDefault("place", "");
            String district = place.startsWith("B") ? "D" + (place.charAt(1) - '0') / 2 : place;
            String race = codes.getOrDefault("race", "");
            double sum = 0;
            double variance = 0;
            for (String one : List.of("D0", "D1")) {
                for (String other : List.of("r0", "r1", "r2")) {
                    if ((district.equals("Total") || district.equals(one))
                            && (race.equals("Total") || race.equals(other))) {
                        int[] first = table.getOrDefault(one + other + 2019, new int[2]);
                        int[] last = table.getOrDefault(one + other + 2021, new int[2]);
                        boolean between = codes.getOrDefault("year", "").equals("2020");
                        sum += between ? (first[0] + last[0]) / 2.0 : last[0];
                        variance +=
                                between ? (first[1] * first[1] + last[1] * last[1]) / 4.0 : (double) last[1] * last[1];
                    }
                }
            }
            var found = people.of(tables, "year", unit.cells().key(cell));
            if (district.equals("Total") && race.equals("Total")) {
                assertThat(found).isEmpty();
            } else {
                known++;
                assertThat(found.orElseThrow()).as(codes.toString()).isEqualTo((long)
                        Math.floor(Math.max(0, sum - Math.sqrt(variance))));
            }
        }
        assertThat(known).isGreaterThan(20);
    }

    @Test
    void write_listOfCells_isForTheHouseAlone(@TempDir Path folder) throws IOException {
        CellAssessment found = assess(events(stops(5, 60)), settings(""), Optional.empty());
        Path internal = folder.resolve("internal/r1/risk");
        ReleaseRisk.write(internal.toString(), List.of(found), new Configuration());

        List<String> lines = Files.readAllLines(internal.resolve("cells.csv"));
        assertThat(lines).hasSize(1 + (int) found.records().count());
        assertThat(lines.get(0)).isEqualTo("unit,tables,cell,records,people,largest_share,rules,findings");
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
    void joins_ofTwoTables_findAJointCountThatNeitherShows() {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stops.add(new Stop("2020", "B0", "r0", i == 0 ? "true" : "false", "p" + i));
        }
        stops.add(new Stop("2020", "B1", "r1", "true", "q"));
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

    /** Points worked by hand from the guidelines; year 0, one further variable 1, two 2. */
    @Test
    void publicationScore_ofEachTable_countsEveryVariableThatItShowsOrIsRestrictedTo() {
        List<Stop> stops = stops(1, 40);
        assertThat(scores(stops, "smallest-area = 30000"))
                .containsExactly(
                        Map.of(
                                "smallest cell",
                                7,
                                "race",
                                2,
                                "time",
                                0,
                                "service geography",
                                0,
                                "dependent variables",
                                1),
                        Map.of("smallest cell", 7, "searched", 3, "time", 0, "dependent variables", 1),
                        Map.of("smallest cell", 7, "race", 2, "searched", 3, "time", 0, "dependent variables", 2));
        assertThat(scores(stops, "residence = [place], smallest-area = 30000, hispanic = [race], sex = [searched]"))
                .containsExactly(
                        Map.of(
                                "smallest cell",
                                7,
                                "ethnicity",
                                1,
                                "time",
                                0,
                                "residence geography",
                                4,
                                "dependent variables",
                                1),
                        Map.of("smallest cell", 7, "sex", 1, "time", 0, "dependent variables", 1),
                        Map.of("smallest cell", 7, "ethnicity", 1, "sex", 1, "time", 0, "dependent variables", 2));
        assertThat(scores(stops, "service = frontier, statewide { searched = 5000000 }"))
                .containsExactly(
                        Map.of(
                                "smallest cell",
                                7,
                                "race",
                                2,
                                "time",
                                0,
                                "service geography",
                                7,
                                "dependent variables",
                                1),
                        Map.of("smallest cell", 7, "searched", 1, "time", 0, "dependent variables", 1),
                        Map.of("smallest cell", 7, "race", 2, "searched", 1, "time", 0, "dependent variables", 2));
        assertThatThrownBy(() -> settings("statewide { hair = 5 }")).hasMessageContaining("hair is not a variable");
    }

    private static List<Map<String, Integer>> scores(List<Stop> stops, String config) {
        CellSettings settings = settings(config);
        TabulatedUnit unit = assess(events(stops), settings, Optional.empty()).unit();
        List<Map<String, Integer>> scores = new ArrayList<>();
        for (int table = 0; table < 3; table++) {
            Map<String, Integer> terms = new HashMap<>();
            TableScore.of(unit, table, PLAN, settings, Optional.empty())
                    .terms()
                    .forEach(term -> terms.put(term.criterion(), term.points()));
            scores.add(terms);
        }
        return scores;
    }

    /** The tables of another unit show places by district; a person may be stopped and arrested. */
    @Test
    void matches_ofTwoUnits_agreeWithCountingEachCombination() {
        TabulationPlan plan = TabulationPlan.read(
                Section.parse(
                        CONFIG.replace(
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

    @Test
    void settings_outOfBounds_areRefused() {
        assertThatThrownBy(() -> settings("most-share = 0")).hasMessageContaining("outside (0, 1]");
        assertThatThrownBy(() -> settings("homogeneous = 0.4")).hasMessageContaining("at most a half");
        assertThatThrownBy(() -> settings("race = [colour]")).hasMessageContaining("colour, which is not a variable");
        assertThatThrownBy(() -> settings("mostshare = 0.5")).isInstanceOf(Refusal.class);
    }
}
