package org.louver.protection;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.louver.tabulation.TabulatedUnit;

/**
 * Cells of a unit, by number, that anybody may know from earlier releases.
 *
 * @param published with their value: withholding them again would protect nobody
 * @param withheld so far: publishing one now could undo what it protected then
 * @param sums sets of cells, each ascending, whose sum is public though no table has it now: the total of the years of that release
 */
public record KnownCells(BitSet published, BitSet withheld, Set<List<Integer>> sums) {
    /** Nothing is known. */
    public static final KnownCells NONE = new KnownCells(new BitSet(), new BitSet(), Set.of());

    public KnownCells {
        published = (BitSet) published.clone();
        withheld = (BitSet) withheld.clone();
        sums = Collections.unmodifiableSet(new LinkedHashSet<>(sums));
    }

    /** What is known of the cells of a unit, as its tables are laid out now. */
    public interface Source {
        /** For a first release. */
        Source NOTHING = unit -> NONE;

        KnownCells of(TabulatedUnit unit);
    }

    boolean isEmpty() {
        return published.isEmpty() && withheld.isEmpty() && sums.isEmpty();
    }

    /** Numbers of cells only. */
    @Override
    public String toString() {
        return "KnownCells[" + published.cardinality() + " published, " + withheld.cardinality() + " withheld, "
                + sums.size() + " sums]";
    }
}
