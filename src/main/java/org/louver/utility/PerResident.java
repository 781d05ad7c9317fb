package org.louver.utility;

/**
 * Events per resident and year.
 *
 * <p>The bounds are what withheld cells leave open, for the estimated number of residents. The confidence interval adds chance
 * in the events and the survey's error in the residents.
 */
final class PerResident {
    private PerResident() {}

    /**
     * The rate of one group.
     *
     * <p>Interval: with l and u the limits of the number of events N (Byar), and c = 1.96 · relative error of the residents,
     * N/P · exp(−√(ln²(N/l) + c²)) to N/P · exp(√(ln²(u/N) + c²)): the limits of two independent logarithms combined (MOVER:
     * Zou &amp; Donner 2008, doi 10.1002/sim.3095). To first order it is the Census Bureau's margin for a ratio,
     * √(MOE_N² + R²·MOE_P²)/P. Both ends rise with N from one event on, so extremes lie at the ends of the bounds; without
     * events the lower end is 0 and the upper u/P · exp(c).
     */
    static Estimate rate(CountBounds events, Residents residents, int years) {
        double personYears = (double) residents.number() * years;
        Interval bounds = Interval.of(events).over(Interval.exactly(personYears));
        double error = Confidence.Z * residents.relativeError();
        double low = lower(events.least(), error) / personYears;
        double high = Math.max(upper(events.least(), error), upper(events.most(), error)) / personYears;
        return new Estimate(bounds, new Interval(low, high), bounds.isExact());
    }

    private static double lower(double events, double error) {
        double limit = Confidence.count(events).lower();
        return limit == 0 ? 0 : events * Math.exp(-Math.hypot(Math.log(events / limit), error));
    }

    private static double upper(double events, double error) {
        double limit = Confidence.count(events).upper();
        return events == 0 ? limit * Math.exp(error) : events * Math.exp(Math.hypot(Math.log(limit / events), error));
    }

    /**
     * The ratio of two groups' rates: variance of its logarithm 1/N₁ + 1/N₂ + CV₁² + CV₂² by the delta method, CV the relative
     * errors of the residents, which do not shrink over the years that share one estimate.
     *
     * @param tied bounds of events / otherEvents from programs over all relations; unknown without any
     */
    static Estimate ratio(
            CountBounds events, Residents residents, CountBounds otherEvents, Residents others, Interval tied) {
        double quotient = (double) others.number() / residents.number();
        Interval known = new Interval(Math.nextDown(quotient), Math.nextUp(quotient));
        Interval alone = Interval.of(events)
                .over(Interval.exactly((double) residents.number()))
                .over(Interval.of(otherEvents).over(Interval.exactly((double) others.number())));
        Interval bounds = alone.isExact() ? alone : alone.and(tied.times(known));
        double variance = 1 / events.least()
                + 1 / otherEvents.least()
                + residents.relativeError() * residents.relativeError()
                + others.relativeError() * others.relativeError();
        return new Estimate(bounds, Confidence.around(bounds, variance), bounds.isExact());
    }
}
