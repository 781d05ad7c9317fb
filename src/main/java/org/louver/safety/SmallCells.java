package org.louver.safety;

import java.util.OptionalLong;

/**
 * The small-cell rule of a publisher or privacy body: the least that the protection of tables must do.
 *
 * @param source who asks for it
 * @param minimumFrequency the smallest count other than zero that may be published
 * @param zeros whether a count of zero may be published
 * @param complementary whether withheld counts must not be derivable from totals and formulas
 * @param minimumDenominator the least population from which the body asks for no further analysis
 * @param topCodePercent shares above this, and below 100 minus this, are coded as at least, at most
 */
public record SmallCells(
        String source,
        long minimumFrequency,
        boolean zeros,
        boolean complementary,
        OptionalLong minimumDenominator,
        OptionalLong topCodePercent) {
    public SmallCells {
        if (minimumFrequency < 3) {
            throw new IllegalArgumentException("a minimum frequency below 3 protects nobody");
        }
    }

    /** The stricter of both rules in each respect. */
    SmallCells and(SmallCells other) {
        return new SmallCells(
                source.equals(other.source) ? source : source + " and " + other.source,
                Math.max(minimumFrequency, other.minimumFrequency),
                zeros && other.zeros,
                complementary || other.complementary,
                larger(minimumDenominator, other.minimumDenominator),
                smaller(topCodePercent, other.topCodePercent));
    }

    private static OptionalLong larger(OptionalLong a, OptionalLong b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()));
    }

    private static OptionalLong smaller(OptionalLong a, OptionalLong b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }
}
