package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Changes the pattern a little, again and again, and ends with the cheapest one met. Most steps publish one complementary cell and lead
 * every proof that moved it around it, opening others; some replace a few complements near each other by {@link ExactNeighbourhood}.
 * A result is gone on with unless it is dearer than the last by more than a fraction of a cell (record-to-record travel,
 * Dueck 1993, doi 10.1006/jcph.1993.1010), so that the search crosses plateaus. Seeded; the budget is counted in the simplex's elementary
 * steps.
 */
final class LocalSearch {
    private static final int MOST_USERS = 15;
    private static final int MOST_REPLACED = 9;
    /** One step in so many is a program, where these are wanted. */
    private static final int PROGRAM_EVERY = 2;
    /** Steps without a cheaper pattern after which the search goes back to the cheapest. */
    private static final int PATIENCE = 500;
    /** How much dearer a step may be: this part of an average cell. */
    private static final int ALLOWANCE = 5;

    private static final double NOISE = 0.3;
    private static final long MOST_STEPS = 100_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final MoveSimplex simplex;
    private final double[] discount;
    private final ExactNeighbourhood exact;
    private final SplittableRandom random = new SplittableRandom(20260101);
    private final long allowance;

    LocalSearch(
            MovableCells problem,
            Evidence evidence,
            WitnessRouter router,
            MoveSimplex simplex,
            double[] discount,
            ExactNeighbourhood exact) {
        this.problem = problem;
        this.evidence = evidence;
        this.router = router;
        this.simplex = simplex;
        this.discount = discount;
        this.exact = exact;
        int optional = (int) IntStream.range(0, problem.count)
                .filter(c -> problem.optional[c] && problem.cost[c] > 0)
                .count();
        allowance = optional == 0 ? 0 : Arrays.stream(problem.cost).sum() / optional / ALLOWANCE;
    }

    /** @param exactly whether programs are used as well, which need a good stock of cuts */
    void run(long workLimit, long bound, boolean exactly) {
        long stop = simplex.work() + workLimit;
        Map<Integer, List<Witness>> best = evidence.proofs();
        long bestCost = evidence.cost();
        int since = 0;
        for (long step = 1; step < MOST_STEPS && simplex.work() < stop && bestCost > bound; step++) {
            int[] complements = complements();
            if (complements.length == 0) {
                break;
            }
            int seed = complements[random.nextInt(complements.length)];
            if (!exactly || step % PROGRAM_EVERY != 0) {
                exchange(seed);
            } else if (random.nextBoolean()) {
                exact.improve(around(seed));
            } else {
                exact.vary(around(seed), allowance, random);
            }
            if (evidence.cost() < bestCost) {
                bestCost = evidence.cost();
                best = evidence.proofs();
                since = 0;
            } else if (++since % PATIENCE == 0) {
                evidence.restore(best);
            }
        }
        evidence.restore(best);
    }

    private int[] complements() {
        return IntStream.range(0, problem.count)
                .filter(c -> problem.optional[c] && evidence.withheld(c))
                .toArray();
    }

    /** The nearest complements, by shared witnesses. */
    private Set<Integer> around(int seed) {
        int most = 3 + random.nextInt(MOST_REPLACED - 2);
        Set<Integer> found = new LinkedHashSet<>(List.of(seed));
        List<Integer> queue = new ArrayList<>(found);
        for (int at = 0; at < queue.size() && found.size() < most; at++) {
            for (int p : evidence.users(queue.get(at))) {
                for (Witness witness : evidence.witnesses(p)) {
                    if (witness.moves(queue.get(at))) {
                        for (int c : witness.cells()) {
                            if (problem.optional[c] && found.size() < most && found.add(c)) {
                                queue.add(c);
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Publishes c and leads its users around it, at slightly different prices; takes it back if that is too dear. */
    private void exchange(int c) {
        int[] users = evidence.users(c);
        if (users.length > MOST_USERS) {
            return;
        }
        long most = Math.addExact(evidence.cost(), allowance);
        Map<Integer, List<Witness>> old = new TreeMap<>();
        for (int p : users) {
            old.put(p, List.copyOf(evidence.witnesses(p)));
            evidence.prove(p, old.get(p).stream().filter(w -> !w.moves(c)).toList());
        }
        double[] usual = discount.clone();
        for (int k = 0; k < discount.length; k++) {
            discount[k] = usual[k] * (1 - NOISE + 2 * NOISE * random.nextDouble());
        }
        boolean led = leadAround(c, shuffled(users), most);
        System.arraycopy(usual, 0, discount, 0, usual.length);
        if (!led) {
            evidence.restore(old);
        }
    }

    private boolean leadAround(int c, int[] users, long most) {
        for (int p : users) {
            List<Witness> proof = router.proof(p, List.copyOf(evidence.witnesses(p)), Scope.allBut(c));
            if (proof == null || Math.addExact(evidence.cost(), router.opened(proof)) > most) {
                return false;
            }
            evidence.prove(p, proof);
        }
        return true;
    }

    private int[] shuffled(int[] users) {
        int[] order = users.clone();
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = order[k];
            order[k] = order[other];
            order[other] = swap;
        }
        return order;
    }
}
