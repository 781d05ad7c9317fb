package org.louver.risk;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets of key variables as bit masks: bit i stands for key i.
 */
public final class KeySubsets {
    /** A bit mask of an int. */
    public static final int MOST_KEYS = 30;

    private KeySubsets() {}

    /** All non-empty subsets of up to {@code most} of {@code keys} keys: by size, then by mask. */
    public static List<Integer> upTo(int most, int keys) {
        if (keys < 1 || keys > MOST_KEYS || most < 1) {
            throw new IllegalArgumentException("between 1 and " + MOST_KEYS + " keys, and subsets of at least one");
        }
        List<Integer> subsets = new ArrayList<>();
        for (int size = 1; size <= Math.min(most, keys); size++) {
            for (int mask = (1 << size) - 1; mask < 1 << keys; mask = next(mask)) {
                subsets.add(mask);
            }
        }
        return subsets;
    }

    /** The next mask with as many bits (Gosper's hack). */
    private static int next(int mask) {
        int lowest = mask & -mask;
        int ripple = mask + lowest;
        return ((mask ^ ripple) >>> 2) / lowest | ripple;
    }

    /** The keys of a mask, ascending. */
    public static int[] keys(int mask) {
        int[] keys = new int[Integer.bitCount(mask)];
        int count = 0;
        for (int key = 0; mask >>> key != 0; key++) {
            if ((mask >>> key & 1) != 0) {
                keys[count++] = key;
            }
        }
        return keys;
    }
}
