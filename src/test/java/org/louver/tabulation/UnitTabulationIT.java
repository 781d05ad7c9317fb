package org.louver.tabulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.TestSpark;
import org.louver.config.Section;
import org.louver.refusal.Refusal;
import org.louver.table.TabulatedCells;

class UnitTabulationIT {
    private static final String CONFIG = """
            variables {
              year { periods = [year], from = date }
              place { hierarchies = [ [district, beat] ] }
              age { bands = [ [0, 18], [0, 12, 18, 65] ] }
              searched { }
            }
            tables = [
              { name = by_place, unit = stops, by = [year, place] }
              { name = searches_by_age, unit = stops, by = [year, { variable = age, levels = [age1] }], where { searched = "true" } }
            ]
            """;

    private static Dataset<Row> stops() {
        return TestSpark.session().sql("""
                        select * from values
                          ('s1', date'2023-01-05', 'D1', 'B1', 17, true, 'p1'),
                          ('s2', date'2023-02-05', 'D1', 'B1', 30, false, 'p1'),
                          ('s3', date'2023-03-05', 'D1', null, 70, true, 'p2'),
                          ('s4', date'2024-03-05', 'D2', null, null, true, null),
                          ('s5', date'2024-03-05', null, null, 5, false, 'p3')
                        as t(stop_id, date, district, beat, age, searched, person_id)
                        """);
    }

    private static TabulationPlan plan(String config) {
        return TabulationPlan.read(
                Section.parse(config, "test.conf"),
                Map.of("stops", Set.of("stop_id", "date", "district", "beat", "age", "searched", "person_id")));
    }

    private static long value(TabulatedUnit unit, String... codes) {
        TabulatedCells cells = unit.cells();
        int[] nodes = new int[codes.length];
        for (int variable = 0; variable < codes.length; variable++) {
            nodes[variable] = cells.tables().variables().get(variable).node(codes[variable]);
        }
        return cells.value(cells.cell(cells.tables().keys().key(nodes)));
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 2, 7})
    void tabulation_anyPartitioning_countsEveryRecordOnce(int partitions) {
        TabulatedUnit unit = new UnitTabulation(plan(CONFIG), 3)
                .tabulate("stops", stops().repartition(partitions), List.of("stop_id"), Optional.of("person_id"));

        assertThat(unit.cells().tables().variables())
                .extracting("name")
                .containsExactly("year", "place", "age", "searched");
        assertThat(value(unit, "Total", "Total", "Total", "Total")).isEqualTo(5);
        assertThat(value(unit, "2023", "D1", "Total", "Total")).isEqualTo(3);
        assertThat(value(unit, "2023", "D1 (unknown)", "Total", "Total")).isEqualTo(1);
        assertThat(value(unit, "2024", "Unknown", "Total", "Total")).isEqualTo(1);
        assertThat(value(unit, "2023", "Total", "18+", "true")).isEqualTo(1);
        assertThat(unit.baseCells()).isEqualTo(5);
        TabulatedCells cells = unit.cells();
        int d1 = cells.cell(cells.tables()
                .keys()
                .key(
                        cells.tables().variables().get(0).node("2023"),
                        cells.tables().variables().get(1).node("D1"),
                        0,
                        0));
        assertThat(cells.contributors(d1)).isEqualTo(2);
    }

    @Test
    void tabulation_ofOneUnit_isOneAggregation() {
        TestSpark.session().sparkContext().setJobGroup("tabulation", "count jobs", false);
        new UnitTabulation(plan(CONFIG), 3).tabulate("stops", stops(), List.of("stop_id"), Optional.of("person_id"));
        int jobs = TestSpark.session().sparkContext().statusTracker().getJobIdsForGroup("tabulation").length;
        TestSpark.session().sparkContext().clearJobGroup();

        // Adaptive execution submits the map side and the result as jobs of one query.
        assertThat(jobs).isBetween(1, 2);
    }

    @Test
    void plan_withAFieldThatTheUnitLacks_isRefusedWithTheLine() {
        assertThatThrownBy(() -> plan(CONFIG.replace("from = date", "from = day")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("needs field day");
    }

    @Test
    void plan_withoutAPeriod_isRefused() {
        assertThatThrownBy(() -> plan(CONFIG.replace("by = [year, place]", "by = [place]")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("variable with periods");
    }

    @Test
    void plan_withBandsThatDoNotNest_isRefused() {
        assertThatThrownBy(() -> plan(CONFIG.replace("[0, 12, 18, 65]", "[0, 12, 65]")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("do not nest");
    }
}
