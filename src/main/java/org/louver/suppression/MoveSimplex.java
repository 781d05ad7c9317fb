package org.louver.suppression;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest move that takes one class a given way: min Σ r⁺_i y⁺_i + r⁻_i y⁻_i subject to A·y = 0, −low_i ≤ y_i ≤ high_i,
 * y_p = ±amount (Kelly, Golden &amp; Assad 1992, doi 10.1002/net.3230220407).
 *
 * <p>Three programs give the answers: {@link GrowingProgram} first, which is soon done where a move is short; where it outgrew its
 * limits, {@link WithheldProgram} among withheld classes and {@link WholeProgram} among all.
 *
 * <p>Answers are rounded to fractions and verified in long arithmetic: doubles propose, {@link Witness#verified} decides.
 * Not for sharing between threads.
 */
final class MoveSimplex {
    /** How a program ended. */
    enum Outcome {
        FOUND,
        NONE,
        /** Out of pivots, or no exact fraction near the answer. */
        UNDECIDED
    }

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
     * found, then more, so that anything is; the last one in large systems only. Not in small systems, where all programs are short.
     */
    private static final double[] FRESH_ANYWHERE = {0.05, 1, FRESH, 64};

    private static final int[] KERNEL_ANYWHERE = {300, MAX_KERNEL, 2000, 4000};

    /**
     * Work on programs among withheld classes that came to no end, after which such programs are given up sooner: in tables of four
     * variables most far moves do not close, and what they would have saved is one cell in thirty to one in ten.
     */
    private static final long MOST_VAIN = 5_000_000_000L;

    private static final long STEPS_PER_WHOLE = 400_000L;
    private static final long STEPS_PER_ITERATION = 40_000L;
    /** Amounts are expressed in at most this many steps, so that doubles resolve a step with ten digits to spare. */
    private static final long STEPS = 100_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final SolvedRelations relations;
    private final GrowingProgram growing;
    private final WithheldProgram withheldProgram;
    /** How far each class of the last answer moves, in steps. */
    private final double[] y;

    private int[] moved = {};
    private long step = 1;
    private int programs;
    private long work;
    private long vain;
    private int maxPivots = MANY_PIVOTS;
    private final boolean whole;
    private final int tries;
    private boolean wholeAllowed = true;
    private @Nullable WholeProgram wholeProgram;
    private @Nullable Witness found;

    /** @param whole whether moves that reach far are sought over the whole system at once, which must not be large */
    MoveSimplex(MovableCells problem, Evidence evidence, SolvedRelations relations, boolean whole) {
        this.whole = whole;
        tries = FRESH_ANYWHERE.length - (MoveKernel.reachesFar(problem) ? 0 : 1);
        this.problem = problem;
        this.evidence = evidence;
        this.relations = relations;
        growing = new GrowingProgram(problem, evidence.rows());
        withheldProgram = new WithheldProgram(problem, relations);
        y = new double[problem.count];
    }

    /** Whether moves that reach far are sought over the whole system, on relations that are solved once. */
    boolean whole() {
        return whole;
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
        return work + growing.work();
    }

    /** Counts work that was done elsewhere. */
    void charge(long steps) {
        work += steps;
    }

    /** Gives up after so many pivots. */
    void limitPivots(int most) {
        maxPivots = most;
    }

    /** Whether moves that no growing program finds are sought over the whole system, where that is large: it takes seconds to minutes. */
    void allowWhole(boolean allowed) {
        wholeAllowed = allowed;
    }

    /** The verified move of the last program, if it found one. */
    @Nullable Witness found() {
        return found;
    }

    /** Seeks the cheapest move with y_p ≥ amount (upward) or ≤ −amount; p's own limits are its room only. */
    Outcome solve(int p, boolean upward, long amount, MoveLimits limits) {
        found = null;
        step = Math.max(1, amount / STEPS);
        long steps = (amount + step - 1) / step;
        if (!upward && steps > problem.room[p] / step) {
            return Outcome.NONE;
        }
        double distance = upward ? (double) steps : -(double) steps;
        boolean anywhere = !whole && !limits.onlyWithheld() && !limits.onlyNear();
        Outcome outcome = Outcome.UNDECIDED;
        boolean outgrown = true;
        for (int k = 0; k < (anywhere ? tries : 1) && outcome == Outcome.UNDECIDED && outgrown; k++) {
            int most = anywhere ? KERNEL_ANYWHERE[k] : mostKernel(limits);
            outcome = grow(p, distance, limits, most, anywhere ? FRESH_ANYWHERE[k] : dearer(limits));
            outgrown = growing.relations() + 1 >= most || growing.pivots() >= MANY_PIVOTS;
        }
        // A program that outgrew its limits says nothing of what can be had: where no wider search follows, the whole
        // system is asked.
        if (outcome == Outcome.UNDECIDED && (whole || (anywhere && outgrown && wholeAllowed))) {
            outcome = limits.onlyWithheld() ? farAmongWithheld(p, distance, limits) : far(p, distance, limits);
        }
        return outcome == Outcome.FOUND ? rounded(p, upward, amount) : outcome;
    }

    private static double dearer(MoveLimits limits) {
        return limits.onlyWithheld() ? FRESH : limits.onlyNear() ? FRESH_NEAR : 0;
    }

    private int mostKernel(MoveLimits limits) {
        return whole ? NEAR_KERNEL : limits.onlyNear() || vain > MOST_VAIN ? FEW_KERNEL : MAX_KERNEL;
    }

    private Outcome grow(int p, double distance, MoveLimits limits, int mostKernel, double dearer) {
        programs++;
        long before = growing.work();
        Outcome outcome = growing.solve(
                p, distance, limits, (double) step, new GrowingProgram.Growth(mostKernel, maxPivots), dearer);
        if (outcome == Outcome.FOUND) {
            takeOver(growing.moved(), growing::moveOf);
        } else if (outcome == Outcome.UNDECIDED && limits.onlyWithheld()) {
            vain += growing.work() - before;
        }
        return outcome;
    }

    private Outcome farAmongWithheld(int p, double distance, MoveLimits limits) {
        Outcome outcome = withheldProgram.solve(evidence.withheld(), p, distance, limits, (double) step);
        work += relations.steps();
        if (outcome == Outcome.FOUND) {
            takeOver(everywhere(), withheldProgram::moveOf);
        }
        return outcome;
    }

    private Outcome far(int p, double distance, MoveLimits limits) {
        WholeProgram program = wholeProgram == null ? new WholeProgram(problem) : wholeProgram;
        wholeProgram = program;
        Outcome outcome = program.solve(p, distance, limits, (double) step);
        work += STEPS_PER_WHOLE + STEPS_PER_ITERATION * program.iterations();
        if (outcome == Outcome.FOUND) {
            takeOver(everywhere(), program::moveOf);
        }
        return outcome;
    }

    private int[] everywhere() {
        return IntStream.range(0, problem.count).toArray();
    }

    private void takeOver(int[] classes, IntToDoubleFunction moveOf) {
        for (int c : classes) {
            y[c] = moveOf.applyAsDouble(c);
        }
        moved = Arrays.stream(classes).filter(c -> Math.abs(y[c]) > FEASIBLE).toArray();
    }

    private Outcome rounded(int p, boolean upward, long amount) {
        Arrays.sort(moved);
        found = Rounding.near(
                problem, moved, y, step, move -> upward ? move.moveOf(p) >= amount : move.moveOf(p) <= -amount);
        return found == null ? Outcome.UNDECIDED : Outcome.FOUND;
    }
}
