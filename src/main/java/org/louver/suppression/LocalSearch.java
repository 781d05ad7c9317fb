package org.louver.suppression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ruin and recreate (Schrimpf et al. 2000, doi 10.1006/jcph.1999.6413): takes out the proofs of a few primary classes that share
 * complementary cells, routes them again in another order with slightly different prices, and keeps the result unless it is
 * dearer. In turn with that, complements near each other are replaced by {@link ExactNeighbourhood}. Seeded; the budget is counted in the simplex's elementary steps.
 */
final class LocalSearch {
    private static final int MOST_RUINED = 18;
    private static final int MOST_REPLACED = 14;

    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;
    private final CleanUp cleanUp;
    private final MoveSimplex simplex;
    private final double[] discount;
    private final ExactNeighbourhood exact;
    private final SplittableRandom random = new SplittableRandom(20260101);

    LocalSearch(
            MovableCells problem,
            Evidence evidence,
            WitnessRouter router,
            CleanUp cleanUp,
            MoveSimplex simplex,
            double[] discount,
            ExactNeighbourhood exact) {
        this.problem = problem;
        this.evidence = evidence;
        this.router = router;
        this.cleanUp = cleanUp;
        this.simplex = simplex;
        this.discount = discount;
        this.exact = exact;
    }

    /** @param exactly whether every other neighbourhood is solved as a program, which needs a good stock of cuts */
    void run(long workLimit, long bound, boolean exactly) {
        long stop = simplex.work() + workLimit;
        long guard = 0;
        while (simplex.work() < stop && evidence.cost() > bound && guard++ < 100_000) {
            int[] complements = cleanUp.candidates();
            if (complements.length == 0) {
                return;
            }
            int seed = complements[random.nextInt(complements.length)];
            if (exactly && guard % 2 == 0) {
                exact.improve(complementsAround(seed));
            } else {
                recreate(primariesAround(seed));
            }
        }
    }

    /** The nearest complements, by shared witnesses. */
    private Set<Integer> complementsAround(int seed) {
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

    private Set<Integer> primariesAround(int seed) {
        TreeSet<Integer> ruined = new TreeSet<>();
        List<Integer> queue = new ArrayList<>(List.of(seed));
        int most = 2 + random.nextInt(MOST_RUINED - 1);
        TreeSet<Integer> visited = new TreeSet<>(queue);
        for (int at = 0; at < queue.size() && ruined.size() < most; at++) {
            for (int p : evidence.users(queue.get(at))) {
                if (ruined.size() < most && ruined.add(p)) {
                    for (Witness witness : evidence.witnesses(p)) {
                        for (int c : witness.cells()) {
                            if (problem.optional[c] && visited.add(c)) {
                                queue.add(c);
                            }
                        }
                    }
                }
            }
        }
        return ruined;
    }

    private void recreate(Set<Integer> ruined) {
        long before = evidence.cost();
        TreeMap<Integer, List<Witness>> old = new TreeMap<>();
        for (int p : ruined) {
            old.put(p, List.copyOf(evidence.witnesses(p)));
            evidence.prove(p, List.of());
        }
        double[] usual = discount.clone();
        for (int c = 0; c < discount.length; c++) {
            discount[c] = usual[c] * (0.6 + 0.8 * random.nextDouble());
        }
        List<Integer> order = shuffled(ruined);
        boolean complete = true;
        for (int p : order) {
            List<Witness> proof = router.proof(p, List.of(), Scope.EVERYTHING);
            if (proof == null) {
                complete = false;
                break;
            }
            evidence.prove(p, proof);
            if (evidence.cost() > before + before / 50) {
                complete = false;
                break;
            }
        }
        System.arraycopy(usual, 0, discount, 0, usual.length);
        if (complete && evidence.cost() >= before) {
            dropAmong(order);
        }
        if (!complete || evidence.cost() > before) {
            for (int p : ruined) {
                evidence.prove(p, List.of());
            }
            old.forEach(evidence::prove);
        }
    }

    private void dropAmong(List<Integer> order) {
        TreeSet<Integer> moved = new TreeSet<>();
        for (int p : order) {
            for (Witness witness : evidence.witnesses(p)) {
                for (int c : witness.cells()) {
                    if (problem.optional[c]) {
                        moved.add(c);
                    }
                }
            }
        }
        for (int c : moved) {
            if (evidence.users(c).length <= 3) {
                cleanUp.dropWithin(c, order);
            }
        }
    }

    private List<Integer> shuffled(Set<Integer> ruined) {
        List<Integer> order = new ArrayList<>(ruined);
        for (int k = order.size() - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            Integer swap = order.get(k);
            order.set(k, order.get(other));
            order.set(other, swap);
        }
        return order;
    }
}
