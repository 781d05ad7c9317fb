package org.louver.risk;

import java.util.Arrays;

/**
 * Classes over coded key variables, column by column: class i has code {@code codes[key][i]} in each key and {@code count[i]} records.
 *
 * <p>Codes run from 0 to {@code cardinality[key]} − 1. The same combination may occur more than once; projections add counts up.
 * The arrays are taken over, not copied: they are large.
 */
public final class CodedClasses {
    /** Counting arrays are used up to this many slots per class, or the floor, whichever is more. */
    private static final long DENSE_PER_CLASS = 16;

    private static final long DENSE_FLOOR = 1 << 16;
    private static final long DENSE_MOST = 1 << 27;
    private static final long RADIX_MOST = 1L << 62;

    private final int[] cardinality;
    private final int[][] codes;
    private final long[] count;

    /**
     * Takes parallel arrays.
     *
     * @throws IllegalArgumentException if lengths differ or a count is below 1
     */
    public CodedClasses(int[] cardinality, int[][] codes, long[] count) {
        if (codes.length != cardinality.length || codes.length == 0) {
            throw new IllegalArgumentException("one column of codes per key, at least one");
        }
        for (int[] column : codes) {
            if (column.length != count.length) {
                throw new IllegalArgumentException("one code and one count per class");
            }
        }
        for (long one : count) {
            if (one < 1) {
                throw new IllegalArgumentException("a class has at least one record");
            }
        }
        this.cardinality = cardinality.clone();
        this.codes = codes;
        this.count = count;
    }

    public int keys() {
        return codes.length;
    }

    public int classes() {
        return count.length;
    }

    public long count(int index) {
        return count[index];
    }

    public int code(int key, int index) {
        return codes[key][index];
    }

    /**
     * The size that each class has in the projection on some keys: Σ counts of the classes with the same codes there. O(classes ·
     * keys) expected.
     *
     * @param mask the keys, as in {@link KeySubsets}; not empty
     */
    public long[] projectedSizes(int mask) {
        Projection projection = project(mask);
        long[] sizes = new long[count.length];
        if (projection.slots <= denseLimit()) {
            long[] sum = new long[(int) projection.slots];
            for (int i = 0; i < sizes.length; i++) {
                int slot = (int) projection.value[i];
                sum[slot] = Math.addExact(sum[slot], count[i]);
            }
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = sum[(int) projection.value[i]];
            }
            return sizes;
        }
        LongCounts sum = new LongCounts(count.length);
        for (int i = 0; i < sizes.length; i++) {
            sum.add(projection.value[i], count[i]);
        }
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sum.get(projection.value[i]);
        }
        return sizes;
    }

    /** The class sizes of the projection on some keys. O(classes · keys) expected. */
    public ClassSizes histogram(int mask) {
        Projection projection = project(mask);
        LongCounts histogram = new LongCounts(64);
        if (projection.slots <= denseLimit()) {
            long[] sum = new long[(int) projection.slots];
            for (int i = 0; i < count.length; i++) {
                int slot = (int) projection.value[i];
                sum[slot] = Math.addExact(sum[slot], count[i]);
            }
            for (long size : sum) {
                if (size > 0) {
                    histogram.add(size, 1);
                }
            }
            return ClassSizes.of(histogram.toMap());
        }
        LongCounts sum = new LongCounts(count.length);
        for (int i = 0; i < count.length; i++) {
            sum.add(projection.value[i], count[i]);
        }
        sum.forEach((key, size) -> histogram.add(size, 1));
        return ClassSizes.of(histogram.toMap());
    }

    private long denseLimit() {
        return Math.min(DENSE_MOST, Math.max(DENSE_FLOOR, DENSE_PER_CLASS * count.length));
    }

    /** The number of each class's combination, below {@code slots}. */
    private static final class Projection {
        private final long[] value;
        private final long slots;

        private Projection(long[] value, long slots) {
            this.value = value;
            this.slots = slots;
        }
    }

    /** One number per combination of codes: mixed radix, renumbered densely whenever the next key would not fit. */
    private Projection project(int mask) {
        if (mask <= 0 || mask >= 1 << codes.length) {
            throw new IllegalArgumentException("a projection needs at least one of the keys");
        }
        long[] value = new long[count.length];
        long slots = 1;
        for (int key : KeySubsets.keys(mask)) {
            if (slots > RADIX_MOST / cardinality[key]) {
                slots = renumber(value);
            }
            for (int i = 0; i < value.length; i++) {
                value[i] = value[i] * cardinality[key] + codes[key][i];
            }
            slots *= cardinality[key];
        }
        return new Projection(value, slots);
    }

    private static long renumber(long[] value) {
        long[] sorted = value.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        for (int i = 0; i < value.length; i++) {
            value[i] = Arrays.binarySearch(sorted, 0, distinct, value[i]);
        }
        return Math.max(1, distinct);
    }
}
