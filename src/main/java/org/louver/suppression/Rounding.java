package org.louver.suppression;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Exact moves from floating-point ones: doubles propose, {@link Witness#verified} decides. */
final class Rounding {
    private static final int[] DENOMINATORS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 24, 30, 60, 120, 840, 2520
    };
    private static final double CLOSE = 1e-6;

    private Rounding() {}

    /**
     * The move with the smallest common denominator near the given one that is a witness and does what is asked, or null.
     *
     * @param cell moved classes, ascending
     * @param y how far each class moves, in steps
     */
    static @Nullable Witness near(MovableCells problem, int[] cell, double[] y, long step, Predicate<Witness> does) {
        for (int denominator : DENOMINATORS) {
            long[] move = multiples(cell, y, denominator, step);
            if (move.length == cell.length) {
                Witness witness = Witness.verified(problem, cell, move, denominator);
                if (witness != null && does.test(witness)) {
                    return witness;
                }
            }
        }
        return null;
    }

    /** The values times the denominator, where all come out as integers; else an empty array. */
    private static long[] multiples(int[] cell, double[] y, int denominator, long step) {
        long[] move = new long[cell.length];
        for (int k = 0; k < cell.length; k++) {
            double scaled = y[cell[k]] * denominator;
            double whole = Math.rint(scaled);
            if (Math.abs(scaled - whole) > CLOSE * denominator) {
                return new long[0];
            }
            move[k] = Math.multiplyExact((long) whole, step);
        }
        return move;
    }
}
