package org.louver.suppression.block;

import java.util.Arrays;
import java.util.BitSet;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * Which cells cannot move, and which can only move together: a relation with one cell left that moves fixes it, one with two of opposite
 * sign makes them one. Linear in the entries of the system per round; as many rounds as relations depend on each other.
 */
final class EqualMoves {
    private final AdditiveSystem system;
    private final int[] above;
    private final BitSet fixed;
    private final int[] seen;
    private final int[] sign;
    private final int[] place;
    private int count;

    EqualMoves(AssessedCells cells) {
        this.system = cells.system();
        this.above = new int[cells.cells()];
        Arrays.setAll(above, cell -> cell);
        this.fixed = new BitSet(cells.cells());
        for (int cell = 0; cell < above.length; cell++) {
            fixed.set(cell, !moves(cells, cell));
        }
        int longest = 0;
        for (int relation = 0; relation < system.relations(); relation++) {
            longest = Math.max(longest, system.parts(relation) + 1);
        }
        place = new int[above.length];
        Arrays.fill(place, -1);
        seen = new int[longest];
        sign = new int[longest];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int relation = 0; relation < system.relations(); relation++) {
                changed |= reduce(relation);
            }
        }
    }

    /** Whether the cell may ever be an unknown: it is not published whatever happens. */
    static boolean moves(AssessedCells cells, int cell) {
        CellStatus status = cells.status(cell);
        return status != CellStatus.FORCED && (status != CellStatus.SAFE || cells.value(cell) != 0);
    }

    /** Whether no pattern lets the cell move. */
    boolean fixed(int cell) {
        return fixed.get(together(cell));
    }

    /** The number of the cells that move together with this one: the least of them. */
    int together(int cell) {
        int root = cell;
        while (above[root] != root) {
            above[root] = above[above[root]];
            root = above[root];
        }
        return root;
    }

    private boolean reduce(int relation) {
        count = 0;
        add(system.total(relation), -1);
        for (int part = 0; part < system.parts(relation); part++) {
            add(system.part(relation, part), 1);
        }
        int left = 0;
        for (int term = 0; term < count; term++) {
            place[seen[term]] = -1;
            if (sign[term] != 0) {
                seen[left] = seen[term];
                sign[left++] = sign[term];
            }
        }
        if (left == 1) {
            fixed.set(seen[0]);
            return true;
        }
        if (left == 2 && sign[0] == -sign[1]) {
            above[Math.max(seen[0], seen[1])] = Math.min(seen[0], seen[1]);
            return true;
        }
        return false;
    }

    private void add(int cell, int coefficient) {
        int root = together(cell);
        if (fixed.get(root)) {
            return;
        }
        if (place[root] < 0) {
            place[root] = count;
            seen[count] = root;
            sign[count++] = 0;
        }
        sign[place[root]] += coefficient;
    }
}
