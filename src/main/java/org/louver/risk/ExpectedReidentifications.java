package org.louver.risk;

import java.util.Map;

/**
 * How many records an attacker who matches at random within each class gets right: the expected number and a two-sided interval.
 *
 * <p>Within a class of f people all of whom are known to the prosecutor, a random matching has 1 correct match on average, with
 * variance 1 (0 for f = 1): the fixed points of a random permutation. Against a population of F, every record is matched with
 * probability 1/F on its own (Skinner &amp; Elliot 2002, doi 10.1111/1467-9868.00365). Where missing values are wildcards there are
 * no classes to match within: one of the f compatible records is picked for each record on its own. The interval is the normal
 * approximation of that sum, cut at what is certain.
 */
public record ExpectedReidentifications(double expected, double lower, double upper) {
    /** The 97.5 % point of the normal distribution: intervals hold with about 95 %. */
    private static final double TWO_SIDED_95 = 1.959963984540054;

    /** The prosecutor, who knows everybody among the records. */
    public static ExpectedReidentifications prosecutor(ClassSizes sizes) {
        double notAlone = sizes.classes() - sizes.uniques();
        return of((double) sizes.classes(), notAlone, (double) sizes.uniques(), (double) sizes.records());
    }

    /** Somebody who knows the population, not who is among the records. */
    public static ExpectedReidentifications journalist(MatchedClassSizes sizes) {
        double expected = 0;
        double variance = 0;
        long certain = 0;
        for (MatchedClassSizes.Group group : sizes.groups()) {
            expected += group.records() * group.risk();
            variance += group.records() * group.risk() * (1 - group.risk());
            certain += group.population() <= 1 ? group.records() : 0;
        }
        return of(expected, variance, (double) certain, (double) sizes.records());
    }

    /** The prosecutor where a missing value may be any value. */
    public static ExpectedReidentifications prosecutor(CompatibleRecords sizes) {
        double variance = 0;
        for (Map.Entry<Long, Long> entry : sizes.recordsBySize().entrySet()) {
            double right = 1.0 / entry.getKey();
            variance += entry.getValue() * right * (1 - right);
        }
        return of(sizes.expected(), variance, (double) sizes.uniques(), (double) sizes.records());
    }

    private static ExpectedReidentifications of(double expected, double variance, double certain, double records) {
        double half = TWO_SIDED_95 * Math.sqrt(variance);
        return new ExpectedReidentifications(
                expected, Math.max(certain, expected - half), Math.min(records, expected + half));
    }
}
