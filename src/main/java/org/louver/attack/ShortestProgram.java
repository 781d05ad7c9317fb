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
 *
 * <p>Every question starts from "nothing moves", which no price speaks against. From the last question's move the dual simplex has that to
 * undo first: ten times as many steps, and now and then no end of them.
 */
final class ShortestProgram {
    private final ReaderEquations equations;
    private final int[] scope;
    private final int[] rows;
    private final long[] base;
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
        rows = Arrays.stream(scope)
                .flatMap(each -> Arrays.stream(equations.equationsOf[each]))
                .distinct()
                .sorted()
                .toArray();
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
        solved++;
        int pushed = Arrays.binarySearch(scope, unknown);
        if (way > high(pushed) || -way > low(pushed)) {
            return null;
        }
        try (Model model = new Model()) {
            for (int each : frozen) {
                model.fix(Arrays.binarySearch(scope, each), 0);
            }
            model.fix(pushed, way);
            return model.solve();
        }
    }

    private double high(int index) {
        long high = equations.high[scope[index]];
        return high == PublishedCells.UNBOUNDED ? MPSolver.infinity() : (double) (high - base[scope[index]]);
    }

    private double low(int index) {
        return (double) (base[scope[index]] - equations.low[scope[index]]);
    }

    private final class Model implements AutoCloseable {
        private final MPSolver solver;
        private final MPVariable[] up = new MPVariable[scope.length];
        private final MPVariable[] down = new MPVariable[scope.length];

        Model() {
            Loader.loadNativeLibraries();
            solver = MPSolver.createSolver("GLOP");
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
            for (int equation : rows) {
                balance(equation);
            }
        }

        private void balance(int equation) {
            MPConstraint balance = solver.makeConstraint(0, 0, "");
            for (int term = 0; term < equations.unknown[equation].length; term++) {
                int index = Arrays.binarySearch(scope, equations.unknown[equation][term]);
                balance.setCoefficient(up[index], (double) equations.sign[equation][term]);
                balance.setCoefficient(down[index], (double) -equations.sign[equation][term]);
            }
        }

        /** Lets an unknown of the scope go just so far; others have no index. */
        void fix(int index, double way) {
            if (index >= 0) {
                up[index].setBounds(Math.max(0, way), Math.max(0, way));
                down[index].setBounds(Math.max(0, -way), Math.max(0, -way));
            }
        }

        double @Nullable [] solve() {
            if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
                return null;
            }
            double[] amount = new double[scope.length];
            for (int index = 0; index < amount.length; index++) {
                amount[index] = up[index].solutionValue() - down[index].solutionValue();
            }
            return amount;
        }

        @Override
        public void close() {
            solver.delete();
        }
    }
}
