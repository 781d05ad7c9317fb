package org.louver.utility;

/**
 * 95 % confidence intervals, in closed form, for counts that are known.
 *
 * <p>Each is a set of values of the underlying rate or ratio that the observed counts are compatible with if stops arise
 * independently; it says nothing of withheld cells.
 */
final class Confidence {
    /** The 97.5 % quantile of the normal distribution. */
    static final double Z = 1.959963984540054;

    private Confidence() {}

    /**
     * Wilson's score interval for hits / (hits + misses) (1927, doi 10.1080/01621459.1927.10502953); rises with hits and falls
     * with misses, so over a box of counts its extremes lie at the corners.
     */
    static Interval proportion(double hits, double misses) {
        double all = hits + misses;
        if (all == 0) {
            return new Interval(0, 1);
        }
        double share = hits / all;
        double spread = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4 * all * all));
        double scale = 1 + Z * Z / all;
        double centre = share + Z * Z / (2 * all);
        double low = hits == 0 ? 0 : Math.max(0, (centre - spread) / scale);
        double high = misses == 0 ? 1 : Math.min(1, (centre + spread) / scale);
        return new Interval(Math.min(low, high), high);
    }

    /**
     * Byar's approximation to the exact Poisson interval of a count (Breslow &amp; Day 1987, Statistical Methods in Cancer Research
     * II, p. 69; the exact one is Garwood 1936, doi 10.1093/biomet/28.3-4.437, from which it differs by less than 1 % above 5 events).
     */
    static Interval count(double events) {
        double low = events == 0 ? 0 : events * Math.pow(1 - 1 / (9 * events) - Z / (3 * Math.sqrt(events)), 3);
        double next = events + 1;
        double high = next * Math.pow(1 - 1 / (9 * next) + Z / (3 * Math.sqrt(next)), 3);
        return new Interval(Math.max(0, low), high);
    }

    /**
     * Log interval around every ratio within bounds, where {@code variance} is the largest that the logarithm can have: Katz et al.
     * 1978 (doi 10.2307/2530610) for two proportions, Woolf 1955 (doi 10.1111/j.1469-1809.1955.tb01348.x) for odds, Rothman,
     * Greenland &amp; Lash 2008 (ch. 14) for events per resident. Says nothing where a count may be zero.
     */
    static Interval around(Interval bounds, double variance) {
        return Double.isFinite(variance) && bounds.lower() > 0 && bounds.isBounded()
                ? new Interval(
                        logarithmic(bounds.lower(), variance).lower(),
                        logarithmic(bounds.upper(), variance).upper())
                : Interval.UNKNOWN;
    }

    /** Log interval around a positive ratio whose logarithm has the given variance. */
    static Interval logarithmic(double ratio, double variance) {
        double factor = Math.exp(Z * Math.sqrt(Math.max(0, variance)));
        return new Interval(ratio / factor, ratio * factor);
    }
}
