package org.louver.risk;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many people live in a class, from a survey such as the American Community Survey.
 *
 * @param people the estimate, not negative
 * @param margin the margin of error, not negative: the published half-width of the interval (90 % for the ACS)
 */
public record PopulationEstimate(double people, double margin) {
    public PopulationEstimate {
        if (!(people >= 0 && margin >= 0 && Double.isFinite(people) && Double.isFinite(margin))) {
            throw new IllegalArgumentException("people and margin of error are numbers of at least 0");
        }
    }

    /** The fewest people that the margin allows, rounded down: what a k-map may count on. */
    public long atLeast() {
        return (long) Math.floor(Math.max(0, people - margin));
    }

    /**
     * The sum of two estimates of disjoint classes; margins add in quadrature (US Census Bureau, <em>Understanding and Using ACS
     * Data</em>, 2020, chapter 8).
     */
    public PopulationEstimate plus(PopulationEstimate other) {
        return new PopulationEstimate(people + other.people, Math.hypot(margin, other.margin));
    }

    /**
     * The estimate for a year: linear between the two nearest years, with the margin of that weighted sum; before the first and
     * after the last year their estimate as it is.
     *
     * @throws IllegalArgumentException if there is no year
     */
    public static PopulationEstimate at(int year, NavigableMap<Integer, PopulationEstimate> byYear) {
        Map.Entry<Integer, PopulationEstimate> before = byYear.floorEntry(year);
        Map.Entry<Integer, PopulationEstimate> after = byYear.ceilingEntry(year);
        if (before == null && after == null) {
            throw new IllegalArgumentException("no year has an estimate");
        }
        if (before == null || after == null || before.getKey().equals(after.getKey())) {
            return before != null ? before.getValue() : after.getValue();
        }
        double weight = (double) (year - before.getKey()) / (after.getKey() - before.getKey());
        return new PopulationEstimate(
                (1 - weight) * before.getValue().people + weight * after.getValue().people,
                Math.hypot((1 - weight) * before.getValue().margin, weight * after.getValue().margin));
    }

    /** {@link #at(int, NavigableMap)} for any map. */
    public static PopulationEstimate at(int year, Map<Integer, PopulationEstimate> byYear) {
        return at(year, new TreeMap<>(byYear));
    }
}
