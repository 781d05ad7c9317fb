package org.louver.suppression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.louver.suppression.SuppressionPattern.Bound;
import org.louver.table.ProtectionLevels;

/**
 * The cuts known so far, and the linear relaxation of the choice of complementary cells over them (Benders decomposition,
 * Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805). Its solution guides the routing.
 */
final class Relaxation {
    private static final double VIOLATED = 1e-4;
    private static final int[] NOBODY = {};
    /** How far published classes are open, until a cut comes of it. */
    private static final double[] OPENINGS = {CutProgram.AJAR, CutProgram.BARELY_AJAR};

    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;
    private final CutProgram program;
    private final List<Cut> cuts = new ArrayList<>();
    private final Set<Cut> known = new HashSet<>();
    private double[] x;

    Relaxation(MovableCells problem, Evidence evidence, MoveSimplex simplex) {
        this.problem = problem;
        this.evidence = evidence;
        this.simplex = simplex;
        program = new CutProgram(problem, simplex);
        x = new double[problem.count];
    }

    /** How much of each class the relaxation withholds, 0 to 1. */
    double[] solution() {
        return x.clone();
    }

    List<Cut> cuts() {
        return cuts;
    }

    /** Adds those cuts that are new. */
    void know(List<Cut> given) {
        given.stream().filter(known::add).forEach(cuts::add);
    }

    /** Adds cuts round by round until none is violated or the rounds are used up; returns the bound. */
    Bound tighten(int rounds, long workLimit) {
        try (RelaxationProgram relaxed = new RelaxationProgram(problem)) {
            long stop = simplex.work() + workLimit;
            long cost = 0;
            boolean more = true;
            int before = 0;
            for (int round = 0; more && round < rounds && simplex.work() < stop; round++) {
                if (round > 0 || cuts.isEmpty()) {
                    separateAll(stop);
                }
                cuts.subList(before, cuts.size()).forEach(relaxed::add);
                double[] solution = cuts.size() == before ? new double[0] : relaxed.solve(problem.cost);
                before = cuts.size();
                more = solution.length > 0;
                x = more ? solution : x;
                cost = more ? Math.max(cost, relaxed.bound(problem.cost)) : cost;
            }
            return new Bound(cost, relaxed.leastComplements());
        }
    }

    private void separateAll(long stop) {
        for (int p : problem.primaries) {
            if (simplex.work() < stop) {
                for (Cut cut : program.against(x, p, evidence.required(p), NOBODY, CutProgram.AJAR)) {
                    if (cut.violation(x) > VIOLATED && known.add(cut)) {
                        cuts.add(cut);
                    }
                }
            }
        }
    }

    /** Adds cuts that say why p is not protected by these classes; against a singleton, or −1. */
    void separateAt(BitSet withheld, int p, int singleton) {
        double[] at = new double[problem.count];
        withheld.stream().forEach(c -> at[c] = 1);
        ProtectionLevels asked = singleton < 0 ? evidence.required(p) : Evidence.NOT_EXACT;
        int[] barred = singleton < 0 ? NOBODY : problem.knownTo[singleton];
        boolean violated = false;
        for (int k = 0; k < OPENINGS.length && !violated; k++) {
            for (Cut cut : program.against(at, p, asked, barred, OPENINGS[k])) {
                if (cut.violatedBy(withheld)) {
                    violated = true;
                    know(List.of(cut));
                }
            }
        }
    }
}
