package org.louver.suppression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest move that takes one class a given way: min Σ r⁺_i y⁺_i + r⁻_i y⁻_i subject to A·y = 0, −low_i ≤ y_i ≤ high_i,
 * y_p = ±amount (Kelly, Golden &amp; Assad 1992, doi 10.1002/net.3230220407).
 *
 * <p>A dual simplex that starts from the empty move, which is dual feasible because no price is negative. Only the relations that the
 * push at p has unbalanced so far take part: the basis is an identity but for a small kernel whose inverse is kept densely. So
 * the time depends on how far a move has to reach, not on the size of the tables: O(k²) per pivot for a kernel of k
 * relations, typically 5 to 50. Piecewise linear prices are kept as such (a cell may pass 0 within the basis), cells with
 * little room are flipped to their floor within one ratio test (Maros 2003, <em>Computational Techniques of the Simplex
 * Method</em>, ch. 10).
 *
 * <p>Answers are rounded to fractions and verified in long arithmetic: doubles propose, {@link Witness#verified} decides. If
 * there is no move, {@link #rayRows} and {@link #rayValues} hold the combination of relations that proves it. Not for sharing between threads.
 */
final class MoveSimplex {
    /** What a class may do in one program. */
    interface Limits {
        /** Price per step upwards, ≥ 0. */
        double upPrice(int c);

        /** Price per step downwards, ≥ 0. */
        double downPrice(int c);

        /** How far the class may go up, in units of the value. */
        double high(int c);

        /** How far the class may go down, in units of the value. */
        double low(int c);
    }

    /** How a program ended. */
    enum Outcome {
        FOUND,
        NONE,
        /** Out of pivots, or no exact fraction near the answer. */
        UNDECIDED
    }

    private static final int[] DENOMINATORS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 24, 30, 60, 120, 840, 2520
    };
    private static final double ROUNDING = 1e-6;
    private static final double TINY = 1e-9;
    private static final double FEASIBLE = 1e-7;
    private static final int MAX_KERNEL = 1200;
    /** Amounts are expressed in at most this many steps, so that doubles resolve a step with ten digits to spare. */
    private static final long STEPS = 100_000;

    private static final byte AT_ZERO = 0;
    private static final byte AT_LOW = 1;
    private static final byte AT_HIGH = 2;
    private static final byte BASIC_UP = 3;
    private static final byte BASIC_DOWN = 4;
    private static final byte PUSHED = 5;

    private final MovableCells problem;
    private final byte[] state;
    private final double[] y;
    private final boolean[] seen;
    private int[] seenCells = new int[256];
    private int seenCount;
    private final double[] price;
    private final double[] residual;
    private final boolean[] rowSeen;
    private int[] seenRows = new int[256];
    private int seenRowCount;
    /** Position of a row or of a basic class in the kernel, or −1. */
    private final int[] rowPosition;

    private final int[] basicPosition;
    private int kernel;
    private int[] kernelRow = new int[64];
    private int[] basic = new int[64];
    /** inverse[q][i]: basic q against kernel row i. */
    private double[][] inverse = new double[64][64];

    private final double[] effect;
    private int[] effectCells = new int[256];
    private int effectCount;
    private final double[] rho;
    private int[] rhoRows = new int[128];
    private int rhoCount;
    private int[] candidates = new int[128];
    private double[] ratios = new double[128];
    private final double[] scratch = new double[MAX_KERNEL + 1];
    private final int[] pushedRows = new int[MAX_KERNEL + 1];
    private final double[] scratch2 = new double[MAX_KERNEL + 1];

    private Limits limits;
    private long step = 1;
    private long programs;
    private long work;
    private int maxPivots = 4000;
    private @Nullable Witness found;

    MoveSimplex(MovableCells problem) {
        this.problem = problem;
        int n = problem.count;
        int m = problem.term.length;
        state = new byte[n];
        y = new double[n];
        seen = new boolean[n];
        effect = new double[n];
        basicPosition = new int[n];
        price = new double[m];
        residual = new double[m];
        rowSeen = new boolean[m];
        rowPosition = new int[m];
        rho = new double[m];
        Arrays.fill(rowPosition, -1);
        Arrays.fill(basicPosition, -1);
        limits = NOTHING;
    }

    private static final Limits NOTHING = new Limits() {
        @Override
        public double upPrice(int c) {
            return 0;
        }

        @Override
        public double downPrice(int c) {
            return 0;
        }

        @Override
        public double high(int c) {
            return 0;
        }

        @Override
        public double low(int c) {
            return 0;
        }
    };

    /** A number in [0, 1) that differs from class to class: makes ties between prices rare, hence cycling. */
    static double tieBreak(int c) {
        return (double) ((c * 0x9E3779B97F4A7C15L) >>> 44) / (1 << 20);
    }

    long programs() {
        return programs;
    }

    /** Effort so far in elementary steps, the same on every machine; some 2·10⁷ per second. */
    long work() {
        return work;
    }

    /** Gives up after so many pivots. */
    void limitPivots(int most) {
        maxPivots = most;
    }

    /** The verified move of the last program, if it found one. */
    @Nullable Witness found() {
        return found;
    }

    /** Rows of the last program's proof of infeasibility. */
    int[] rayRows() {
        return Arrays.copyOf(rhoRows, rhoCount);
    }

    double[] rayValues() {
        double[] values = new double[rhoCount];
        for (int k = 0; k < rhoCount; k++) {
            values[k] = rho[rhoRows[k]];
        }
        return values;
    }

    /** Seeks the cheapest move with y_p ≥ amount (upward) or ≤ −amount; p's own limits are its room only. */
    Outcome solve(int p, boolean upward, long amount, Limits given) {
        step = Math.max(1, amount / STEPS);
        long steps = (amount + step - 1) / step;
        if (!upward && steps > problem.room[p] / step) {
            found = null;
            clearRho();
            return Outcome.NONE;
        }
        Outcome outcome = push(p, upward ? (double) steps : -(double) steps, given);
        return outcome == Outcome.FOUND ? rounded(p, upward, amount) : outcome;
    }

    /** Whether y_p = distance (any real number, in units of the value) is within the limits; no exact move is made of it. */
    Outcome reaches(int p, double distance, Limits given) {
        step = 1;
        return push(p, distance, given);
    }

    private Outcome push(int p, double distance, Limits given) {
        programs++;
        found = null;
        reset();
        limits = given;
        touch(p);
        state[p] = PUSHED;
        y[p] = distance;
        refresh();
        for (int pivot = 0; pivot < maxPivots; pivot++) {
            int leaving = mostInfeasible();
            if (leaving == Integer.MIN_VALUE) {
                return Outcome.FOUND;
            }
            if (kernel + 1 >= MAX_KERNEL) {
                return Outcome.UNDECIDED;
            }
            if (!pivot(leaving)) {
                return Outcome.NONE;
            }
            work += 100 + effectCount + 4L * kernel;
        }
        return Outcome.UNDECIDED;
    }

    private void reset() {
        for (int k = 0; k < seenCount; k++) {
            int c = seenCells[k];
            seen[c] = false;
            state[c] = AT_ZERO;
            y[c] = 0;
            basicPosition[c] = -1;
        }
        seenCount = 0;
        for (int k = 0; k < seenRowCount; k++) {
            int row = seenRows[k];
            rowSeen[row] = false;
            price[row] = 0;
            residual[row] = 0;
            rowPosition[row] = -1;
        }
        seenRowCount = 0;
        kernel = 0;
        clearRho();
    }

    private void clearRho() {
        for (int k = 0; k < rhoCount; k++) {
            rho[rhoRows[k]] = 0;
        }
        rhoCount = 0;
    }

    private void touch(int c) {
        if (!seen[c]) {
            seen[c] = true;
            if (seenCount == seenCells.length) {
                seenCells = Arrays.copyOf(seenCells, 2 * seenCount);
            }
            seenCells[seenCount++] = c;
        }
    }

    private void touchRow(int row) {
        if (!rowSeen[row]) {
            rowSeen[row] = true;
            if (seenRowCount == seenRows.length) {
                seenRows = Arrays.copyOf(seenRows, 2 * seenRowCount);
            }
            seenRows[seenRowCount++] = row;
        }
    }

    private double low(int c) {
        return Math.min(limits.low(c), (double) problem.room[c]) / (double) step;
    }

    private double high(int c) {
        return limits.high(c) / (double) step;
    }

    /** Values of the basic classes from those of the others, then the imbalance of every row outside the kernel. */
    private void refresh() {
        for (int k = 0; k < seenRowCount; k++) {
            residual[seenRows[k]] = 0;
        }
        for (int k = 0; k < seenCount; k++) {
            int c = seenCells[k];
            if (y[c] != 0 && basicPosition[c] < 0) {
                addToRows(c);
            }
        }
        int pushed = 0;
        for (int i = 0; i < kernel; i++) {
            if (residual[kernelRow[i]] != 0) {
                pushedRows[pushed] = i;
                scratch[pushed++] = residual[kernelRow[i]];
            }
        }
        for (int q = 0; q < kernel; q++) {
            double sum = 0;
            double[] line = inverse[q];
            for (int i = 0; i < pushed; i++) {
                sum += line[pushedRows[i]] * scratch[i];
            }
            double value = -sum;
            y[basic[q]] = Math.abs(value) < TINY ? 0 : value;
        }
        for (int q = 0; q < kernel; q++) {
            if (y[basic[q]] != 0) {
                addToRows(basic[q]);
            }
        }
    }

    private void addToRows(int c) {
        int[] rows = problem.rowsOf[c];
        int[] signs = problem.signsOf[c];
        for (int k = 0; k < rows.length; k++) {
            touchRow(rows[k]);
            residual[rows[k]] += signs[k] * y[c];
        }
    }

    /** −1 − q for basic class q out of its range, row for an unbalanced row, MIN_VALUE if all is well. */
    private int mostInfeasible() {
        double worst = FEASIBLE;
        int leaving = Integer.MIN_VALUE;
        for (int q = 0; q < kernel; q++) {
            int c = basic[q];
            double out = state[c] == BASIC_UP ? Math.max(-y[c], y[c] - high(c)) : Math.max(y[c], -low(c) - y[c]);
            if (out > worst) {
                worst = out;
                leaving = -1 - q;
            }
        }
        for (int k = 0; k < seenRowCount; k++) {
            int row = seenRows[k];
            if (rowPosition[row] < 0 && Math.abs(residual[row]) > worst) {
                worst = Math.abs(residual[row]);
                leaving = row;
            }
        }
        return leaving;
    }

    /** One dual simplex step; false if nothing can balance the leaving row: then rho is a proof. */
    private boolean pivot(int leaving) {
        int q = leaving < 0 ? -1 - leaving : -1;
        double missing;
        if (q < 0) {
            missing = -residual[leaving];
            rhoOfRow(leaving);
        } else {
            int c = basic[q];
            double bound = state[c] == BASIC_UP ? (y[c] < 0 ? 0 : high(c)) : (y[c] > 0 ? 0 : -low(c));
            missing = bound - y[c];
            rhoOfBasic(q);
        }
        effects();
        double sign = Math.signum(missing);
        double remaining = Math.abs(missing);
        int count = collect(sign);
        int twin = q >= 0 && crossesZero(basic[q]) ? basic[q] : -1;
        double twinRatio = twin < 0 ? Double.POSITIVE_INFINITY : limits.upPrice(twin) + limits.downPrice(twin);
        int entering = -1;
        double theta = Double.POSITIVE_INFINITY;
        int left = count;
        while (left > 0) {
            int best = 0;
            for (int k = 1; k < left; k++) {
                if (better(k, best)) {
                    best = k;
                }
            }
            if (ratios[best] > twinRatio) {
                break;
            }
            int c = candidates[best];
            boolean upward = sign * effect[c] > 0;
            double range = state[c] != AT_ZERO ? Double.POSITIVE_INFINITY : upward ? high(c) : low(c);
            if (Math.abs(effect[c]) * range < remaining - FEASIBLE) {
                remaining -= Math.abs(effect[c]) * range;
                touch(c);
                state[c] = upward ? AT_HIGH : AT_LOW;
                y[c] = upward ? range : -range;
                left--;
                candidates[best] = candidates[left];
                ratios[best] = ratios[left];
                continue;
            }
            entering = c;
            theta = ratios[best];
            break;
        }
        if (entering < 0 && twin < 0) {
            return false;
        }
        if (entering < 0) {
            theta = twinRatio;
        }
        for (int k = 0; k < rhoCount; k++) {
            touchRow(rhoRows[k]);
            price[rhoRows[k]] += theta * sign * rho[rhoRows[k]];
        }
        if (entering < 0) {
            state[twin] = state[twin] == BASIC_UP ? BASIC_DOWN : BASIC_UP;
        } else {
            boolean upward = sign * effect[entering] > 0;
            byte segment = state[entering] == AT_LOW || (state[entering] == AT_ZERO && !upward) ? BASIC_DOWN : BASIC_UP;
            touch(entering);
            if (q < 0) {
                border(leaving, entering);
            } else {
                replace(q, entering);
            }
            state[entering] = segment;
        }
        refresh();
        return true;
    }

    private boolean better(int k, int best) {
        if (Math.abs(ratios[k] - ratios[best]) > TINY) {
            return ratios[k] < ratios[best];
        }
        double a = Math.abs(effect[candidates[k]]);
        double b = Math.abs(effect[candidates[best]]);
        return a > b + TINY || (a > b - TINY && candidates[k] < candidates[best]);
    }

    private boolean crossesZero(int c) {
        return state[c] == BASIC_UP ? y[c] < 0 && low(c) > 0 : y[c] > 0 && high(c) > 0;
    }

    private void rhoOfRow(int row) {
        clearRho();
        addRho(row, 1);
        for (int i = 0; i < kernel; i++) {
            scratch[i] = 0;
        }
        int[] term = problem.term[row];
        for (int t = 0; t < term.length; t++) {
            int q = basicPosition[term[t]];
            if (q >= 0) {
                double factor = problem.sign[row][t];
                double[] line = inverse[q];
                for (int i = 0; i < kernel; i++) {
                    scratch[i] += factor * line[i];
                }
            }
        }
        for (int i = 0; i < kernel; i++) {
            addRho(kernelRow[i], -scratch[i]);
        }
    }

    private void rhoOfBasic(int q) {
        clearRho();
        for (int i = 0; i < kernel; i++) {
            addRho(kernelRow[i], -inverse[q][i]);
        }
    }

    private void addRho(int row, double value) {
        if (Math.abs(value) > TINY) {
            if (rhoCount == rhoRows.length) {
                rhoRows = Arrays.copyOf(rhoRows, 2 * rhoCount);
            }
            rhoRows[rhoCount++] = row;
            rho[row] = value;
        }
    }

    /** effect[c] = Σ rho_row · coefficient(row, c) for every class that some row of rho mentions. */
    private void effects() {
        for (int k = 0; k < effectCount; k++) {
            effect[effectCells[k]] = 0;
        }
        effectCount = 0;
        for (int k = 0; k < rhoCount; k++) {
            int row = rhoRows[k];
            double value = rho[row];
            int[] term = problem.term[row];
            int[] sign = problem.sign[row];
            for (int t = 0; t < term.length; t++) {
                int c = term[t];
                if (effect[c] == 0) {
                    if (effectCount == effectCells.length) {
                        effectCells = Arrays.copyOf(effectCells, 2 * effectCount);
                    }
                    effectCells[effectCount++] = c;
                }
                effect[c] += value * sign[t];
                if (effect[c] == 0) {
                    effect[c] = Double.MIN_NORMAL;
                }
            }
        }
    }

    /** Candidates to enter and the dual step each allows. */
    private int collect(double sign) {
        int count = 0;
        for (int k = 0; k < effectCount; k++) {
            int c = effectCells[k];
            double size = Math.abs(effect[c]);
            if (size < FEASIBLE || state[c] >= BASIC_UP) {
                continue;
            }
            boolean upward = sign * effect[c] > 0;
            if (state[c] == AT_ZERO ? (upward ? high(c) : low(c)) <= 0 : upward == (state[c] == AT_HIGH)) {
                continue;
            }
            double g = 0;
            int[] rows = problem.rowsOf[c];
            int[] signs = problem.signsOf[c];
            for (int r = 0; r < rows.length; r++) {
                g += price[rows[r]] * signs[r];
            }
            double slack = switch (state[c]) {
                case AT_ZERO -> upward ? limits.upPrice(c) - g : limits.downPrice(c) + g;
                case AT_LOW -> -limits.downPrice(c) - g;
                default -> g - limits.upPrice(c);
            };
            if (count == candidates.length) {
                candidates = Arrays.copyOf(candidates, 2 * count);
                ratios = Arrays.copyOf(ratios, 2 * count);
            }
            candidates[count] = c;
            ratios[count++] = Math.max(0, slack) / size;
        }
        return count;
    }

    private void grow() {
        if (kernel + 1 > kernelRow.length) {
            int size = 2 * kernelRow.length;
            kernelRow = Arrays.copyOf(kernelRow, size);
            basic = Arrays.copyOf(basic, size);
            inverse = Arrays.copyOf(inverse, size);
            for (int k = 0; k < size; k++) {
                inverse[k] = inverse[k] == null ? new double[size] : Arrays.copyOf(inverse[k], size);
            }
        }
    }

    /** u = inverse · column of c. */
    private void column(int c, double[] u) {
        Arrays.fill(u, 0, kernel, 0);
        int[] rows = problem.rowsOf[c];
        for (int k = 0; k < rows.length; k++) {
            int i = rowPosition[rows[k]];
            if (i >= 0) {
                double factor = problem.signsOf[c][k];
                for (int q = 0; q < kernel; q++) {
                    u[q] += factor * inverse[q][i];
                }
            }
        }
    }

    /** Kernel grows by a row and a basic class: inverse of the bordered matrix. */
    private void border(int row, int c) {
        grow();
        column(c, scratch2);
        double schur = effect[c];
        double[] last = inverse[kernel];
        int filled = 0;
        for (int i = 0; i < kernel; i++) {
            last[i] = rho[kernelRow[i]] / schur;
            if (last[i] != 0) {
                pushedRows[filled++] = i;
            }
        }
        last[kernel] = 1 / schur;
        for (int q = 0; q < kernel; q++) {
            double u = scratch2[q];
            double[] line = inverse[q];
            if (Math.abs(u) > TINY) {
                for (int k = 0; k < filled; k++) {
                    line[pushedRows[k]] -= u * last[pushedRows[k]];
                }
            }
            line[kernel] = -u / schur;
        }
        kernelRow[kernel] = row;
        basic[kernel] = c;
        rowPosition[row] = kernel;
        basicPosition[c] = kernel;
        kernel++;
    }

    private void replace(int q, int c) {
        column(c, scratch2);
        int old = basic[q];
        boolean toZero = state[old] == BASIC_UP ? y[old] < 0 : y[old] > 0;
        double bound = toZero ? 0 : state[old] == BASIC_UP ? high(old) : -low(old);
        y[old] = bound;
        state[old] = toZero ? AT_ZERO : state[old] == BASIC_UP ? AT_HIGH : AT_LOW;
        basicPosition[old] = -1;
        double[] line = inverse[q];
        double pivot = scratch2[q];
        int filled = 0;
        for (int i = 0; i < kernel; i++) {
            if (Math.abs(line[i]) > TINY) {
                line[i] /= pivot;
                pushedRows[filled++] = i;
            } else {
                line[i] = 0;
            }
        }
        for (int other = 0; other < kernel; other++) {
            double u = scratch2[other];
            if (other != q && Math.abs(u) > TINY) {
                double[] target = inverse[other];
                for (int k = 0; k < filled; k++) {
                    target[pushedRows[k]] -= u * line[pushedRows[k]];
                }
            }
        }
        basic[q] = c;
        basicPosition[c] = q;
    }

    private Outcome rounded(int p, boolean upward, long amount) {
        int moved = 0;
        int[] cell = new int[seenCount];
        for (int k = 0; k < seenCount; k++) {
            if (Math.abs(y[seenCells[k]]) > FEASIBLE) {
                cell[moved++] = seenCells[k];
            }
        }
        cell = Arrays.copyOf(cell, moved);
        Arrays.sort(cell);
        for (int denominator : DENOMINATORS) {
            long[] move = multiples(cell, denominator);
            if (move.length == cell.length) {
                Witness witness = Witness.verified(problem, cell, move, denominator);
                if (witness != null && (upward ? witness.moveOf(p) >= amount : witness.moveOf(p) <= -amount)) {
                    found = witness;
                    return Outcome.FOUND;
                }
            }
        }
        return Outcome.UNDECIDED;
    }

    /** The values times the denominator, where all come out as integers; else an empty array. */
    private long[] multiples(int[] cell, int denominator) {
        long[] move = new long[cell.length];
        for (int k = 0; k < cell.length; k++) {
            double scaled = y[cell[k]] * denominator;
            double whole = Math.rint(scaled);
            if (Math.abs(scaled - whole) > ROUNDING * denominator) {
                return new long[0];
            }
            move[k] = Math.multiplyExact((long) whole, step);
        }
        return move;
    }
}
