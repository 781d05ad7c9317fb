package org.louver.risk;

import java.util.Arrays;
import java.util.List;

/**
 * Different packed classes with their numbers of records, ascending by (high, low) word: a run.
 *
 * <p>Runs are made by sorting packed records and merged pairwise; both are exact and give the same result in any order. Sorting is a
 * radix sort over the bytes in use: O(records · used bytes).
 */
public final class PackedClasses {
    private static final long[] NONE = {};

    private final long[] high;
    private final long[] low;
    private final long[] count;
    private final int size;

    private PackedClasses(long[] high, long[] low, long[] count, int size) {
        this.high = high;
        this.low = low;
        this.count = count;
        this.size = size;
    }

    /** Takes over parallel arrays that are sorted and free of repetition; {@code high} is empty where one word is enough. */
    static PackedClasses sorted(long[] high, long[] low, long[] count, int size) {
        return new PackedClasses(high, low, count, size);
    }

    /**
     * Counts packed records, whose arrays it uses as scratch space.
     *
     * @param high empty where one word is enough
     */
    public static PackedClasses count(long[] high, long[] low, int records, KeyPacking packing) {
        long[] sortedLow = low;
        long[] sortedHigh = high;
        if (packing.words() == 1) {
            sortedLow = sort(low, new long[records], records, packing.usedBits(0));
        } else {
            long[][] both = sort(high, low, records, packing);
            sortedHigh = both[0];
            sortedLow = both[1];
        }
        long[] count = new long[records];
        int size = 0;
        for (int i = 0; i < records; i++) {
            boolean repeated = size > 0
                    && sortedLow[i] == sortedLow[size - 1]
                    && (sortedHigh.length == 0 || sortedHigh[i] == sortedHigh[size - 1]);
            if (!repeated) {
                sortedLow[size] = sortedLow[i];
                if (sortedHigh.length > 0) {
                    sortedHigh[size] = sortedHigh[i];
                }
                size++;
            }
            count[size - 1]++;
        }
        return new PackedClasses(sortedHigh, sortedLow, count, size);
    }

    /** Sorts the low {@code bits} bits; returns whichever of the two arrays holds the result. */
    private static long[] sort(long[] values, long[] spare, int length, int bits) {
        long[] from = values;
        long[] to = spare;
        for (int shift = 0; shift < bits; shift += 8) {
            int[] start = starts(from, length, shift);
            for (int i = 0; i < length; i++) {
                long value = from[i];
                to[start[(int) (value >>> shift) & 0xff]++] = value;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static long[][] sort(long[] high, long[] low, int length, KeyPacking packing) {
        long[][] from = {high, low};
        long[][] to = {new long[length], new long[length]};
        for (int word = 0; word < 2; word++) {
            for (int shift = 0; shift < packing.usedBits(word); shift += 8) {
                long[] by = from[1 - word];
                int[] start = starts(by, length, shift);
                for (int i = 0; i < length; i++) {
                    int place = start[(int) (by[i] >>> shift) & 0xff]++;
                    to[0][place] = from[0][i];
                    to[1][place] = from[1][i];
                }
                long[][] swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    private static int[] starts(long[] values, int length, int shift) {
        int[] start = new int[257];
        for (int i = 0; i < length; i++) {
            start[((int) (values[i] >>> shift) & 0xff) + 1]++;
        }
        for (int digit = 0; digit < 256; digit++) {
            start[digit + 1] += start[digit];
        }
        return start;
    }

    /** All classes of the runs with their counts added up; O(classes · log runs). */
    public static PackedClasses merge(List<PackedClasses> runs) {
        if (runs.isEmpty()) {
            return new PackedClasses(NONE, NONE, NONE, 0);
        }
        PackedClasses[] left = runs.toArray(PackedClasses[]::new);
        int length = left.length;
        while (length > 1) {
            int pairs = 0;
            for (int i = 0; i < length; i += 2) {
                left[pairs++] = i + 1 < length ? left[i].plus(left[i + 1]) : left[i];
            }
            Arrays.fill(left, pairs, length, null);
            length = pairs;
        }
        return left[0];
    }

    private PackedClasses plus(PackedClasses other) {
        boolean wide = high.length > 0 || other.high.length > 0;
        int most = Math.addExact(size, other.size);
        long[] toHigh = wide ? new long[most] : NONE;
        long[] toLow = new long[most];
        long[] toCount = new long[most];
        int a = 0;
        int b = 0;
        int written = 0;
        while (a < size || b < other.size) {
            int order = a == size ? 1 : b == other.size ? -1 : compare(a, other, b);
            PackedClasses source = order <= 0 ? this : other;
            int index = order <= 0 ? a : b;
            if (wide) {
                toHigh[written] = source.high[index];
            }
            toLow[written] = source.low[index];
            toCount[written++] = order == 0 ? Math.addExact(count[a], other.count[b]) : source.count[index];
            a += order <= 0 ? 1 : 0;
            b += order >= 0 ? 1 : 0;
        }
        return new PackedClasses(toHigh, toLow, toCount, written);
    }

    private int compare(int index, PackedClasses other, int otherIndex) {
        int byHigh = high.length == 0 ? 0 : Long.compare(high[index], other.high[otherIndex]);
        return byHigh != 0 ? byHigh : Long.compare(low[index], other.low[otherIndex]);
    }

    public int size() {
        return size;
    }

    /** Where a class is, or a negative number; O(log classes). */
    public int find(long wantedHigh, long wantedLow) {
        int from = 0;
        int to = size - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int byHigh = high.length == 0 ? 0 : Long.compare(high[middle], wantedHigh);
            int order = byHigh != 0 ? byHigh : Long.compare(low[middle], wantedLow);
            if (order == 0) {
                return middle;
            }
            from = order < 0 ? middle + 1 : from;
            to = order < 0 ? to : middle - 1;
        }
        return -1;
    }

    /** The high word; 0 where one word is enough. */
    public long high(int index) {
        return high.length == 0 ? 0 : high[index];
    }

    public long low(int index) {
        return low[index];
    }

    public long count(int index) {
        return count[index];
    }

    /** How many classes have how many records. */
    public ClassSizes sizes() {
        LongCounts histogram = new LongCounts(64);
        for (int i = 0; i < size; i++) {
            histogram.add(count[i], 1);
        }
        return ClassSizes.of(histogram.toMap());
    }

    /** Columns of codes, for measures on projections. */
    public CodedClasses coded(KeyPacking packing) {
        int[] cardinality = new int[packing.keys()];
        int[][] codes = new int[packing.keys()][size];
        for (int key = 0; key < packing.keys(); key++) {
            cardinality[key] = packing.cardinality(key);
            long[] word = packing.word(key) == 0 ? low : high;
            for (int i = 0; i < size; i++) {
                codes[key][i] = packing.code(key, word[i]);
            }
        }
        return new CodedClasses(cardinality, codes, Arrays.copyOf(count, size));
    }

    @Override
    public String toString() {
        return "PackedClasses[" + size + " classes]";
    }
}
