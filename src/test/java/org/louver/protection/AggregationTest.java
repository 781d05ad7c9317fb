package org.louver.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;

/** Wishes that no aggregation can grant, as they stand in a configuration. */
class AggregationTest {
    private static final List<SpanningVariable> VARIABLES =
            List.of(SpanningVariable.flat("year", List.of("2023")), SpanningVariable.flat("beat", List.of("b1", "b2")));

    private static void protect(String wishes, long threshold, long... stops) {
        TabulationPlan plan = TabulationPlan.read(
                Section.parse("""
                variables { year { periods = [year], from = date }, beat { } }
                tables = [ { name = t, unit = stops, by = [year, beat], %s } ]
                """.formatted(wishes), "test.conf"), Map.of("stops", Set.of("date", "beat")));
        LinkedTables linked = new LinkedTables(VARIABLES, List.of());
        BaseCells.Builder base = linked.baseCells();
        for (int beat = 0; beat < stops.length; beat++) {
            base.count(
                    new int[] {VARIABLES.get(0).node("2023"), VARIABLES.get(1).node("b" + (beat + 1))}, stops[beat]);
        }
        BaseCells built = base.build();
        Protection protection = new Protection(
                SensitivityRules.minimumFrequency(threshold, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0, bound = false", "test.conf")));
        new Aggregation(protection, List.of(), Map.of())
                .protect(new TabulatedUnit("stops", plan.tables(), "year", linked.tabulate(built), built, List.of()));
    }

    private static void refused(String wishes, long threshold, String problem, String remedy, long... stops) {
        assertThatThrownBy(() -> protect(wishes, threshold, stops)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refusal.getMessage()).contains("table t: ", problem).doesNotContain("\n");
            assertThat(refusal.remedy()).contains(remedy);
        });
    }

    @Test
    void threshold_beyondTheTotal_isRefusedWithWhatWouldBeEnough() {
        refused("method = aggregate", 11, "threshold of 11 is more than the table holds", "more years or places", 4, 5);
    }

    @Test
    void rules_thatForbidEveryMerge_areRefusedWithTheVariableThatCouldGo() {
        refused(
                "method = aggregate, aggregation { variables { beat { drop = false, apart = [ [b1, b2] ] } } }",
                11,
                "no aggregation that the rules allow",
                "let beat merge freely",
                4,
                50);
    }

    @Test
    void floor_thatNoMergeMeets_isRefusedWithTheRuleToLoosen() {
        refused(
                "method = aggregate, aggregation { variables { beat { drop = false, alone = [b1, b2],"
                        + " floor { least = 1000, population { b1 = 600, b2 = 500 } } } } }",
                11,
                "beat",
                "lower the floor",
                40,
                50);
    }

    @Test
    void table_withoutAVariableThatCouldMerge_isRefusedWithWhatCouldGo() {
        refused("method = aggregate, aggregation { keep = [beat] }", 11, "no aggregation", "let beat merge", 4, 50);
    }
}
