package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest move that takes one class a given way, over a region of the cells; everything outside the region stands still:
 * min Σ r_i (y⁺_i + y⁻_i) subject to A(y⁺ − y⁻) = 0, y⁻_i ≤ room_i, y_p = ±amount (Kelly, Golden &amp; Assad 1992,
 * doi 10.1002/net.3230220407). Linear program by GLOP, warm-started from one call to the next; its answer is
 * rounded to fractions and verified in long arithmetic. One native model per object: close it. Not for sharing between threads.
 */
final class MoveProgram implements AutoCloseable {
    /** Denominators that are tried for the entries of a basic solution. */
    private static final int[] DENOMINATORS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 24, 30, 60, 120, 840, 2520
    };

    private static final double ROUNDING = 1e-5;
    /** Amounts are expressed in at most this many steps, so that doubles resolve one step with ten digits to spare. */
    private static final long STEPS = 100_000;

    static {
        Loader.loadNativeLibraries();
    }

    private final MovableCells problem;
    private final int[] cells;
    private final MPSolver solver;
    private final MPSolverParameters parameters;
    private final MPObjective objective;
    private final MPVariable[] up;
    private final MPVariable[] down;
    private final double[] upCost;
    private final double[] downCost;
    private final boolean[] open;
    private boolean symmetric;
    private long step = 1;
    private long solved;

    /** @param cells the region, ascending */
    MoveProgram(MovableCells problem, int[] cells) {
        this.problem = problem;
        this.cells = cells.clone();
        solver = MPSolver.createSolver("GLOP");
        parameters = new MPSolverParameters();
        parameters.setIntegerParam(
                MPSolverParameters.IntegerParam.PRESOLVE, MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
        objective = solver.objective();
        objective.setMinimization();
        up = new MPVariable[cells.length];
        down = new MPVariable[cells.length];
        upCost = new double[cells.length];
        downCost = new double[cells.length];
        open = new boolean[cells.length];
        Arrays.fill(open, true);
        for (int k = 0; k < cells.length; k++) {
            up[k] = solver.makeNumVar(0, MPSolver.infinity(), "");
            down[k] = solver.makeNumVar(0, (double) problem.room[cells[k]], "");
        }
        addRows();
    }

    private void addRows() {
        int[] local = new int[problem.count];
        Arrays.fill(local, -1);
        for (int k = 0; k < cells.length; k++) {
            local[cells[k]] = k;
        }
        boolean[] done = new boolean[problem.term.length];
        for (int cell : cells) {
            for (int row : problem.rowsOf[cell]) {
                if (done[row]) {
                    continue;
                }
                done[row] = true;
                MPConstraint constraint = solver.makeConstraint(0, 0);
                for (int t = 0; t < problem.term[row].length; t++) {
                    int k = local[problem.term[row][t]];
                    if (k >= 0) {
                        constraint.setCoefficient(up[k], problem.sign[row][t]);
                        constraint.setCoefficient(down[k], -problem.sign[row][t]);
                    }
                }
            }
        }
    }

    /** The region, ascending; not to be changed. */
    int[] cells() {
        return cells;
    }

    int indexOf(int cell) {
        return Arrays.binarySearch(cells, cell);
    }

    /** Whether the k-th cell of the region may move in the next solve. */
    void open(int k, boolean mayMove) {
        if (open[k] != mayMove) {
            open[k] = mayMove;
            bound(k);
        }
    }

    /** Whether every cell may go up only as far as it may go down, so that the opposite of a move is a move too. */
    void symmetric(boolean bothWays) {
        if (symmetric != bothWays) {
            symmetric = bothWays;
            for (int k = 0; k < cells.length; k++) {
                bound(k);
            }
        }
    }

    private void bound(int k) {
        long steps = problem.room[cells[k]] / step;
        double farthest = (double) steps;
        up[k].setBounds(0, open[k] ? (symmetric ? farthest : MPSolver.infinity()) : 0);
        down[k].setBounds(0, open[k] ? farthest : 0);
    }

    /** Price per unit of movement of the k-th cell. */
    void price(int k, double upward, double downward) {
        if (upCost[k] != upward) {
            upCost[k] = upward;
            objective.setCoefficient(up[k], upward);
        }
        if (downCost[k] != downward) {
            downCost[k] = downward;
            objective.setCoefficient(down[k], downward);
        }
    }

    /** How many programs were solved so far. */
    long solved() {
        return solved;
    }

    /**
     * A cheapest move with y_p ≥ amount (or ≤ −amount), verified; null if there is none in the region or none could be verified.
     */
    @Nullable Witness move(int p, boolean upward, long amount) {
        int k = indexOf(p);
        if (k < 0 || (!upward && amount > problem.room[p])) {
            return null;
        }
        quantize(amount);
        long whole = (amount + step - 1) / step;
        double steps = (double) whole;
        if (!upward && whole > problem.room[p] / step) {
            return null;
        }
        up[k].setBounds(upward ? steps : 0, upward ? steps : 0);
        down[k].setBounds(upward ? 0 : steps, upward ? 0 : steps);
        MPSolver.ResultStatus status = solver.solve(parameters);
        solved++;
        Witness witness = status == MPSolver.ResultStatus.OPTIMAL || status == MPSolver.ResultStatus.FEASIBLE
                ? rounded(p, upward, amount)
                : null;
        bound(k);
        return witness;
    }

    /**
     * A move that takes p as far as it can go, at most to the limit; verified; null if it cannot move. Ignores prices.
     */
    @Nullable Witness farthest(int p, boolean upward, long limit) {
        int k = indexOf(p);
        long capped = upward ? limit : Math.min(limit, problem.room[p]);
        if (k < 0 || capped == 0) {
            return null;
        }
        quantize(capped);
        long whole = capped / step;
        double steps = (double) whole;
        for (int other = 0; other < cells.length; other++) {
            price(other, 0, 0);
        }
        price(k, upward ? -1 : 1, upward ? 1 : -1);
        up[k].setBounds(0, upward ? steps : 0);
        down[k].setBounds(0, upward ? 0 : steps);
        MPSolver.ResultStatus status = solver.solve(parameters);
        solved++;
        Witness witness = status == MPSolver.ResultStatus.OPTIMAL ? rounded(p, upward, 1) : null;
        bound(k);
        return witness;
    }

    private void quantize(long amount) {
        long wanted = Math.max(1, amount / STEPS);
        if (wanted != step) {
            step = wanted;
            for (int k = 0; k < cells.length; k++) {
                bound(k);
            }
        }
    }

    private @Nullable Witness rounded(int p, boolean upward, long amount) {
        int moved = 0;
        double[] value = new double[cells.length];
        for (int k = 0; k < cells.length; k++) {
            value[k] = up[k].solutionValue() - down[k].solutionValue();
        }
        int denominator = denominator(value);
        if (denominator == 0) {
            return null;
        }
        int[] cell = new int[cells.length];
        long[] move = new long[cells.length];
        for (int k = 0; k < cells.length; k++) {
            long rounded = Math.round(value[k] * denominator);
            if (rounded != 0) {
                cell[moved] = cells[k];
                move[moved++] = Math.multiplyExact(rounded, step);
            }
        }
        Witness witness =
                Witness.verified(problem, Arrays.copyOf(cell, moved), Arrays.copyOf(move, moved), denominator);
        return witness == null || (upward ? witness.moveOf(p) < amount : witness.moveOf(p) > -amount) ? null : witness;
    }

    private static int denominator(double[] value) {
        for (int candidate : DENOMINATORS) {
            boolean fits = true;
            for (int k = 0; fits && k < value.length; k++) {
                double scaled = value[k] * candidate;
                fits = Math.abs(scaled - Math.rint(scaled)) < ROUNDING * candidate;
            }
            if (fits) {
                return candidate;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        solver.delete();
        parameters.delete();
    }
}
