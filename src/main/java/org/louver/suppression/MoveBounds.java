package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import org.louver.table.ProtectionLevels;

/**
 * How far classes can move at most when only some are withheld, by passing bounds from class to class through the relations (interval
 * propagation, Savelsbergh 1994, doi 10.1287/ijoc.6.4.445). Exact longs, rounded outwards: what it rules out is impossible, what it
 * allows may still be. At most {@link #PASSES} visits per relation on average. Not for sharing between threads.
 */
final class MoveBounds {
    private static final long UNBOUNDED = Long.MAX_VALUE / 4;
    private static final int PASSES = 40;

    private final MovableCells problem;
    private final long[] low;
    private final long[] high;
    private final int[] queue;
    private final boolean[] queued;
    private int first;
    private int waiting;
    private long steps;

    MoveBounds(MovableCells problem) {
        this.problem = problem;
        low = new long[problem.count];
        high = new long[problem.count];
        queue = new int[problem.term.length];
        queued = new boolean[problem.term.length];
    }

    /** Elementary steps so far. */
    long work() {
        return steps;
    }

    /**
     * Works the bounds out anew.
     *
     * @param without a class that is published, whatever the set says, or −1
     */
    void propagate(BitSet withheld, int without) {
        for (int c = 0; c < problem.count; c++) {
            boolean moves = withheld.get(c) && c != without;
            low[c] = moves ? -Math.min(problem.room[c], UNBOUNDED) : 0;
            high[c] = moves ? UNBOUNDED : 0;
        }
        Arrays.fill(queued, true);
        first = 0;
        waiting = queue.length;
        for (int row = 0; row < queue.length; row++) {
            queue[row] = row;
        }
        for (long visits = (long) PASSES * queue.length; waiting > 0 && visits > 0; visits--) {
            int row = queue[first];
            first = (first + 1) % queue.length;
            waiting--;
            queued[row] = false;
            tighten(row);
        }
    }

    /** Whether the bounds rule out that p is protected as required. */
    boolean rulesOut(int p, ProtectionLevels required) {
        return high[p] < required.upper() || -low[p] < required.lower() || high[p] - low[p] < required.sliding();
    }

    /** Σ sign · y = 0: no term may exceed what all others can make up for. */
    private void tighten(int row) {
        int[] term = problem.term[row];
        int[] sign = problem.sign[row];
        long least = 0;
        long most = 0;
        int endlessDown = 0;
        int endlessUp = 0;
        for (int k = 0; k < term.length; k++) {
            long down = sign[k] > 0 ? low[term[k]] : high[term[k]];
            long up = sign[k] > 0 ? high[term[k]] : low[term[k]];
            if (endless(down)) {
                endlessDown++;
            } else {
                least = Math.addExact(least, Math.multiplyExact(sign[k], down));
            }
            if (endless(up)) {
                endlessUp++;
            } else {
                most = Math.addExact(most, Math.multiplyExact(sign[k], up));
            }
        }
        steps += 2L * term.length;
        if (endlessDown > 1 && endlessUp > 1) {
            return;
        }
        for (int k = 0; k < term.length; k++) {
            int c = term[k];
            if (low[c] == 0 && high[c] == 0) {
                continue;
            }
            long down = sign[k] > 0 ? low[c] : high[c];
            long up = sign[k] > 0 ? high[c] : low[c];
            if (endlessDown - (endless(down) ? 1 : 0) == 0) {
                atMost(c, sign[k], -(least - (endless(down) ? 0 : sign[k] * down)));
            }
            if (endlessUp - (endless(up) ? 1 : 0) == 0) {
                atMost(c, -sign[k], most - (endless(up) ? 0 : sign[k] * up));
            }
        }
    }

    private static boolean endless(long bound) {
        return Math.abs(bound) >= UNBOUNDED;
    }

    /** sign · y_c ≤ limit. */
    private void atMost(int c, int sign, long limit) {
        if (sign > 0) {
            long bound = -Math.floorDiv(-limit, (long) sign);
            if (bound < high[c]) {
                high[c] = bound;
                queueRowsOf(c);
            }
        } else {
            long bound = Math.floorDiv(limit, (long) sign);
            if (bound > low[c]) {
                low[c] = bound;
                queueRowsOf(c);
            }
        }
    }

    private void queueRowsOf(int c) {
        for (int row : problem.rowsOf[c]) {
            if (!queued[row]) {
                queued[row] = true;
                queue[(first + waiting++) % queue.length] = row;
            }
        }
    }
}
