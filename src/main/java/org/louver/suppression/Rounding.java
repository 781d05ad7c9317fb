package org.louver.suppression;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Exact moves from floating-point ones: doubles propose, {@link Witness#verified} decides. */
final class Rounding {
    /** Tried first, in this order. */
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
            Witness witness = over(denominator, problem, cell, y, step);
            if (witness != null && does.test(witness)) {
                return witness;
            }
        }
        long common =
                CommonDenominator.of(Arrays.stream(cell).mapToDouble(c -> y[c]).toArray());
        Witness witness = common == 0 ? null : over(common, problem, cell, y, step);
        return witness != null && does.test(witness) ? witness : null;
    }

    private static @Nullable Witness over(long denominator, MovableCells problem, int[] cell, double[] y, long step) {
        long[] move = multiples(cell, y, denominator, step);
        return move.length == cell.length ? Witness.verified(problem, cell, move, denominator) : null;
    }

    /** The values times the denominator, where all come out as integers; else an empty array. */
    private static long[] multiples(int[] cell, double[] y, long denominator, long step) {
        long[] move = new long[cell.length];
        for (int k = 0; k < cell.length; k++) {
            double scaled = y[cell[k]] * (double) denominator;
            double whole = Math.rint(scaled);
            if (Math.abs(scaled - whole) > CLOSE * (double) denominator) {
                return new long[0];
            }
            move[k] = Math.multiplyExact((long) whole, step);
        }
        return move;
    }
}
