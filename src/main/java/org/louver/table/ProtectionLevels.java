package org.louver.table;

import java.io.Serializable;

/**
 * How far from its value v a withheld cell must look to the best-informed reader: the feasibility interval [l, u] has
 * to satisfy l ≤ v − lower, u ≥ v + upper and u − l ≥ sliding (LPL, UPL and SPL of the literature). All in units of the value.
 */
public record ProtectionLevels(long lower, long upper, long sliding) implements Serializable {
    /** No requirement: a complementary cell. */
    public static final ProtectionLevels NONE = new ProtectionLevels(0, 0, 0);

    public ProtectionLevels {
        if (lower < 0 || upper < 0 || sliding < 0) {
            throw new IllegalArgumentException("protection levels are never negative");
        }
    }

    /** The interval must be at least this wide, wherever it lies. */
    public static ProtectionLevels width(long sliding) {
        return new ProtectionLevels(0, 0, sliding);
    }

    /** Whether the interval [low, high] around the true value meets all three levels. */
    public boolean metBy(long value, long low, long high) {
        return low <= Math.subtractExact(value, lower)
                && high >= Math.addExact(value, upper)
                && Math.subtractExact(high, low) >= sliding;
    }

    public boolean required() {
        return lower > 0 || upper > 0 || sliding > 0;
    }
}
