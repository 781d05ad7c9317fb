package org.louver.risk;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many classes have how many members: the histogram of class sizes over a set of key variables.
 *
 * <p>A class holds the records (or distinct people) that agree on every key variable. The histogram is a sufficient statistic for
 * every measure in this package that takes it. Sizes ascend and are at least 1; numbers of classes are at least 1. Immutable;
 * memory is O(different sizes).
 */
public final class ClassSizes {
    private final long[] size;
    private final long[] classes;
    private final long records;
    private final long totalClasses;

    private ClassSizes(SortedMap<Long, Long> classesBySize) {
        this.size = new long[classesBySize.size()];
        this.classes = new long[classesBySize.size()];
        long recordSum = 0;
        long classSum = 0;
        int index = 0;
        for (Map.Entry<Long, Long> entry : classesBySize.entrySet()) {
            if (entry.getKey() < 1 || entry.getValue() < 1) {
                throw new IllegalArgumentException("class sizes and their numbers are at least 1");
            }
            size[index] = entry.getKey();
            classes[index] = entry.getValue();
            recordSum = Math.addExact(recordSum, Math.multiplyExact(size[index], classes[index]));
            classSum = Math.addExact(classSum, classes[index]);
            index++;
        }
        this.records = recordSum;
        this.totalClasses = classSum;
    }

    /** From a map of class size → number of classes of that size. */
    public static ClassSizes of(Map<Long, Long> classesBySize) {
        return new ClassSizes(new TreeMap<>(classesBySize));
    }

    /** From one size per class. */
    public static ClassSizes ofClasses(long... sizes) {
        TreeMap<Long, Long> histogram = new TreeMap<>();
        for (long one : sizes) {
            histogram.merge(one, 1L, Math::addExact);
        }
        return new ClassSizes(histogram);
    }

    /** The histogram of two disjoint sets of classes. */
    public ClassSizes plus(ClassSizes other) {
        TreeMap<Long, Long> histogram = new TreeMap<>();
        for (ClassSizes part : new ClassSizes[] {this, other}) {
            for (int i = 0; i < part.distinctSizes(); i++) {
                histogram.merge(part.size[i], part.classes[i], Math::addExact);
            }
        }
        return new ClassSizes(histogram);
    }

    public boolean isEmpty() {
        return size.length == 0;
    }

    /** How many different sizes there are. */
    public int distinctSizes() {
        return size.length;
    }

    /** The {@code index}-th size, ascending. */
    public long size(int index) {
        return size[index];
    }

    /** How many classes have the {@code index}-th size. */
    public long classes(int index) {
        return classes[index];
    }

    public long records() {
        return records;
    }

    public long classes() {
        return totalClasses;
    }

    /** Records alone in their class. */
    public long uniques() {
        return classesOfSize(1);
    }

    public long classesOfSize(long wanted) {
        int index = java.util.Arrays.binarySearch(size, wanted);
        return index < 0 ? 0 : classes[index];
    }

    /** The k of k-anonymity: the size of the smallest class; 0 if there is no record. */
    public long anonymity() {
        return isEmpty() ? 0 : size[0];
    }

    /** Records in classes of fewer than {@code threshold} members. */
    public long recordsBelow(long threshold) {
        long sum = 0;
        for (int i = 0; i < size.length && size[i] < threshold; i++) {
            sum = Math.addExact(sum, Math.multiplyExact(size[i], classes[i]));
        }
        return sum;
    }

    /** Classes of fewer than {@code threshold} members. */
    public long classesBelow(long threshold) {
        long sum = 0;
        for (int i = 0; i < size.length && size[i] < threshold; i++) {
            sum += classes[i];
        }
        return sum;
    }

    /** Sizes only of the histogram: how many small classes there are is confidential. */
    @Override
    public String toString() {
        return "ClassSizes[" + size.length + " different sizes]";
    }
}
