package org.louver.utility;

/** What a question compares between two groups. */
public enum Measure {
    /** Share of events among opportunities: search rate, arrest rate, hit rate. */
    RATE_RATIO,
    /**
     * Odds of the event, group against reference. With darkness as the event, among stops in the time of day that is dark in
     * one season and light in another, this is the veil-of-darkness test (Grogger &amp; Ridgeway 2006, doi 10.1198/016214506000000168).
     */
    ODDS_RATIO,
    /** Events per resident. */
    POPULATION_RATIO;

    /**
     * The ratio of two groups' rates or odds. The interval takes the largest variance that the counts can have at both ends of
     * the bounds, so it encloses the interval of every table that the release allows.
     */
    Estimate compare(Part group, Part reference) {
        boolean odds = this == ODDS_RATIO;
        Interval bounds =
                odds ? group.odds().over(reference.odds()) : group.rate().over(reference.rate());
        double variance = odds
                ? 1 / group.hits().least()
                        + 1 / group.misses().least()
                        + 1 / reference.hits().least()
                        + 1 / reference.misses().least()
                : variance(group) + variance(reference);
        return new Estimate(
                bounds, Confidence.around(bounds, variance), group.sharp() && reference.sharp() && bounds.isExact());
    }

    /**
     * Largest variance of the logarithm of a rate: 1/hits − 1/(hits + misses) falls with hits and rises with misses. It comes to nothing
     * where every opportunity was a hit, so no rate is taken for surer than Wilson's lower limit makes one of 100 % of the fewest
     * opportunities that the bounds allow, n / (n + z²).
     */
    private static double variance(Part part) {
        double fewest = part.hits().least() + part.misses().least();
        double floor = Math.log1p(Confidence.Z * Confidence.Z / fewest) / Confidence.Z;
        return Math.max(
                1 / part.hits().least()
                        - 1 / (part.hits().least() + part.misses().most()),
                floor * floor);
    }
}
