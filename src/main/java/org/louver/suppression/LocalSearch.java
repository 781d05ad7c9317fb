package org.louver.suppression;

import java.util.ArrayList;
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
    private static final int MOST_REPLACED = 8;
    /** One step in so many is a program, where these are wanted. */
    private static final int PROGRAM_EVERY = 2;
    /** Steps without a cheaper pattern after which the search goes back to the cheapest. */
    private static final int PATIENCE = 500;
    /** How much dearer a step may be: this part of an average cell. */
    private static final int ALLOWANCE = 5;
    /** Complements from which the next to be published is drawn, less one at most. */
    private static final int DRAWN = 8;

    private static final long MOST_STEPS = 100_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final MoveSimplex simplex;
    private final ExactNeighbourhood exact;
    private final SplittableRandom random = new SplittableRandom(20260101);
    private final long allowance;

    LocalSearch(SearchParts parts) {
        problem = parts.problem();
        evidence = parts.evidence();
        router = parts.router();
        simplex = parts.simplex();
        exact = new ExactNeighbourhood(parts);
        long[] costs = IntStream.range(0, problem.count)
                .filter(c -> problem.optional[c] && problem.cost[c] > 0)
                .mapToLong(c -> problem.cost[c])
                .sorted()
                .toArray();
        allowance = costs.length == 0 ? 0 : costs[costs.length / 2] / ALLOWANCE;
    }

    /** @param exactly whether programs are used as well, which need a good stock of cuts */
    void run(long workLimit, long bound, boolean exactly) {
        long stop = simplex.work() + workLimit;
        Map<Integer, List<Witness>> best = evidence.proofs();
        long bestCost = evidence.cost();
        int since = 0;
        int[] complements = complements();
        for (long step = 1;
                step < MOST_STEPS && simplex.work() < stop && bestCost > bound && complements.length > 0;
                step++) {
            int seed = seed(complements);
            boolean byProgram = exactly && step % PROGRAM_EVERY == 0;
            boolean changed = byProgram ? replace(seed) : exchange(seed);
            if (evidence.cost() < bestCost) {
                bestCost = evidence.cost();
                best = evidence.proofs();
                since = 0;
            } else if (++since % PATIENCE == 0) {
                evidence.restore(best);
                changed = true;
            }
            complements = changed ? complements() : complements;
        }
        evidence.restore(best);
    }

    private boolean replace(int seed) {
        return random.nextBoolean() ? exact.improve(around(seed)) : exact.vary(around(seed), allowance, random);
    }

    /** The dearest of a few: where costs differ much, most is to be had there. */
    private int seed(int[] complements) {
        int dearest = complements[random.nextInt(complements.length)];
        for (int k = random.nextInt(DRAWN); k > 0; k--) {
            int other = complements[random.nextInt(complements.length)];
            dearest = problem.cost[other] > problem.cost[dearest] ? other : dearest;
        }
        return dearest;
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

    /** Publishes c and leads its users around it, at slightly different prices; takes it back, and says so, if that is too dear. */
    private boolean exchange(int c) {
        int[] users = evidence.users(c);
        if (users.length > MOST_USERS) {
            return false;
        }
        long most = Math.addExact(evidence.cost(), allowance);
        Map<Integer, List<Witness>> old = new TreeMap<>();
        for (int p : users) {
            old.put(p, List.copyOf(evidence.witnesses(p)));
            evidence.prove(p, old.get(p).stream().filter(w -> !w.moves(c)).toList());
        }
        router.detune(random.nextLong());
        boolean led = leadAround(c, shuffled(users), most);
        router.detune(0);
        if (!led) {
            evidence.restore(old);
        }
        return led;
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
