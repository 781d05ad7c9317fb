package org.louver.suppression;

import java.util.ArrayList;
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
     * The classes, at most so many, that what is withheld now leaves unprotected against readers without a record of their own; a cut
     * says why of as many of them as it can be had for.
     */
    List<Integer> separated(List<Integer> classes, int most) {
        List<Integer> open = new ArrayList<>();
        for (int p : intervals.unprotected(evidence.withheld(), classes, most)) {
            open.add(p);
        }
        for (int p : open) {
            relaxation.separateAt(evidence.withheld(), p, -1);
        }
        return open;
    }

    /** Adds a cut about the first singleton who is not kept off p by what is withheld now, if there is one. */
    void separateSingleton(int p) {
        List<Witness> proof = router.reach(p, evidence.required(p), -1, List.of(), Scope.WITHHELD);
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
