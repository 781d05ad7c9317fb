package org.louver.suppression;

/**
 * The fraction that a floating-point answer of a linear program stands for: vertices of additive systems are whole numbers or fractions
 * over the determinant of a basis. Proposes only; whoever asks verifies in exact integers.
 *
 * <p>The attack finds fractions by code of its own: what protects and what attacks share nothing, so that one error is not made twice.
 */
final class CommonDenominator {
    private static final double CLOSE = 1e-8;
    private static final long LARGEST = 1_000_000;
    private static final long LARGEST_FACTOR = 5_000;

    private CommonDenominator() {}

    /**
     * What makes all values near whole, from their continued fractions (Khinchin 1964, <em>Continued Fractions</em>, theorem 19): a factor for
     * each value that the factors before it do not make whole. Linear in the values.
     *
     * @return 0 if there is none of at most a million
     */
    static long of(double[] values) {
        long common = 1;
        for (double value : values) {
            long factor = denominator(value * (double) common);
            if (factor == 0 || common > LARGEST / factor) {
                return 0;
            }
            common *= factor;
        }
        return common;
    }

    /** The smallest denominator among the convergents of a number that are near it; 0 if none is at most {@link #LARGEST_FACTOR}. */
    private static long denominator(double value) {
        long before = 0;
        long denominator = 1;
        double rest = value - Math.floor(value);
        while (denominator <= LARGEST_FACTOR) {
            double multiple = value * (double) denominator;
            if (Math.abs(multiple - Math.rint(multiple)) <= CLOSE * (double) denominator) {
                return denominator;
            }
            double inverse = 1 / rest;
            if (inverse > LARGEST_FACTOR) {
                return 0;
            }
            long next = (long) Math.floor(inverse) * denominator + before;
            rest = inverse - Math.floor(inverse);
            before = denominator;
            denominator = next;
        }
        return 0;
    }
}
