package org.louver.risk;

import java.util.Arrays;

/**
 * ℓ-diversity of a class: how well the sensitive values within it hide each other (Machanavajjhala et al. 2007,
 * doi 10.1145/1217299.1217302).
 *
 * @param distinct number of different sensitive values
 * @param entropy exp(H): the ℓ of entropy ℓ-diversity, between 1 and {@code distinct}
 */
public record Diversity(int distinct, double entropy) {
    /** No class at all: more diverse than any. */
    public static final Diversity UNBOUNDED = new Diversity(Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    /**
     * Of one class.
     *
     * @param counts records per sensitive value, none negative, at least one positive
     */
    public static Diversity of(long... counts) {
        long records = total(counts);
        int distinct = 0;
        double entropy = 0;
        for (long count : counts) {
            if (count > 0) {
                distinct++;
                double share = (double) count / records;
                entropy -= share * Math.log(share);
            }
        }
        return new Diversity(distinct, Math.exp(entropy));
    }

    /** The least diverse of two: what a set of classes guarantees. */
    public Diversity least(Diversity other) {
        return new Diversity(Math.min(distinct, other.distinct), Math.min(entropy, other.entropy));
    }

    /**
     * Recursive (c, ℓ)-diversity of one class: with counts sorted descending r₁ &lt; c (r_ℓ + … + r_m). O(m log m).
     *
     * @param c at least 0
     * @param l at least 1
     */
    public static boolean recursive(double c, int l, long... counts) {
        if (!(c >= 0) || l < 1) {
            throw new IllegalArgumentException("recursive diversity needs c ≥ 0 and ℓ ≥ 1");
        }
        total(counts);
        long[] sorted = counts.clone();
        Arrays.sort(sorted);
        long tail = 0;
        for (int rank = l; rank <= sorted.length; rank++) {
            tail = Math.addExact(tail, sorted[sorted.length - rank]);
        }
        return sorted[sorted.length - 1] < c * tail;
    }

    private static long total(long[] counts) {
        long records = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a count is not negative");
            }
            records = Math.addExact(records, count);
        }
        if (records == 0) {
            throw new IllegalArgumentException("a class has at least one record");
        }
        return records;
    }
}
