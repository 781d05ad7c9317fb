package org.louver.attack;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far an unknown can move when the reader knows that all values are whole numbers, by CP-SAT. The solver computes in
 * integers, so its bounds hold exactly; its work is limited by its own deterministic measure, so that answers do not depend on
 * the machine.
 */
final class IntegerProgram {
    /** Deterministic seconds per question, unless something else is given. */
    private static final double WORK = 4;
    /** CP-SAT wants sums well inside a long. */
    private static final long LARGEST = 1L << 40;

    private IntegerProgram() {}

    /**
     * The farthest whole-number move.
     *
     * @param move the best found, as a vector over {@code scope}; null if none
     * @param limit a proved bound on the distance; null if none
     * @param work what it took, in CP-SAT's deterministic seconds
     */
    @SuppressWarnings("ArrayRecordComponent") // a private carrier
    record Answer(double @Nullable [] move, @Nullable Fraction limit, double work) {}

    /**
     * Moves one unknown as far as it goes.
     *
     * @param unknown the unknown, or −1 to ask only for a table that agrees with everything
     */
    static Answer farthest(ReaderEquations equations, int[] scope, long[] base, int unknown, boolean up, int[] frozen) {
        return farthest(equations, scope, base, unknown, up, LARGEST, frozen);
    }

    /**
     * The same, no farther than is enough.
     *
     * @param enough distance at which the question is answered, from 1
     */
    static Answer farthest(
            ReaderEquations equations, int[] scope, long[] base, int unknown, boolean up, long enough, int[] frozen) {
        return farthest(equations, scope, base, unknown, up, enough, frozen, WORK);
    }

    /**
     * The same within so much work. What is not in the scope stays where it is; the limit holds only if nothing else could
     * move.
     *
     * @param scope ascending
     * @param enough distance at which the question is answered, from 1
     * @param mostWork in deterministic seconds
     */
    static Answer farthest(
            ReaderEquations equations,
            int[] scope,
            long[] base,
            int unknown,
            boolean up,
            long enough,
            int[] frozen,
            double mostWork) {
        for (int each : scope) {
            if (equations.high[each] > LARGEST || equations.low[each] < -LARGEST) {
                return new Answer(null, null, 0);
            }
        }
        Loader.loadNativeLibraries();
        CpModel model = new CpModel();
        IntVar[] variable = new IntVar[scope.length];
        for (int index = 0; index < scope.length; index++) {
            int each = scope[index];
            boolean fixed = Arrays.binarySearch(frozen, each) >= 0;
            long down = fixed ? 0 : equations.low[each] - base[each];
            long upwards = fixed ? 0 : equations.high[each] - base[each];
            variable[index] = each == unknown
                    ? model.newIntVar(Math.max(down, -enough), Math.min(upwards, enough), "")
                    : model.newIntVar(down, upwards, "");
        }
        int[] rows = Arrays.stream(scope)
                .flatMap(each -> Arrays.stream(equations.equationsOf[each]))
                .distinct()
                .sorted()
                .toArray();
        for (int equation : rows) {
            LinearExprBuilder left = LinearExpr.newBuilder();
            long rest = equations.sum[equation];
            for (int term = 0; term < equations.unknown[equation].length; term++) {
                int each = equations.unknown[equation][term];
                long sign = equations.sign[equation][term];
                rest -= sign * base[each];
                int place = Arrays.binarySearch(scope, each);
                if (place >= 0) {
                    left.addTerm(variable[place], sign);
                }
            }
            model.addEquality(left, rest);
        }
        if (unknown >= 0) {
            IntVar target = variable[Arrays.binarySearch(scope, unknown)];
            if (up) {
                model.maximize(target);
            } else {
                model.minimize(target);
            }
        }
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1).setRandomSeed(1).setMaxDeterministicTime(mostWork);
        CpSolverStatus status = solver.solve(model);
        double work = solver.response().getDeterministicTime();
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return new Answer(null, null, work);
        }
        double[] move = new double[scope.length];
        for (int index = 0; index < scope.length; index++) {
            move[index] = (double) solver.value(variable[index]);
        }
        if (unknown < 0) {
            return new Answer(move, null, work);
        }
        long bound = Math.round(
                up ? Math.floor(solver.bestObjectiveBound() + 1e-6) : -Math.ceil(solver.bestObjectiveBound() - 1e-6));
        return new Answer(move, Fraction.of(bound), work);
    }
}
