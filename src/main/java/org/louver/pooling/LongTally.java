package org.louver.pooling;

import java.util.Arrays;

/** Sums by key in flat arrays: an open-addressing table of non-negative longs. Sums do not depend on the order of additions. */
final class LongTally {
    private long[] key;
    private long[] sum;
    private int size;

    LongTally(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
        this.key = new long[capacity];
        this.sum = new long[capacity];
        Arrays.fill(key, -1);
    }

    int size() {
        return size;
    }

    void add(long wanted, long amount) {
        int at = slot(key, wanted);
        if (key[at] < 0) {
            key[at] = wanted;
            size++;
        }
        sum[at] = Math.addExact(sum[at], amount);
        if (2 * size > key.length) {
            grow();
        }
    }

    /** The sum of a key; 0 where there is none. */
    long sum(long wanted) {
        int at = slot(key, wanted);
        return key[at] < 0 ? 0 : sum[at];
    }

    /** All keys, ascending. */
    long[] keys() {
        long[] found = new long[size];
        int count = 0;
        for (long held : key) {
            if (held >= 0) {
                found[count++] = held;
            }
        }
        Arrays.sort(found);
        return found;
    }

    /** The number of the key in order of first appearance. */
    int number(long wanted) {
        int at = slot(key, wanted);
        if (key[at] < 0) {
            key[at] = wanted;
            sum[at] = size++;
            int number = (int) sum[at];
            if (2 * size > key.length) {
                grow();
            }
            return number;
        }
        return (int) sum[at];
    }

    private void grow() {
        long[] oldKey = key;
        long[] oldSum = sum;
        key = new long[Math.multiplyExact(2, oldKey.length)];
        sum = new long[key.length];
        Arrays.fill(key, -1);
        for (int at = 0; at < oldKey.length; at++) {
            if (oldKey[at] >= 0) {
                int to = slot(key, oldKey[at]);
                key[to] = oldKey[at];
                sum[to] = oldSum[at];
            }
        }
    }

    private static int slot(long[] keys, long wanted) {
        long mixed = wanted * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & (keys.length - 1);
        while (keys[at] >= 0 && keys[at] != wanted) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    /** Calls back for every key, in no particular order. */
    void forEach(Entry entry) {
        for (int at = 0; at < key.length; at++) {
            if (key[at] >= 0) {
                entry.accept(key[at], sum[at]);
            }
        }
    }

    /** One key and its sum. */
    interface Entry {
        void accept(long key, long sum);
    }
}
