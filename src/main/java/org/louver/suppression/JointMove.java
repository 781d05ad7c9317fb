package org.louver.suppression;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One move that takes every primary class along and as few optional ones as can be: a scaled sum of moves is a move, so a set of classes
 * hides all primary classes from exact recomputation, fractions allowed, if and only if it carries one such move. min Σ w_c·|y_c| subject
 * to A·y = 0, |y_p| ≥ 1, by GLOP, again and again with w_c = cost_c / (|y_c| + ε), which comes near to counting the classes that move
 * (Candès, Wakin &amp; Boyd 2008, doi 10.1007/s00041-008-9045-x).
 *
 * <p>Says nothing of how far a class has to move nor of whole numbers: what it chooses is where proofs are sought first. A class without
 * room must move upwards; the others go the way they take while they may stand still. A handful of linear programs over all
 * classes and relations, each from the basis of the last one. Deterministic.
 */
final class JointMove {
    private static final int ROUNDS = 6;
    /** ε of the weights: movements below it count as small. */
    private static final double STILL = 0.2;
    /** Weight of what is withheld anyway, and of what costs nothing. */
    private static final double STANDING = 0.001;
    /** Weight of leaving out a primary class, so that one that cannot move stops nobody else. */
    private static final double LEFT_OUT = 1000;

    private static final double MOVED = 1e-7;
    /**
     * Iterations per class after which a program is given up. Where that is not enough, moves reach so far that proofs among what was
     * chosen would not be found either: of three variables a program took two per class, of four five.
     */
    private static final int MOST_ITERATIONS = 3;
    /** Elementary steps of {@link MoveSimplex} that an iteration is taken for. */
    private static final long STEPS_PER_ITERATION = 60_000;

    private final MovableCells problem;
    private final MoveModel model;
    private final double[] weight;
    private long iterations;

    JointMove(MovableCells problem) {
        this.problem = problem;
        weight = weights(problem);
        model = new MoveModel(problem, "max_number_of_iterations: " + (long) MOST_ITERATIONS * problem.count);
        for (int c = 0; c < problem.count; c++) {
            model.up[c].setUb(MPSolver.infinity());
            model.down[c].setUb(problem.room[c] == 0 ? 0 : MPSolver.infinity());
            weigh(c, weight[c]);
        }
    }

    private static double[] weights(MovableCells problem) {
        double mean =
                Arrays.stream(problem.cost).filter(cost -> cost > 0).average().orElse(1);
        double[] weight = new double[problem.count];
        for (int c = 0; c < weight.length; c++) {
            weight[c] = problem.optional[c] ? Math.max(STANDING, (double) problem.cost[c] / mean) : STANDING;
        }
        return weight;
    }

    /** The optional classes that the sparsest move found takes along; empty if none was found soon. To be called once. */
    BitSet optionalClasses() {
        Arrays.stream(problem.primaries).filter(p -> problem.room[p] == 0).forEach(p -> demand(p, true));
        double[] move = solve();
        for (int p : problem.primaries) {
            if (problem.room[p] > 0 && move.length > 0) {
                demand(p, move[p] > -MOVED);
            }
        }
        BitSet sparsest = new BitSet();
        for (int round = 1; round < ROUNDS && move.length > 0; round++) {
            move = reweighted(move);
            if (move.length > 0) {
                sparsest = moved(move);
            }
        }
        model.solver.delete();
        return sparsest;
    }

    /** Effort so far in elementary steps of {@link MoveSimplex}. */
    long work() {
        return STEPS_PER_ITERATION * iterations;
    }

    private double[] reweighted(double[] last) {
        for (int c = 0; c < problem.count; c++) {
            if (problem.optional[c]) {
                weigh(c, weight[c] / (Math.abs(last[c]) + STILL));
            }
        }
        return solve();
    }

    /** Movements per class, or an empty array if the solver did not come to its end. */
    private double[] solve() {
        boolean optimal = model.solver.solve() == MPSolver.ResultStatus.OPTIMAL;
        iterations += model.solver.iterations();
        double[] move = new double[optimal ? problem.count : 0];
        for (int c = 0; c < move.length; c++) {
            move[c] = model.moveOf(c);
        }
        return move;
    }

    private BitSet moved(double[] move) {
        BitSet moved = new BitSet();
        for (int c = 0; c < problem.count; c++) {
            moved.set(c, problem.optional[c] && Math.abs(move[c]) > MOVED);
        }
        return moved;
    }

    private void demand(int p, boolean upward) {
        MPVariable lacking = model.solver.makeNumVar(0, 1, "");
        model.objective.setCoefficient(lacking, LEFT_OUT);
        MPConstraint demand = model.solver.makeConstraint(1, MPSolver.infinity(), "");
        demand.setCoefficient(lacking, 1);
        demand.setCoefficient(upward ? model.up[p] : model.down[p], 1);
        (upward ? model.down[p] : model.up[p]).setUb(0);
    }

    private void weigh(int c, double price) {
        model.objective.setCoefficient(model.up[c], price);
        model.objective.setCoefficient(model.down[c], price);
    }
}
