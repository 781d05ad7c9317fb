package org.louver.tabulation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.louver.engine.ValueCodes;

/**
 * The base cells of some of the records: distinct combinations of codes, each with its count and its {@code tracked} smallest
 * distinct person keys. Summaries of disjoint sets of records merge into the summary of their union, in any order.
 *
 * <p>Codes, combinations of levels and combinations of variables are numbered as they are met and packed pairwise into longs; a
 * record costs a few look-ups and no object. Memory O(cells × tracked), not O(records).
 */
final class RecordCells implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final UTF8String[] NOBODY = {};

    /** Levels of each variable; columns of a record are the levels of the first variable, then of the second, … */
    private final int[] levels;

    private final boolean people;
    private final int tracked;
    private final ValueCodes[] codes;
    private final TupleCodes[] paths;
    private final TupleCodes cells;
    private long[] count = new long[64];
    private UTF8String[][] smallest = new UTF8String[64][];

    /**
     * Of no record yet.
     *
     * @param levels how many level columns each variable has
     * @param people whether a column with the person key follows the levels
     * @param tracked how many distinct person keys of a cell are kept, at least 1: fewer than that are all there are
     */
    RecordCells(int[] levels, boolean people, int tracked) {
        this.levels = levels.clone();
        this.people = people;
        this.tracked = tracked;
        codes = new ValueCodes[Arrays.stream(levels).sum()];
        Arrays.setAll(codes, column -> new ValueCodes(true));
        paths = new TupleCodes[levels.length];
        Arrays.setAll(paths, variable -> new TupleCodes(levels[variable]));
        cells = new TupleCodes(levels.length);
    }

    /** Adds records whose columns are the level codes as text, none null, and the person key. */
    RecordCells addAll(Iterator<InternalRow> records) {
        int[][] path = path();
        int[] cell = new int[levels.length];
        while (records.hasNext()) {
            InternalRow record = records.next();
            int column = 0;
            for (int variable = 0; variable < cell.length; variable++) {
                for (int level = 0; level < path[variable].length; level++) {
                    path[variable][level] = codes[column].code(record.getUTF8String(column));
                    column++;
                }
                cell[variable] = paths[variable].code(path[variable]);
            }
            int at = cells.code(cell);
            makeRoom(at);
            count[at] = Math.addExact(count[at], 1);
            if (people) {
                meet(at, record.getUTF8String(column));
            }
        }
        return this;
    }

    /** Adds the records that another summary stands for. */
    RecordCells merge(RecordCells other) {
        int[][] path = path();
        int[] cell = new int[levels.length];
        for (int theirs = 1; theirs <= other.cells.size(); theirs++) {
            int[] their = other.cells.tuple(theirs);
            int column = 0;
            for (int variable = 0; variable < cell.length; variable++) {
                int[] steps = other.paths[variable].tuple(their[variable]);
                for (int level = 0; level < steps.length; level++) {
                    path[variable][level] = codes[column].code(other.codes[column].text(steps[level]));
                    column++;
                }
                cell[variable] = paths[variable].code(path[variable]);
            }
            int at = cells.code(cell);
            makeRoom(at);
            count[at] = Math.addExact(count[at], other.count[theirs]);
            for (UTF8String person : other.smallest[theirs]) {
                meet(at, person);
            }
        }
        return this;
    }

    /** How many combinations are not empty; they are numbered from 1. */
    int size() {
        return cells.size();
    }

    long count(int cell) {
        return count[cell];
    }

    /** The smallest distinct person keys, ascending by their bytes; all of them if fewer than {@code tracked}. */
    String[] people(int cell) {
        return Arrays.stream(smallest[cell]).map(UTF8String::toString).toArray(String[]::new);
    }

    /** The code of a cell in a level of a variable, counted from 0 in the order of the columns. */
    String code(int cell, int variable, int level) {
        int column = level;
        for (int before = 0; before < variable; before++) {
            column += levels[before];
        }
        int path = cells.tuple(cell)[variable];
        return codes[column].text(paths[variable].tuple(path)[level]).toString();
    }

    private int[][] path() {
        int[][] path = new int[levels.length][];
        Arrays.setAll(path, variable -> new int[levels[variable]]);
        return path;
    }

    private void meet(int cell, UTF8String person) {
        UTF8String[] known = smallest[cell];
        if (known.length == tracked && person.compareTo(known[tracked - 1]) >= 0) {
            return;
        }
        int found = Arrays.binarySearch(known, person);
        if (found >= 0) {
            return;
        }
        int at = -found - 1;
        UTF8String[] grown = new UTF8String[Math.min(tracked, known.length + 1)];
        System.arraycopy(known, 0, grown, 0, at);
        // The row's text is overwritten by the next row.
        grown[at] = person.clone();
        System.arraycopy(known, at, grown, at + 1, grown.length - at - 1);
        smallest[cell] = grown;
    }

    private void makeRoom(int cell) {
        if (cell == count.length) {
            count = Arrays.copyOf(count, 2 * cell);
            smallest = Arrays.copyOf(smallest, 2 * cell);
        }
        if (smallest[cell] == null) {
            smallest[cell] = NOBODY;
        }
    }
}
