package org.louver.attack;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The shortest move that takes one unknown a given way, min Σ r_j·y⁺_j + f_j·y⁻_j subject to A·y = 0, low ≤ base + y ≤ high, y_p = distance; or the
 * combination of equations that proves that there is none.
 *
 * <p>A dual simplex (Maros 2003, <em>Computational Techniques of the Simplex Method</em>, ch. 10) that starts from "nothing moves",
 * which is dual feasible because no weight is negative. An equation joins the {@link EquationBasis} when the moves so far unbalance it, so
 * the time depends on how far a move has to reach and not on the size of the tables. Floating point: it proposes, {@link Move#near} and {@link
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

    private static final int PIVOTS_PER_ROW = 5;
    private static final int MOST_KEPT = 1024;
    private static final double ZERO = 1e-9;
    /** How much dearer a column is for each equation that only it would unbalance. */
    private static final double FRESH = 3;
    /** Rooms below this share of the distance are all the same. */
    private static final double LITTLE = 0.05;

    private static final int FIRST_COLUMNS = 256;
    private static final int FIRST_ROWS = 256;
    private static final byte AT_ZERO = 0;
    private static final byte AT_LOW = 1;
    private static final byte AT_HIGH = 2;
    private static final byte BASIC = 3;
    /** The pushed unknown and frozen ones. */
    private static final byte FIXED = 4;

    private final ReaderEquations equations;
    private final long[] base;

    /** Column of each unknown, or −1. */
    private final int[] columnOf;
    /** Imbalance of each equation. */
    private final double[] imbalance;

    private final boolean[] noticed;
    private int[] noticedEquations = new int[FIRST_COLUMNS];
    private int noticedCount;

    private int columns;
    private int[] unknownOf = new int[FIRST_COLUMNS];

    private byte[] state = new byte[FIRST_COLUMNS];
    private double[] amount = new double[FIRST_COLUMNS];
    private double[] low = new double[FIRST_COLUMNS];
    private double[] high = new double[FIRST_COLUMNS];
    /** What a step upwards from 0 counts, and a step downwards. */
    private double[] rise = new double[FIRST_COLUMNS];

    private double[] fall = new double[FIRST_COLUMNS];
    /** Σ over rows of the slope of their basic column times the tableau. */
    private double[] price = new double[FIRST_COLUMNS];

    private final EquationBasis basis;
    /** By row: +1 while the basic column counts upwards from 0, −1 while downwards. */
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
        basis = new EquationBasis(equations.unknown.length);
        proof = new Combination(equations, base);
    }

    /** Whether it holds little memory: one that once took up many equations is better made anew. */
    boolean isSmall() {
        return basis.capacity() <= MOST_KEPT;
    }

    /** Elementary steps so far: the same on every machine. */
    long work() {
        return work + basis.work();
    }

    /**
     * Asks one question.
     *
     * @param way how far, with its sign
     * @param frozen unknowns that stay where they are, ascending
     * @param mostRows how many equations it may take up
     * @param others which weights; others than 0, the usual ones, find another of the shortest moves
     */
    Outcome push(int unknown, double way, int[] frozen, int mostRows, long others) {
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
        for (int pivots = 0; pivots < PIVOTS_PER_ROW * mostRows; pivots++) {
            int worst = worst();
            if (worst == Integer.MIN_VALUE) {
                return Outcome.MOVED;
            }
            if (worst < 0 && basis.rows() >= mostRows) {
                return Outcome.GAVE_UP;
            }
            int row = worst < 0 ? activate(-1 - worst) : worst;
            basis.combine(row);
            work += 50 + 3L * basis.touched();
            if (!repair(row)) {
                impossibleRow = row;
                return Outcome.IMPOSSIBLE;
            }
        }
        return Outcome.GAVE_UP;
    }

    private void forget() {
        for (int column = 0; column < columns; column++) {
            columnOf[unknownOf[column]] = -1;
        }
        for (int index = 0; index < noticedCount; index++) {
            int equation = noticedEquations[index];
            imbalance[equation] = 0;
            noticed[equation] = false;
        }
        noticedCount = 0;
        columns = 0;
        basis.clear();
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
        int unknown = unknownOf[column];
        int fresh = 0;
        for (int equation : equations.equationsOf[unknown]) {
            fresh += noticed[equation] ? 0 : 1;
        }
        // Different factors make ties rare.
        double factor = 1 + (double) (scattered(unknown) >>> 44) / (1 << 20);
        factor *= 1 + FRESH * fresh;
        double least = Math.abs(price[column]);
        double length = Math.abs(distance);
        rise[column] = Math.max(least, factor * Math.max(1, length / Math.max(LITTLE * length, high[column])));
        fall[column] = Math.max(least, factor * Math.max(1, length / Math.max(LITTLE * length, -low[column])));
    }

    /**
     * A number of the unknown; in each variation one that says nothing of the others (Steele, Lea &amp; Flood 2014,
     * doi 10.1145/2660193.2660195).
     */
    private long scattered(int unknown) {
        long usual = unknown * 0x9E3779B97F4A7C15L;
        if (variation == 0) {
            return usual;
        }
        long mixed = usual ^ (variation * 0xBF58476D1CE4E5B9L);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private int addColumn(int unknown) {
        if (columns == unknownOf.length) {
            int capacity = 2 * columns;
            unknownOf = Arrays.copyOf(unknownOf, capacity);
            state = Arrays.copyOf(state, capacity);
            amount = Arrays.copyOf(amount, capacity);
            low = Arrays.copyOf(low, capacity);
            high = Arrays.copyOf(high, capacity);
            rise = Arrays.copyOf(rise, capacity);
            fall = Arrays.copyOf(fall, capacity);
            price = Arrays.copyOf(price, capacity);
            candidate = Arrays.copyOf(candidate, capacity);
            ratio = Arrays.copyOf(ratio, capacity);
        }
        basis.addColumn(columns);
        unknownOf[columns] = unknown;
        state[columns] = AT_ZERO;
        amount[columns] = 0;
        price[columns] = 0;
        return columns++;
    }

    private void change(int column, double by) {
        amount[column] += by;
        int unknown = unknownOf[column];
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
        for (int row = 0; row < basis.rows(); row++) {
            double out = Math.abs(amount[basis.basic(row)] - nearest(row));
            if (out > most) {
                most = out;
                found = row;
            }
        }
        for (int index = 0; index < noticedCount; index++) {
            int equation = noticedEquations[index];
            double out = Math.abs(imbalance[equation]);
            if (out > most && !basis.holds(equation)) {
                most = out;
                found = -1 - equation;
            }
        }
        return found;
    }

    /** The amount within its segment that is nearest to what the row's basic column has. */
    private double nearest(int row) {
        int column = basis.basic(row);
        double is = amount[column];
        return segment[row] > 0 ? Math.max(0, Math.min(is, high[column])) : Math.min(0, Math.max(is, low[column]));
    }

    private int activate(int equation) {
        int[] members = equations.unknown[equation];
        int[] memberColumns = new int[members.length];
        for (int place = 0; place < members.length; place++) {
            memberColumns[place] = column(members[place]);
        }
        int row = basis.add(equation, memberColumns, equations.sign[equation]);
        segment = row < segment.length ? segment : Arrays.copyOf(segment, 2 * row);
        return row;
    }

    /** Balances the combined row: an equation without a basic column, or a basic column out of its range; false if nothing can. */
    private boolean repair(int row) {
        int leaving = basis.basic(row);
        double excess = leaving < 0 ? -imbalance[basis.equation(row)] : amount[leaving] - nearest(row);
        int count = collect(Math.signum(excess));
        double turn = leaving >= 0 && crossesZero(row) ? rise[leaving] + fall[leaving] : Double.POSITIVE_INFINITY;
        while (count > 0) {
            int best = best(count);
            if (ratio[best] > turn) {
                break;
            }
            int column = candidate[best];
            double effect = basis.effect(column);
            boolean upward = excess * effect > 0;
            double range = range(column, upward);
            if (Math.abs(effect) * range >= Math.abs(excess) - tolerance) {
                exchange(row, column, excess / effect, upward);
                return true;
            }
            double step = upward ? range : -range;
            flip(column, upward);
            shift(column, step);
            excess -= effect * step;
            count--;
            candidate[best] = candidate[count];
            ratio[best] = ratio[count];
        }
        if (turn == Double.POSITIVE_INFINITY) {
            return false;
        }
        follow(1);
        reprice(-segment[row] * (rise[leaving] + fall[leaving]));
        segment[row] = -segment[row];
        return true;
    }

    private boolean crossesZero(int row) {
        int column = basis.basic(row);
        return segment[row] > 0
                ? amount[column] < 0 && low[column] < 0
                : segment[row] < 0 && amount[column] > 0 && high[column] > 0;
    }

    /** Columns that can lower the excess of the combined row, and how much dual step each allows. */
    private int collect(double direction) {
        int count = 0;
        for (int index = 0; index < basis.touched(); index++) {
            int column = basis.touched(index);
            double effect = direction * basis.effect(column);
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

    private int best(int count) {
        int best = 0;
        for (int index = 1; index < count; index++) {
            if (better(index, best)) {
                best = index;
            }
        }
        return best;
    }

    private boolean better(int index, int best) {
        double difference = ratio[index] - ratio[best];
        if (Math.abs(difference) > ZERO) {
            return difference < 0;
        }
        double a = Math.abs(basis.effect(candidate[index]));
        double b = Math.abs(basis.effect(candidate[best]));
        return a > b + ZERO || (a > b - ZERO && candidate[index] < candidate[best]);
    }

    private void flip(int column, boolean upward) {
        if (state[column] != AT_ZERO) {
            state[column] = AT_ZERO;
        } else {
            state[column] = upward ? AT_HIGH : AT_LOW;
        }
    }

    /** A column that is not basic moves; the basic ones are to {@link #follow}. */
    private void shift(int column, double step) {
        change(column, step);
        pull(column, step);
    }

    private void pull(int column, double step) {
        int unknown = unknownOf[column];
        for (int index = 0; index < equations.equationsOf[unknown].length; index++) {
            basis.pull(equations.equationsOf[unknown][index], (double) equations.signsOf[unknown][index] * step);
        }
    }

    private void follow(double times) {
        if (!basis.pulled()) {
            return;
        }
        double[] fall = basis.answer();
        for (int row = 0; row < basis.rows(); row++) {
            if (fall[row] != 0 && basis.basic(row) >= 0) {
                change(basis.basic(row), -times * fall[row]);
            }
        }
    }

    private void exchange(int row, int entering, double step, boolean upward) {
        int leaving = basis.basic(row);
        double end = leaving < 0 ? 0 : nearest(row);
        int side = state[entering] == AT_HIGH || (state[entering] == AT_ZERO && upward) ? 1 : -1;
        follow(1);
        change(entering, step);
        pull(entering, 1);
        follow(step);
        if (leaving >= 0) {
            change(leaving, end - amount[leaving]);
            state[leaving] = end == 0 ? AT_ZERO : segment[row] > 0 ? AT_HIGH : AT_LOW;
        }
        reprice(((side > 0 ? rise[entering] : -fall[entering]) - price[entering]) / basis.effect(entering));
        basis.exchange(row, entering);
        segment[row] = side;
        state[entering] = BASIC;
    }

    private void reprice(double step) {
        for (int index = 0; index < basis.touched(); index++) {
            int column = basis.touched(index);
            price[column] += step * basis.effect(column);
        }
    }

    /** The move that was found, in exact arithmetic; null if no nearby fraction is one. */
    @Nullable Move move(boolean whole) {
        int[] scope = IntStream.range(0, columns)
                .filter(column -> Math.abs(amount[column]) > tolerance)
                .map(column -> unknownOf[column])
                .sorted()
                .toArray();
        double[] amounts = Arrays.stream(scope)
                .mapToDouble(unknown -> amount[columnOf[unknown]])
                .toArray();
        return Move.near(equations, scope, amounts, base, whole);
    }

    /**
     * How far the pushed unknown can go at most, after an impossible push: the failing row is a combination of equations, which is rounded
     * to fractions and proved by {@link Combination}.
     *
     * @param frozen as in the question
     * @return null if these factors give no finite bound
     */
    @Nullable Fraction limit(boolean up, int[] frozen) {
        int[] combined = IntStream.range(0, basis.rows()).map(basis::equation).toArray();
        return proof.boundNear(combined, basis.factors(impossibleRow), pushed, up, frozen);
    }
}
