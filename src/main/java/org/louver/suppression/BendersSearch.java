package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Benders decomposition with a master of whole numbers (Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805): asks
 * {@link CoverProgram} for the cheapest set that satisfies every cut known so far, then asks of every primary class whether that
 * set protects it, and adds the cut that says why where it does not. What the master answers bounds every pattern from below.
 * Now and then its answer, which lacks little, is completed by witnesses and cleaned up: patterns that no walk from cell to cell comes
 * upon. Ends with a pattern that is proved cheapest, or when the work is used up.
 *
 * <p>Each round takes one integer program and one linear program or more per primary class. Seeded and deterministic.
 */
final class BendersSearch {
    /** How long the master may take in a round, in CP-SAT's units, and what one unit counts for in elementary steps. */
    private static final double MASTER_WORK = 2;

    private static final double STEPS_PER_UNIT = 600_000_000.0;
    /** What one answer of the master may take at most, in elementary steps. */
    static final long STEPS_PER_ANSWER = (long) (MASTER_WORK * STEPS_PER_UNIT);

    /** Cuts of this many primary classes say enough about one answer. */
    private static final int MOST_SEPARATED = 60;

    /** One answer in so many is completed. */
    private static final int COMPLETE_EVERY = 2;

    private final SearchParts parts;
    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final MoveSimplex simplex;
    private final Relaxation relaxation;
    private final CleanUp cleanUp;
    private final BitSet always = new BitSet();
    private final SplittableRandom random = new SplittableRandom(20260601);

    BendersSearch(SearchParts parts, CleanUp cleanUp) {
        this.parts = parts;
        this.cleanUp = cleanUp;
        problem = parts.problem();
        evidence = parts.evidence();
        router = parts.router();
        simplex = parts.simplex();
        relaxation = parts.relaxation();
        for (int c = 0; c < problem.count; c++) {
            always.set(c, !problem.optional[c]);
        }
    }

    /**
     * Leaves the cheapest pattern met as the evidence.
     *
     * @param stop the work of the simplex at which to end
     * @return what no pattern undercuts
     */
    long run(long stop) {
        Map<Integer, List<Witness>> best = evidence.proofs();
        long bestCost = evidence.cost();
        long bound = 0;
        for (int round = 1; simplex.work() < stop && bound < bestCost; round++) {
            CoverProgram.Cover cover = master(bestCost - 1, problem.cost);
            bound = Math.max(bound, cover.least());
            BitSet chosen = cover.chosen();
            if (chosen == null) {
                break;
            }
            int cuts = relaxation.cuts().size();
            for (int p : problem.primaries) {
                evidence.prove(p, List.of());
            }
            evidence.hold(chosen);
            boolean separated =
                    !parts.separated(shuffledPrimaries(), MOST_SEPARATED).isEmpty();
            boolean stuck = false;
            if (!separated || round % COMPLETE_EVERY == 0) {
                List<Integer> open = prove();
                stuck = !open.isEmpty() && relaxation.cuts().size() == cuts;
                complete(open, stop);
            }
            evidence.release();
            if (evidence.cost() < bestCost && protectsAll()) {
                bestCost = evidence.cost();
                best = evidence.proofs();
            }
            if (stuck) {
                break;
            }
        }
        evidence.restore(best);
        return Math.min(bound, bestCost);
    }

    /** How many complementary cells no pattern undercuts, by the cuts known so far. */
    long leastComplements() {
        return master(Arrays.stream(problem.cost).reduce(0, Math::addExact), problem.weights())
                .least();
    }

    private CoverProgram.Cover master(long limit, long[] price) {
        CoverProgram.Cover cover = CoverProgram.cheapest(problem, relaxation.cuts(), always, limit, price, MASTER_WORK);
        simplex.charge((long) (STEPS_PER_UNIT * cover.work()));
        return cover;
    }

    /** Proves what can be proved with what is withheld and returns the primary classes that stay open. */
    private List<Integer> prove() {
        parts.bounds().propagate(evidence.withheld());
        List<Integer> open = new ArrayList<>();
        for (int p : shuffledPrimaries()) {
            List<Witness> proof = parts.bounds().rulesOut(p, evidence.required(p))
                    ? null
                    : router.proof(p, List.of(), Scope.WITHHELD);
            if (proof == null) {
                parts.separate(p);
                open.add(p);
            } else {
                evidence.prove(p, proof);
            }
        }
        return open;
    }

    /** Proves the open classes too, withholding more, and publishes what can be done without. */
    private void complete(List<Integer> open, long stop) {
        for (int p : open) {
            if (simplex.work() > stop) {
                break;
            }
            List<Witness> proof = router.proof(p, List.of(), Scope.WITHHELD);
            if (proof == null) {
                proof = router.proof(p, List.of(), Scope.EVERYTHING);
            }
            if (proof != null) {
                evidence.prove(p, proof);
            }
        }
        evidence.release();
        boolean cheaper = true;
        while (cheaper && simplex.work() < stop) {
            cheaper = cleanUp.pass(stop);
        }
    }

    private boolean protectsAll() {
        for (int p : problem.primaries) {
            if (!evidence.protects(evidence.witnesses(p), p)) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> shuffledPrimaries() {
        List<Integer> order =
                new ArrayList<>(Arrays.stream(problem.primaries).boxed().toList());
        for (int k = order.size() - 1; k > 0; k--) {
            Collections.swap(order, k, random.nextInt(k + 1));
        }
        return order;
    }
}
