package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes complementary cells again wherever every proof that moves them can be led around them, dearest first. Every
 * drop is final and keeps all proofs whole, so stopping at any time leaves a valid pattern.
 */
final class CleanUp {
    private final SearchParts parts;
    private final MovableCells problem;
    private final Evidence evidence;
    private final WitnessRouter router;

    CleanUp(SearchParts parts) {
        this.parts = parts;
        problem = parts.problem();
        evidence = parts.evidence();
        router = parts.router();
    }

    /** Classes that are withheld by choice, dearest first. */
    int[] candidates() {
        return IntStream.range(0, problem.count)
                .filter(c -> problem.optional[c] && evidence.withheld(c))
                .boxed()
                .sorted(Comparator.comparingLong((Integer c) -> -problem.cost[c])
                        .thenComparingInt(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** One pass over all complementary classes, until the simplex has done so much work. */
    boolean pass(long stop) {
        boolean any = false;
        for (int c : candidates()) {
            any |= router.work() < stop && evidence.withheld(c) && drop(c);
        }
        return any;
    }

    private boolean drop(int c) {
        int[] users = evidence.users(c);
        if (users.length > 0 && hopeless(c, users)) {
            return false;
        }
        List<List<Witness>> detours = new ArrayList<>();
        for (int p : users) {
            List<Witness> detour = detour(p, c);
            if (detour == null) {
                return false;
            }
            detours.add(detour);
        }
        for (int k = 0; k < users.length; k++) {
            evidence.prove(users[k], detours.get(k));
        }
        return true;
    }

    private boolean hopeless(int c, int[] users) {
        parts.bounds().propagate(evidence.withheld(), c);
        for (int p : users) {
            if (parts.bounds().rulesOut(p, evidence.required(p))) {
                return true;
            }
        }
        return parts.simplex().whole() && askedInVain(c, users);
    }

    private boolean askedInVain(int c, int[] users) {
        BitSet without = (BitSet) evidence.withheld().clone();
        without.clear(c);
        return parts.intervals()
                        .unprotected(without, Arrays.stream(users).boxed().toList(), 1)
                        .length
                > 0;
    }

    private @Nullable List<Witness> detour(int p, int without) {
        List<Witness> kept = new ArrayList<>();
        for (Witness witness : evidence.witnesses(p)) {
            if (!witness.moves(without)) {
                kept.add(witness);
            }
        }
        return router.proof(p, kept, Scope.withheldBut(without));
    }
}
