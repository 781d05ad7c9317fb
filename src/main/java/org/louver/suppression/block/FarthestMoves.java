package org.louver.suppression.block;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.ProtectionLevels;

/**
 * How far each cell can move at most if everything that may be withheld is: bounds passed from cell to cell through the relations (interval
 * propagation, Savelsbergh 1994, doi 10.1287/ijoc.6.4.445). What it rules out no pattern can do; what it allows may be
 * impossible all the same. At most {@value #VISITS} visits per relation.
 */
final class FarthestMoves {
    private static final int VISITS = 30;
    private static final long ENDLESS = Long.MAX_VALUE / 4;

    private final AdditiveSystem system;
    private final long[] low;
    private final long[] high;
    private final boolean[] queued;
    private final int[] visits;
    private final ArrayDeque<Integer> queue = new ArrayDeque<>();

    FarthestMoves(AssessedCells cells) {
        system = cells.system();
        low = new long[cells.cells()];
        high = new long[cells.cells()];
        for (int cell = 0; cell < low.length; cell++) {
            boolean moves = EqualMoves.moves(cells, cell);
            low[cell] = moves ? -Math.min(cells.value(cell) - cells.floor(cell), ENDLESS) : 0;
            high[cell] = moves ? ENDLESS : 0;
        }
        queued = new boolean[system.relations()];
        visits = new int[system.relations()];
        Arrays.fill(queued, true);
        for (int relation = 0; relation < system.relations(); relation++) {
            queue.add(relation);
        }
        while (!queue.isEmpty()) {
            int relation = queue.remove();
            queued[relation] = false;
            if (visits[relation]++ < VISITS) {
                tighten(relation);
            }
        }
    }

    /** Whether nothing can give the cell these levels. */
    boolean ruleOut(int cell, ProtectionLevels levels) {
        return high[cell] < levels.upper() || -low[cell] < levels.lower() || high[cell] - low[cell] < levels.sliding();
    }

    /** Σ parts = total for moves too: nobody goes further than the others make up for. */
    private void tighten(int relation) {
        int total = system.total(relation);
        long down = -high[total];
        long up = -low[total];
        int endlessDown = endless(down) ? 1 : 0;
        int endlessUp = endless(up) ? 1 : 0;
        long least = endlessDown > 0 ? 0 : down;
        long most = endlessUp > 0 ? 0 : up;
        for (int index = 0; index < system.parts(relation); index++) {
            int part = system.part(relation, index);
            if (endless(low[part])) {
                endlessDown++;
            } else {
                least += low[part];
            }
            if (endless(high[part])) {
                endlessUp++;
            } else {
                most += high[part];
            }
        }
        if (endlessDown > 1 && endlessUp > 1) {
            return;
        }
        bound(total, -1, least, endlessDown, most, endlessUp);
        for (int index = 0; index < system.parts(relation); index++) {
            bound(system.part(relation, index), 1, least, endlessDown, most, endlessUp);
        }
    }

    private void bound(int cell, int sign, long least, int endlessDown, long most, int endlessUp) {
        if (low[cell] == 0 && high[cell] == 0) {
            return;
        }
        long down = sign > 0 ? low[cell] : -high[cell];
        long up = sign > 0 ? high[cell] : -low[cell];
        boolean changed = false;
        if (endlessDown - (endless(down) ? 1 : 0) == 0) {
            changed = atMost(cell, sign, -(least - (endless(down) ? 0 : down)));
        }
        if (endlessUp - (endless(up) ? 1 : 0) == 0) {
            changed |= atMost(cell, -sign, most - (endless(up) ? 0 : up));
        }
        for (int index = 0; changed && index < system.degree(cell); index++) {
            int other = system.relationOf(cell, index);
            if (!queued[other]) {
                queued[other] = true;
                queue.add(other);
            }
        }
    }

    /** sign · y ≤ limit. */
    private boolean atMost(int cell, int sign, long limit) {
        if (sign > 0 && limit < high[cell]) {
            high[cell] = limit;
            return true;
        }
        if (sign < 0 && -limit > low[cell]) {
            low[cell] = -limit;
            return true;
        }
        return false;
    }

    private static boolean endless(long bound) {
        return Math.abs(bound) >= ENDLESS;
    }
}
