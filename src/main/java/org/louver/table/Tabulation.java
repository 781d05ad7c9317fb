package org.louver.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** Adds base cells up, margin by margin, each from the smallest finer one. */
final class Tabulation {
    /** Cross products beyond this are not listed: arrays of every algorithm would be as long. */
    static final long MOST_CELLS_WITH_ZEROS = 5_000_000;

    private final LinkedTables tables;
    private final CellKeys keys;
    private final Margins margins;
    private final long mostCells;

    Tabulation(LinkedTables tables, long mostCells) {
        this.tables = tables;
        this.keys = tables.keys();
        this.margins = tables.margins();
        this.mostCells = mostCells;
    }

    TabulatedCells tabulate(BaseCells base) {
        CellRows[] rows = rollUp(base);
        return collect(
                base, rows, distinctKeys(Arrays.stream(rows).map(CellRows::key).toList()));
    }

    TabulatedCells tabulateWithZeros(BaseCells base, LongPredicate impossible) {
        double size = 0;
        for (int margin = 0; margin < margins.count(); margin++) {
            size += margins.crossProduct(margin);
        }
        if (size > MOST_CELLS_WITH_ZEROS) {
            throw new InvalidTable(
                    "zeros are unsafe and the tables have " + Math.round(size) + " cells, more than "
                            + MOST_CELLS_WITH_ZEROS,
                    "publish zeros, or use fewer or coarser variables per table");
        }
        refuseMore(Math.round(size));
        CellRows[] rows = rollUp(base);
        long[] all = possible(impossible);
        for (CellRows margin : rows) {
            for (long key : margin.key()) {
                if (Arrays.binarySearch(all, key) < 0) {
                    throw new InvalidTable(
                            "cell " + keys.describe(key) + " is declared impossible, but is not empty",
                            "correct the input or the declaration");
                }
            }
        }
        return collect(base, rows, all);
    }

    private static long[] distinctKeys(List<long[]> keys) {
        return CellKeys.distinct(keys.stream().flatMapToLong(Arrays::stream).toArray());
    }

    private long[] possible(LongPredicate impossible) {
        long[][] all = new long[margins.count()][];
        for (int margin = 0; margin < all.length; margin++) {
            long[] product = {0};
            for (int variable = 0; variable < keys.variables().size(); variable++) {
                int[] nodes = keys.variables().get(variable).nodesOn(margins.level(margin, variable));
                long[] longer = new long[product.length * nodes.length];
                int at = 0;
                for (long prefix : product) {
                    for (int node : nodes) {
                        longer[at++] = keys.with(prefix, variable, node);
                    }
                }
                product = longer;
            }
            all[margin] = Arrays.stream(product).filter(impossible.negate()).toArray();
        }
        return distinctKeys(List.of(all));
    }

    /** The cells of every margin that are not empty. */
    private CellRows[] rollUp(BaseCells base) {
        CellRows[] rows = new CellRows[margins.count()];
        long cells = 0;
        for (int margin = 0; margin < rows.length; margin++) {
            int source = -1;
            for (int finer = 0; finer < margin; finer++) {
                boolean smaller = source < 0 || rows[finer].key().length <= rows[source].key().length;
                if (smaller && margins.refines(finer, margin)) {
                    source = finer;
                }
            }
            CellRows from = source < 0 ? base.rows() : rows[source];
            rows[margin] = from.merged(newKeys(from.key(), margin), Math.max(1, base.contributors()), base.tracked());
            cells += rows[margin].key().length;
            refuseMore(cells);
        }
        return rows;
    }

    private void refuseMore(long cells) {
        if (cells > mostCells) {
            int largest = 0;
            for (int table = 1; table < tables.designs().size(); table++) {
                largest = tables.crossProduct(table) > tables.crossProduct(largest) ? table : largest;
            }
            TableDesign design = tables.designs().get(largest);
            throw new InvalidTable(
                    "table " + design.name() + " of " + design.axes().size()
                            + " variables is too large: with its margins more than " + mostCells
                            + " cells are not empty, which is what the memory of this process holds",
                    "use fewer or coarser variables per table, or give the process more memory");
        }
    }

    private long[] newKeys(long[] from, int margin) {
        int count = keys.variables().size();
        long[] result = new long[from.length];
        for (int variable = 0; variable < count; variable++) {
            SpanningVariable spanning = keys.variables().get(variable);
            int level = margins.level(margin, variable);
            long[] packed = new long[spanning.nodes()];
            for (int node = 0; node < packed.length; node++) {
                packed[node] = keys.with(0, variable, spanning.ancestor(node, level));
            }
            for (int row = 0; row < from.length; row++) {
                result[row] += packed[keys.node(from[row], variable)];
            }
        }
        return result;
    }

    private TabulatedCells collect(BaseCells base, CellRows[] rows, long[] all) {
        long[] value = new long[all.length];
        long[] count = new long[all.length];
        int[] sole = new int[all.length];
        Arrays.fill(sole, -1);
        int[] contributors = new int[base.rows().tracksContributors() ? all.length : 0];
        int kept = base.largest();
        long[] largest = new long[Math.multiplyExact(kept, all.length)];
        for (CellRows margin : rows) {
            for (int row = 0; row < margin.key().length; row++) {
                int cell = Arrays.binarySearch(all, margin.key()[row]);
                value[cell] = margin.value()[row];
                count[cell] = margin.count()[row];
                sole[cell] = margin.sole()[row];
                if (contributors.length > 0) {
                    contributors[cell] = margin.start()[row + 1] - margin.start()[row];
                }
                if (kept > 0) {
                    rank(margin, row, largest, cell * kept, kept);
                }
            }
        }
        return new TabulatedCells(tables, all, tables.relate(all), value, count, sole, contributors, kept, largest);
    }

    /** Writes the largest contributions of a row, descending, followed by zeros. */
    private static void rank(CellRows rows, int row, long[] largest, int from, int kept) {
        Arrays.fill(largest, from, from + kept, 0);
        for (int entry = rows.start()[row]; entry < rows.start()[row + 1]; entry++) {
            long amount = rows.amount()[entry];
            int at = from + kept;
            while (at > from && largest[at - 1] < amount) {
                at--;
            }
            if (at < from + kept) {
                System.arraycopy(largest, at, largest, at + 1, from + kept - 1 - at);
                largest[at] = amount;
            }
        }
    }
}
