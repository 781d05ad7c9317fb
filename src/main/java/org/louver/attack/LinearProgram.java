package org.louver.attack;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How far unknowns can move, by GLOP: one model over a set of unknowns, of which only the objective and a few bounds change from
 * one question to the next. Answers are floating point and prove nothing; {@link Move} and {@link #limit} make proofs of them.
 */
final class LinearProgram implements AutoCloseable {
    private final ReaderEquations equations;
    private final int[] scope;
    private final int[] rows;
    private final long[] base;
    private final MPSolver solver;
    private final MPVariable[] variable;
    private final MPConstraint[] constraint;
    private double[] price = {};
    private int solved;

    /**
     * Starts a program.
     *
     * @param scope the unknowns that may move, ascending; all others stay
     * @param base a table that agrees with everything, from which is moved; or all zeros to look for such a table
     */
    LinearProgram(ReaderEquations equations, int[] scope, long[] base) {
        Native.load();
        this.equations = equations;
        this.scope = scope;
        this.base = base;
        this.rows = Arrays.stream(scope)
                .flatMap(each -> Arrays.stream(equations.equationsOf[each]))
                .distinct()
                .sorted()
                .toArray();
        this.solver = MPSolver.createSolver("GLOP");
        // Presolve would throw the basis away that makes the next question cheap.
        solver.setSolverSpecificParametersAsString("use_preprocessing: false");
        this.variable = new MPVariable[scope.length];
        for (int index = 0; index < scope.length; index++) {
            variable[index] = solver.makeNumVar(least(index), most(index), "");
        }
        this.constraint = new MPConstraint[rows.length];
        for (int row = 0; row < rows.length; row++) {
            int equation = rows[row];
            long rest = equations.sum[equation];
            int[] members = equations.unknown[equation];
            MPConstraint made = solver.makeConstraint("");
            for (int place = 0; place < members.length; place++) {
                long sign = equations.sign[equation][place];
                rest = Math.subtractExact(rest, Math.multiplyExact(sign, base[members[place]]));
                int index = Arrays.binarySearch(scope, members[place]);
                if (index >= 0) {
                    made.setCoefficient(variable[index], (double) sign);
                }
            }
            made.setBounds((double) rest, (double) rest);
            constraint[row] = made;
        }
    }

    private double least(int index) {
        return (double) (equations.low[scope[index]] - base[scope[index]]);
    }

    private double most(int index) {
        long high = equations.high[scope[index]];
        return high == PublishedCells.UNBOUNDED ? MPSolver.infinity() : (double) (high - base[scope[index]]);
    }

    /** How many questions were asked. */
    int solved() {
        return solved;
    }

    /** Keeps these unknowns where they are, until {@link #release}. */
    void freeze(int[] unknowns) {
        for (int each : unknowns) {
            int index = Arrays.binarySearch(scope, each);
            if (index >= 0) {
                variable[index].setBounds(0, 0);
            }
        }
    }

    void release(int[] unknowns) {
        for (int each : unknowns) {
            int index = Arrays.binarySearch(scope, each);
            if (index >= 0) {
                variable[index].setBounds(least(index), most(index));
            }
        }
    }

    /**
     * Moves one unknown as far as it goes.
     *
     * @param up whether upwards
     * @param enough distance at which the question is answered; {@link PublishedCells#UNBOUNDED} to go to the end
     * @return the solver's amounts, or null if it found none
     */
    double @Nullable [] farthest(int unknown, boolean up, long enough) {
        int index = Arrays.binarySearch(scope, unknown);
        MPObjective objective = solver.objective();
        objective.clear();
        objective.setCoefficient(variable[index], 1);
        objective.setOptimizationDirection(up);
        if (enough != PublishedCells.UNBOUNDED) {
            if (up) {
                variable[index].setUb(Math.max(variable[index].lb(), Math.min(most(index), (double) enough)));
            } else {
                variable[index].setLb(Math.min(variable[index].ub(), Math.max(least(index), (double) -enough)));
            }
        }
        double[] result = solve();
        if (enough != PublishedCells.UNBOUNDED) {
            variable[index].setBounds(least(index), most(index));
        }
        return result;
    }

    /** A corner of all that is possible, in a direction drawn from the seed. */
    double @Nullable [] anyCorner(long seed) {
        Random random = new Random(seed);
        MPObjective objective = solver.objective();
        objective.clear();
        for (int index = 0; index < scope.length; index++) {
            double weight = random.nextInt(-1000, 1001);
            // Without a ceiling the corner could lie at infinity.
            objective.setCoefficient(variable[index], most(index) == MPSolver.infinity() ? -Math.abs(weight) : weight);
        }
        objective.setMaximization();
        return solve();
    }

    private double @Nullable [] solve() {
        solved++;
        price = new double[rows.length];
        MPSolver.ResultStatus status = solver.solve();
        if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
            return null;
        }
        double[] amount = new double[scope.length];
        for (int index = 0; index < scope.length; index++) {
            amount[index] = variable[index].solutionValue();
        }
        for (int row = 0; row < rows.length; row++) {
            price[row] = constraint[row].dualValue();
        }
        return amount;
    }

    /**
     * How far the unknown of the last question can move at most, proved from the solver's row prices π: any π whatever gives
     * max ±y_p ≤ Σ over d_i of d_i · (bound on y_i that d_i pushes against), d = ±e_p − Aᵀπ (weak duality). Prices are rounded to
     * fractions and the sum is exact, so it holds whatever the solver did. The scope must be closed: no equation of a member
     * reaches outside.
     *
     * @param frozen unknowns that were kept where they are, ascending
     * @return null if these prices give no finite bound
     */
    @Nullable Fraction limit(int unknown, boolean up, int[] frozen) {
        long denominator = Combination.scale(price);
        try {
            long[] reduced = new long[scope.length];
            reduced[Arrays.binarySearch(scope, unknown)] = up ? denominator : -denominator;
            for (int row = 0; row < rows.length; row++) {
                // Prices of a minimisation are those of the mirrored maximisation, negated.
                long rounded = Math.round((up ? price[row] : -price[row]) * denominator);
                int[] members = equations.unknown[rows[row]];
                for (int place = 0; place < members.length && rounded != 0; place++) {
                    int index = Arrays.binarySearch(scope, members[place]);
                    reduced[index] = Math.subtractExact(
                            reduced[index], Math.multiplyExact(rounded, equations.sign[rows[row]][place]));
                }
            }
            long bound = 0;
            for (int index = 0; index < scope.length; index++) {
                int each = scope[index];
                if (reduced[index] == 0 || Arrays.binarySearch(frozen, each) >= 0) {
                    continue;
                }
                long end = reduced[index] > 0 ? equations.high[each] : equations.low[each];
                if (end == PublishedCells.UNBOUNDED) {
                    return null;
                }
                bound = Math.addExact(bound, Math.multiplyExact(reduced[index], Math.subtractExact(end, base[each])));
            }
            return new Fraction(bound, denominator);
        } catch (ArithmeticException overflow) {
            return null;
        }
    }

    @Override
    public void close() {
        solver.delete();
    }

    private static final class Native {
        static {
            Loader.loadNativeLibraries();
        }

        static void load() {}
    }
}
