package org.louver.pooling;

import java.util.Comparator;
import java.util.List;

/**
 * A way to aggregate a table, with what it costs.
 *
 * <p>Loss of a record on one variable: (m − 1)/(M − 1) for a category of m of the variable's M atoms (the loss metric of Iyengar
 * 2002, doi 10.1145/775047.775089), in exact integers: a variable of weight w costs a record at most w · {@value #UNIT}.
 *
 * @param recodings one per variable
 * @param loss over all records and variables
 * @param unsafeCells cells of the cross table that hold something, but less than the threshold
 * @param unsafeRecords what these cells hold
 * @param levels levels given up, over all atoms
 */
public record Design(List<Recoding> recodings, long loss, long unsafeCells, long unsafeRecords, long levels) {
    /** What losing a variable of weight 1 costs a record. */
    public static final long UNIT = 1_000_000;

    /** Detail first, then safety; equal designs have equal numbers. */
    static final Comparator<Design> ORDER = Comparator.comparingLong(Design::loss)
            .thenComparingLong(Design::unsafeCells)
            .thenComparingLong(Design::unsafeRecords)
            .thenComparingLong(Design::levels);

    public Design {
        recodings = List.copyOf(recodings);
    }

    /** Sizes only: how many cells are unsafe is confidential. */
    @Override
    public String toString() {
        return "Design" + recodings;
    }
}
