package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A condition on every valid pattern: Σ coefficient[k] · x[cell[k]] ≥ least, where x is 1 for withheld classes; all exact longs.
 *
 * <p>For any combination π of relations, Σ_j d_j y_j = κ·y_p with d = −Aᵀπ off p. A class with d_j &gt; 0 may add without bound,
 * one with d_j &lt; 0 at most |d_j|·room_j; classes that are withheld anyway add what they can, the others only if x_j = 1. If p has to
 * move by R, what the others lack of κ·R must come from optional classes (Fischetti &amp; Salazar-González 2001,
 * doi 10.1287/mnsc.47.7.1008.9805, capacity constraints). Coefficients are capped at the right-hand side. Valid whatever π is, so a
 * solver's π may be rounded freely.
 */
final class Cut {
    private static final int[] MULTIPLIERS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 24, 30, 60, 120, 840, 2520
    };

    private final int[] cell;
    private final long[] coefficient;
    private final long least;

    private Cut(int[] cell, long[] coefficient, long least) {
        this.cell = cell;
        this.coefficient = coefficient;
        this.least = least;
    }

    /** Optional classes, ascending; not to be changed. */
    int[] cell() {
        return cell;
    }

    long[] coefficient() {
        return coefficient;
    }

    long least() {
        return least;
    }

    /** How far p can go at most in one direction: κ·|y_p| ≤ Σ_j gain_j over withheld classes; MAX_VALUE: without bound. */
    static final class Reach {
        private final int[] cell;
        private final long[] gain;
        private final long kappa;

        private Reach(int[] cell, long[] gain, long kappa) {
            this.cell = cell;
            this.gain = gain;
            this.kappa = kappa;
        }

        static @Nullable Reach of(MovableCells problem, int p, boolean upward, int[] rows, double[] ray, int[] barred) {
            long[] pi = integers(rows, ray);
            if (pi.length == 0) {
                return null;
            }
            TreeMap<Integer, Long> sum = new TreeMap<>();
            for (int k = 0; k < rows.length; k++) {
                int[] term = problem.term[rows[k]];
                for (int t = 0; t < term.length; t++) {
                    sum.merge(term[t], pi[k] * problem.sign[rows[k]][t], Long::sum);
                }
            }
            Long own = sum.remove(p);
            if (own == null || own == 0) {
                return null;
            }
            long side = (own > 0) == upward ? -1 : 1;
            for (int known : barred) {
                sum.remove(known);
            }
            sum.values().removeIf(v -> v == 0);
            int[] cell = sum.keySet().stream().mapToInt(Integer::intValue).toArray();
            long[] gain = new long[cell.length];
            for (int k = 0; k < cell.length; k++) {
                long d = side * sum.getOrDefault(cell[k], 0L);
                gain[k] = d > 0 ? Long.MAX_VALUE : times(-d, problem.room[cell[k]]);
                if (gain[k] == Long.MAX_VALUE && !problem.optional[cell[k]]) {
                    return null;
                }
            }
            return new Reach(cell, gain, Math.abs(own));
        }

        /** The bound on |y_p| at the point x, or infinity. */
        double at(MovableCells problem, double[] x) {
            double sum = 0;
            for (int k = 0; k < cell.length; k++) {
                double open = problem.optional[cell[k]] ? x[cell[k]] : 1;
                if (open > 1e-9) {
                    sum += gain[k] == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (double) gain[k] * open;
                }
            }
            return sum / (double) kappa;
        }

        private static long[] integers(int[] rows, double[] ray) {
            for (int multiplier : MULTIPLIERS) {
                long[] pi = multiples(rows, ray, multiplier);
                if (pi.length > 0) {
                    return pi;
                }
            }
            long common = CommonDenominator.of(Arrays.copyOf(ray, rows.length));
            return common == 0 ? new long[0] : multiples(rows, ray, common);
        }

        /** The ray times the multiplier, where that is whole and not nothing; else an empty array. */
        private static long[] multiples(int[] rows, double[] ray, long multiplier) {
            long[] pi = new long[rows.length];
            boolean fits = true;
            boolean any = false;
            for (int k = 0; fits && k < rows.length; k++) {
                double scaled = ray[k] * (double) multiplier;
                pi[k] = (long) Math.rint(scaled);
                fits = Math.abs(scaled - (double) pi[k]) < 1e-6 * (double) multiplier;
                any |= pi[k] != 0;
            }
            return fits && any ? pi : new long[0];
        }
    }

    /** p has to move by at least the amount in the direction of the reach, or by that much in both directions together. */
    static @Nullable Cut of(MovableCells problem, long amount, Reach... reaches) {
        long scale = 1;
        for (Reach reach : reaches) {
            scale = times(scale, reach.kappa);
        }
        long least = times(scale, amount);
        if (least <= 0 || least == Long.MAX_VALUE) {
            return null;
        }
        TreeMap<Integer, Long> sum = new TreeMap<>();
        for (Reach reach : reaches) {
            long factor = scale / reach.kappa;
            for (int k = 0; k < reach.cell.length; k++) {
                long gain = times(factor, reach.gain[k]);
                if (gain == 0) {
                    continue;
                }
                if (problem.optional[reach.cell[k]]) {
                    sum.merge(reach.cell[k], gain, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
                } else if (gain >= least) {
                    return null;
                } else {
                    least -= gain;
                }
            }
        }
        int[] cell = sum.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] coefficient = new long[cell.length];
        for (int k = 0; k < cell.length; k++) {
            coefficient[k] = Math.min(least, sum.getOrDefault(cell[k], 0L));
        }
        return new Cut(cell, coefficient, least);
    }

    /** The product of two numbers that are not negative; MAX_VALUE where it is too large, which only weakens a cut. */
    private static long times(long a, long b) {
        return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    /** Whether a pattern of these classes breaks the condition; exact. */
    boolean violatedBy(BitSet withheld) {
        long missing = least;
        for (int k = 0; k < cell.length && missing > 0; k++) {
            missing -= withheld.get(cell[k]) ? coefficient[k] : 0;
        }
        return missing > 0;
    }

    /** Right-hand side minus left-hand side at x, relative to the right-hand side. */
    double violation(double[] x) {
        double sum = 0;
        for (int k = 0; k < cell.length; k++) {
            sum += (double) coefficient[k] * x[cell[k]];
        }
        return 1 - sum / (double) least;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cut cut
                && least == cut.least
                && Arrays.equals(cell, cut.cell)
                && Arrays.equals(coefficient, cut.coefficient);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cell) * 31 + Arrays.hashCode(coefficient);
    }

    @Override
    public String toString() {
        return "Cut[" + cell.length + " cells]";
    }
}
