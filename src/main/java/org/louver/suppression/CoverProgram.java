package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest set of classes that satisfies all known cuts when some classes are withheld already, by CP-SAT. Only proposes: what it
 * finds still has to be proved by witnesses. Its work is limited by its own deterministic measure.
 *
 * <p>Of every relation among classes none of which is withheld yet, no class is withheld alone: it would be recomputed, so that
 * publishing it changes nothing, and no cheapest set needs it (Fischetti &amp; Salazar-González 2001,
 * doi 10.1287/mnsc.47.7.1008.9805, bridge-less inequalities).
 */
final class CoverProgram {
    /** Coefficients are scaled to this right-hand side, rounded upwards, so that sums stay small; cuts only get weaker by it. */
    private static final long SCALE = 1L << 20;

    /** Rounds of its own cuts at the root: where work is given for a bound they are nearly all that is better than the relaxation. */
    private static final int CUT_ROUNDS = 20;

    private static final double MUCH_WORK = 1;

    static {
        Loader.loadNativeLibraries();
    }

    private CoverProgram() {}

    /**
     * What the program answers.
     *
     * @param chosen classes to withhold beside those that are; null if there is no such set or none was found
     * @param least no set that satisfies the cuts has a lower price; one more than the limit if none keeps it
     * @param work CP-SAT's own deterministic measure of what it did
     * @param settled whether the question was answered to its end: chosen is the cheapest set, or there is none
     */
    record Cover(@Nullable BitSet chosen, long least, double work, boolean settled) {}

    /**
     * The cheapest addition to what is withheld.
     *
     * @param limit its cost is at most this much
     * @param price what is minimised; the cost itself, or something near it
     * @param work how long to try, in CP-SAT's own deterministic units, about a second each
     */
    static Cover cheapest(
            MovableCells problem, Iterable<Cut> cuts, BitSet withheld, long limit, long[] price, double work) {
        List<Row> rows = new ArrayList<>();
        TreeSet<Integer> used = new TreeSet<>();
        for (Cut cut : cuts) {
            Row row = Row.of(cut, withheld);
            if (row != null) {
                rows.add(row);
                used.addAll(row.share.keySet());
            }
        }
        int[] relations = used.stream()
                .flatMapToInt(c -> Arrays.stream(problem.rowsOf[c]))
                .filter(r -> Arrays.stream(problem.term[r]).allMatch(c -> problem.optional[c] && !withheld.get(c)))
                .sorted()
                .distinct()
                .toArray();
        for (int r : relations) {
            Arrays.stream(problem.term[r]).forEach(used::add);
        }
        CpModel model = new CpModel();
        TreeMap<Integer, BoolVar> variable = new TreeMap<>();
        LinearExprBuilder cost = LinearExpr.newBuilder();
        LinearExprBuilder goal = LinearExpr.newBuilder();
        for (int c : used) {
            BoolVar x = model.newBoolVar("");
            variable.put(c, x);
            cost.addTerm(x, problem.cost[c]);
            goal.addTerm(x, price[c]);
        }
        for (Row row : rows) {
            LinearExprBuilder left = LinearExpr.newBuilder();
            row.share.forEach((c, share) -> left.addTerm(variable.get(c), share));
            model.addGreaterOrEqual(left, row.least);
        }
        for (int r : relations) {
            BoolVar touched = model.newBoolVar("");
            LinearExprBuilder all = LinearExpr.newBuilder().addTerm(touched, -2);
            for (int c : problem.term[r]) {
                model.addImplication(variable.get(c), touched);
                all.add(variable.get(c));
            }
            model.addGreaterOrEqual(all, 0);
        }
        model.addLessOrEqual(cost, limit);
        model.minimize(goal);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed(1)
                .setMaxDeterministicTime(work)
                .setLinearizationLevel(2)
                .setMaxCutRoundsAtLevelZero(work < MUCH_WORK ? 1 : CUT_ROUNDS)
                .setCpModelProbingLevel(0);
        CpSolverStatus status = solver.solve(model);
        double done = solver.response().getDeterministicTime();
        return switch (status) {
            case OPTIMAL, FEASIBLE -> {
                BitSet chosen = new BitSet();
                variable.forEach((c, x) -> chosen.set(c, solver.value(x) == 1));
                yield new Cover(
                        chosen,
                        (long) Math.ceil(solver.bestObjectiveBound() - 1e-6),
                        done,
                        status == CpSolverStatus.OPTIMAL);
            }
            case INFEASIBLE -> new Cover(null, Math.addExact(limit, 1), done, true);
            default -> new Cover(null, Math.max(0, (long) Math.ceil(solver.bestObjectiveBound() - 1e-6)), done, false);
        };
    }

    /** What is left of a cut once some classes are withheld. */
    private record Row(TreeMap<Integer, Long> share, long least) {
        static @Nullable Row of(Cut cut, BitSet withheld) {
            BigInteger missing = BigInteger.valueOf(cut.least());
            for (int k = 0; k < cut.cell().length; k++) {
                if (withheld.get(cut.cell()[k])) {
                    missing = missing.subtract(BigInteger.valueOf(cut.coefficient()[k]));
                }
            }
            if (missing.signum() <= 0) {
                return null;
            }
            long rest = missing.longValueExact();
            TreeMap<Integer, Long> share = new TreeMap<>();
            for (int k = 0; k < cut.cell().length; k++) {
                if (!withheld.get(cut.cell()[k])) {
                    share.put(cut.cell()[k], scaled(Math.min(rest, cut.coefficient()[k]), rest));
                }
            }
            return new Row(share, rest <= SCALE ? rest : SCALE);
        }

        private static long scaled(long coefficient, long rest) {
            if (rest <= SCALE) {
                return coefficient;
            }
            BigInteger[] parts = BigInteger.valueOf(coefficient)
                    .multiply(BigInteger.valueOf(SCALE))
                    .divideAndRemainder(BigInteger.valueOf(rest));
            return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
        }
    }
}
