package org.louver.protection;

import java.util.BitSet;
import org.louver.tabulation.TabulatedUnit;

/**
 * Cells of a unit, by number, that anybody may know from earlier releases.
 *
 * @param published with their value: withholding them again would protect nobody
 * @param withheld so far: publishing one now could undo what it protected then
 */
public record KnownCells(BitSet published, BitSet withheld) {
    /** Nothing is known. */
    public static final KnownCells NONE = new KnownCells(new BitSet(), new BitSet());

    public KnownCells {
        published = (BitSet) published.clone();
        withheld = (BitSet) withheld.clone();
    }

    /** What is known of the cells of a unit, as its tables are laid out now. */
    public interface Source {
        /** For a first release. */
        Source NOTHING = unit -> NONE;

        KnownCells of(TabulatedUnit unit);
    }

    boolean isEmpty() {
        return published.isEmpty() && withheld.isEmpty();
    }

    /** Numbers of cells only. */
    @Override
    public String toString() {
        return "KnownCells[" + published.cardinality() + " published, " + withheld.cardinality() + " withheld]";
    }
}
