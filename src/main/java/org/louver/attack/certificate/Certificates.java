package org.louver.attack.certificate;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Tables, and for each cell the numbers of those that prove its protection.
 *
 * @param witnesses numbered from 0
 * @param witnessesOf per cell the numbers of its witnesses; empty where a cell needs none
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
public record Certificates(List<Witness> witnesses, int[][] witnessesOf) implements Serializable {
    public Certificates {
        witnesses = List.copyOf(witnesses);
    }

    /** How many witnesses are not tables of whole numbers. */
    public long fractional() {
        return witnesses.stream().filter(witness -> witness.denominator() != 1).count();
    }

    @Override
    public String toString() {
        return "Certificates[" + witnesses.size() + " witnesses for "
                + Arrays.stream(witnessesOf).filter(of -> of.length > 0).count() + " cells]";
    }
}
