package org.louver.suppression;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest move that takes one class a given way: min Σ r⁺_i y⁺_i + r⁻_i y⁻_i subject to A·y = 0, −low_i ≤ y_i ≤ high_i,
 * y_p = ±amount (Kelly, Golden &amp; Assad 1992, doi 10.1002/net.3230220407).
 *
 * <p>A dual simplex that starts from the empty move, which is dual feasible because no price is negative. Only the relations that the
 * push at p has unbalanced so far take part: the basis is an identity but for a small {@link MoveKernel}. So the time depends on how
 * far a move has to reach, not on the size of the tables. A class costs more for each relation that it alone would unbalance: moves then
 * close sooner, at a price near the lowest. Piecewise linear prices are kept as such (a cell may pass 0 within the
 * basis), cells with little room are flipped to their floor within one ratio test (Maros 2003, <em>Computational Techniques of the
 * Simplex Method</em>, ch. 10). Reduced costs are updated along with the dual steps.
 *
 * <p>Answers are rounded to fractions and verified in long arithmetic: doubles propose, {@link Witness#verified} decides. If
 * there is no move, {@link #rayRows} and {@link #rayValues} hold the combination of relations that proves it. Not for sharing between threads.
 */
final class MoveSimplex {
    /** How a program ended. */
    enum Outcome {
        FOUND,
        NONE,
        /** Out of pivots, or no exact fraction near the answer. */
        UNDECIDED
    }

    private static final double TINY = 1e-9;
    private static final double FEASIBLE = 1e-7;
    private static final int MAX_KERNEL = 1200;
    /** Where so few relations are not enough, near classes are too few: a search among all ends sooner. */
    private static final int FEW_KERNEL = 400;
    /** A limit on pivots from here on is meant as the end of a program, a lower one as haste. */
    private static final int MANY_PIVOTS = 4000;
    /** Where a basis grows beyond this, one solved anew from the last program's is cheaper, in systems that are not large. */
    private static final int NEAR_KERNEL = 64;

    /**
     * How much dearer a class is for each relation that only it would unbalance, so that moves close soon. Among withheld classes any
     * move will do; elsewhere what it costs counts as well.
     */
    private static final double FRESH = 8;

    private static final double FRESH_NEAR = 0.5;
    /**
     * Among all classes, one after the other while a program outgrows its limit on relations: a little first, so that what is cheap is
     * found, then more, so that anything is. Not in small systems, where all programs are short.
     */
    private static final double[] FRESH_ANYWHERE = {0.05, 1, FRESH};

    private static final int[] KERNEL_ANYWHERE = {300, MAX_KERNEL, 2000};

    /**
     * Work on programs among withheld classes that came to no end, after which such programs are given up sooner: in tables of four
     * variables most far moves do not close, and what they would have saved is one cell in thirty to one in ten.
     */
    private static final long MOST_VAIN = 5_000_000_000L;

    private static final long STEPS_PER_WHOLE = 400_000L;
    private static final long STEPS_PER_ITERATION = 40_000L;
    /** Amounts are expressed in at most this many steps, so that doubles resolve a step with ten digits to spare. */
    private static final long STEPS = 100_000;

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
    private final Evidence evidence;
    private final OpenRows rows;
    private final SolvedRelations relations;
    private final WithheldProgram withheldProgram;
    private final MoveKernel kernel;
    private final byte[] state;
    private final double[] y;
    /**
     * What a program knows of each class, {@link #WIDTH} numbers side by side because they are read together. MARK is the
     * pivot in which the EFFECT was computed; if that was before the present program, nothing is known yet.
     */
    private final double[] known;

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

    private MoveLimits limits;
    private boolean onlyWithheld;
    private boolean onlyNear;
    private double fresh;
    private long step = 1;
    private int programs;
    private long work;
    private long vain;
    private int maxPivots = MANY_PIVOTS;
    private final boolean whole;
    private @Nullable WholeProgram wholeProgram;
    private @Nullable Witness found;

    /** @param whole whether moves that reach far are sought over the whole system at once, which must not be large */
    MoveSimplex(MovableCells problem, Evidence evidence, SolvedRelations relations, boolean whole) {
        this.whole = whole;
        this.problem = problem;
        this.evidence = evidence;
        this.relations = relations;
        rows = evidence.rows();
        withheldProgram = new WithheldProgram(problem, relations);
        kernel = new MoveKernel(problem);
        int n = problem.count;
        state = new byte[n];
        y = new double[n];
        known = new double[Math.multiplyExact(n, WIDTH)];
        residual = new double[problem.term.length];
        rowSeen = new boolean[problem.term.length];
        limits = new NoLimits();
    }

    /** Nothing moves: what a simplex knows before its first program. */
    private static final class NoLimits implements MoveLimits {
        @Override
        public void describe(int c, double[] into, int from) {
            Arrays.fill(into, from, from + 4, 0);
        }

        @Override
        public boolean onlyWithheld() {
            return true;
        }

        @Override
        public boolean onlyNear() {
            return false;
        }
    }

    /** A number in [0, 1) that differs from class to class: makes ties between prices rare, hence cycling. */
    static double tieBreak(long c) {
        return (double) ((c * 0x9E3779B97F4A7C15L) >>> 44) / (1 << 20);
    }

    long programs() {
        return programs;
    }

    /** Effort so far in elementary steps, the same on every machine; some 10⁸ per second. */
    long work() {
        return work;
    }

    /** Counts work that was done elsewhere. */
    void charge(long steps) {
        work += steps;
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
        return kernel.rhoRows();
    }

    double[] rayValues() {
        return kernel.rhoFactors();
    }

    /** Seeks the cheapest move with y_p ≥ amount (upward) or ≤ −amount; p's own limits are its room only. */
    Outcome solve(int p, boolean upward, long amount, MoveLimits given) {
        step = Math.max(1, amount / STEPS);
        long steps = (amount + step - 1) / step;
        if (!upward && steps > problem.room[p] / step) {
            found = null;
            kernel.clear();
            return Outcome.NONE;
        }
        double distance = upward ? (double) steps : -(double) steps;
        boolean anywhere = !whole && !given.onlyWithheld() && !given.onlyNear();
        Outcome outcome = Outcome.UNDECIDED;
        boolean outgrown = true;
        for (int k = 0; k < (anywhere ? FRESH_ANYWHERE.length : 1) && outcome == Outcome.UNDECIDED && outgrown; k++) {
            int most = anywhere ? KERNEL_ANYWHERE[k] : mostKernel(given);
            long before = work;
            outcome = push(p, distance, given, most, anywhere ? FRESH_ANYWHERE[k] : dearer(given));
            vain += given.onlyWithheld() && outcome == Outcome.UNDECIDED ? work - before : 0;
            outgrown = kernel.size() + 1 >= most || pivots - firstPivot >= MANY_PIVOTS;
        }
        // A program that outgrew its limits says nothing of what can be had: where no wider search follows, the whole
        // system is asked.
        if (outcome == Outcome.UNDECIDED && (whole || (anywhere && outgrown))) {
            outcome = far(p, distance);
        }
        return outcome == Outcome.FOUND ? rounded(p, upward, amount) : outcome;
    }

    private static double dearer(MoveLimits given) {
        return given.onlyWithheld() ? FRESH : given.onlyNear() ? FRESH_NEAR : 0;
    }

    private int mostKernel(MoveLimits given) {
        return whole ? NEAR_KERNEL : given.onlyNear() || vain > MOST_VAIN ? FEW_KERNEL : MAX_KERNEL;
    }

    /** The last program over again, by one that knows more from the start. */
    private Outcome far(int p, double distance) {
        if (onlyWithheld) {
            Outcome outcome = withheldProgram.solve(evidence.withheld(), p, distance, limits, (double) step);
            work += relations.steps();
            takeOver(outcome, withheldProgram::moveOf);
            return outcome;
        }
        WholeProgram program = wholeProgram == null ? new WholeProgram(problem) : wholeProgram;
        wholeProgram = program;
        Outcome outcome = program.solve(p, distance, limits, (double) step);
        work += STEPS_PER_WHOLE + STEPS_PER_ITERATION * program.iterations();
        takeOver(outcome, program::moveOf);
        return outcome;
    }

    private void takeOver(Outcome outcome, IntToDoubleFunction moveOf) {
        movedCount = 0;
        for (int c = 0; outcome == Outcome.FOUND && c < problem.count; c++) {
            y[c] = moveOf.applyAsDouble(c);
            if (y[c] != 0) {
                moved = movedCount == moved.length ? Arrays.copyOf(moved, 2 * movedCount) : moved;
                moved[movedCount++] = c;
            }
        }
    }

    private Outcome push(int p, double distance, MoveLimits given, int mostKernel, double dearer) {
        programs++;
        found = null;
        limits = given;
        onlyWithheld = given.onlyWithheld();
        onlyNear = given.onlyNear();
        fresh = dearer;
        kernel.clear();
        forgetRows();
        movedCount = 0;
        firstPivot = ++pivots;
        meet(p);
        move(p, PUSHED, distance);
        refresh();
        for (int pivot = 0; pivot < maxPivots; pivot++) {
            int leaving = mostInfeasible();
            if (leaving == Integer.MIN_VALUE) {
                return Outcome.FOUND;
            }
            if (kernel.size() + 1 >= mostKernel) {
                return Outcome.UNDECIDED;
            }
            if (!pivot(leaving)) {
                return Outcome.NONE;
            }
            work += 100 + effectCount + 4L * kernel.size() + (long) kernel.size() * kernel.size() / 2;
        }
        return Outcome.UNDECIDED;
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
        weigh(c);
        state[c] = AT_ZERO;
        y[c] = 0;
    }

    /** Prices and limits; a price is never less than what the class has in reduced costs, so it may be called anew while it is at 0. */
    private void weigh(int c) {
        int at = c * WIDTH;
        limits.describe(c, known, at + PRICES);
        known[at + HIGH] /= (double) step;
        known[at + LOW] /= (double) step;
        double dearer = 1 + fresh * unseenRows(c);
        known[at + UP_PRICE] = Math.max(known[at + REDUCED], dearer * known[at + UP_PRICE]);
        known[at + DOWN_PRICE] = Math.max(-known[at + REDUCED], dearer * known[at + DOWN_PRICE]);
    }

    /** Classes of a relation that is unbalanced from now on. */
    private void weighAnew(int row) {
        int end = end(row);
        for (int t = rows.start[row]; t < end; t++) {
            int c = rows.cell[t];
            if (known[c * WIDTH + MARK] >= firstPivot && state[c] == AT_ZERO) {
                weigh(c);
            }
        }
    }

    private int unseenRows(int c) {
        int unseen = 0;
        for (int row : problem.rowsOf[c]) {
            unseen += rowSeen[row] ? 0 : 1;
        }
        return unseen;
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

    private Outcome rounded(int p, boolean upward, long amount) {
        int count = 0;
        int[] cell = new int[movedCount];
        for (int k = 0; k < movedCount; k++) {
            if (Math.abs(y[moved[k]]) > FEASIBLE) {
                cell[count++] = moved[k];
            }
        }
        cell = Arrays.copyOf(cell, count);
        Arrays.sort(cell);
        found = Rounding.near(
                problem, cell, y, step, move -> upward ? move.moveOf(p) >= amount : move.moveOf(p) <= -amount);
        return found == null ? Outcome.UNDECIDED : Outcome.FOUND;
    }
}
