package org.louver.risk;

import java.util.Arrays;

/**
 * A run of classes as bytes: differences to the class before and counts, each as a variable-length number of seven bits a byte. A
 * word of a sorted run costs few bytes where classes are dense.
 *
 * <p>Also the builder of a run class by class, in ascending order.
 */
public final class RunCodec {
    private final boolean wide;
    private byte[] bytes = new byte[64];
    private int length;
    private int size;
    private long lastHigh;
    private long lastLow;

    /** @param wide whether classes have two words */
    public RunCodec(boolean wide) {
        this.wide = wide;
    }

    /** Appends a class above the last one. */
    public void append(long high, long low, long count) {
        if (length + 30 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, bytes.length));
        }
        boolean sameHigh = high == lastHigh;
        if (wide) {
            write(high - lastHigh);
        }
        write(sameHigh ? low - lastLow : low);
        write(count);
        lastHigh = high;
        lastLow = low;
        size++;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The run so far: its size first. */
    public byte[] toBytes() {
        byte[] run = new byte[length + 4];
        run[0] = (byte) (size >>> 24);
        run[1] = (byte) (size >>> 16);
        run[2] = (byte) (size >>> 8);
        run[3] = (byte) size;
        System.arraycopy(bytes, 0, run, 4, length);
        return run;
    }

    private void write(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** The whole of a run as bytes. */
    public static byte[] encode(PackedClasses classes, boolean wide) {
        RunCodec run = new RunCodec(wide);
        for (int i = 0; i < classes.size(); i++) {
            run.append(classes.high(i), classes.low(i), classes.count(i));
        }
        return run.toBytes();
    }

    /** How many classes {@link #toBytes()} holds. */
    public static int size(byte[] run) {
        return (run[0] & 0xff) << 24 | (run[1] & 0xff) << 16 | (run[2] & 0xff) << 8 | (run[3] & 0xff);
    }

    /** Reads {@link #toBytes()} back. */
    public static PackedClasses decode(byte[] run, boolean wide) {
        int size = size(run);
        long[] high = new long[wide ? size : 0];
        long[] low = new long[size];
        long[] count = new long[size];
        int at = 4;
        long lastHigh = 0;
        long lastLow = 0;
        long[] triple = new long[3];
        for (int i = 0; i < size; i++) {
            for (int part = wide ? 0 : 1; part < 3; part++) {
                long value = 0;
                int shift = 0;
                byte next;
                do {
                    next = run[at++];
                    value |= (long) (next & 0x7f) << shift;
                    shift += 7;
                } while (next < 0);
                triple[part] = value;
            }
            lastLow = triple[0] == 0 ? lastLow + triple[1] : triple[1];
            if (wide) {
                lastHigh += triple[0];
                high[i] = lastHigh;
            }
            low[i] = lastLow;
            count[i] = triple[2];
        }
        return PackedClasses.sorted(high, low, count, size);
    }
}
