package org.louver.utility;

/** What a reader of a release knows of a count: it lies between both, included; a published count has both ends equal. */
public record CountBounds(long lower, long upper) {
    public CountBounds {
        if (lower < 0 || lower > upper) {
            throw new IllegalArgumentException("a count cannot have bounds that way round");
        }
    }

    public static CountBounds exactly(long count) {
        return new CountBounds(count, count);
    }

    public boolean isExact() {
        return lower == upper;
    }

    /** The lower end as a real number; exact up to 2⁵³. */
    double least() {
        return (double) lower;
    }

    /** The upper end as a real number; exact up to 2⁵³. */
    double most() {
        return (double) upper;
    }

    /** Bounds of the sum.
     *
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    public CountBounds plus(CountBounds other) {
        return new CountBounds(Math.addExact(lower, other.lower), Math.addExact(upper, other.upper));
    }

    /** Bounds of what is left when a part is taken away. */
    public CountBounds minus(CountBounds part) {
        long most = Math.max(0, Math.subtractExact(upper, part.lower));
        return new CountBounds(Math.min(most, Math.max(0, Math.subtractExact(lower, part.upper))), most);
    }

    /** What both allow; this one where they contradict each other. */
    public CountBounds and(CountBounds other) {
        long low = Math.max(lower, other.lower);
        long high = Math.min(upper, other.upper);
        return low <= high ? new CountBounds(low, high) : this;
    }
}
