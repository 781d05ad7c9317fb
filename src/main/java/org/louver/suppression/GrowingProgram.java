package org.louver.suppression;

import java.util.Arrays;

/**
 * The programs of {@link MoveSimplex} as far as a basis can grow from where it starts: a dual simplex that starts from the empty move,
 * which is dual feasible because no price is negative. Only the relations that the push has unbalanced so far take part: the basis is an
 * identity but for a small {@link MoveKernel}. So the time depends on how far a move has to reach, not on the size of the tables. A class
 * costs more for each relation that it alone would unbalance: moves then close sooner, at a price near the lowest. Piecewise linear prices
 * are kept as such (a cell may pass 0 within the basis), cells with little room are flipped to their floor within one ratio test (Maros
 * 2003, <em>Computational Techniques of the Simplex Method</em>, ch. 10). Reduced costs are updated along with the dual steps.
 *
 * <p>O(k²) per step for k relations that take part, less in large systems ({@link EtaKernel}). Nothing it answers is a proof. Not for sharing between threads.
 */
final class GrowingProgram {
    private static final double TINY = 1e-9;
    private static final double FEASIBLE = 1e-7;

    private static final int WIDTH = 8;
    private static final int MARK = 0;
    private static final int EFFECT = 1;
    private static final int REDUCED = 2;
    private static final int PRICES = 3;
    private static final int UP_PRICE = PRICES + MoveLimits.UP_PRICE;
    private static final int DOWN_PRICE = PRICES + MoveLimits.DOWN_PRICE;
    private static final int HIGH = PRICES + MoveLimits.HIGH;
    private static final int LOW = PRICES + MoveLimits.LOW;

    private static final byte AT_ZERO = 0;
    private static final byte AT_LOW = 1;
    private static final byte AT_HIGH = 2;
    private static final byte BASIC_UP = 3;
    private static final byte BASIC_DOWN = 4;
    private static final byte PUSHED = 5;

    private final MovableCells problem;
    private final OpenRows rows;
    private final MoveKernel kernel;
    private final byte[] state;
    private final double[] y;
    /**
     * What a program knows of each class, {@link #WIDTH} numbers side by side because they are read together. MARK is the
     * pivot in which the EFFECT was computed; if that was before the present program, nothing is known yet.
     */
    private final double[] known;
    /** Prices of each class, up and down, before it is made dearer. */
    private final double[] plainPrice;
    /** How many relations of a class that was met are balanced still. */
    private final int[] unseenRows;

    private int[] moved = new int[256];
    private int movedCount;
    private final double[] residual;
    private final boolean[] rowSeen;
    private int[] seenRows = new int[256];
    private int seenRowCount;

    private int[] effectCells = new int[256];
    private int effectCount;
    private double pivots;
    private double firstPivot;
    private int[] candidates = new int[128];
    private double[] ratios = new double[128];

    private MoveLimits limits = MoveLimits.NOTHING;
    private boolean onlyWithheld;
    private boolean onlyNear;
    private double fresh;
    private double step = 1;
    private long work;

    GrowingProgram(MovableCells problem, OpenRows rows) {
        this.problem = problem;
        this.rows = rows;
        kernel = MoveKernel.of(problem);
        int n = problem.count;
        state = new byte[n];
        y = new double[n];
        known = new double[Math.multiplyExact(n, WIDTH)];
        plainPrice = new double[Math.multiplyExact(n, 2)];
        unseenRows = new int[n];
        residual = new double[problem.term.length];
        rowSeen = new boolean[problem.term.length];
    }

    /**
     * Seeks the cheapest move that takes p exactly the distance.
     *
     * @param distance in steps; negative: downwards
     * @param among how far and at what price each class moves
     * @param size how many units of the value a step is
     * @param most how far the program may grow
     * @param dearer how much dearer a class is for each relation that only it would unbalance
     */
    MoveSimplex.Outcome solve(int p, double distance, MoveLimits among, double size, Growth most, double dearer) {
        limits = among;
        onlyWithheld = among.onlyWithheld();
        onlyNear = among.onlyNear();
        fresh = dearer;
        step = size;
        kernel.clear();
        forgetRows();
        movedCount = 0;
        firstPivot = ++pivots;
        meet(p);
        move(p, PUSHED, distance);
        refresh();
        for (int pivot = 0; pivot < most.pivots(); pivot++) {
            int leaving = mostInfeasible();
            if (leaving == Integer.MIN_VALUE) {
                return MoveSimplex.Outcome.FOUND;
            }
            if (kernel.size() + 1 >= most.relations()) {
                return MoveSimplex.Outcome.UNDECIDED;
            }
            if (!pivot(leaving)) {
                return MoveSimplex.Outcome.NONE;
            }
            work += 100 + effectCount + kernel.spent();
        }
        return MoveSimplex.Outcome.UNDECIDED;
    }

    /**
     * How far a program may grow before it is given up.
     *
     * @param relations fewer than so many take part
     * @param pivots dual simplex steps
     */
    record Growth(int relations, int pivots) {}

    /** Effort so far in elementary steps. */
    long work() {
        return work;
    }

    /** Dual simplex steps of the last program. */
    double pivots() {
        return pivots - firstPivot;
    }

    /** How many relations took part in the last program. */
    int relations() {
        return kernel.size();
    }

    /** The relations whose combination by {@link #factors} proves that there is no move, if the last program said so. */
    int[] contradiction() {
        return kernel.rhoRows();
    }

    double[] factors() {
        return kernel.rhoFactors();
    }

    /** Classes that the last program moved or may have moved, in no order. */
    int[] moved() {
        return Arrays.copyOf(moved, movedCount);
    }

    /** How far one of the {@link #moved} classes goes in the last move that was found, in steps. */
    double moveOf(int c) {
        return y[c];
    }

    private double effect(int c) {
        return known[c * WIDTH + EFFECT];
    }

    private double high(int c) {
        return known[c * WIDTH + HIGH];
    }

    private double low(int c) {
        return known[c * WIDTH + LOW];
    }

    private void forgetRows() {
        for (int k = 0; k < seenRowCount; k++) {
            residual[seenRows[k]] = 0;
            rowSeen[seenRows[k]] = false;
        }
        seenRowCount = 0;
    }

    /** Looks a class up at its first appearance; no relation of it has a price by then. */
    private void meet(int c) {
        int at = c * WIDTH;
        known[at + MARK] = pivots;
        known[at + REDUCED] = 0;
        limits.describe(c, known, at + PRICES);
        known[at + HIGH] /= step;
        known[at + LOW] /= step;
        state[c] = AT_ZERO;
        y[c] = 0;
        if (fresh > 0) {
            plainPrice[2 * c] = known[at + UP_PRICE];
            plainPrice[2 * c + 1] = known[at + DOWN_PRICE];
            int unseen = 0;
            for (int row : problem.rowsOf[c]) {
                unseen += rowSeen[row] ? 0 : 1;
            }
            unseenRows[c] = unseen;
            weigh(c);
        }
    }

    /** A price is never less than what the class has in reduced costs, so it may change while the class is at 0. */
    private void weigh(int c) {
        int at = c * WIDTH;
        double dearer = 1 + fresh * unseenRows[c];
        known[at + UP_PRICE] = Math.max(known[at + REDUCED], dearer * plainPrice[2 * c]);
        known[at + DOWN_PRICE] = Math.max(-known[at + REDUCED], dearer * plainPrice[2 * c + 1]);
    }

    /** Classes of a relation that is unbalanced from now on. */
    private void weighAnew(int row) {
        int end = end(row);
        for (int t = rows.start[row]; t < end; t++) {
            int c = rows.cell[t];
            if (known[c * WIDTH + MARK] >= firstPivot) {
                unseenRows[c]--;
                if (state[c] == AT_ZERO) {
                    weigh(c);
                }
            }
        }
    }

    private void move(int c, byte newState, double to) {
        if (state[c] == AT_ZERO) {
            if (movedCount == moved.length) {
                moved = Arrays.copyOf(moved, 2 * movedCount);
            }
            moved[movedCount++] = c;
        }
        state[c] = newState;
        y[c] = to;
    }

    /** Values of the basic classes from those of the others, then the imbalance of every row outside the kernel. */
    private void refresh() {
        for (int k = 0; k < seenRowCount; k++) {
            residual[seenRows[k]] = 0;
        }
        int kept = 0;
        for (int k = 0; k < movedCount; k++) {
            int c = moved[k];
            if (state[c] == AT_ZERO) {
                continue;
            }
            moved[kept++] = c;
            if (y[c] != 0 && !kernel.isBasic(c)) {
                addToRows(c);
            }
        }
        movedCount = kept;
        kernel.solve(residual, y);
        for (int q = 0; q < kernel.size(); q++) {
            if (y[kernel.basic(q)] != 0) {
                addToRows(kernel.basic(q));
            }
        }
    }

    private void addToRows(int c) {
        int[] rowsOf = problem.rowsOf[c];
        int[] signs = problem.signsOf[c];
        for (int k = 0; k < rowsOf.length; k++) {
            int row = rowsOf[k];
            if (!rowSeen[row]) {
                rowSeen[row] = true;
                if (fresh > 0) {
                    weighAnew(row);
                }
                if (seenRowCount == seenRows.length) {
                    seenRows = Arrays.copyOf(seenRows, 2 * seenRowCount);
                }
                seenRows[seenRowCount++] = row;
            }
            residual[row] += signs[k] * y[c];
        }
    }

    /** −1 − q for basic class q out of its range, row for an unbalanced row, MIN_VALUE if all is well. */
    private int mostInfeasible() {
        double worst = FEASIBLE;
        int leaving = Integer.MIN_VALUE;
        for (int q = 0; q < kernel.size(); q++) {
            int c = kernel.basic(q);
            double out = state[c] == BASIC_UP ? Math.max(-y[c], y[c] - high(c)) : Math.max(y[c], -low(c) - y[c]);
            if (out > worst) {
                worst = out;
                leaving = -1 - q;
            }
        }
        for (int k = 0; k < seenRowCount; k++) {
            int row = seenRows[k];
            double out = Math.abs(residual[row]);
            if (out > worst && !kernel.holds(row)) {
                worst = out;
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
            kernel.rhoOfRow(leaving);
        } else {
            int c = kernel.basic(q);
            missing = bound(c) - y[c];
            kernel.rhoOfBasic(q);
        }
        effects();
        double sign = Math.signum(missing);
        int twin = q >= 0 && crossesZero(kernel.basic(q)) ? kernel.basic(q) : -1;
        double twinRatio =
                twin < 0 ? Double.POSITIVE_INFINITY : known[twin * WIDTH + UP_PRICE] + known[twin * WIDTH + DOWN_PRICE];
        int best = flipUntilEnough(collect(sign), sign, Math.abs(missing), twinRatio);
        if (best < 0 && twin < 0) {
            return false;
        }
        double theta = best < 0 ? twinRatio : ratios[best];
        for (int k = 0; k < effectCount; k++) {
            int at = effectCells[k] * WIDTH;
            known[at + REDUCED] += theta * sign * known[at + EFFECT];
        }
        if (best < 0) {
            state[twin] = state[twin] == BASIC_UP ? BASIC_DOWN : BASIC_UP;
        } else {
            enter(candidates[best], sign, leaving, q);
        }
        refresh();
        return true;
    }

    /**
     * Takes the candidates in the order of their ratios and sends those with too little room to their limit, until one can balance
     * the rest; its place among the candidates, or −1 if all are used up or the twin comes first.
     */
    private int flipUntilEnough(int count, double sign, double missing, double twinRatio) {
        double remaining = missing;
        int left = count;
        while (left > 0) {
            int best = 0;
            for (int k = 1; k < left; k++) {
                if (better(k, best)) {
                    best = k;
                }
            }
            if (ratios[best] > twinRatio) {
                return -1;
            }
            int c = candidates[best];
            boolean upward = sign * effect(c) > 0;
            double range = state[c] != AT_ZERO ? Double.POSITIVE_INFINITY : upward ? high(c) : low(c);
            if (Math.abs(effect(c)) * range >= remaining - FEASIBLE) {
                return best;
            }
            remaining -= Math.abs(effect(c)) * range;
            move(c, upward ? AT_HIGH : AT_LOW, upward ? range : -range);
            left--;
            candidates[best] = candidates[left];
            ratios[best] = ratios[left];
        }
        return -1;
    }

    private void enter(int c, double sign, int leaving, int q) {
        boolean upward = sign * effect(c) > 0;
        byte segment = state[c] == AT_LOW || (state[c] == AT_ZERO && !upward) ? BASIC_DOWN : BASIC_UP;
        move(c, segment, y[c]);
        if (q < 0) {
            kernel.border(leaving, c, effect(c));
            return;
        }
        int old = kernel.basic(q);
        double bound = bound(old);
        state[old] = bound == 0 ? AT_ZERO : state[old] == BASIC_UP ? AT_HIGH : AT_LOW;
        y[old] = bound;
        kernel.replace(q, c);
    }

    /** The end of its segment that a basic class has overstepped. */
    private double bound(int c) {
        return state[c] == BASIC_UP ? (y[c] < 0 ? 0 : high(c)) : (y[c] > 0 ? 0 : -low(c));
    }

    private boolean better(int k, int best) {
        if (Math.abs(ratios[k] - ratios[best]) > TINY) {
            return ratios[k] < ratios[best];
        }
        double a = Math.abs(effect(candidates[k]));
        double b = Math.abs(effect(candidates[best]));
        return a > b + TINY || (a > b - TINY && candidates[k] < candidates[best]);
    }

    private boolean crossesZero(int c) {
        return state[c] == BASIC_UP ? y[c] < 0 && low(c) > 0 : y[c] > 0 && high(c) > 0;
    }

    /** Effect of c = Σ rho_row · coefficient(row, c) for every class that some row of rho mentions. */
    private void effects() {
        pivots++;
        int count = 0;
        for (int k = 0; k < kernel.rhoCount(); k++) {
            int row = kernel.rhoRow(k);
            double factor = kernel.rhoFactor(k);
            int end = end(row);
            for (int t = rows.start[row]; t < end; t++) {
                int c = rows.cell[t];
                int at = c * WIDTH;
                if (known[at + MARK] != pivots) {
                    if (known[at + MARK] < firstPivot) {
                        meet(c);
                    }
                    known[at + MARK] = pivots;
                    known[at + EFFECT] = 0;
                    if (count == effectCells.length) {
                        effectCells = Arrays.copyOf(effectCells, 2 * count);
                    }
                    effectCells[count++] = c;
                }
                known[at + EFFECT] += factor * rows.sign[t];
            }
        }
        effectCount = count;
    }

    /** Where the terms end that the program looks at. */
    private int end(int row) {
        return onlyWithheld ? rows.open[row] : onlyNear ? rows.near[row] : rows.start[row + 1];
    }

    /** Candidates to enter and the dual step each allows. */
    private int collect(double sign) {
        int count = 0;
        if (candidates.length < effectCount) {
            candidates = new int[2 * effectCount];
            ratios = new double[2 * effectCount];
        }
        for (int k = 0; k < effectCount; k++) {
            int c = effectCells[k];
            int at = c * WIDTH;
            double effect = known[at + EFFECT];
            double size = Math.abs(effect);
            byte is = state[c];
            if (size < FEASIBLE || is >= BASIC_UP) {
                continue;
            }
            boolean upward = sign * effect > 0;
            double slack;
            if (is == AT_ZERO) {
                if (known[at + (upward ? HIGH : LOW)] <= 0) {
                    continue;
                }
                slack = upward
                        ? known[at + UP_PRICE] - known[at + REDUCED]
                        : known[at + DOWN_PRICE] + known[at + REDUCED];
            } else if (is == AT_LOW) {
                if (!upward) {
                    continue;
                }
                slack = -known[at + DOWN_PRICE] - known[at + REDUCED];
            } else {
                if (upward) {
                    continue;
                }
                slack = known[at + REDUCED] - known[at + UP_PRICE];
            }
            candidates[count] = c;
            ratios[count++] = Math.max(0, slack) / size;
        }
        return count;
    }
}
