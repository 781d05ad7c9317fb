package org.louver.utility;

/**
 * A closed interval of non-negative reals, possibly unbounded above.
 *
 * <p>Operations round outward by one unit in the last place, so that the result holds whatever values the operands take;
 * operands that are single points give the correctly rounded point. Interval arithmetic after Moore, Kearfott &amp; Cloud
 * 2009, doi 10.1137/1.9780898717716. An operand that occurs twice is treated as two: valid, though not always sharp.
 */
public record Interval(double lower, double upper) {
    /** Nothing is known of a quantity that cannot be negative. */
    public static final Interval UNKNOWN = new Interval(0, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(lower >= 0 && lower <= upper)) {
            throw new IllegalArgumentException("an interval of non-negative numbers cannot be that way round");
        }
    }

    public static Interval exactly(double value) {
        return new Interval(value, value);
    }

    /** Bounds of a count; exact up to 2⁵³. */
    public static Interval of(CountBounds count) {
        return new Interval(count.least(), count.most());
    }

    public boolean isExact() {
        return lower == upper;
    }

    public boolean isBounded() {
        return upper < Double.POSITIVE_INFINITY;
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    public double width() {
        return isExact() ? 0 : upper - lower;
    }

    public double middle() {
        return isExact() ? lower : lower + (upper - lower) / 2;
    }

    /** Width as a share of the middle: 0 for a point, infinite when unbounded. */
    public double relativeWidth() {
        return isExact() ? 0 : isBounded() ? width() / middle() : Double.POSITIVE_INFINITY;
    }

    public Interval plus(Interval other) {
        return outward(other, lower + other.lower, upper + other.upper);
    }

    public Interval times(Interval other) {
        double high = upper == 0 || other.upper == 0 ? 0 : upper * other.upper;
        return outward(other, lower * other.lower, high);
    }

    /** The quotient; {@link #UNKNOWN} above where the divisor can be zero. */
    public Interval over(Interval divisor) {
        double low = divisor.isBounded() && divisor.upper > 0 ? lower / divisor.upper : 0;
        double high = divisor.lower > 0 ? upper / divisor.lower : Double.POSITIVE_INFINITY;
        return outward(divisor, low, high);
    }

    /** What both allow; this interval where rounding has driven them apart. */
    public Interval and(Interval other) {
        double low = Math.max(lower, other.lower);
        double high = Math.min(upper, other.upper);
        return low <= high ? new Interval(low, high) : this;
    }

    private Interval outward(Interval other, double low, double high) {
        if (isExact() && other.isExact() && low == high) {
            return exactly(low);
        }
        return new Interval(
                low <= 0 ? 0 : Math.nextDown(low), high == Double.POSITIVE_INFINITY ? high : Math.nextUp(high));
    }
}
