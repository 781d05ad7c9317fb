package org.louver.risk;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums by long key: open addressing with linear probing, growing. Keys are compared in full; the hash only places them. Amounts
 * are at least 1, so 0 marks a free slot. Not for sharing between threads.
 */
public final class LongCounts {
    /** Takes each key with its sum. */
    @FunctionalInterface
    public interface Visitor {
        void visit(long key, long sum);
    }

    private long[] keys;
    private long[] sums;
    private int size;

    public LongCounts(int expected) {
        int capacity = Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 28)) * 2 - 1) * 2;
        this.keys = new long[capacity];
        this.sums = new long[capacity];
    }

    /** A bijection of the longs that spreads neighbouring keys (the finaliser of SplitMix64). */
    public static long mix(long key) {
        long x = (key ^ key >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    /**
     * Adds {@code amount}, at least 1.
     *
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    public void add(long key, long amount) {
        int slot = slot(key);
        if (sums[slot] == 0) {
            if (size >= keys.length / 4 * 3) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        sums[slot] = Math.addExact(sums[slot], amount);
    }

    /** The sum under the key, 0 if nothing was added. */
    public long get(long key) {
        return sums[slot(key)];
    }

    public int size() {
        return size;
    }

    /** In no particular order. */
    public void forEach(Visitor visitor) {
        for (int slot = 0; slot < keys.length; slot++) {
            if (sums[slot] != 0) {
                visitor.visit(keys[slot], sums[slot]);
            }
        }
    }

    /** Ascending by key; for small maps such as histograms. */
    public SortedMap<Long, Long> toMap() {
        TreeMap<Long, Long> map = new TreeMap<>();
        forEach(map::put);
        return map;
    }

    private int slot(long key) {
        int slot = (int) mix(key) & keys.length - 1;
        while (sums[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldSums = sums;
        keys = Arrays.copyOf(oldKeys, 2 * oldKeys.length);
        sums = new long[2 * oldSums.length];
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldSums[slot] != 0) {
                int free = slot(oldKeys[slot]);
                keys[free] = oldKeys[slot];
                sums[free] = oldSums[slot];
            }
        }
    }
}
