package org.louver.risk;

/**
 * Re-identification risk under one attacker: the highest risk of a record, the average, and the share of records above a threshold.
 * All in [0, 1].
 *
 * <p>El Emam, <em>Guide to the De-Identification of Personal Health Information</em> (2013, isbn 9781466579064), chapter 16: the
 * <em>prosecutor</em> knows that a person is among the records (risk 1/f), the <em>journalist</em> knows only that a person is in the
 * population (1/F), the <em>marketer</em> wants as many matches as possible and only the average counts. O(different sizes).
 */
public record ReidentificationRisk(double highest, double average, double shareAboveThreshold) {
    /**
     * The prosecutor: 1/f per record, so the average is classes / records.
     *
     * @param threshold a record is at risk if its probability exceeds it; in (0, 1]
     * @throws IllegalArgumentException if there is no record or the threshold is out of range
     */
    public static ReidentificationRisk prosecutor(ClassSizes sizes, double threshold) {
        requireThreshold(threshold);
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("no records, no risk");
        }
        long above = 0;
        for (int i = 0; i < sizes.distinctSizes() && threshold * sizes.size(i) < 1; i++) {
            above += sizes.size(i) * sizes.classes(i);
        }
        return new ReidentificationRisk(
                1.0 / sizes.anonymity(), (double) sizes.classes() / sizes.records(), (double) above / sizes.records());
    }

    /**
     * The journalist: 1/F per record; the average is max(classes / Σ F, Σ f/F / n), whichever way of attacking is better.
     *
     * @throws IllegalArgumentException if there is no record or the threshold is out of range
     */
    public static ReidentificationRisk journalist(MatchedClassSizes sizes, double threshold) {
        requireThreshold(threshold);
        double population = 0;
        double classes = 0;
        double highest = 0;
        long above = 0;
        for (MatchedClassSizes.Group group : sizes.groups()) {
            population += (double) Math.max(1, group.population()) * group.classes();
            classes += group.classes();
            highest = Math.max(highest, group.risk());
            above += group.risk() > threshold ? group.records() : 0;
        }
        return new ReidentificationRisk(
                highest, Math.max(classes / population, marketer(sizes)), (double) above / sizes.records());
    }

    /**
     * The marketer: the expected share of correctly matched records, Σ f/F / n.
     *
     * @throws IllegalArgumentException if there is no record
     */
    public static double marketer(MatchedClassSizes sizes) {
        if (sizes.records() == 0) {
            throw new IllegalArgumentException("no records, no risk");
        }
        double sum = 0;
        for (MatchedClassSizes.Group group : sizes.groups()) {
            sum += group.records() * group.risk();
        }
        return sum / sizes.records();
    }

    private static void requireThreshold(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a risk threshold lies in (0, 1]");
        }
    }
}
