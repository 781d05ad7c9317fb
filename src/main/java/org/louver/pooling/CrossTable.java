package org.louver.pooling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;
import org.louver.table.BaseCells;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;

/**
 * What the search counts: rows of atoms, one per variable, with how many records, or distinct people, they hold. Confidential.
 * Immutable.
 */
public final class CrossTable {
    private final List<CategoryTree> trees;
    /** atom[variable][row]. */
    private final int[][] atom;

    private final long[] records;
    private final long total;

    private CrossTable(List<CategoryTree> trees, int[][] atom, long[] records) {
        this.trees = List.copyOf(trees);
        this.atom = atom;
        this.records = records;
        long sum = 0;
        for (long size : records) {
            sum = Math.addExact(sum, size);
        }
        this.total = sum;
        double keys = 1;
        for (CategoryTree tree : trees) {
            keys *= tree.atoms();
        }
        if (keys > (double) (1L << 62)) {
            throw new InvalidTable(
                    "the variables of a table span more than 2^62 combinations", "aggregate fewer variables together");
        }
    }

    /**
     * Rows with counts; copies nothing.
     *
     * @param atom one array per tree, one entry per row
     */
    public static CrossTable of(List<CategoryTree> trees, int[][] atom, long[] records) {
        if (atom.length != trees.size() || Arrays.stream(atom).anyMatch(column -> column.length != records.length)) {
            throw new IllegalArgumentException("every variable needs one atom per row");
        }
        return new CrossTable(trees, atom, records);
    }

    /**
     * The base cells of a unit as one of its tables sees them.
     *
     * @param trees one per axis of the table, each of a variable of {@code tables}
     * @param included which base cells the table is about, by their keys
     * @param size what a base cell holds, by its number: records, or distinct people
     */
    public static CrossTable of(
            LinkedTables tables,
            BaseCells base,
            List<CategoryTree> trees,
            LongPredicate included,
            IntToLongFunction size) {
        int rows = 0;
        for (int cell = 0; cell < base.size(); cell++) {
            rows += included.test(base.key(cell)) ? 1 : 0;
        }
        int[][] atom = new int[trees.size()][rows];
        long[] records = new long[rows];
        int[] variableOf = new int[trees.size()];
        List<String> names =
                tables.variables().stream().map(SpanningVariable::name).toList();
        for (int axis = 0; axis < variableOf.length; axis++) {
            variableOf[axis] = names.indexOf(trees.get(axis).name());
        }
        int row = 0;
        for (int cell = 0; cell < base.size(); cell++) {
            long key = base.key(cell);
            if (included.test(key)) {
                for (int axis = 0; axis < variableOf.length; axis++) {
                    atom[axis][row] =
                            trees.get(axis).atomOfLeafNode(tables.keys().node(key, variableOf[axis]));
                }
                records[row++] = size.applyAsLong(cell);
            }
        }
        return new CrossTable(trees, atom, records);
    }

    public List<CategoryTree> trees() {
        return trees;
    }

    public int rows() {
        return records.length;
    }

    /** All records together. */
    public long total() {
        return total;
    }

    int atom(int variable, int row) {
        return atom[variable][row];
    }

    long records(int row) {
        return records[row];
    }

    /** The records of every atom of a variable. */
    long[] margin(int variable) {
        long[] sums = new long[trees.get(variable).atoms()];
        for (int row = 0; row < records.length; row++) {
            sums[atom[variable][row]] += records[row];
        }
        return sums;
    }

    /** Packs each row's categories of all variables but {@code without}; −1 leaves none out. */
    long[] keys(List<Recoding> recodings, int without) {
        long[] keys = new long[records.length];
        for (int variable = 0; variable < atom.length; variable++) {
            Recoding recoding = recodings.get(variable);
            int count = recoding.categories().size();
            if (variable == without || count == 1) {
                continue;
            }
            int[] category = new int[recoding.tree().atoms()];
            for (int held = 0; held < category.length; held++) {
                category[held] = recoding.categoryOf(held);
            }
            int[] column = atom[variable];
            for (int row = 0; row < keys.length; row++) {
                keys[row] = keys[row] * count + category[column[row]];
            }
        }
        return keys;
    }

    /** The table after recoding: counts by packed category. */
    LongTally tally(List<Recoding> recodings) {
        long[] keys = keys(recodings, -1);
        LongTally tally = new LongTally(Math.min(keys.length, 1 << 16));
        for (int row = 0; row < keys.length; row++) {
            tally.add(keys[row], records[row]);
        }
        return tally;
    }

    /** The smallest cell that is not empty, among the rows with one of these atoms of a variable; {@link Long#MAX_VALUE} if all are. */
    long smallest(List<Recoding> recodings, int variable, BitSet atoms) {
        long[] keys = keys(recodings, -1);
        LongTally tally = new LongTally(1 << 10);
        for (int row = 0; row < keys.length; row++) {
            if (records[row] > 0 && atoms.get(atom[variable][row])) {
                tally.add(keys[row], records[row]);
            }
        }
        long[] least = {Long.MAX_VALUE};
        tally.forEach((key, sum) -> least[0] = Math.min(least[0], sum));
        return least[0];
    }

    /** Rows that agree on the categories of the recodings merged into one, each under one atom of its category. */
    CrossTable merged(List<Recoding> recodings) {
        long[] keys = keys(recodings, -1);
        LongTally numbers = new LongTally(Math.min(keys.length, 1 << 16));
        int[] number = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            number[row] = numbers.number(keys[row]);
        }
        int[][] atoms = new int[atom.length][numbers.size()];
        long[] sizes = new long[numbers.size()];
        for (int row = 0; row < keys.length; row++) {
            sizes[number[row]] = Math.addExact(sizes[number[row]], records[row]);
        }
        for (int variable = 0; variable < atom.length; variable++) {
            for (int row = 0; row < keys.length; row++) {
                atoms[variable][number[row]] = atom[variable][row];
            }
        }
        return new CrossTable(trees, atoms, sizes);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CrossTable[" + trees.size() + " variables, " + records.length + " rows]";
    }
}
