package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The programs of {@link MoveSimplex} among withheld classes whose moves reach far: the same dual simplex with piecewise linear prices,
 * on relations that the last program has already solved ({@link SolvedRelations}). It starts from the empty move, where every class,
 * basic or not, stands still at a price between its two, so any basis will do. Nothing it answers is a proof. Not for sharing between
 * threads.
 */
final class WithheldProgram {
    private static final double TINY = 1e-9;
    private static final double FEASIBLE = 1e-7;
    /** Steps after which the errors that they add up are thrown away. */
    private static final int REFRESHED_EVERY = 50;
    /** Steps per relation and class after which a program is given up. */
    private static final int MOST_PIVOTS = 4;

    private static final byte AT_ZERO = 0;
    private static final byte AT_LOW = 1;
    private static final byte AT_HIGH = 2;
    private static final byte PUSHED = 3;
    private static final byte BASIC_ZERO = 4;
    private static final byte BASIC_UP = 5;
    private static final byte BASIC_DOWN = 6;

    private final SolvedRelations relations;
    private final byte[] state;
    private final double[] y;
    /** For a basic class the price of moving on; for a free one what its move earns with the basic classes. */
    private final double[] price;
    /** Four numbers for each class, as {@link MoveLimits} writes them. */
    private final double[] limit;

    private int[] candidate = new int[64];
    private double[] ratio = new double[64];
    private int[] moved = new int[64];
    private double[] distance = new double[64];
    private int flipped;

    WithheldProgram(MovableCells problem, SolvedRelations relations) {
        this.relations = relations;
        state = new byte[problem.count];
        y = new double[problem.count];
        price = new double[problem.count];
        limit = new double[4 * problem.count];
    }

    /**
     * Seeks the cheapest move that takes p exactly the amount.
     *
     * @param amount in steps; negative: downwards
     * @param step how many units of the value a step is
     */
    MoveSimplex.Outcome solve(BitSet withheld, int p, double amount, MoveLimits limits, double step) {
        relations.cover(withheld);
        begin(withheld, limits, step);
        int row = relations.rowOf(p);
        if (row >= 0 && !relations.release(row, withheld)) {
            return MoveSimplex.Outcome.NONE;
        }
        state[p] = PUSHED;
        y[p] = amount;
        refresh();
        boolean exact = true;
        for (int left = MOST_PIVOTS * (relations.rows() + relations.columns()); left > 0; left--) {
            int leaving = mostInfeasible();
            if (leaving < 0 && exact) {
                return MoveSimplex.Outcome.FOUND;
            }
            exact = leaving < 0 || left % REFRESHED_EVERY == 0;
            if (exact) {
                refresh();
            } else if (!pivot(leaving)) {
                return MoveSimplex.Outcome.NONE;
            }
        }
        return MoveSimplex.Outcome.UNDECIDED;
    }

    /** How far the class goes in the last move that was found, in steps. */
    double moveOf(int c) {
        return y[c];
    }

    private void begin(BitSet withheld, MoveLimits limits, double step) {
        Arrays.fill(state, AT_ZERO);
        Arrays.fill(y, 0);
        Arrays.fill(price, 0);
        for (int row = 0; row < relations.rows(); row++) {
            describe(relations.basic(row), withheld, limits, step);
            state[relations.basic(row)] = BASIC_ZERO;
        }
        for (int column = 0; column < relations.columns(); column++) {
            describe(relations.free(column), withheld, limits, step);
        }
        if (candidate.length < relations.columns()) {
            candidate = new int[relations.columns()];
            ratio = new double[relations.columns()];
            moved = new int[relations.columns()];
            distance = new double[relations.columns()];
        }
    }

    private void describe(int c, BitSet withheld, MoveLimits limits, double step) {
        if (!withheld.get(c)) {
            Arrays.fill(limit, 4 * c, 4 * c + 4, 0);
            return;
        }
        limits.describe(c, limit, 4 * c);
        limit[4 * c + MoveLimits.HIGH] /= step;
        limit[4 * c + MoveLimits.LOW] /= step;
    }

    private double upPrice(int c) {
        return limit[4 * c + MoveLimits.UP_PRICE];
    }

    private double downPrice(int c) {
        return limit[4 * c + MoveLimits.DOWN_PRICE];
    }

    private double high(int c) {
        return limit[4 * c + MoveLimits.HIGH];
    }

    private double low(int c) {
        return limit[4 * c + MoveLimits.LOW];
    }

    /** Where the basic classes are taken by the free ones that moved. */
    private void refresh() {
        int count = 0;
        for (int column = 0; column < relations.columns(); column++) {
            if (y[relations.free(column)] != 0) {
                distance[count] = y[relations.free(column)];
                moved[count++] = column;
            }
        }
        for (int row = 0; row < relations.rows(); row++) {
            double[] line = relations.line(row);
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += line[moved[k]] * distance[k];
            }
            y[relations.basic(row)] = Math.abs(sum) < TINY ? 0 : sum;
        }
    }

    /**
     * The row whose class is farthest out of the range that its price holds for, by how much moving it changes all others (steepest edge,
     * Forrest &amp; Goldfarb 1992, doi 10.1007/BF01581089, in the space of the free classes), or −1.
     */
    private int mostInfeasible() {
        double worst = 0;
        int leaving = -1;
        for (int row = 0; row < relations.rows(); row++) {
            int c = relations.basic(row);
            double out = switch (state[c]) {
                case BASIC_UP -> Math.max(-y[c], y[c] - high(c));
                case BASIC_DOWN -> Math.max(y[c], -low(c) - y[c]);
                default -> Math.abs(y[c]);
            };
            if (out > FEASIBLE && out * out > worst) {
                double steep = out * out / (1 + relations.square(row));
                if (steep > worst) {
                    worst = steep;
                    leaving = row;
                }
            }
        }
        return leaving;
    }

    /** One dual simplex step; false if nothing can bring the class of the row back. */
    private boolean pivot(int row) {
        int leaving = relations.basic(row);
        double bound = bound(leaving);
        double sign = y[leaving] > bound ? 1 : -1;
        double twinRatio = twinRatio(leaving, sign);
        double[] line = relations.line(row);
        flipped = 0;
        int best = flipUntilEnough(line, collect(line, sign), sign, Math.abs(y[leaving] - bound), twinRatio);
        if (best < 0 && twinRatio == Double.POSITIVE_INFINITY) {
            return false;
        }
        double theta = best < 0 ? twinRatio : ratio[best];
        for (int column = 0; column < line.length; column++) {
            price[relations.free(column)] += theta * sign * line[column];
        }
        price[leaving] += theta * sign;
        if (best < 0) {
            state[leaving] = sign > 0 ? BASIC_UP : BASIC_DOWN;
        } else {
            enter(row, candidate[best], sign, bound);
        }
        if (flipped > 0) {
            refresh();
        }
        return true;
    }

    /** Where a basic class has to go that is out of its range. */
    private double bound(int c) {
        return switch (state[c]) {
            case BASIC_UP -> y[c] < 0 ? 0 : high(c);
            case BASIC_DOWN -> y[c] > 0 ? 0 : -low(c);
            default -> 0;
        };
    }

    /** From which dual step on the class may stay where it is, on the other side of a bend of its price. */
    private double twinRatio(int c, double sign) {
        if (sign > 0 && y[c] > 0 && state[c] != BASIC_UP && high(c) > 0) {
            return upPrice(c) - price[c];
        }
        if (sign < 0 && y[c] < 0 && state[c] != BASIC_DOWN && low(c) > 0) {
            return price[c] + downPrice(c);
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Free classes that can bring the class of the row back, and the dual step each allows. */
    private int collect(double[] line, double sign) {
        int count = 0;
        for (int column = 0; column < line.length; column++) {
            double size = Math.abs(line[column]);
            if (size < FEASIBLE) {
                continue;
            }
            int c = relations.free(column);
            boolean upward = sign * line[column] < 0;
            double slack = switch (state[c]) {
                case AT_ZERO ->
                    (upward ? high(c) : low(c)) <= 0
                            ? Double.NaN
                            : upward ? price[c] + upPrice(c) : downPrice(c) - price[c];
                case AT_LOW -> upward ? price[c] - downPrice(c) : Double.NaN;
                case AT_HIGH -> upward ? Double.NaN : -upPrice(c) - price[c];
                default -> Double.NaN;
            };
            if (!Double.isNaN(slack)) {
                candidate[count] = column;
                ratio[count++] = Math.max(0, slack) / size;
            }
        }
        return count;
    }

    /**
     * Takes the candidates in the order of their ratios and sends those with too little room to their limit, until one can do the
     * rest; its place among the candidates, or −1 if all are used up or the twin comes first.
     */
    private int flipUntilEnough(double[] line, int count, double sign, double missing, double twinRatio) {
        double remaining = missing;
        int left = count;
        while (left > 0) {
            int best = 0;
            for (int k = 1; k < left; k++) {
                if (better(line, k, best)) {
                    best = k;
                }
            }
            if (ratio[best] > twinRatio) {
                return -1;
            }
            int c = relations.free(candidate[best]);
            double effect = line[candidate[best]];
            boolean upward = sign * effect < 0;
            double range = state[c] != AT_ZERO ? Double.POSITIVE_INFINITY : upward ? high(c) : low(c);
            if (Math.abs(effect) * range >= remaining - FEASIBLE) {
                return best;
            }
            remaining -= Math.abs(effect) * range;
            flipped++;
            state[c] = upward ? AT_HIGH : AT_LOW;
            y[c] = upward ? range : -range;
            left--;
            candidate[best] = candidate[left];
            ratio[best] = ratio[left];
        }
        return -1;
    }

    private boolean better(double[] line, int k, int best) {
        if (Math.abs(ratio[k] - ratio[best]) > TINY) {
            return ratio[k] < ratio[best];
        }
        double a = Math.abs(line[candidate[k]]);
        double b = Math.abs(line[candidate[best]]);
        return a > b + TINY || (a > b - TINY && relations.free(candidate[k]) < relations.free(candidate[best]));
    }

    private void enter(int row, int column, double sign, double bound) {
        int leaving = relations.basic(row);
        int entering = relations.free(column);
        boolean upward = sign * relations.line(row)[column] < 0;
        boolean down = state[entering] == AT_LOW || (state[entering] == AT_ZERO && !upward);
        state[entering] = down ? BASIC_DOWN : BASIC_UP;
        price[entering] = down ? -downPrice(entering) : upPrice(entering);
        state[leaving] = bound == 0 ? AT_ZERO : bound > 0 ? AT_HIGH : AT_LOW;
        price[leaving] = -price[leaving];
        if (flipped == 0) {
            double further = (bound - y[leaving]) / relations.line(row)[column];
            for (int k = 0; k < relations.rows(); k++) {
                y[relations.basic(k)] += further * relations.line(k)[column];
            }
            y[entering] += further;
        }
        y[leaving] = bound;
        relations.exchange(row, column);
    }
}
