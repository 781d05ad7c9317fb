package org.louver.sensitivity;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An exact non-negative fraction, so that no rounding decides what is safe. */
public record Ratio(BigInteger numerator, BigInteger denominator) {
    public Ratio {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("a ratio is not negative and its denominator positive");
        }
    }

    /** Per cent, as a person writes it. */
    public static Ratio percent(BigDecimal percent) {
        return of(percent, BigDecimal.valueOf(100));
    }

    /** {@code a / b}. */
    public static Ratio of(BigDecimal a, BigDecimal b) {
        int scale = Math.max(0, Math.max(a.scale(), b.scale()));
        return new Ratio(a.setScale(scale).unscaledValue(), b.setScale(scale).unscaledValue());
    }

    /** The ratio times a long, less another long, rounded up: ⌈ratio · times⌉ − less. */
    long timesMinus(long times, long less) {
        BigInteger[] product = numerator.multiply(BigInteger.valueOf(times)).divideAndRemainder(denominator);
        BigInteger rounded = product[1].signum() > 0 ? product[0].add(BigInteger.ONE) : product[0];
        return rounded.subtract(BigInteger.valueOf(less)).longValueExact();
    }

    Ratio inverse() {
        return new Ratio(denominator, numerator);
    }
}
