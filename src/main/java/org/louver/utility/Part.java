package org.louver.utility;

/**
 * Hits and misses of one group: the counts behind a rate.
 *
 * @param hits events, such as searches
 * @param misses opportunities without one, such as stops without a search
 * @param rate hits / (hits + misses), at least as narrow as the counts alone allow
 * @param sharp whether the rate comes from programs over all relations
 */
public record Part(CountBounds hits, CountBounds misses, Interval rate, boolean sharp) {
    /** Taken from counts alone. */
    static Part of(CountBounds hits, CountBounds misses) {
        return new Part(hits, misses, share(hits, misses), hits.isExact() && misses.isExact());
    }

    /** hits / (hits + misses) rises with hits and falls with misses. */
    static Interval share(CountBounds hits, CountBounds misses) {
        double low = hits.lower() == 0 ? 0 : hits.least() / (hits.least() + misses.upper());
        double high = hits.upper() == 0 ? 0 : hits.most() / (hits.most() + misses.lower());
        if (hits.isExact() && misses.isExact() && hits.upper() + misses.upper() > 0) {
            return Interval.exactly(low);
        }
        boolean perhapsNone = hits.lower() == 0 && misses.lower() == 0;
        return new Interval(Math.max(0, Math.nextDown(low)), perhapsNone ? 1 : Math.min(1, Math.nextUp(high)));
    }

    /** The rate with its interval. */
    Estimate estimate() {
        Interval lowest = Confidence.proportion(hits.least(), misses.most());
        Interval highest = Confidence.proportion(hits.most(), misses.least());
        return new Estimate(rate, new Interval(lowest.lower(), highest.upper()), sharp);
    }

    /** Whether the group certainly has at least one opportunity. */
    boolean observed() {
        return hits.lower() > 0 || misses.lower() > 0;
    }

    /** odds = hits / misses. */
    Interval odds() {
        return Interval.of(hits).over(Interval.of(misses));
    }
}
