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

    /** The ratio of two groups' rates or odds, with its interval at both ends of what the release allows. */
    Estimate compare(Part group, Part reference) {
        boolean odds = this == ODDS_RATIO;
        Interval bounds =
                odds ? group.odds().over(reference.odds()) : group.rate().over(reference.rate());
        Interval lowest = interval(
                group.hits().least(),
                group.misses().most(),
                reference.hits().most(),
                reference.misses().least());
        Interval highest = interval(
                group.hits().most(),
                group.misses().least(),
                reference.hits().least(),
                reference.misses().most());
        return new Estimate(
                bounds,
                new Interval(Math.min(lowest.lower(), highest.lower()), Math.max(lowest.upper(), highest.upper())),
                bounds.isExact());
    }

    private Interval interval(double hits, double misses, double otherHits, double otherMisses) {
        return this == ODDS_RATIO
                ? Confidence.oddsRatio(hits, misses, otherHits, otherMisses)
                : Confidence.rateRatio(hits, misses, otherHits, otherMisses);
    }
}
