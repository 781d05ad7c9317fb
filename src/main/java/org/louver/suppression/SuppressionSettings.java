package org.louver.suppression;

import java.util.BitSet;

/**
 * What the protector may assume and how hard it tries. The objective is not here: it is the cost in the assessed cells.
 *
 * @param singletons whether someone alone in a withheld cell counts as a reader
 * @param earlier cells already withheld in earlier releases (by number); withholding them again costs nothing. Copied
 * @param keepEarlier whether these cells stay withheld whatever happens, so that no later release differs from an earlier one
 * @param effort budget of the local search, in improvement rounds per thousand cells; 0 switches it off. Never seconds:
 *     the same input gives the same pattern on every machine
 * @param work elementary steps of the simplex, some 10⁸ per second, after which primary cells without a proof are reported as unproven;
 *     for trials, whose pattern nobody sees
 * @param certifyBound whether to compute a certified lower bound; costs about as much as the pattern itself
 */
public record SuppressionSettings(
        Singletons singletons, BitSet earlier, boolean keepEarlier, int effort, long work, boolean certifyBound) {
    /** No limit: every primary cell is proved, however long that takes. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Who, beside the reader without a record of his own, attacks. */
    public enum Singletons {
        /** A contributor alone in a cell must not learn another primary cell exactly. */
        PROTECTED,
        IGNORED
    }

    public SuppressionSettings {
        if (effort < 0) {
            throw new IllegalArgumentException("effort is never negative");
        }
        earlier = (BitSet) earlier.clone();
    }

    /** Singletons protected, nothing withheld earlier, ordinary effort, bound certified. */
    public static SuppressionSettings standard() {
        return new SuppressionSettings(Singletons.PROTECTED, new BitSet(), false, 100, UNLIMITED, true);
    }

    public SuppressionSettings withSingletons(Singletons reading) {
        return new SuppressionSettings(reading, earlier, keepEarlier, effort, work, certifyBound);
    }

    public SuppressionSettings withEarlier(BitSet withheld, boolean keep) {
        return new SuppressionSettings(singletons, withheld, keep, effort, work, certifyBound);
    }

    public SuppressionSettings withEffort(int rounds) {
        return new SuppressionSettings(singletons, earlier, keepEarlier, rounds, work, certifyBound);
    }

    public SuppressionSettings withBound(boolean certify) {
        return new SuppressionSettings(singletons, earlier, keepEarlier, effort, work, certify);
    }

    @Override
    public BitSet earlier() {
        return (BitSet) earlier.clone();
    }
}
