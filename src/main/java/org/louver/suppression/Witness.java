package org.louver.suppression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sparse feasible move, exact: class cell[k] moves by move[k] / denominator. Made only by {@link #verified}, which adds
 * long integers; so whoever holds a witness holds a proof. Immutable.
 */
final class Witness {
    private final int[] cell;
    private final long[] move;
    private final long denominator;

    private Witness(int[] cell, long[] move, long denominator) {
        this.cell = cell;
        this.move = move;
        this.denominator = denominator;
    }

    /**
     * A witness if the move is additive and respects every floor, else null.
     *
     * @param cell classes in ascending order
     */
    static @Nullable Witness verified(MovableCells problem, int[] cell, long[] move, long denominator) {
        for (int k = 0; k < cell.length; k++) {
            if (move[k] < 0 && -move[k] > Math.multiplyExact(problem.room[cell[k]], denominator)) {
                return null;
            }
        }
        return additive(problem, cell, move) ? new Witness(cell, move, denominator) : null;
    }

    private static boolean additive(MovableCells problem, int[] cell, long[] move) {
        int count = 0;
        for (int c : cell) {
            count += problem.rowsOf[c].length;
        }
        long[] entry = new long[count];
        count = 0;
        for (int k = 0; k < cell.length; k++) {
            int[] rows = problem.rowsOf[cell[k]];
            for (int r = 0; r < rows.length; r++) {
                entry[count++] = ((long) rows[r] << 32) | ((long) k << 12) | r;
            }
        }
        Arrays.sort(entry);
        long sum = 0;
        for (int e = 0; e < count; e++) {
            int k = (int) entry[e] >>> 12;
            int sign = problem.signsOf[cell[k]][(int) entry[e] & 0xfff];
            sum = Math.addExact(sum, Math.multiplyExact(sign, move[k]));
            boolean last = e + 1 == count || entry[e + 1] >> 32 != entry[e] >> 32;
            if (last && sum != 0) {
                return false;
            }
        }
        return true;
    }

    /** The opposite move, if floors allow it. */
    @Nullable Witness opposite(MovableCells problem) {
        long[] back = new long[move.length];
        for (int k = 0; k < move.length; k++) {
            back[k] = -move[k];
            if (back[k] < 0 && -back[k] > problem.room[cell[k]] * denominator) {
                return null;
            }
        }
        return new Witness(cell, back, denominator);
    }

    /** Moved classes, ascending; not to be changed. */
    int[] cells() {
        return cell;
    }

    boolean moves(int c) {
        return Arrays.binarySearch(cell, c) >= 0;
    }

    boolean movesAny(int[] classes) {
        for (int c : classes) {
            if (moves(c)) {
                return true;
            }
        }
        return false;
    }

    /** How far class c moves, rounded towards 0. */
    long moveOf(int c) {
        int k = Arrays.binarySearch(cell, c);
        return k < 0 ? 0 : move[k] / denominator;
    }

    boolean integral() {
        return denominator == 1;
    }
}
