package org.louver.attack.certificate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A table that agrees with everything published, as its difference from the true table: cell[i] differs by
 * delta[i] / denominator, all others not at all.
 *
 * @param cell ascending
 * @param denominator 1 for a table of whole numbers
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
public record Witness(int[] cell, long[] delta, long denominator) implements Serializable {
    public Witness {
        if (cell.length != delta.length || denominator < 1) {
            throw new IllegalArgumentException("a witness needs one difference per cell and a positive denominator");
        }
    }

    /** The difference of one cell, in units of 1 / denominator. */
    public long of(int wanted) {
        int at = Arrays.binarySearch(cell, wanted);
        return at < 0 ? 0 : delta[at];
    }

    @Override
    public String toString() {
        return "Witness[" + cell.length + " cells]";
    }
}
