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
        if (router.work() >= stop) {
            return false;
        }
        boolean any = false;
        parts.bounds().propagate(evidence.withheld());
        for (int c : candidates()) {
            any |= router.work() < stop && evidence.withheld(c) && drop(c);
        }
        return any;
    }

    private boolean drop(int c) {
        int[] users = evidence.users(c);
        if (ruledOut(c, users) || askedInVain(c, users)) {
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

    /** Whether bounds alone say that some user cannot do without c. */
    private boolean ruledOut(int c, int[] users) {
        MoveBounds bounds = parts.bounds();
        bounds.narrow(evidence.withheld());
        bounds.suppose(c);
        boolean ruledOut = Arrays.stream(users).anyMatch(p -> bounds.rulesOut(p, evidence.required(p)));
        bounds.takeBack();
        return ruledOut;
    }

    /** Whether solved relations, where there are few enough of them, say that some user cannot do without c. */
    private boolean askedInVain(int c, int[] users) {
        if (users.length == 0 || !parts.simplex().whole()) {
            return false;
        }
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
