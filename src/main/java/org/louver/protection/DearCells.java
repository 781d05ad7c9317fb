package org.louver.protection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;

/** What a table that may become coarser must not lose lightly: its finest cells, and the totals of its periods, which bound all others. */
final class DearCells {
    /** A table that lost the totals of its periods bounds nothing, and is not published. */
    private static final long TOTALS_PER_FINEST = 20;

    private DearCells() {}

    /**
     * By how much each cell of the unit costs more than a margin: 1, the weight of finest cells, or twenty times that for the total of
     * every axis but the period; of several tables the most counts. Empty if no table weighs its finest cells.
     */
    static Optional<long[]> factors(TabulatedUnit unit) {
        if (unit.tables().stream().allMatch(table -> table.aggregation().finestWeight() == 1)) {
            return Optional.empty();
        }
        long[] factors = new long[unit.cells().cells()];
        Arrays.fill(factors, 1);
        for (int table = 0; table < unit.tables().size(); table++) {
            raise(factors, unit, table);
        }
        return Optional.of(factors);
    }

    private static void raise(long[] factors, TabulatedUnit unit, int number) {
        TableConfig table = unit.tables().get(number);
        long weight = table.aggregation().finestWeight();
        LinkedTables tables = unit.cells().tables();
        List<SpanningVariable> variables = tables.variables();
        int[] finestLevel = finestLevels(table.axes(), variables);
        for (int cell = 0; weight > 1 && cell < factors.length; cell++) {
            long key = unit.cells().key(cell);
            boolean finest = tables.shows(number, key);
            boolean total = finest;
            for (int place = 0; place < finestLevel.length; place++) {
                if (finestLevel[place] >= 0) {
                    SpanningVariable variable = variables.get(place);
                    int node = tables.keys().node(key, place);
                    finest &= variable.onLevel(node, finestLevel[place]);
                    total &= node == 0 || variable.name().equals(unit.period());
                }
            }
            long own = total ? Math.multiplyExact(TOTALS_PER_FINEST, weight) : finest ? weight : 1;
            factors[cell] = Math.max(factors[cell], own);
        }
    }

    /** The finest level that the table shows of each variable; −1 for those that do not span it. */
    private static int[] finestLevels(Map<String, List<String>> axes, List<SpanningVariable> variables) {
        return variables.stream()
                .mapToInt(variable -> {
                    List<String> levels = axes.get(variable.name());
                    if (levels == null) {
                        return -1;
                    }
                    return levels.isEmpty() ? variable.finest() : variable.level(levels.get(levels.size() - 1));
                })
                .toArray();
    }
}
