package org.louver.utility;

/**
 * A measure as far as a release shows it.
 *
 * @param bounds every value of the measure that the release allows; one point where nothing is withheld
 * @param confidence lowest and highest end of the 95 % confidence intervals over the extremes of the bounds
 * @param sharp whether the bounds come from programs over all relations, or from counts taken one by one
 */
public record Estimate(Interval bounds, Interval confidence, boolean sharp) {
    /** Whether confidence says on which side of 1 the measure lies, whatever was withheld. */
    public Side conclusion() {
        return Side.of(confidence);
    }

    /** On which side of 1 the observed measure lies, whatever was withheld. */
    public Side sign() {
        return Side.of(bounds);
    }

    /** Where an interval lies relative to 1, the ratio that means no difference. */
    public enum Side {
        ABOVE,
        BELOW,
        UNDECIDED;

        static Side of(Interval interval) {
            return interval.lower() > 1 ? ABOVE : interval.upper() < 1 ? BELOW : UNDECIDED;
        }
    }
}
