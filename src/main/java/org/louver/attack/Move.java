package org.louver.attack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two tables that a reader cannot tell apart: unknown[i] changes by delta[i] / denominator, all others
 * stay. Only made after every equation and bound was checked in exact arithmetic. Ascending by unknown.
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
record Move(int[] unknown, long[] delta, long denominator) {
    /** Denominators that are tried, in this order: vertices of additive systems are whole numbers or simple fractions. */
    private static final long[] DENOMINATORS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21, 24, 28, 30, 35, 36, 40, 42, 48, 56, 60, 72,
        84, 90, 120, 168, 180, 240, 252, 280, 360, 420, 504, 720, 840, 1260, 2520, 5040
    };

    private static final double NEAR = 1e-5;
    /** The same for denominators that have to be found first. */
    private static final double CLOSE = 1e-8;

    private static final long LARGEST = 1_000_000;
    private static final long LARGEST_FACTOR = 5_000;

    Fraction change(int wanted) {
        int at = Arrays.binarySearch(unknown, wanted);
        return at < 0 ? Fraction.ZERO : new Fraction(delta[at], denominator);
    }

    boolean touches(int wanted) {
        return Arrays.binarySearch(unknown, wanted) >= 0;
    }

    /**
     * Turns a solver's floating-point move into an exact one.
     *
     * @param scope unknowns that may move, ascending
     * @param amount the solver's amount for each of them
     * @param base a table that agrees with everything published, per unknown
     * @param whole whether fractions are refused
     * @return null if no nearby fraction with a small denominator is a move: then nothing is claimed
     */
    static @Nullable Move near(ReaderEquations equations, int[] scope, double[] amount, long[] base, boolean whole) {
        for (long denominator : DENOMINATORS) {
            Move move = over(denominator, equations, scope, amount, base);
            if (move != null || whole) {
                return move;
            }
        }
        long common = commonDenominator(amount);
        return common == 0 ? null : over(common, equations, scope, amount, base);
    }

    private static @Nullable Move over(
            long denominator, ReaderEquations equations, int[] scope, double[] amount, long[] base) {
        long[] rounded = new long[scope.length];
        int moving = 0;
        for (int index = 0; index < scope.length; index++) {
            double scaled = amount[index] * denominator;
            rounded[index] = Math.round(scaled);
            moving += rounded[index] == 0 ? 0 : 1;
            // A guide for which denominator to try, no proof: the proof is exact below.
            if (Math.abs(scaled - rounded[index]) > NEAR * Math.max(1, Math.abs(amount[index]))) {
                return null;
            }
        }
        int[] unknown = new int[moving];
        long[] delta = new long[moving];
        int next = 0;
        for (int index = 0; index < scope.length; index++) {
            if (rounded[index] != 0) {
                unknown[next] = scope[index];
                delta[next++] = rounded[index];
            }
        }
        Move move = new Move(unknown, delta, denominator);
        return move.agrees(equations, base) ? move : null;
    }

    /** What makes all amounts near whole, from their continued fractions; 0 if that is none of at most {@link #LARGEST}. */
    private static long commonDenominator(double[] amount) {
        long common = 1;
        for (double each : amount) {
            long factor = denominator(each * common);
            if (factor == 0 || common > LARGEST / factor) {
                return 0;
            }
            common *= factor;
        }
        return common;
    }

    /** The smallest denominator among the convergents of a number that are near it, at most {@link #LARGEST_FACTOR}; or 0. */
    private static long denominator(double value) {
        long before = 0;
        long denominator = 1;
        double rest = value - Math.floor(value);
        while (denominator <= LARGEST_FACTOR) {
            if (Math.abs(value * denominator - Math.rint(value * denominator)) <= CLOSE * denominator) {
                return denominator;
            }
            double inverse = 1 / rest;
            if (inverse > LARGEST_FACTOR) {
                return 0;
            }
            long next = (long) Math.floor(inverse) * denominator + before;
            rest = inverse - Math.floor(inverse);
            before = denominator;
            denominator = next;
        }
        return 0;
    }

    /** Exact: every equation keeps its sum and every bound holds. */
    boolean agrees(ReaderEquations equations, long[] base) {
        try {
            for (int index = 0; index < unknown.length; index++) {
                int each = unknown[index];
                long room = Math.multiplyExact(Math.subtractExact(equations.low[each], base[each]), denominator);
                if (delta[index] < room) {
                    return false;
                }
                if (equations.high[each] != PublishedCells.UNBOUNDED) {
                    room = Math.multiplyExact(Math.subtractExact(equations.high[each], base[each]), denominator);
                    if (delta[index] > room) {
                        return false;
                    }
                }
                for (int equation : equations.equationsOf[each]) {
                    if (firstMoving(equations.unknown[equation]) == each && imbalance(equations, equation) != 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (ArithmeticException overflow) {
            return false;
        }
    }

    /** So that each equation is summed once, not once per moving member. */
    private int firstMoving(int[] members) {
        for (int member : members) {
            if (touches(member)) {
                return member;
            }
        }
        return -1;
    }

    private long imbalance(ReaderEquations equations, int equation) {
        long total = 0;
        for (int place = 0; place < equations.unknown[equation].length; place++) {
            int at = Arrays.binarySearch(unknown, equations.unknown[equation][place]);
            if (at >= 0) {
                total = Math.addExact(total, Math.multiplyExact(equations.sign[equation][place], delta[at]));
            }
        }
        return total;
    }
}
