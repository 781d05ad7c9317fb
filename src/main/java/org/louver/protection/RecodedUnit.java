package org.louver.protection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.louver.pooling.RecodedLevels;
import org.louver.pooling.Recoding;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;

/** Lays tables of a unit out over recoded variables and adds their base cells up. */
final class RecodedUnit {
    /** More cells than this are too many to protect while ways are compared. */
    private static final double MOST_CELLS = 2_000_000;

    private RecodedUnit() {}

    /**
     * The unit with these of its tables.
     *
     * @param tables which
     * @param recodings table → its recodings; tables that are not named stay as they are
     * @throws org.louver.table.InvalidTable if the tables have too many margins
     */
    static TabulatedUnit of(TabulatedUnit unit, List<TableConfig> tables, Map<String, List<Recoding>> recodings) {
        List<SpanningVariable> variables = new ArrayList<>();
        Map<String, Map<String, List<String>>> shown = new LinkedHashMap<>();
        for (SpanningVariable variable : unit.cells().tables().variables()) {
            Map<String, List<String>> added = new LinkedHashMap<>();
            for (TableConfig table : tables) {
                for (Recoding recoding : recodings.getOrDefault(table.name(), List.of())) {
                    if (recoding.tree().name().equals(variable.name())) {
                        RecodedLevels levels = RecodedLevels.of(variable, recoding, table.name());
                        added.putAll(levels.added());
                        shown.computeIfAbsent(table.name(), unseen -> new LinkedHashMap<>())
                                .put(variable.name(), levels.shown());
                    }
                }
            }
            variables.add(variable.withLevels(added));
        }
        List<TableConfig> laidOut =
                tables.stream().map(table -> axes(unit, table, shown)).toList();
        List<TableDesign> designs = laidOut.stream().map(TableConfig::design).toList();
        LinkedTables linked = new LinkedTables(variables, designs);
        return new TabulatedUnit(
                unit.unit(),
                laidOut,
                unit.period(),
                linked.tabulate(unit.base().over(linked)),
                unit.base(),
                unit.aggregations());
    }

    /** Every axis names its levels: levels that other tables add are not its own. A variable without a level went. */
    private static TableConfig axes(
            TabulatedUnit unit, TableConfig table, Map<String, Map<String, List<String>>> shown) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        table.axes().forEach((name, levels) -> {
            List<String> own = levels;
            if (own.isEmpty()) {
                SpanningVariable variable = unit.cells().tables().variables().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                own = variable.levels().subList(1, variable.levels().size());
            }
            List<String> recoded = shown.getOrDefault(table.name(), Map.of()).getOrDefault(name, own);
            if (!recoded.isEmpty()) {
                axes.put(name, recoded);
            }
        });
        return table.over(axes);
    }

    /** Whether a table is small enough to be protected only to see how that would turn out. */
    static boolean small(TabulatedUnit unit, TableConfig table, List<Recoding> recodings) {
        double margins = 1;
        double finest = 1;
        for (Recoding recoding : recodings) {
            margins *= recoding.tree().levels().size() + 1.0;
            finest *= recoding.categories().size();
        }
        return margins * Math.min(finest, (double) unit.baseCells()) <= MOST_CELLS
                && table.axes().size() <= 12;
    }
}
