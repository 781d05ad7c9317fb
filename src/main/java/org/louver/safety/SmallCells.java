package org.louver.safety;

import java.util.OptionalLong;

/**
 * The small-cell rule of a publisher or privacy body: the least that the protection of tables must do.
 *
 * @param source who asks for it
 * @param minimumFrequency the smallest count other than zero that may be published
 * @param zeros whether a count of zero may be published
 * @param complementary whether withheld counts must not be derivable from totals and formulas
 * @param minimumDenominator groups of fewer residents get no rate
 * @param topCodePercent a category of an outcome that holds this share of its group or more is withheld
 * @param roundingBase withheld counts must stay as uncertain as random rounding to this base would leave them; see decision 17
 */
public record SmallCells(
        String source,
        long minimumFrequency,
        boolean zeros,
        boolean complementary,
        OptionalLong minimumDenominator,
        OptionalLong topCodePercent,
        OptionalLong roundingBase) {
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
                smaller(topCodePercent, other.topCodePercent),
                larger(roundingBase, other.roundingBase));
    }

    /** The same rule with another smallest count. */
    SmallCells withMinimumFrequency(long other) {
        return new SmallCells(source, other, zeros, complementary, minimumDenominator, topCodePercent, roundingBase);
    }

    /**
     * How wide the range of a withheld count must be to tell no more than random rounding to the base: whoever reads a multiple m of
     * base b knows m − b + 1 to m + b − 1, a width of 2(b − 1); 0 without a base.
     */
    public long leastWidth() {
        return roundingBase.isPresent() ? 2 * (roundingBase.getAsLong() - 1) : 0;
    }

    private static OptionalLong larger(OptionalLong a, OptionalLong b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()));
    }

    private static OptionalLong smaller(OptionalLong a, OptionalLong b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()));
    }
}
