package org.louver.risk;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** Roots of a function of one variable by bisection: slow, and always right once a sign change is bracketed. */
final class Roots {
    private static final int HALVINGS = 200;

    private Roots() {}

    /** A root between {@code low} and {@code high}, where the function has different signs, to the last digits of a double. */
    static double bisect(DoubleUnaryOperator function, double low, double high) {
        double left = low;
        double right = high;
        boolean positive = function.applyAsDouble(left) > 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (left + right) / 2;
            if (middle <= left || middle >= right) {
                break;
            }
            if (function.applyAsDouble(middle) > 0 == positive) {
                left = middle;
            } else {
                right = middle;
            }
        }
        return (left + right) / 2;
    }

    /** The first sign change from below on an equal grid, refined; empty if there is none. */
    static OptionalDouble firstRoot(DoubleUnaryOperator function, double low, double high, int grid) {
        double left = low;
        double atLeft = function.applyAsDouble(left);
        for (int step = 1; step <= grid; step++) {
            double right = low + (high - low) * step / grid;
            double atRight = function.applyAsDouble(right);
            if (Double.isFinite(atLeft) && Double.isFinite(atRight) && atLeft > 0 != atRight > 0) {
                return OptionalDouble.of(bisect(function, left, right));
            }
            left = right;
            atLeft = atRight;
        }
        return OptionalDouble.empty();
    }
}
