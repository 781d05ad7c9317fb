package org.louver.attack.certificate;

import java.util.Arrays;
import java.util.List;

/**
 * Tables, and for each cell the numbers of those that prove its protection.
 *
 * @param witnesses numbered from 0
 * @param witnessesOf per cell the numbers of its witnesses; empty where a cell needs none
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
public record Certificates(List<Witness> witnesses, int[][] witnessesOf) {
    public Certificates {
        witnesses = List.copyOf(witnesses);
    }

    /** How many witnesses are not tables of whole numbers. */
    public long fractional() {
        return witnesses.stream().filter(witness -> witness.denominator() != 1).count();
    }

    /** All differences one below the other, as they are written. */
    public List<Entry> entries() {
        return java.util.stream.IntStream.range(0, witnesses.size())
                .boxed()
                .flatMap(number -> {
                    Witness witness = witnesses.get(number);
                    return java.util.stream.IntStream.range(0, witness.cell().length)
                            .mapToObj(at ->
                                    new Entry(number, witness.cell()[at], witness.delta()[at], witness.denominator()));
                })
                .toList();
    }

    @Override
    public String toString() {
        return "Certificates[" + witnesses.size() + " witnesses for "
                + Arrays.stream(witnessesOf).filter(of -> of.length > 0).count() + " cells]";
    }

    /** One difference of one witness. */
    public record Entry(int witness, int cell, long delta, long denominator) {}
}
