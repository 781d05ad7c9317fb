package org.louver.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader knows beyond one release: cells that an earlier release or another source shows, and sums of cells of this
 * release that were published once.
 *
 * @param known cells with their values
 * @param sums sets of cells with their sums
 */
public record FurtherKnowledge(List<KnownCell> known, List<KnownSum> sums) {
    public static final FurtherKnowledge NONE = new FurtherKnowledge(List.of(), List.of());

    public FurtherKnowledge {
        known = List.copyOf(known);
        sums = List.copyOf(sums);
    }

    /** Everything of both. */
    public FurtherKnowledge and(FurtherKnowledge other) {
        List<KnownCell> cells = new ArrayList<>(known);
        cells.addAll(other.known);
        List<KnownSum> relations = new ArrayList<>(sums);
        relations.addAll(other.sums);
        return new FurtherKnowledge(cells, relations);
    }

    /** Sizes only: an earlier value of a cell that is withheld now is confidential again. */
    @Override
    public String toString() {
        return "FurtherKnowledge[" + known.size() + " cells, " + sums.size() + " sums]";
    }

    /** One cell whose value is known. */
    public record KnownCell(int cell, long value) {
        @Override
        public String toString() {
            return "KnownCell[" + cell + "]";
        }
    }

    /** Cells, each named once, whose sum is known. */
    @SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
    public record KnownSum(int[] cells, long sum) {
        public KnownSum {
            cells = cells.clone();
        }

        @Override
        public String toString() {
            return "KnownSum[" + cells.length + " cells]";
        }
    }
}
