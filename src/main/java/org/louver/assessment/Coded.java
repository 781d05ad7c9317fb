package org.louver.assessment;

import java.io.Serializable;

/** What a task gives for its part of the records: blocks of packed records, and at the end the values that its codes stand for. */
sealed interface Coded extends Serializable {
    /** The partition whose own codes these are. */
    int partition();

    /** Records packed with the task's own codes under {@code KeyPacking.of(cardinality)}; arrays may be longer than needed. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(int partition, int[] cardinality, long[] high, long[] low, int records) implements Coded {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The values per key of codes 1, 2, …
     *
     * @param overfull the key whose values became too many, or −1; the blocks are then incomplete
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Dictionaries(int partition, Object[][] values, long[] missing, long records, int overfull) implements Coded {
        private static final long serialVersionUID = 1L;
    }
}
