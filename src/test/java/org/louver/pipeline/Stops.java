package org.louver.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.louver.audit.Audit;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.protection.Protection;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;
import org.louver.utility.CountTable;

/** Generated stops with a planted disparity, tabulated, protected and attacked as a release is, in memory. */
final class Stops {
    static final List<String> YEARS = List.of("2021", "2022", "2023");

    private static final List<SpanningVariable> VARIABLES = List.of(
            SpanningVariable.flat("year", YEARS),
            SpanningVariable.flat("race", List.of("asian", "black", "white")),
            SpanningVariable.flat("beat", List.of("b1", "b2", "b3", "b4", "b5", "b6")),
            SpanningVariable.flat("light", List.of("dark", "day")),
            SpanningVariable.flat("search", List.of("no", "yes")),
            SpanningVariable.flat("found", List.of("no", "yes")),
            SpanningVariable.flat("outcome", List.of("arrest", "force", "warning")),
            SpanningVariable.flat("district", List.of("north", "south")));

    private Stops() {}

    /**
     * Stops of three years: black drivers are searched {@code ratio} times as often as the others.
     *
     * @param most stops of a year, race, beat and light at most
     * @param tables as a configuration has them
     */
    static TabulatedUnit generated(Random random, int most, double ratio, String tables) {
        TabulationPlan plan = TabulationPlan.read(
                Section.parse("""
                variables { year { periods = [year], from = date }, race { }, beat { }, light { }, search { }, found { }, outcome { }, district { } }
                tables = [ %s ]
                """.formatted(tables), "test.conf"),
                Map.of("stops", Set.of("date", "race", "beat", "light", "search", "found", "outcome", "district")));
        List<TableConfig> configs = plan.tables();
        LinkedTables linked = new LinkedTables(
                VARIABLES, configs.stream().map(TableConfig::design).toList());
        BaseCells.Builder base = linked.baseCells();
        for (String year : YEARS) {
            for (String race : List.of("asian", "black", "white")) {
                for (String beat : List.of("b1", "b2", "b3", "b4", "b5", "b6")) {
                    for (String light : List.of("dark", "day")) {
                        for (int stop = random.nextInt(most + 1); stop > 0; stop--) {
                            boolean searched = random.nextDouble() < 0.15 * (race.equals("black") ? ratio : 1);
                            boolean found = searched && random.nextDouble() < 0.3;
                            double drawn = random.nextDouble();
                            String outcome = drawn < 0.01 ? "force" : drawn < 0.1 ? "arrest" : "warning";
                            String district = beat.compareTo("b4") < 0 ? "north" : "south";
                            count(base, year, race, beat, light, answer(searched), answer(found), outcome, district);
                        }
                    }
                }
            }
        }
        BaseCells built = base.build();
        return new TabulatedUnit("stops", configs, "year", linked.tabulate(built), built, List.of());
    }

    private static String answer(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static void count(BaseCells.Builder base, String... codes) {
        int[] leaf = new int[codes.length];
        for (int variable = 0; variable < leaf.length; variable++) {
            leaf[variable] = VARIABLES.get(variable).node(codes[variable]);
        }
        base.count(leaf, 1);
    }

    static Protection protection(long threshold) {
        return new Protection(
                SensitivityRules.minimumFrequency(threshold, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0, bound = false", "test.conf")));
    }

    static Audit audit() {
        return Audit.read(Section.parse("", "test.conf"), true);
    }

    /** What the public sees; nothing is withheld by a threshold of 1. */
    static List<CountTable> published(TabulatedUnit unit, long threshold) {
        return audit().audit(List.of(protection(threshold).protect(unit))).tables().stream()
                .map(table -> table.counts())
                .toList();
    }
}
