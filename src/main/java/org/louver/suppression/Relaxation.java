package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.louver.suppression.SuppressionPattern.Bound;
import org.louver.table.ProtectionLevels;

/**
 * The linear relaxation of the choice of complementary cells, min Σ c_i x_i over all cuts that could be separated (Benders decomposition,
 * Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805). Its solution guides the routing; its dual gives a lower
 * bound that is evaluated in exact integers, so that it holds whatever the solver's tolerances are.
 */
final class Relaxation {
    private static final double VIOLATED = 1e-4;
    private static final int TIGHTENINGS = 4;
    /** Binary digits kept of a dual price. */
    private static final int DIGITS = 20;

    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;
    private final List<Cut> cuts = new ArrayList<>();
    private final Set<Cut> known = new HashSet<>();
    private double[] x;
    /** Classes that stay because the reader knows them, ascending. */
    private int[] barred = {};

    Relaxation(MovableCells problem, Evidence evidence, MoveSimplex simplex) {
        this.problem = problem;
        this.evidence = evidence;
        this.simplex = simplex;
        x = new double[problem.count];
    }

    /** How much of each class the relaxation withholds, 0 to 1. */
    double[] solution() {
        return x.clone();
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** Adds cuts round by round until none is violated or the rounds are used up; returns the bound. */
    Bound tighten(int rounds, long workLimit) {
        Loader.loadNativeLibraries();
        MPSolver master = MPSolver.createSolver("GLOP");
        try {
            MPVariable[] columns = new MPVariable[problem.count];
            for (int c = 0; c < problem.count; c++) {
                if (problem.optional[c]) {
                    columns[c] = master.makeNumVar(0, 1, "");
                    master.objective().setCoefficient(columns[c], (double) problem.cost[c]);
                }
            }
            master.objective().setMinimization();
            List<MPConstraint> rows = new ArrayList<>();
            long stop = simplex.work() + workLimit;
            for (int round = 0; round < rounds && simplex.work() < stop; round++) {
                int before = cuts.size();
                for (int p : problem.primaries) {
                    separate(p);
                    if (simplex.work() >= stop) {
                        break;
                    }
                }
                if (cuts.size() == before) {
                    break;
                }
                append(master, columns, rows, before);
                solve(master, columns);
            }
            long cost = certified(rows, problem.cost);
            for (int c = 0; c < problem.count; c++) {
                if (problem.optional[c]) {
                    master.objective().setCoefficient(columns[c], problem.weight[c]);
                }
            }
            long complements = 0;
            if (!rows.isEmpty() && master.solve() == MPSolver.ResultStatus.OPTIMAL) {
                long[] weight = new long[problem.count];
                for (int c = 0; c < problem.count; c++) {
                    weight[c] = problem.weight[c];
                }
                complements = certified(rows, weight);
            }
            return new Bound(cost, complements);
        } finally {
            master.delete();
        }
    }

    private void append(MPSolver master, MPVariable[] columns, List<MPConstraint> rows, int from) {
        for (int k = from; k < cuts.size(); k++) {
            Cut cut = cuts.get(k);
            MPConstraint row = master.makeConstraint(1, MPSolver.infinity());
            for (int t = 0; t < cut.cell().length; t++) {
                row.setCoefficient(columns[cut.cell()[t]], (double) cut.coefficient()[t] / (double) cut.least());
            }
            rows.add(row);
        }
    }

    private void solve(MPSolver master, MPVariable[] columns) {
        if (master.solve() == MPSolver.ResultStatus.OPTIMAL) {
            for (int c = 0; c < problem.count; c++) {
                if (problem.optional[c]) {
                    x[c] = Math.max(0, Math.min(1, columns[c].solutionValue()));
                }
            }
        }
    }

    /** Weak duality in integers: Σ λ_k + Σ_j min(0, c_j − Σ_k λ_k a_kj) for the duals λ ≥ 0 rounded to binary fractions. */
    private long certified(List<MPConstraint> rows, long[] objective) {
        BigInteger[] reduced = new BigInteger[problem.count];
        for (int c = 0; c < problem.count; c++) {
            reduced[c] = BigInteger.valueOf(objective[c]).shiftLeft(2 * DIGITS);
        }
        BigInteger bound = BigInteger.ZERO;
        for (int k = 0; k < rows.size(); k++) {
            long lambda = (long) Math.floor(Math.scalb(Math.max(0, rows.get(k).dualValue()), DIGITS));
            if (lambda == 0) {
                continue;
            }
            Cut cut = cuts.get(k);
            bound = bound.add(BigInteger.valueOf(lambda).shiftLeft(DIGITS));
            for (int t = 0; t < cut.cell().length; t++) {
                BigInteger share = BigInteger.valueOf(cut.coefficient()[t])
                        .shiftLeft(DIGITS)
                        .add(BigInteger.valueOf(cut.least() - 1))
                        .divide(BigInteger.valueOf(cut.least()));
                int c = cut.cell()[t];
                reduced[c] = reduced[c].subtract(share.multiply(BigInteger.valueOf(lambda)));
            }
        }
        for (int c = 0; c < problem.count; c++) {
            if (problem.optional[c]) {
                bound = bound.add(reduced[c].min(BigInteger.ZERO));
            }
        }
        BigInteger one = BigInteger.ONE.shiftLeft(2 * DIGITS);
        return bound.signum() <= 0
                ? 0
                : bound.add(one).subtract(BigInteger.ONE).divide(one).longValueExact();
    }

    /** Adds cuts that say why p is not protected by these classes; against a singleton, or −1. False if there are none. */
    boolean separateAt(BitSet withheld, int p, int singleton) {
        double[] solution = x;
        x = new double[problem.count];
        for (int c = 0; c < problem.count; c++) {
            x[c] = withheld.get(c) ? 1 : 0;
        }
        int before = cuts.size();
        if (singleton < 0) {
            separate(p);
        } else {
            barred = problem.knownTo[singleton];
            separateWidth(p, 1);
            barred = new int[0];
        }
        x = solution;
        return cuts.size() > before;
    }

    /** Takes the cut in if these classes violate it and it is new. */
    void add(BitSet withheld, @Nullable Cut cut) {
        if (cut != null && cut.violatedBy(withheld) && known.add(cut)) {
            cuts.add(cut);
        }
    }

    private void separate(int p) {
        ProtectionLevels levels = evidence.required(p);
        if (levels.upper() > 0) {
            Cut.Reach reach = reach(p, true, (double) levels.upper());
            keep(reach == null ? null : Cut.of(problem, levels.upper(), reach));
        }
        if (levels.lower() > 0 && levels.lower() <= problem.room[p]) {
            Cut.Reach reach = reach(p, false, (double) levels.lower());
            keep(reach == null ? null : Cut.of(problem, levels.lower(), reach));
        }
        if (levels.sliding() > 0) {
            separateWidth(p, levels.sliding());
        }
    }

    /** up + down ≥ width: a bound on the way up, then one on the way down for what is left. */
    private void separateWidth(int p, long width) {
        Cut.Reach up = reach(p, true, (double) width);
        if (up == null) {
            return;
        }
        for (int k = 0; k < TIGHTENINGS; k++) {
            double bound = Math.min((double) width, up.at(problem, x));
            Cut.Reach tighter = bound < 1e-3 ? null : reach(p, true, bound * 0.99);
            if (tighter == null || tighter.at(problem, x) >= bound) {
                break;
            }
            up = tighter;
        }
        double upMost = up.at(problem, x);
        if (upMost >= (double) width) {
            return;
        }
        double rest = (double) width - upMost;
        if (rest > (double) problem.room[p]) {
            keepWidth(up, p, width);
            return;
        }
        Cut.Reach down = reach(p, false, rest);
        if (down == null) {
            return;
        }
        keep(Cut.of(problem, width, up, down));
    }

    /** p has less room below than the rest of the width: what is missing has to come from above. */
    private void keepWidth(Cut.Reach up, int p, long width) {
        keep(Cut.of(problem, width - problem.room[p], up));
        Cut.Reach down = reach(p, false, (double) problem.room[p]);
        if (down != null) {
            keep(Cut.of(problem, width, up, down));
        }
    }

    /** A bound on how far p gets at the point x, if it does not get as far as asked. */
    private Cut.@Nullable Reach reach(int p, boolean upward, double distance) {
        MoveSimplex.Outcome outcome = simplex.reaches(p, upward ? distance : -distance, new FractionalLimits(distance));
        return outcome == MoveSimplex.Outcome.NONE
                ? Cut.Reach.of(problem, p, upward, simplex.rayRows(), simplex.rayValues(), barred)
                : null;
    }

    private void keep(@Nullable Cut cut) {
        if (cut != null && cut.violation(x) > VIOLATED && known.add(cut)) {
            cuts.add(cut);
        }
    }

    /** Optional classes move in proportion to x. */
    private final class FractionalLimits implements MoveLimits {
        private final double distance;

        private FractionalLimits(double distance) {
            this.distance = distance;
        }

        @Override
        public void describe(int c, double[] into, int from) {
            double open = problem.optional[c] ? x[c] : 1;
            double room = (double) problem.room[c];
            double price = 1e-3 + 1 - open + 1e-4 * MoveSimplex.tieBreak(c);
            boolean known = barred.length > 0 && Arrays.binarySearch(barred, c) >= 0;
            boolean whole = open > 1 - 1e-9;
            into[from + UP_PRICE] = price;
            into[from + DOWN_PRICE] = price;
            into[from + HIGH] = known ? 0 : whole ? Double.POSITIVE_INFINITY : distance * open;
            into[from + LOW] = known ? 0 : whole ? room : Math.min(room, distance) * open;
        }

        @Override
        public boolean onlyWithheld() {
            return false;
        }

        @Override
        public boolean onlyNear() {
            return false;
        }
    }
}
