package org.louver.risk;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Special unique detection: for each record, the smallest sets of keys on which it is alone, and the score that follows.
 *
 * <p>A set of keys is a <em>minimal sample unique</em> of a record if the record is unique on it and on none of its proper subsets.
 * Uniqueness is inherited upwards, so only the subsets with one key less need a look. The SUDA score is Σ (k − |S|)! over the minimal
 * sample uniques S of at most {@code most} of the k keys (Elliot, Manning &amp; Ford 2002, doi 10.1142/S0218488502001600; Manning,
 * Haglin &amp; Keane 2008, doi 10.1007/s10618-007-0078-6). Cost O(classes · Σ_{s ≤ most} C(k, s)).
 */
public final class MinimalSampleUniques {
    /** Beyond this (k − 1)! overflows a long when scores add up. */
    public static final int MOST_KEYS = 18;

    private MinimalSampleUniques() {}

    /** One bit per class: whether its only record is alone on the given keys. */
    public static long[] unique(CodedClasses classes, int mask) {
        long[] sizes = classes.projectedSizes(mask);
        long[] bits = new long[(classes.classes() + 63) >>> 6];
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] == 1) {
                bits[i >>> 6] |= 1L << i;
            }
        }
        return bits;
    }

    /**
     * Scores of all classes in memory.
     *
     * @param most largest set of keys looked at, at least 1
     */
    public static Scores score(CodedClasses classes, int most) {
        List<Integer> subsets = KeySubsets.upTo(most, classes.keys());
        Map<Integer, long[]> unique = new TreeMap<>();
        for (int mask : subsets) {
            unique.put(mask, unique(classes, mask));
        }
        return score(unique, classes.keys(), classes.classes());
    }

    /**
     * Scores from the uniqueness bits of every set of keys up to some size.
     *
     * @param unique per mask, the bits of {@link #unique}; for each mask also all smaller ones within it
     */
    public static Scores score(Map<Integer, long[]> unique, int keys, int classes) {
        if (keys > MOST_KEYS) {
            throw new IllegalArgumentException("scores of more than " + MOST_KEYS + " keys overflow");
        }
        Scores scores = new Scores(new long[classes], new long[keys][classes], new long[keys + 1]);
        for (Map.Entry<Integer, long[]> entry : unique.entrySet()) {
            long[] minimal = minimal(unique, entry.getKey());
            int[] members = KeySubsets.keys(entry.getKey());
            long weight = factorial(keys - members.length);
            for (int word = 0; word < minimal.length; word++) {
                for (long rest = minimal[word]; rest != 0; rest &= rest - 1) {
                    int index = (word << 6) + Long.numberOfTrailingZeros(rest);
                    scores.score[index] += weight;
                    scores.bySize[members.length]++;
                    for (int key : members) {
                        scores.contribution[key][index] += weight;
                    }
                }
            }
        }
        return scores;
    }

    /** Unique on the mask and on no subset of it. */
    private static long[] minimal(Map<Integer, long[]> unique, int mask) {
        long[] bits = bits(unique, mask).clone();
        if (Integer.bitCount(mask) > 1) {
            for (int key : KeySubsets.keys(mask)) {
                long[] smaller = bits(unique, mask & ~(1 << key));
                for (int word = 0; word < bits.length; word++) {
                    bits[word] &= ~smaller[word];
                }
            }
        }
        return bits;
    }

    private static long[] bits(Map<Integer, long[]> unique, int mask) {
        long[] bits = unique.get(mask);
        if (bits == null) {
            throw new IllegalArgumentException("uniqueness is needed for every subset");
        }
        return bits;
    }

    private static long factorial(int n) {
        long product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    /** What was found, one entry per class; classes of more than one record have score 0. */
    public static final class Scores {
        private final long[] score;
        private final long[][] contribution;
        private final long[] bySize;

        private Scores(long[] score, long[][] contribution, long[] bySize) {
            this.score = score;
            this.contribution = contribution;
            this.bySize = bySize;
        }

        public int classes() {
            return score.length;
        }

        /** SUDA score. */
        public long score(int index) {
            return score[index];
        }

        /** The part of the score from minimal sample uniques that contain the key; over the keys the parts overlap. */
        public long contribution(int key, int index) {
            return contribution[key][index];
        }

        /** Number of minimal sample uniques of {@code size} keys. */
        public long minimalUniques(int size) {
            return bySize[size];
        }

        /** Share of the total score that involves each key, in [0, 1]; 0 everywhere if nothing is unique. */
        public double[] contributionShares() {
            double total = Arrays.stream(score).asDoubleStream().sum();
            return Arrays.stream(contribution)
                    .mapToDouble(part -> total == 0
                            ? 0
                            : Arrays.stream(part).asDoubleStream().sum() / total)
                    .toArray();
        }

        /** How many classes were looked at; scores are confidential. */
        @Override
        public String toString() {
            return "Scores[" + score.length + " classes]";
        }
    }
}
