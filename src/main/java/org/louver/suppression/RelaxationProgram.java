package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * min Σ c_i x_i over all cuts so far and over the relations that would be bridges, by GLOP. Of every relation among optional classes, no
 * class is withheld alone: it would be recomputed, so that publishing it changes nothing, and no cheapest pattern has it
 * (Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805, bridge-less inequalities). Its dual gives a lower bound that
 * is evaluated in exact integers, so that it holds whatever the solver's tolerances are. Holds memory of the solver until closed.
 */
final class RelaxationProgram implements AutoCloseable {
    /** Binary digits kept of a dual price. */
    private static final int DIGITS = 20;

    /** Some minutes; 50,000 unknowns take some thousand. */
    private static final int MOST_ITERATIONS = 200_000;

    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(2 * DIGITS);

    static {
        Loader.loadNativeLibraries();
    }

    private final MovableCells problem;
    private final MPSolver solver = MPSolver.createSolver("GLOP");
    /** How much of each class is withheld, then how much each relation among optional classes is touched. */
    private final MPVariable[] columns;

    private final List<Row> rows = new ArrayList<>();

    /**
     * A condition Σ coefficient[k] · x[cell[k]] ≥ least as the solver has it.
     *
     * @param scale what the solver's coefficients are relative to
     */
    @SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
    private record Row(MPConstraint constraint, int[] cell, long[] coefficient, long least, long scale) {}

    RelaxationProgram(MovableCells problem) {
        this.problem = problem;
        int[][] bridging = Arrays.stream(problem.term)
                .filter(term -> Arrays.stream(term).allMatch(c -> problem.optional[c]))
                .toArray(int[][]::new);
        columns = new MPVariable[problem.count + bridging.length];
        for (int c = 0; c < columns.length; c++) {
            if (c >= problem.count || problem.optional[c]) {
                columns[c] = solver.makeNumVar(0, 1, "");
            }
        }
        solver.objective().setMinimization();
        solver.setSolverSpecificParametersAsString("max_number_of_iterations: " + MOST_ITERATIONS);
        for (int k = 0; k < bridging.length; k++) {
            forbidBridge(bridging[k], problem.count + k);
        }
    }

    /** No class of the relation is withheld more than it is touched, and all of them together twice as much: three entries per class. */
    private void forbidBridge(int[] term, int touched) {
        int[] all = Arrays.copyOf(term, term.length + 1);
        all[term.length] = touched;
        long[] sum = new long[all.length];
        Arrays.fill(sum, 1);
        sum[term.length] = -2;
        add(all, sum, 0, 1);
        for (int c : term) {
            add(new int[] {c, touched}, new long[] {-1, 1}, 0, 1);
        }
    }

    void add(Cut cut) {
        add(cut.cell(), cut.coefficient(), cut.least(), cut.least());
    }

    private void add(int[] cell, long[] coefficient, long least, long scale) {
        MPConstraint constraint = solver.makeConstraint((double) least / (double) scale, MPSolver.infinity());
        for (int k = 0; k < cell.length; k++) {
            constraint.setCoefficient(columns[cell[k]], (double) coefficient[k] / (double) scale);
        }
        rows.add(new Row(constraint, cell, coefficient, least, scale));
    }

    /** How many complementary cells no pattern undercuts, 0 if the solver did not come to its end. */
    long leastComplements() {
        // From nothing: at other prices the last answer's basis takes many times as long.
        solver.reset();
        long[] weight = problem.weights();
        return solve(weight).length == 0 ? 0 : bound(weight);
    }

    /** How much of each class is withheld at the least price, 0 to 1; empty if the solver did not come to its end. */
    double[] solve(long[] price) {
        for (int c = 0; c < problem.count; c++) {
            if (problem.optional[c]) {
                solver.objective().setCoefficient(columns[c], (double) price[c]);
            }
        }
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return new double[0];
        }
        double[] x = new double[problem.count];
        for (int c = 0; c < problem.count; c++) {
            x[c] = problem.optional[c] ? Math.max(0, Math.min(1, columns[c].solutionValue())) : 0;
        }
        return x;
    }

    /**
     * What no pattern undercuts at these prices, by the duals of the last answer. Weak duality in integers:
     * Σ λ_k·b_k + Σ_j min(0, c_j − Σ_k λ_k a_kj) for the duals λ ≥ 0 rounded to binary fractions.
     */
    long bound(long[] price) {
        BigInteger[] reduced = new BigInteger[columns.length];
        for (int c = 0; c < columns.length; c++) {
            reduced[c] = BigInteger.valueOf(c < problem.count ? price[c] : 0).shiftLeft(2 * DIGITS);
        }
        BigInteger bound = BigInteger.ZERO;
        for (Row row : rows) {
            BigInteger lambda = BigInteger.valueOf(
                    (long) Math.floor(Math.scalb(Math.max(0, row.constraint().dualValue()), DIGITS)));
            if (lambda.signum() == 0) {
                continue;
            }
            bound = bound.add(lambda.multiply(share(row.least(), row.scale())));
            for (int k = 0; k < row.cell().length; k++) {
                int c = row.cell()[k];
                reduced[c] = reduced[c].subtract(lambda.multiply(share(row.coefficient()[k], row.scale())));
            }
        }
        for (int c = 0; c < columns.length; c++) {
            if (c >= problem.count || problem.optional[c]) {
                bound = bound.add(reduced[c].min(BigInteger.ZERO));
            }
        }
        return bound.signum() <= 0
                ? 0
                : bound.add(ONE).subtract(BigInteger.ONE).divide(ONE).longValueExact();
    }

    /** The quotient in binary fractions, rounded upwards: coefficients only get weaker by it, and least / scale is whole. */
    private static BigInteger share(long value, long scale) {
        BigInteger shifted = BigInteger.valueOf(value).shiftLeft(DIGITS);
        return value <= 0
                ? shifted.divide(BigInteger.valueOf(scale))
                : shifted.add(BigInteger.valueOf(scale - 1)).divide(BigInteger.valueOf(scale));
    }

    @Override
    public void close() {
        solver.delete();
    }
}
