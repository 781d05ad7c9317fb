package org.louver.assessment;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.louver.risk.KeyPacking;
import org.louver.risk.LongCounts;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;

/** A number for each class, found by its codes: travels as bytes and is unpacked once per executor. */
final class ClassLookup implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[] cardinality;
    private final byte[][] runs;
    private transient @Nullable LongCounts narrow;
    private transient @Nullable PackedClasses wide;

    /**
     * @param runs classes as bytes of {@link RunCodec}, whose counts are the numbers to be found
     */
    ClassLookup(int[] cardinality, List<byte[]> runs) {
        this.cardinality = cardinality;
        this.runs = runs.toArray(byte[][]::new);
    }

    /** Finds class sizes. */
    static ClassLookup ofSizes(ClassTable classes) {
        return new ClassLookup(
                classes.cardinality(),
                classes.runs().map(ClassTable.Run::classes).collect());
    }

    /** A reader for one task. */
    Reader reader() {
        return new Reader(KeyPacking.of(cardinality));
    }

    private synchronized LongCounts narrow() {
        if (narrow == null) {
            int classes = 0;
            for (byte[] run : runs) {
                classes += RunCodec.size(run);
            }
            LongCounts counts = new LongCounts(classes);
            for (byte[] run : runs) {
                PackedClasses decoded = RunCodec.decode(run, false);
                for (int i = 0; i < decoded.size(); i++) {
                    counts.add(decoded.low(i), decoded.count(i));
                }
            }
            narrow = counts;
        }
        return narrow;
    }

    private synchronized PackedClasses wide() {
        if (wide == null) {
            wide = PackedClasses.merge(java.util.Arrays.stream(runs)
                    .map(run -> RunCodec.decode(run, true))
                    .toList());
        }
        return wide;
    }

    /** Takes the codes of one record after the other. */
    final class Reader {
        private final KeyPacking packing;
        private long low;
        private long high;

        private Reader(KeyPacking packing) {
            this.packing = packing;
        }

        void clear() {
            low = 0;
            high = 0;
        }

        void set(int key, int code) {
            if (packing.word(key) == 0) {
                low |= packing.place(key, code);
            } else {
                high |= packing.place(key, code);
            }
        }

        /** The number of the class, 0 where there is none. */
        long value() {
            if (packing.words() == 1) {
                return narrow().get(low);
            }
            PackedClasses classes = wide();
            int index = classes.find(high, low);
            return index < 0 ? 0 : classes.count(index);
        }
    }
}
