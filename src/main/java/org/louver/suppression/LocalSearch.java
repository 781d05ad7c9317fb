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
 * Changes the pattern a little, again and again, and ends with the cheapest one met. A step publishes one complementary cell and leads
 * every proof that moved it around it, opening others, or replaces some complements near each other by {@link ExactNeighbourhood}.
 * A result is gone on with unless it is dearer than the cheapest by more than a cell or two (record-to-record travel,
 * Dueck 1993, doi 10.1006/jcph.1993.1010), so that the search crosses plateaus. Seeded; the budget is counted in the simplex's elementary
 * steps.
 */
final class LocalSearch {
    private static final int MOST_USERS = 15;
    /** Complements that a program replaces: at first, at least, at most; more when programs end easily, fewer when not. */
    private static final int FIRST_REPLACED = 8;

    private static final int LEAST_REPLACED = 4;
    private static final int MOST_REPLACED = 16;
    /** So many replacements whose programs all came to their end let the next ones be larger. */
    private static final int EASY = 4;
    /** One step in so many is an exchange, where programs are wanted. */
    private static final int EXCHANGE_EVERY = 8;
    /** Steps without a cheaper pattern after which the search goes back to the cheapest. */
    private static final int PATIENCE = 500;
    /** How much dearer than the cheapest a pattern may be that is gone on with: half as many cells of ordinary cost. */
    private static final int HALVES = 4;
    /** Complements from which the next to be published is drawn, less one at most. */
    private static final int DRAWN = 8;

    /** What is gained by a program must be at least this part of an ordinary cell. */
    private static final int LEAST_GAIN = 50;

    private static final long MOST_STEPS = 100_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final MoveSimplex simplex;
    private final ExactNeighbourhood exact;
    private final SplittableRandom random = new SplittableRandom(20260101);
    private final long deviation;
    private final long gain;
    private long record;
    private int replaced = FIRST_REPLACED;
    private int easy;
    private long steps;

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
        long ordinary = costs.length == 0 ? 0 : costs[costs.length / 2];
        deviation = ordinary * HALVES / 2;
        gain = Math.max(1, ordinary / LEAST_GAIN);
    }

    /**
     * Goes on with what the evidence holds.
     *
     * @param idle how much work may bring nothing before the search ends
     * @param exactly whether programs are used as well, which need a good stock of cuts
     */
    void run(long workLimit, long idle, long bound, boolean exactly) {
        long stop = simplex.work() + workLimit;
        long gained = simplex.work();
        Map<Integer, List<Witness>> best = evidence.proofs();
        record = evidence.cost();
        int since = 0;
        int[] complements = complements();
        while (steps++ < MOST_STEPS
                && simplex.work() < Math.min(stop, gained + idle)
                && record > bound
                && complements.length > 0) {
            int seed = seed(complements);
            boolean byProgram = exactly && steps % EXCHANGE_EVERY != 0;
            boolean changed = byProgram ? replace(seed) : exchange(seed);
            if (evidence.cost() < record) {
                record = evidence.cost();
                best = evidence.proofs();
                gained = simplex.work();
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
        Set<Integer> complements = random.nextBoolean() ? around(seed) : acrossRelations(seed);
        boolean changed = random.nextBoolean()
                ? exact.improve(complements, evidence.cost() - gain)
                : exact.vary(complements, Math.addExact(record, deviation), random);
        if (!exact.settled()) {
            replaced = Math.max(LEAST_REPLACED, replaced - 1);
            easy = 0;
        } else if (++easy % EASY == 0) {
            replaced = Math.min(MOST_REPLACED, replaced + 1);
        }
        return changed;
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

    /** Complements of the same relations, and of the relations that cross them: what can take each other's place. */
    private Set<Integer> acrossRelations(int seed) {
        int most = 1 + replaced / 2 + random.nextInt(replaced);
        Set<Integer> found = new LinkedHashSet<>(List.of(seed));
        List<Integer> queue = new ArrayList<>(found);
        for (int at = 0; at < queue.size() && found.size() < most; at++) {
            for (int row : shuffled(problem.rowsOf[queue.get(at)])) {
                for (int c : problem.term[row]) {
                    if (problem.optional[c] && evidence.withheld(c) && found.size() < most && found.add(c)) {
                        queue.add(c);
                    }
                }
            }
        }
        return found;
    }

    /** The nearest complements, by shared witnesses. */
    private Set<Integer> around(int seed) {
        int most = 1 + replaced / 2 + random.nextInt(replaced);
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
        long most = Math.addExact(record, deviation);
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

    private int[] shuffled(int[] given) {
        int[] order = given.clone();
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = order[k];
            order[k] = order[other];
            order[other] = swap;
        }
        return order;
    }
}
