package org.louver.suppression;

import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

/**
 * The programs of {@link MoveSimplex} whose moves reach far, over all classes and relations at once, by GLOP: one model, of which only
 * prices and limits change from one program to the next, so that each starts from the last basis. Nothing it answers is a proof:
 * {@link MoveSimplex} makes exact moves of it. Not for sharing between threads.
 */
final class WholeProgram {
    private final MovableCells problem;
    private final MoveModel model;
    /** What the model says at the moment; asking it would cost more. */
    private final double[] upPrice;

    private final double[] downPrice;
    private final double[] upMost;
    private final double[] downMost;
    private final double[] move;
    private final double[] described = new double[4];
    private long iterations;

    WholeProgram(MovableCells problem) {
        this.problem = problem;
        // Presolve would throw the basis away that makes the next program cheap.
        model = new MoveModel(problem, "use_preprocessing: false");
        upPrice = new double[problem.count];
        downPrice = new double[problem.count];
        upMost = new double[problem.count];
        downMost = new double[problem.count];
        move = new double[problem.count];
    }

    /**
     * Seeks the cheapest move that takes p exactly the distance.
     *
     * @param distance in steps; negative: downwards
     * @param step how many units of the value a step is
     */
    MoveSimplex.Outcome solve(int p, double distance, MoveLimits limits, double step) {
        for (int c = 0; c < problem.count; c++) {
            limits.describe(c, described, 0);
            double high = described[MoveLimits.HIGH] / step;
            double low = described[MoveLimits.LOW] / step;
            limit(c, high, low);
            if (high > 0 || low > 0) {
                price(c, described[MoveLimits.UP_PRICE], described[MoveLimits.DOWN_PRICE]);
            }
        }
        limit(p, Math.max(0, distance), Math.max(0, -distance));
        MPVariable pushed = distance > 0 ? model.up[p] : model.down[p];
        pushed.setLb(Math.abs(distance));
        MPSolver.ResultStatus status = model.solver.solve();
        if (status == MPSolver.ResultStatus.OPTIMAL) {
            for (int c = 0; c < problem.count; c++) {
                move[c] = (upMost[c] > 0 ? model.up[c].solutionValue() : 0)
                        - (downMost[c] > 0 ? model.down[c].solutionValue() : 0);
            }
        }
        iterations = model.solver.iterations();
        pushed.setLb(0);
        return switch (status) {
            case OPTIMAL -> MoveSimplex.Outcome.FOUND;
            case INFEASIBLE -> MoveSimplex.Outcome.NONE;
            default -> MoveSimplex.Outcome.UNDECIDED;
        };
    }

    /** How far the class goes in the last move that was found, in steps. */
    double moveOf(int c) {
        return move[c];
    }

    /** Simplex iterations of the last program. */
    long iterations() {
        return iterations;
    }

    private void limit(int c, double high, double low) {
        if (upMost[c] != high) {
            upMost[c] = high;
            model.up[c].setUb(high);
        }
        if (downMost[c] != low) {
            downMost[c] = low;
            model.down[c].setUb(low);
        }
    }

    private void price(int c, double upwards, double downwards) {
        if (upPrice[c] != upwards) {
            upPrice[c] = upwards;
            model.objective.setCoefficient(model.up[c], upwards);
        }
        if (downPrice[c] != downwards) {
            downPrice[c] = downwards;
            model.objective.setCoefficient(model.down[c], downwards);
        }
    }
}
