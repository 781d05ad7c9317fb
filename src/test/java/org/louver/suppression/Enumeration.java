package org.louver.suppression;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/** All integer tables, within two units of the true one, that agree with what is published: brute force. In two-way tables moves are
 * integral flows, so this reaches every width up to four that is there. */
final class Enumeration {
    private static final long REACH = 2;

    private final AssessedCells cells;
    private final AdditiveSystem system;
    private final boolean[] moves;
    private final long[] y;
    private final long[] least;
    private final long[] most;
    private final Set<Long> unequal = new HashSet<>();

    /** @param singleton a cell whose sole contributor is the reader, or −1 */
    Enumeration(AssessedCells cells, BitSet withheld, int singleton) {
        this.cells = cells;
        this.system = cells.system();
        int n = cells.cells();
        moves = new boolean[n];
        y = new long[n];
        least = new long[n];
        most = new long[n];
        for (int c = 0; c < n; c++) {
            boolean known = singleton >= 0 && cells.soleContributor(c) == cells.soleContributor(singleton);
            moves[c] = withheld.get(c) && !known;
        }
        walk(0);
    }

    private void walk(int cell) {
        if (cell == y.length) {
            for (int c = 0; c < y.length; c++) {
                least[c] = Math.min(least[c], y[c]);
                most[c] = Math.max(most[c], y[c]);
                for (int d = 0; d < y.length; d++) {
                    if (y[c] != y[d]) {
                        unequal.add((long) c * y.length + d);
                    }
                }
            }
            return;
        }
        long low = moves[cell] ? -Math.min(REACH, cells.value(cell) - cells.floor(cell)) : 0;
        long high = moves[cell] ? REACH : 0;
        for (long move = low; move <= high; move++) {
            y[cell] = move;
            if (consistent(cell)) {
                walk(cell + 1);
            }
        }
        y[cell] = 0;
    }

    private boolean consistent(int last) {
        for (int k = 0; k < system.degree(last); k++) {
            int relation = system.relationOf(last, k);
            long sum = -y[system.total(relation)];
            boolean complete = system.total(relation) <= last;
            long slack = 0;
            for (int part = 0; part < system.parts(relation); part++) {
                int c = system.part(relation, part);
                if (c <= last) {
                    sum += y[c];
                } else {
                    slack += moves[c] ? REACH : 0;
                    complete = false;
                }
            }
            if (!complete && system.total(relation) > last) {
                sum += y[system.total(relation)];
                slack += moves[system.total(relation)] ? REACH : 0;
            }
            if (Math.abs(sum) > slack) {
                return false;
            }
        }
        return true;
    }

    long width(int cell) {
        return most[cell] - least[cell];
    }

    /** Whether some table moves the two cells differently. */
    boolean differs(int one, int other) {
        return unequal.contains((long) one * y.length + other);
    }

    boolean allWiderThanAPoint() {
        for (int c = 0; c < y.length; c++) {
            if (cells.status(c) == CellStatus.PRIMARY && width(c) == 0) {
                return false;
            }
        }
        return true;
    }
}
