package org.louver.tabulation;

import java.util.Arrays;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Aggregator;

/**
 * The {@code bound} smallest distinct keys of a group, ascending.
 *
 * <p>A bounded, mergeable summary: fewer than {@code bound} entries are all there are, so "fewer than k distinct people" is
 * exact for every k ≤ bound, for a group and for any union of groups. O(bound) memory a group, O(log bound) a row once full.
 * Null keys are not people and are skipped.
 */
public final class SmallestDistinct extends Aggregator<String, String[], String[]> {
    private static final long serialVersionUID = 1L;

    private final int bound;
    private final Encoder<String[]> encoder;

    public SmallestDistinct(SparkSession spark, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a summary of " + bound + " keys says nothing");
        }
        this.bound = bound;
        this.encoder = spark.implicits().newStringArrayEncoder();
    }

    @Override
    public String[] zero() {
        return new String[0];
    }

    @Override
    public String[] reduce(String[] smallest, String key) {
        if (key == null || (smallest.length == bound && key.compareTo(smallest[bound - 1]) >= 0)) {
            return smallest;
        }
        int found = Arrays.binarySearch(smallest, key);
        if (found >= 0) {
            return smallest;
        }
        int at = -found - 1;
        String[] grown = new String[Math.min(bound, smallest.length + 1)];
        System.arraycopy(smallest, 0, grown, 0, at);
        grown[at] = key;
        System.arraycopy(smallest, at, grown, at + 1, grown.length - at - 1);
        return grown;
    }

    @Override
    public String[] merge(String[] one, String[] other) {
        String[] merged = one;
        for (String key : other) {
            merged = reduce(merged, key);
        }
        return merged;
    }

    @Override
    public String[] finish(String[] smallest) {
        return smallest;
    }

    @Override
    public Encoder<String[]> bufferEncoder() {
        return encoder;
    }

    @Override
    public Encoder<String[]> outputEncoder() {
        return encoder;
    }
}
