package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What every search for a cheaper pattern works on and with.
 *
 * @param problem what can move
 * @param evidence the pattern and its proofs, which a search changes
 * @param router finds witnesses
 * @param simplex counts the work
 * @param relaxation holds the cuts known so far and finds more
 * @param bounds rules hopeless proofs out
 * @param intervals asks of many classes at once whether a set protects them
 */
record SearchParts(
        MovableCells problem,
        Evidence evidence,
        WitnessRouter router,
        MoveSimplex simplex,
        Relaxation relaxation,
        MoveBounds bounds,
        IntervalProgram intervals) {

    /**
     * The classes, at most so many, that what is withheld now leaves unprotected against readers without a record of their own, or of which
     * that was not found out; a cut says why of as many of them as it can be had for.
     */
    List<Integer> separated(List<Integer> classes, int most) {
        List<Integer> open = simplex.whole() ? asked(classes, most) : tried(classes, most);
        for (int p : open) {
            relaxation.separateAt(evidence.withheld(), p, -1);
        }
        return open;
    }

    private List<Integer> asked(List<Integer> classes, int most) {
        return Arrays.stream(intervals.unprotected(evidence.withheld(), classes, most))
                .boxed()
                .toList();
    }

    /** Where relations are many and moves are short, a program that grows with the move ends sooner than one on all relations. */
    private List<Integer> tried(List<Integer> classes, int most) {
        bounds.propagate(evidence.withheld());
        List<Integer> open = new ArrayList<>();
        for (int p : classes) {
            if (open.size() < most && !reachable(p)) {
                open.add(p);
            }
        }
        return open;
    }

    private boolean reachable(int p) {
        return !bounds.rulesOut(p, evidence.required(p))
                && router.reach(p, evidence.required(p), -1, evidence.witnesses(p), Scope.WITHHELD) != null;
    }

    /** Adds a cut that says why what is withheld now does not protect p: from everybody, or from the first singleton who is not kept off it. */
    void separate(int p) {
        List<Witness> proof = router.reach(p, evidence.required(p), -1, List.of(), Scope.WITHHELD);
        if (proof == null) {
            relaxation.separateAt(evidence.withheld(), p, -1);
        }
        while (proof != null) {
            int singleton = evidence.exposedTo(proof, p);
            if (singleton < 0) {
                return;
            }
            proof = router.reach(p, Evidence.NOT_EXACT, singleton, proof, Scope.WITHHELD);
            if (proof == null) {
                relaxation.separateAt(evidence.withheld(), p, singleton);
            }
        }
    }
}
