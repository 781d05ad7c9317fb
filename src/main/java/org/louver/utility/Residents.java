package org.louver.utility;

import java.util.List;

/**
 * A group's residents as a survey estimates them.
 *
 * <p>The American Community Survey publishes each estimate with a margin of error at the 90 % level, so its standard error is
 * margin / 1.645 (U.S. Census Bureau 2020, Understanding and Using American Community Survey Data, ch. 7). Estimates of
 * different groups are taken as independent, as that handbook does; Louver knows of no covariances between them.
 *
 * @param number the estimate
 * @param marginOfError half the width of its 90 % interval; 0 for a census or a register
 */
public record Residents(long number, double marginOfError) {
    /** Standard errors in a margin of error of the Census Bureau. */
    static final double STANDARD_ERRORS_PER_MARGIN = 1.645;

    public Residents {
        if (number < 0 || !(marginOfError >= 0 && Double.isFinite(marginOfError))) {
            throw new IllegalArgumentException("neither residents nor their margin of error can be negative");
        }
    }

    /** Residents that somebody counted. */
    public static Residents counted(long number) {
        return new Residents(number, 0);
    }

    /** Several groups together: the margin of a sum is the root of the sum of squared margins (handbook, ch. 8). */
    public static Residents sum(List<Residents> groups) {
        long number = 0;
        double squares = 0;
        for (Residents group : groups) {
            number = Math.addExact(number, group.number);
            squares += group.marginOfError * group.marginOfError;
        }
        return new Residents(number, Math.sqrt(squares));
    }

    /** Standard error as a share of the estimate, which must be positive. */
    public double relativeError() {
        return marginOfError / STANDARD_ERRORS_PER_MARGIN / number;
    }
}
