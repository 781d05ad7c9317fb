package org.louver.attack;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The shortest move that takes one unknown a given way, min Σ r_j·y⁺_j + f_j·y⁻_j subject to A·y = 0, low ≤ base + y ≤ high, y_p = distance; or the
 * combination of equations that proves that there is none.
 *
 * <p>A dual simplex on a tableau (Maros 2003, <em>Computational Techniques of the Simplex Method</em>, ch. 10) that starts from "nothing moves",
 * which is dual feasible because no weight is negative. An equation joins the tableau when the moves so far unbalance it, so the time
 * depends on how far a move has to reach and not on the size of the tables. Floating point: it proposes, {@link Move#near} and {@link
 * Combination} prove. Not for sharing between threads.
 */
final class NearbySimplex {
    /** How a question ended. */
    enum Outcome {
        MOVED,
        IMPOSSIBLE,
        /** Too many equations or pivots: nothing is known. */
        GAVE_UP
    }

    private static final int MOST_ROWS = 240;
    private static final int MOST_PIVOTS = 1200;
    private static final double ZERO = 1e-9;
    /** How much dearer a column is for each equation that only it would unbalance. */
    private static final double FRESH = 3;
    /** Rooms below this share of the distance are all the same. */
    private static final double LITTLE = 0.05;

    private static final int FIRST_ROWS = 32;
    private static final int FIRST_COLUMNS = 256;
    private static final long[] DENOMINATORS = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 18, 20, 24, 30, 36, 60, 120, 840};
    private static final long FINE = 1L << 20;
    /** Unknowns are fewer, so that no two variations give weights to unknowns in the same order. */
    private static final long VARIED = 1L << 31;

    private static final byte AT_ZERO = 0;
    private static final byte AT_LOW = 1;
    private static final byte AT_HIGH = 2;
    private static final byte BASIC = 3;
    /** The pushed unknown, frozen ones, and the slack of an equation once it is balanced. */
    private static final byte FIXED = 4;

    private final ReaderEquations equations;
    private final long[] base;

    /** Column of each unknown, or −1. */
    private final int[] columnOf;
    /** Imbalance of each equation. */
    private final double[] imbalance;

    private final boolean[] noticed;
    private final boolean[] active;
    private int[] noticedEquations = new int[FIRST_COLUMNS];
    private int noticedCount;

    private int columns;
    /** The unknown of a column, or −1 − equation for its slack. */
    private int[] ownerOf = new int[FIRST_COLUMNS];

    private byte[] state = new byte[FIRST_COLUMNS];
    private double[] amount = new double[FIRST_COLUMNS];
    private double[] low = new double[FIRST_COLUMNS];
    private double[] high = new double[FIRST_COLUMNS];
    /** What a step upwards from 0 counts, and a step downwards. */
    private double[] rise = new double[FIRST_COLUMNS];

    private double[] fall = new double[FIRST_COLUMNS];
    /** Σ over rows of the slope of their basic column times the tableau. */
    private double[] price = new double[FIRST_COLUMNS];

    private int rows;
    private double[][] tableau = new double[FIRST_ROWS][FIRST_COLUMNS];
    private int[] basic = new int[FIRST_ROWS];
    /** +1 while the basic column counts upwards from 0, −1 while downwards; 0 for a slack. */
    private int[] segment = new int[FIRST_ROWS];

    private int[] candidate = new int[FIRST_COLUMNS];
    private double[] ratio = new double[FIRST_COLUMNS];

    private final Combination proof;
    private double tolerance;
    private int pushed;
    private double distance;
    private long variation;
    private int impossibleRow;
    private long work;

    NearbySimplex(ReaderEquations equations, long[] base) {
        this.equations = equations;
        this.base = base;
        columnOf = new int[equations.unknowns()];
        Arrays.fill(columnOf, -1);
        imbalance = new double[equations.unknown.length];
        noticed = new boolean[equations.unknown.length];
        active = new boolean[equations.unknown.length];
        proof = new Combination(equations, base);
    }

    /** Elementary steps so far: the same on every machine. */
    long work() {
        return work;
    }

    /**
     * Asks one question.
     *
     * @param way how far, with its sign
     * @param frozen unknowns that stay where they are, ascending
     */
    Outcome push(int unknown, double way, int[] frozen) {
        return push(unknown, way, frozen, 0);
    }

    /**
     * The same with other weights, so that another of the shortest moves is found.
     *
     * @param others which weights; 0: the usual ones
     */
    Outcome push(int unknown, double way, int[] frozen, long others) {
        forget();
        variation = others;
        distance = way;
        tolerance = ZERO * Math.max(100, Math.abs(distance));
        pushed = unknown;
        for (int each : frozen) {
            state[column(each)] = FIXED;
        }
        int own = column(unknown);
        state[own] = FIXED;
        change(own, distance);
        for (int pivots = 0; pivots < MOST_PIVOTS; pivots++) {
            int worst = worst();
            if (worst == Integer.MIN_VALUE) {
                return Outcome.MOVED;
            }
            if (worst < 0 && rows >= MOST_ROWS) {
                return Outcome.GAVE_UP;
            }
            int row = worst < 0 ? activate(-1 - worst) : worst;
            work += 50 + (long) columns * (rows + 4);
            if (!repair(row)) {
                impossibleRow = row;
                return Outcome.IMPOSSIBLE;
            }
        }
        return Outcome.GAVE_UP;
    }

    private void forget() {
        for (int column = 0; column < columns; column++) {
            if (ownerOf[column] >= 0) {
                columnOf[ownerOf[column]] = -1;
            }
        }
        for (int index = 0; index < noticedCount; index++) {
            int equation = noticedEquations[index];
            imbalance[equation] = 0;
            noticed[equation] = false;
            active[equation] = false;
        }
        noticedCount = 0;
        columns = 0;
        rows = 0;
    }

    private int column(int unknown) {
        int known = columnOf[unknown];
        if (known >= 0) {
            return known;
        }
        int added = addColumn(unknown);
        columnOf[unknown] = added;
        low[added] = (double) (equations.low[unknown] - base[unknown]);
        long top = equations.high[unknown];
        high[added] = top == PublishedCells.UNBOUNDED ? Double.POSITIVE_INFINITY : (double) (top - base[unknown]);
        weigh(added);
        return added;
    }

    /**
     * Prefers what unbalances no further equation, and what has enough room: then moves close soon. Weights may change while nothing
     * depends on them but that they are no less than the price.
     */
    private void weigh(int column) {
        int unknown = ownerOf[column];
        int fresh = 0;
        for (int equation : equations.equationsOf[unknown]) {
            fresh += noticed[equation] ? 0 : 1;
        }
        // Different factors make ties rare.
        double factor = 1 + (double) (((unknown + VARIED * variation) * 0x9E3779B97F4A7C15L) >>> 44) / (1 << 20);
        factor *= 1 + FRESH * fresh;
        double least = Math.abs(price[column]);
        double length = Math.abs(distance);
        rise[column] = Math.max(least, factor * Math.max(1, length / Math.max(LITTLE * length, high[column])));
        fall[column] = Math.max(least, factor * Math.max(1, length / Math.max(LITTLE * length, -low[column])));
    }

    private int addColumn(int owner) {
        if (columns == ownerOf.length) {
            int capacity = 2 * columns;
            ownerOf = Arrays.copyOf(ownerOf, capacity);
            state = Arrays.copyOf(state, capacity);
            amount = Arrays.copyOf(amount, capacity);
            low = Arrays.copyOf(low, capacity);
            high = Arrays.copyOf(high, capacity);
            rise = Arrays.copyOf(rise, capacity);
            fall = Arrays.copyOf(fall, capacity);
            price = Arrays.copyOf(price, capacity);
            candidate = Arrays.copyOf(candidate, capacity);
            ratio = Arrays.copyOf(ratio, capacity);
            for (int row = 0; row < tableau.length; row++) {
                tableau[row] = Arrays.copyOf(tableau[row], capacity);
            }
        }
        for (int row = 0; row < rows; row++) {
            tableau[row][columns] = 0;
        }
        ownerOf[columns] = owner;
        state[columns] = AT_ZERO;
        amount[columns] = 0;
        price[columns] = 0;
        return columns++;
    }

    private void change(int column, double by) {
        amount[column] += by;
        if (ownerOf[column] < 0) {
            return;
        }
        int unknown = ownerOf[column];
        int[] mentioned = equations.equationsOf[unknown];
        long[] signs = equations.signsOf[unknown];
        for (int index = 0; index < mentioned.length; index++) {
            int equation = mentioned[index];
            if (!noticed[equation]) {
                noticed[equation] = true;
                for (int member : equations.unknown[equation]) {
                    int other = columnOf[member];
                    if (other >= 0 && state[other] == AT_ZERO) {
                        weigh(other);
                    }
                }
                if (noticedCount == noticedEquations.length) {
                    noticedEquations = Arrays.copyOf(noticedEquations, 2 * noticedCount);
                }
                noticedEquations[noticedCount++] = equation;
            }
            imbalance[equation] += (double) signs[index] * by;
        }
    }

    /** The row whose basic column is farthest out of its range, or −1 − the most unbalanced equation; MIN_VALUE if all is well. */
    private int worst() {
        double most = tolerance;
        int found = Integer.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            double out = Math.abs(amount[basic[row]] - nearest(row));
            if (out > most) {
                most = out;
                found = row;
            }
        }
        for (int index = 0; index < noticedCount; index++) {
            int equation = noticedEquations[index];
            double out = Math.abs(imbalance[equation]);
            if (out > most && !active[equation]) {
                most = out;
                found = -1 - equation;
            }
        }
        return found;
    }

    /** The amount within its segment that is nearest to what the row's basic column has. */
    private double nearest(int row) {
        int column = basic[row];
        double is = amount[column];
        if (segment[row] == 0) {
            return 0;
        }
        return segment[row] > 0 ? Math.max(0, Math.min(is, high[column])) : Math.min(0, Math.max(is, low[column]));
    }

    /** Writes an equation over the columns that are not basic, with a slack of its own that must become 0. */
    private int activate(int equation) {
        active[equation] = true;
        if (rows == tableau.length) {
            tableau = Arrays.copyOf(tableau, 2 * rows);
            for (int row = rows; row < tableau.length; row++) {
                tableau[row] = new double[ownerOf.length];
            }
            basic = Arrays.copyOf(basic, 2 * rows);
            segment = Arrays.copyOf(segment, 2 * rows);
        }
        int[] members = equations.unknown[equation];
        for (int member : members) {
            column(member);
        }
        int slack = addColumn(-1 - equation);
        state[slack] = BASIC;
        rise[slack] = 0;
        fall[slack] = 0;
        amount[slack] = -imbalance[equation];
        double[] line = tableau[rows];
        Arrays.fill(line, 0, columns, 0);
        for (int place = 0; place < members.length; place++) {
            line[columnOf[members[place]]] = (double) equations.sign[equation][place];
        }
        line[slack] = 1;
        for (int row = 0; row < rows; row++) {
            double factor = line[basic[row]];
            if (factor != 0) {
                subtract(line, factor, tableau[row]);
            }
        }
        basic[rows] = slack;
        segment[rows] = 0;
        return rows++;
    }

    private void subtract(double[] from, double factor, double[] line) {
        for (int column = 0; column < columns; column++) {
            from[column] -= factor * line[column];
        }
    }

    /** Brings the basic column of a row back into its range; false if nothing can. */
    private boolean repair(int row) {
        int leaving = basic[row];
        double end = nearest(row);
        double excess = amount[leaving] - end;
        int count = collect(row, Math.signum(excess));
        double turn = crossesZero(row) ? rise[leaving] + fall[leaving] : Double.POSITIVE_INFINITY;
        double[] line = tableau[row];
        while (count > 0) {
            int best = 0;
            for (int index = 1; index < count; index++) {
                if (better(line, index, best)) {
                    best = index;
                }
            }
            if (ratio[best] > turn) {
                break;
            }
            int column = candidate[best];
            boolean upward = excess * line[column] > 0;
            double range = range(column, upward);
            if (Math.abs(line[column]) * range >= Math.abs(excess) - tolerance) {
                exchange(row, column, excess / line[column], upward);
                return true;
            }
            double step = upward ? range : -range;
            flip(column, upward);
            shift(column, step);
            excess -= line[column] * step;
            count--;
            candidate[best] = candidate[count];
            ratio[best] = ratio[count];
        }
        if (turn == Double.POSITIVE_INFINITY) {
            return false;
        }
        double before = segment[row] * (rise[leaving] + fall[leaving]);
        for (int column = 0; column < columns; column++) {
            price[column] -= before * line[column];
        }
        segment[row] = -segment[row];
        return true;
    }

    private boolean crossesZero(int row) {
        int column = basic[row];
        return segment[row] > 0
                ? amount[column] < 0 && low[column] < 0
                : segment[row] < 0 && amount[column] > 0 && high[column] > 0;
    }

    /** Columns that can lower the excess of the row, and how much dual step each allows. */
    private int collect(int row, double direction) {
        double[] line = tableau[row];
        int count = 0;
        for (int column = 0; column < columns; column++) {
            double effect = direction * line[column];
            if (Math.abs(effect) < 1e-7 || state[column] >= BASIC) {
                continue;
            }
            boolean upward = effect > 0;
            double slack;
            if (state[column] == AT_ZERO) {
                if (range(column, upward) <= 0) {
                    continue;
                }
                slack = upward ? rise[column] - price[column] : fall[column] + price[column];
            } else if (state[column] == AT_HIGH) {
                if (upward) {
                    continue;
                }
                slack = price[column] - rise[column];
            } else {
                if (!upward) {
                    continue;
                }
                slack = -fall[column] - price[column];
            }
            candidate[count] = column;
            ratio[count++] = Math.max(0, slack) / Math.abs(effect);
        }
        return count;
    }

    /** How far a column can go in one direction before the slope of its weight changes. */
    private double range(int column, boolean upward) {
        return switch (state[column]) {
            case AT_ZERO -> upward ? high[column] : -low[column];
            case AT_HIGH -> high[column];
            default -> -low[column];
        };
    }

    private boolean better(double[] line, int index, int best) {
        double difference = ratio[index] - ratio[best];
        if (Math.abs(difference) > ZERO) {
            return difference < 0;
        }
        double a = Math.abs(line[candidate[index]]);
        double b = Math.abs(line[candidate[best]]);
        return a > b + ZERO || (a > b - ZERO && candidate[index] < candidate[best]);
    }

    private void flip(int column, boolean upward) {
        if (state[column] != AT_ZERO) {
            state[column] = AT_ZERO;
        } else {
            state[column] = upward ? AT_HIGH : AT_LOW;
        }
    }

    /** A column that is not basic moves, and the basic ones with it. */
    private void shift(int column, double step) {
        change(column, step);
        for (int row = 0; row < rows; row++) {
            double entry = tableau[row][column];
            if (entry != 0) {
                change(basic[row], -entry * step);
            }
        }
    }

    private void exchange(int row, int entering, double step, boolean upward) {
        int leaving = basic[row];
        double end = nearest(row);
        int side = state[entering] == AT_HIGH || (state[entering] == AT_ZERO && upward) ? 1 : -1;
        shift(entering, step);
        change(leaving, end - amount[leaving]);
        state[leaving] = segment[row] == 0 ? FIXED : end == 0 ? AT_ZERO : segment[row] > 0 ? AT_HIGH : AT_LOW;
        double[] line = tableau[row];
        double pivot = line[entering];
        for (int column = 0; column < columns; column++) {
            line[column] /= pivot;
        }
        line[entering] = 1;
        for (int other = 0; other < rows; other++) {
            double factor = tableau[other][entering];
            if (other != row && Math.abs(factor) > ZERO) {
                subtract(tableau[other], factor, line);
            }
            if (other != row) {
                tableau[other][entering] = 0;
            }
        }
        double difference = (side > 0 ? rise[entering] : -fall[entering]) - price[entering];
        for (int column = 0; column < columns; column++) {
            price[column] += difference * line[column];
        }
        basic[row] = entering;
        segment[row] = side;
        state[entering] = BASIC;
    }

    /** The move that was found, in exact arithmetic; null if no nearby fraction is one. */
    @Nullable Move move(boolean whole) {
        int[] scope = IntStream.range(0, columns)
                .filter(column -> ownerOf[column] >= 0 && Math.abs(amount[column]) > tolerance)
                .map(column -> ownerOf[column])
                .sorted()
                .toArray();
        double[] amounts = Arrays.stream(scope)
                .mapToDouble(unknown -> amount[columnOf[unknown]])
                .toArray();
        return Move.near(equations, scope, amounts, base, whole);
    }

    /**
     * How far the pushed unknown can go at most, after an impossible push: the failing row is a combination of equations, which is rounded to
     * fractions and proved by {@link Combination}.
     *
     * @param frozen as in the question
     * @return null if these factors give no finite bound
     */
    @Nullable Fraction limit(boolean up, int[] frozen) {
        double[] line = tableau[impossibleRow];
        for (long denominator : DENOMINATORS) {
            boolean close = true;
            for (int column = 0; column < columns && close; column++) {
                double scaled = line[column] * denominator;
                close = ownerOf[column] >= 0 || Math.abs(scaled - Math.rint(scaled)) < 1e-6;
            }
            if (close) {
                return limit(line, up, frozen, denominator);
            }
        }
        return limit(line, up, frozen, FINE);
    }

    private @Nullable Fraction limit(double[] line, boolean up, int[] frozen, long denominator) {
        proof.clear();
        try {
            for (int column = 0; column < columns; column++) {
                if (ownerOf[column] < 0) {
                    proof.add(-1 - ownerOf[column], Math.round(line[column] * denominator));
                }
            }
            return proof.bound(pushed, up, frozen);
        } catch (ArithmeticException overflow) {
            return null;
        }
    }
}
