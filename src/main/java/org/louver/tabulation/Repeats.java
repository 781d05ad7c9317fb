package org.louver.tabulation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What people with several records in one cell add to it, over disjoint sets of people.
 *
 * <p>Arrays run by cell, keys ascending; surplus is records beyond the first of each person, so records less surplus are distinct
 * people; largest is the records of the person with the most, at least 2. No record class: Kryo cannot read one.
 */
final class Repeats implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] cell;
    private final long[] surplus;
    private final long[] largest;

    private Repeats(long[] cell, long[] surplus, long[] largest) {
        this.cell = cell;
        this.surplus = surplus;
        this.largest = largest;
    }

    /** Nobody comes twice. */
    static final Repeats NONE = new Repeats(new long[0], new long[0], new long[0]);

    /** Records of a cell beyond the first of each person. */
    long surplus(long key) {
        int at = Arrays.binarySearch(cell, key);
        return at < 0 ? 0 : surplus[at];
    }

    /** Records of the person with the most in a cell; 0 where nobody has several. */
    long largest(long key) {
        int at = Arrays.binarySearch(cell, key);
        return at < 0 ? 0 : largest[at];
    }

    /** From surplus and largest by cell. */
    static Repeats of(Map<Long, long[]> byCell) {
        SortedMap<Long, long[]> sorted = new TreeMap<>(byCell);
        Repeats repeats = new Repeats(new long[sorted.size()], new long[sorted.size()], new long[sorted.size()]);
        int at = 0;
        for (Map.Entry<Long, long[]> entry : sorted.entrySet()) {
            repeats.cell[at] = entry.getKey();
            repeats.surplus[at] = entry.getValue()[0];
            repeats.largest[at] = entry.getValue()[1];
            at++;
        }
        return repeats;
    }

    /** Those of other people besides. O(cells). */
    Repeats and(Repeats other) {
        int most = Math.addExact(cell.length, other.cell.length);
        Repeats merged = new Repeats(new long[most], new long[most], new long[most]);
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < cell.length || theirs < other.cell.length) {
            boolean both = mine < cell.length && theirs < other.cell.length && cell[mine] == other.cell[theirs];
            boolean first =
                    both || theirs == other.cell.length || (mine < cell.length && cell[mine] < other.cell[theirs]);
            Repeats from = first ? this : other;
            int at = first ? mine++ : theirs++;
            merged.cell[size] = from.cell[at];
            merged.surplus[size] = from.surplus[at];
            merged.largest[size] = from.largest[at];
            if (both) {
                merged.surplus[size] = Math.addExact(merged.surplus[size], other.surplus[theirs]);
                merged.largest[size] = Math.max(merged.largest[size], other.largest[theirs]);
                theirs++;
            }
            size++;
        }
        return new Repeats(
                Arrays.copyOf(merged.cell, size),
                Arrays.copyOf(merged.surplus, size),
                Arrays.copyOf(merged.largest, size));
    }
}
