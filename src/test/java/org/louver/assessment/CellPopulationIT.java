package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.louver.assessment.StopCells.PLAN;
import static org.louver.assessment.StopCells.assess;
import static org.louver.assessment.StopCells.events;
import static org.louver.assessment.StopCells.settings;
import static org.louver.assessment.StopCells.stops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.TestSpark;
import org.louver.refusal.Refusal;
import org.louver.tabulation.TabulatedUnit;

/** People behind cells, against adding up the table. */
class CellPopulationIT {
    @Test
    void population_ofFewPeople_isFoundInTheYearOfTheCell(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("people.csv");
        Files.writeString(table, "county,yr,n\nD0,2020,30000\nD0,2021,10000\nD1,2020,30000\nD1,2021,30000\n");
        CellSettings settings = settings(
                "population { path = \"" + table + "\", people = n, year = yr, columns { district = county } }");
        CellPopulation people =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        CellAssessment found = assess(events(stops(4, 200)), settings, Optional.of(people));
        assertThat(people.unmatched(found.unit().cells().tables())).isEmpty();
        assertThat(found.records().filter(record -> record.rules().contains("small-population")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.cell()).matches("year=(2021|Total), place=(D0|B0|B1), .*"));
        RiskReport report = ReleaseRisk.tables(List.of(found), PLAN, settings, Optional.of(people));
        assertThat(report.json())
                .contains("Publication score: by_place", "\"race: race\" : 2", "\"service geography\" : 1");

        Files.writeString(table, "county,yr,n\nElsewhere,2020,30000\n");
        CellPopulation other =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        assertThatThrownBy(() -> other.unmatched(found.unit().cells().tables()))
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
    void population_codesThatTheTableLacks_countAsNobodyWithALine(@TempDir Path folder) throws IOException {
        Path table = folder.resolve("people.csv");
        Files.writeString(table, "county,n,m\nD0,30000,-5\nD0,many,0\n");
        CellSettings settings = settings(
                "population { path = \"" + table + "\", people = n, margin = m, columns { district = county } }");
        CellPopulation people =
                CellPopulation.read(TestSpark.session(), settings.population().orElseThrow());
        CellAssessment found = assess(events(stops(4, 200)), settings, Optional.of(people));

        assertThat(found.records().filter(record -> record.rules().contains("small-population")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.cell()).matches(".*place=(D1|B2|B3), .*"));
        RiskReport report = ReleaseRisk.tables(List.of(found), PLAN, settings, Optional.of(people));
        assertThat(report.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).contains("people: 1 row of the population table has no usable number"),
                        line -> assertThat(line).contains("margin: 1 row of the population table has no usable number"),
                        line -> assertThat(line)
                                .contains("columns: the population table lacks 1 of the codes of district"));
        assertThat(report.value("Population", "unmatched district")).isEqualTo(List.of("D1"));
    }
}
