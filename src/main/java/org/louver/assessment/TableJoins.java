package org.louver.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.louver.risk.Mosaic;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;

/**
 * What readers learn by joining two published tables of one unit on the variables they share, counted per pair. Driver only; a table
 * enters with its finest cells, a variable of both on the finest level that both show. What a table is restricted to counts as one of
 * its variables: the rest can be had by subtraction.
 *
 * <p>Only counts that are known are joined; a withheld one that its interval nearly pins down is not.
 */
public final class TableJoins {
    /**
     * What one pair gives away.
     *
     * @param shared variables on which the tables are joined
     * @param findings worst joins first; confidential
     */
    public record Pair(String first, String second, List<String> shared, Mosaic.Findings findings) {
        public Pair {
            shared = List.copyOf(shared);
        }

        /** Names only. */
        @Override
        public String toString() {
            return "Pair[" + first + ", " + second + "]";
        }
    }

    /** A table as the join sees it: per variable the level of its finest cells, 0 where it is none of the table's. */
    @SuppressWarnings("ArrayRecordComponent") // private to the join and never compared
    private record Finest(String name, int[] level) {}

    private final TabulatedUnit unit;
    private final TabulatedCells cells;
    private final LinkedTables tables;
    private final IntPredicate known;

    private TableJoins(TabulatedUnit unit, IntPredicate known) {
        this.unit = unit;
        this.cells = unit.cells();
        this.tables = cells.tables();
        this.known = known;
    }

    /**
     * All pairs of tables of which each has a variable or level of its own.
     *
     * @param known whether readers know the count of a cell
     * @param threshold counts from 1 to this − 1 are small
     * @param listed how many of the worst joins to keep per pair
     */
    public static List<Pair> of(TabulatedUnit unit, IntPredicate known, long threshold, int listed) {
        TableJoins joins = new TableJoins(unit, known);
        List<Finest> all = joins.finest();
        List<Pair> pairs = new ArrayList<>();
        for (int one = 0; one < all.size(); one++) {
            for (int other = one + 1; other < all.size(); other++) {
                joins.pair(all.get(one), all.get(other), threshold, listed, pairs);
            }
        }
        return pairs;
    }

    private List<Finest> finest() {
        List<Finest> all = new ArrayList<>();
        for (TableDesign design : tables.designs()) {
            int[] level = new int[tables.variables().size()];
            for (int variable = 0; variable < level.length; variable++) {
                SpanningVariable spanning = tables.variables().get(variable);
                for (TableDesign.Axis axis : design.axes()) {
                    if (axis.variable().equals(spanning.name())) {
                        level[variable] = finest(spanning, axis);
                    }
                }
                if (design.fixed().containsKey(spanning.name())) {
                    int node = spanning.node(design.fixed().getOrDefault(spanning.name(), ""));
                    level[variable] = spanning.levelOf(node, 0);
                }
            }
            all.add(new Finest(design.name(), level));
        }
        return all;
    }

    private static int finest(SpanningVariable variable, TableDesign.Axis axis) {
        int finest = 0;
        for (int level = 1; level < variable.levels().size(); level++) {
            if (axis.levels().isEmpty()
                    || axis.levels().contains(variable.levels().get(level))) {
                finest = level;
            }
        }
        return finest;
    }

    private void pair(Finest one, Finest other, long threshold, int listed, List<Pair> pairs) {
        int[] common = new int[one.level().length];
        List<String> shared = new ArrayList<>();
        boolean oneOwns = false;
        boolean otherOwns = false;
        for (int variable = 0; variable < common.length; variable++) {
            SpanningVariable spanning = tables.variables().get(variable);
            for (int level = 1; level < spanning.levels().size(); level++) {
                if (spanning.refines(one.level()[variable], level)
                        && spanning.refines(other.level()[variable], level)) {
                    common[variable] = level;
                }
            }
            if (common[variable] > 0) {
                shared.add(spanning.name());
            }
            oneOwns |= one.level()[variable] != common[variable];
            otherOwns |= other.level()[variable] != common[variable];
        }
        if (oneOwns && otherOwns) {
            List<Mosaic.Cell> left = new ArrayList<>();
            Map<List<String>, Long> records = new HashMap<>();
            List<Mosaic.Cell> right = new ArrayList<>();
            side(one, common, left, records);
            side(other, common, right, records);
            pairs.add(new Pair(one.name(), other.name(), shared, Mosaic.join(left, right, records, threshold, listed)));
        }
    }

    /** The known cells of a table, and how many records share the codes of a join where that is known. */
    private void side(Finest table, int[] common, List<Mosaic.Cell> found, Map<List<String>, Long> records) {
        for (int cell = 0; cell < cells.cells(); cell++) {
            long key = cells.key(cell);
            if (cells.count(cell) == 0 || !known.test(cell) || !on(key, table.level())) {
                continue;
            }
            long joined = 0;
            List<String> shared = new ArrayList<>();
            List<String> own = new ArrayList<>();
            for (int variable = 0; variable < common.length; variable++) {
                SpanningVariable spanning = tables.variables().get(variable);
                int node = tables.keys().node(key, variable);
                int above = spanning.ancestor(node, common[variable]);
                joined = tables.keys().with(joined, variable, above);
                if (common[variable] > 0) {
                    shared.add(spanning.code(above));
                }
                if (table.level()[variable] != common[variable]) {
                    own.add(spanning.code(node));
                }
            }
            int total = cells.cell(joined);
            if (total >= 0 && known.test(total)) {
                records.put(shared, cells.count(total));
                found.add(new Mosaic.Cell(shared, own, cells.count(cell)));
            }
        }
    }

    private boolean on(long key, int[] level) {
        for (int variable = 0; variable < level.length; variable++) {
            int node = tables.keys().node(key, variable);
            SpanningVariable spanning = tables.variables().get(variable);
            if (level[variable] == 0 ? node != 0 : !spanning.onLevel(node, level[variable])) {
                return false;
            }
        }
        return true;
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "TableJoins[" + unit + "]";
    }
}
