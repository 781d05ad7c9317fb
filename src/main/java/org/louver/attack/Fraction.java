package org.louver.attack;

import java.math.BigInteger;

/** An exact number numerator / denominator, denominator &gt; 0; not reduced. */
record Fraction(long numerator, long denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = new Fraction(0, 1);
    /** Two numbers that are not negative and below this are summed in a long. */
    private static final long SUMMED = Long.MAX_VALUE / 2;

    static Fraction of(long whole) {
        return new Fraction(whole, 1);
    }

    Fraction negated() {
        return new Fraction(Math.negateExact(numerator), denominator);
    }

    long floor() {
        return Math.floorDiv(numerator, denominator);
    }

    long ceiling() {
        return Math.negateExact(Math.floorDiv(Math.negateExact(numerator), denominator));
    }

    boolean atLeast(long whole) {
        return compareTo(of(whole)) >= 0;
    }

    /** What is left of so many; in whole steps, never less, where the numerator would leave the longs. */
    Fraction restOf(long whole) {
        try {
            return new Fraction(Math.subtractExact(Math.multiplyExact(whole, denominator), numerator), denominator);
        } catch (ArithmeticException tooLarge) {
            return of(Math.subtractExact(whole, floor()));
        }
    }

    /** Whether the two, neither negative, are together at least so much; exact whatever their denominators are. */
    boolean togetherAtLeast(Fraction other, long whole) {
        if (denominator == other.denominator
                && Math.max(numerator, other.numerator) < SUMMED
                && whole < SUMMED / denominator) {
            return numerator + other.numerator >= whole * denominator;
        }
        BigInteger common = BigInteger.valueOf(denominator).multiply(BigInteger.valueOf(other.denominator));
        BigInteger sum = BigInteger.valueOf(numerator)
                .multiply(BigInteger.valueOf(other.denominator))
                .add(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator)));
        return sum.compareTo(BigInteger.valueOf(whole).multiply(common)) >= 0;
    }

    @Override
    public int compareTo(Fraction other) {
        if (denominator == other.denominator) {
            return Long.compare(numerator, other.numerator);
        }
        return BigInteger.valueOf(numerator)
                .multiply(BigInteger.valueOf(other.denominator))
                .compareTo(BigInteger.valueOf(other.numerator).multiply(BigInteger.valueOf(denominator)));
    }
}
