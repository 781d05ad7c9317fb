package org.louver.attack;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The shortest move that takes one unknown a given way, min Σ w_j·|y_j| over a whole component, by GLOP. It changes few unknowns, so its
 * amounts are whole numbers or simple fractions where those of {@link LinearProgram}, which goes to the end of what is possible, may be
 * in no fraction that can be proved. Slower than {@link NearbySimplex}, but no move is too far for it. Proves nothing: {@link Move} does.
 * Not for sharing between threads.
 */
final class ShortestProgram implements AutoCloseable {
    private final ReaderEquations equations;
    private final int[] scope;
    private final long[] base;
    private @Nullable Model model;
    private int solved;

    /**
     * Builds nothing before the first question.
     *
     * @param scope the unknowns that may move, ascending; no equation of a member reaches outside
     * @param base a table that agrees with everything, from which is moved
     */
    ShortestProgram(ReaderEquations equations, int[] scope, long[] base) {
        this.equations = equations;
        this.scope = scope;
        this.base = base;
    }

    /** How many questions were asked. */
    int solved() {
        return solved;
    }

    /**
     * Asks one question.
     *
     * @param way how far the unknown goes, with its sign
     * @param frozen unknowns that stay where they are, ascending
     * @return the solver's amounts over the scope, or null if it found none
     */
    double @Nullable [] move(int unknown, double way, int[] frozen) {
        Model asked = model == null ? new Model() : model;
        model = asked;
        solved++;
        return asked.move(Arrays.binarySearch(scope, unknown), way, frozen);
    }

    @Override
    public void close() {
        if (model != null) {
            model.solver.delete();
        }
    }

    private final class Model {
        private final MPSolver solver;
        private final MPVariable[] up = new MPVariable[scope.length];
        private final MPVariable[] down = new MPVariable[scope.length];

        Model() {
            Loader.loadNativeLibraries();
            solver = MPSolver.createSolver("GLOP");
            // Presolve would throw the basis away that makes the next question cheap. Only limits change from one to
            // the next, so that prices mostly stay in order: the dual simplex goes on from them.
            solver.setSolverSpecificParametersAsString("use_preprocessing: false use_dual_simplex: true");
            MPObjective objective = solver.objective();
            objective.setMinimization();
            for (int index = 0; index < scope.length; index++) {
                up[index] = solver.makeNumVar(0, high(index), "");
                down[index] = solver.makeNumVar(0, low(index), "");
                // Different weights make ties rare.
                double weight = 1 + (double) ((scope[index] * 0x9E3779B97F4A7C15L) >>> 44) / (1 << 20);
                objective.setCoefficient(up[index], weight);
                objective.setCoefficient(down[index], weight);
            }
            Arrays.stream(scope)
                    .flatMap(each -> Arrays.stream(equations.equationsOf[each]))
                    .distinct()
                    .sorted()
                    .forEach(this::balance);
        }

        private void balance(int equation) {
            MPConstraint balance = solver.makeConstraint(0, 0, "");
            for (int term = 0; term < equations.unknown[equation].length; term++) {
                int index = Arrays.binarySearch(scope, equations.unknown[equation][term]);
                balance.setCoefficient(up[index], (double) equations.sign[equation][term]);
                balance.setCoefficient(down[index], (double) -equations.sign[equation][term]);
            }
        }

        private double high(int index) {
            long high = equations.high[scope[index]];
            return high == PublishedCells.UNBOUNDED ? MPSolver.infinity() : (double) (high - base[scope[index]]);
        }

        private double low(int index) {
            return (double) (base[scope[index]] - equations.low[scope[index]]);
        }

        double @Nullable [] move(int pushed, double way, int[] frozen) {
            if (way > high(pushed) || -way > low(pushed)) {
                return null;
            }
            for (int each : frozen) {
                limit(Arrays.binarySearch(scope, each), 0, 0);
            }
            up[pushed].setBounds(Math.max(0, way), Math.max(0, way));
            down[pushed].setBounds(Math.max(0, -way), Math.max(0, -way));
            MPSolver.ResultStatus status = solver.solve();
            double[] amount = new double[scope.length];
            for (int index = 0; index < amount.length && status == MPSolver.ResultStatus.OPTIMAL; index++) {
                amount[index] = up[index].solutionValue() - down[index].solutionValue();
            }
            for (int each : frozen) {
                int index = Arrays.binarySearch(scope, each);
                limit(index, high(index), low(index));
            }
            limit(pushed, high(pushed), low(pushed));
            return status == MPSolver.ResultStatus.OPTIMAL ? amount : null;
        }

        private void limit(int index, double high, double low) {
            if (index >= 0) {
                up[index].setBounds(0, high);
                down[index].setBounds(0, low);
            }
        }
    }
}
