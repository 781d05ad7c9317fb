package org.louver.attack;

import java.math.BigInteger;

/** An exact number numerator / denominator, denominator &gt; 0; not reduced. */
record Fraction(long numerator, long denominator) implements Comparable<Fraction> {
    static final Fraction ZERO = new Fraction(0, 1);

    static Fraction of(long whole) {
        return new Fraction(whole, 1);
    }

    Fraction plus(Fraction other) {
        if (denominator == other.denominator) {
            return new Fraction(Math.addExact(numerator, other.numerator), denominator);
        }
        return new Fraction(
                Math.addExact(
                        Math.multiplyExact(numerator, other.denominator),
                        Math.multiplyExact(other.numerator, denominator)),
                Math.multiplyExact(denominator, other.denominator));
    }

    Fraction negated() {
        return new Fraction(Math.negateExact(numerator), denominator);
    }

    Fraction minus(Fraction other) {
        return plus(other.negated());
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
