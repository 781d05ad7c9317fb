package org.louver.risk;

/**
 * Data intrusion simulation: how often a unique match between an attacker's file and the records is a correct one.
 *
 * <p>P(correct | unique) = π·n₁ / (π·n₁ + (1−π)·2n₂) with n₁ sample uniques and n₂ classes of size 2 (Skinner &amp; Elliot 2002,
 * doi 10.1111/1467-9868.00365, equation 3).
 */
public final class DataIntrusion {
    private DataIntrusion() {}

    /**
     * Probability that a unique match is correct.
     *
     * @param fraction π, the sampling fraction in (0, 1]
     * @return in [0, 1]; 0 where no record is unique
     */
    public static double correctGivenUnique(ClassSizes sizes, double fraction) {
        return correctGivenUnique(sizes.uniques(), 2 * sizes.classesOfSize(2), fraction);
    }

    /** The same where a missing value may be any value. */
    public static double correctGivenUnique(CompatibleRecords sizes, double fraction) {
        return correctGivenUnique(sizes.uniques(), sizes.recordsOfSize(2), fraction);
    }

    private static double correctGivenUnique(long alone, long inPairs, double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a sampling fraction lies in (0, 1]");
        }
        double uniques = fraction * alone;
        return uniques == 0 ? 0 : uniques / (uniques + (1 - fraction) * inPairs);
    }

    /**
     * DIS-SUDA scores: SUDA scores spread so that the records with a higher score get more of the overall probability; 1 / (1 + U
     * (1/DIS − 1) / (s^q A)), q = 1 + (8 − keys)/20, A = Σ s^(−q) over the records with a score, U sample uniques (Elliot &amp;
     * Manning 2003, as in the SUDA software).
     *
     * @param score SUDA scores of all records, 0 where there is no minimal sample unique
     * @param probability DIS, {@link #correctGivenUnique}
     */
    public static double[] spread(double[] score, int keys, long uniques, double probability) {
        double exponent = exponent(keys);
        double inverse = 0;
        for (double one : score) {
            inverse += one > 0 ? Math.pow(one, -exponent) : 0;
        }
        double[] spread = new double[score.length];
        for (int i = 0; i < score.length; i++) {
            spread[i] = spread(score[i], keys, uniques, probability, inverse);
        }
        return spread;
    }

    /** The DIS-SUDA score of one record, given A = Σ s^(−q). */
    public static double spread(double score, int keys, long uniques, double probability, double inverse) {
        return score > 0 && probability > 0
                ? 1 / (1 + uniques * (1 / probability - 1) / (Math.pow(score, exponent(keys)) * inverse))
                : 0;
    }

    /** The q of s^(−q). */
    public static double exponent(int keys) {
        return 1 + (8 - keys) / 20.0;
    }
}
