package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import org.louver.table.ProtectionLevels;

/**
 * How far classes can move at most when only some are withheld, by passing bounds from class to class through the relations (interval
 * propagation, Savelsbergh 1994, doi 10.1287/ijoc.6.4.445). Exact longs, rounded outwards: what it rules out is impossible, what it
 * allows may still be. At most {@link #PASSES} visits per relation on average. What a class more that is published changes is worked out
 * from it alone, as far as it reaches. Not for sharing between threads.
 */
final class MoveBounds {
    private static final long UNBOUNDED = Long.MAX_VALUE / 4;
    private static final int PASSES = 40;

    private final MovableCells problem;
    /** From here on a bound says nothing, so that no sum over a relation leaves the longs. */
    private final long endless;

    private final long[] low;
    private final long[] high;
    private final int[] queue;
    private final boolean[] queued;
    private int first;
    private int waiting;
    /** The classes that the bounds are about; those published since are taken out. */
    private BitSet moving = new BitSet();
    /** Bounds before a supposition, in the order in which they were first changed; a class is in it where its stamp is the present one. */
    private int[] changed = new int[16];

    private long[] before = new long[32];
    private final int[] stamps;
    private int changes;
    private int stamp = 1;

    MoveBounds(MovableCells problem) {
        this.problem = problem;
        long most = Arrays.stream(problem.sign)
                .mapToLong(row -> Arrays.stream(row).mapToLong(Math::abs).sum())
                .max()
                .orElse(1);
        endless = UNBOUNDED / Math.max(1, most);
        low = new long[problem.count];
        high = new long[problem.count];
        queue = new int[problem.term.length];
        queued = new boolean[problem.term.length];
        stamps = new int[problem.count];
    }

    /** Works the bounds out anew. */
    void propagate(BitSet withheld) {
        forget();
        moving = (BitSet) withheld.clone();
        for (int c = 0; c < problem.count; c++) {
            boolean moves = withheld.get(c);
            low[c] = moves ? -Math.min(problem.room[c], UNBOUNDED) : 0;
            high[c] = moves ? UNBOUNDED : 0;
        }
        for (int row = 0; row < queue.length; row++) {
            queue(row);
        }
        settle();
        forget();
    }

    /** Takes a supposition back, and publishes what the set has lost; it must not have gained any class. */
    void narrow(BitSet withheld) {
        takeBack();
        BitSet gone = (BitSet) moving.clone();
        gone.andNot(withheld);
        moving.andNot(gone);
        gone.stream().forEach(this::publish);
        settle();
        forget();
    }

    /** Supposes that c is published as well, until {@link #takeBack} or the next set or supposition. */
    void suppose(int c) {
        takeBack();
        publish(c);
        settle();
    }

    void takeBack() {
        for (int k = 0; k < changes; k++) {
            low[changed[k]] = before[2 * k];
            high[changed[k]] = before[2 * k + 1];
        }
        forget();
    }

    private void forget() {
        changes = 0;
        stamp++;
    }

    private void publish(int c) {
        note(c);
        low[c] = 0;
        high[c] = 0;
        queueRowsOf(c);
    }

    private void note(int c) {
        if (stamps[c] == stamp) {
            return;
        }
        stamps[c] = stamp;
        if (changes == changed.length) {
            changed = Arrays.copyOf(changed, 2 * changes);
            before = Arrays.copyOf(before, 4 * changes);
        }
        changed[changes] = c;
        before[2 * changes] = low[c];
        before[2 * changes + 1] = high[c];
        changes++;
    }

    /** Passes bounds on until nothing changes, or for long enough. */
    private void settle() {
        for (long visits = (long) PASSES * queue.length; waiting > 0 && visits > 0; visits--) {
            int row = queue[first];
            first = (first + 1) % queue.length;
            waiting--;
            queued[row] = false;
            tighten(row);
        }
        while (waiting > 0) {
            queued[queue[first]] = false;
            first = (first + 1) % queue.length;
            waiting--;
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

    private boolean endless(long bound) {
        return Math.abs(bound) >= endless;
    }

    /** sign · y_c ≤ limit. */
    private void atMost(int c, int sign, long limit) {
        if (sign > 0) {
            long bound = -Math.floorDiv(-limit, (long) sign);
            if (bound < high[c]) {
                note(c);
                high[c] = bound;
                queueRowsOf(c);
            }
        } else {
            long bound = Math.floorDiv(limit, (long) sign);
            if (bound > low[c]) {
                note(c);
                low[c] = bound;
                queueRowsOf(c);
            }
        }
    }

    private void queueRowsOf(int c) {
        for (int row : problem.rowsOf[c]) {
            queue(row);
        }
    }

    private void queue(int row) {
        if (!queued[row]) {
            queued[row] = true;
            queue[(first + waiting++) % queue.length] = row;
        }
    }
}
