package org.louver.assessment;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A rate that readers are shown, or will work out, of every cell that has it: events among opportunities, or per resident.
 *
 * @param event variable → codes that count as the event; together they are the numerator
 * @param among variable → codes that count as an opportunity; empty for all
 * @param perResident whose residents are the denominator in place of opportunities, if any
 */
public record ShownRate(
        SortedMap<String, Set<String>> event, SortedMap<String, Set<String>> among, PerResident perResident) {
    /**
     * Residents by the code of a variable.
     *
     * @param variable its name; empty if the rate has opportunities
     * @param number of residents by code, positive
     */
    public record PerResident(String variable, SortedMap<String, Long> number) {
        static final PerResident NONE = new PerResident("", new TreeMap<>());

        public PerResident {
            number = new TreeMap<>(number);
        }
    }

    public ShownRate {
        event = new TreeMap<>(event);
        among = new TreeMap<>(among);
    }

    /** Events among opportunities: a search rate, a hit rate. */
    public static ShownRate among(
            Map<String, ? extends Iterable<String>> event, Map<String, ? extends Iterable<String>> among) {
        return new ShownRate(sets(event), sets(among), PerResident.NONE);
    }

    /** Events, or all records where none is named, per resident of a group. */
    public static ShownRate perResident(
            Map<String, ? extends Iterable<String>> event,
            Map<String, ? extends Iterable<String>> among,
            String variable,
            Map<String, Long> residents) {
        return new ShownRate(sets(event), sets(among), new PerResident(variable, new TreeMap<>(residents)));
    }

    private static SortedMap<String, Set<String>> sets(Map<String, ? extends Iterable<String>> codes) {
        SortedMap<String, Set<String>> sets = new TreeMap<>();
        codes.forEach((variable, names) -> {
            Set<String> set = new TreeSet<>();
            names.forEach(set::add);
            sets.put(variable, set);
        });
        return sets;
    }

    boolean isPerResident() {
        return !perResident.number().isEmpty();
    }
}
