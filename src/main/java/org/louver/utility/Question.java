package org.louver.utility;

import static java.util.Collections.disjoint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;

/**
 * A comparison of two groups, year by year, that readers want from a release.
 *
 * @param name short, for files
 * @param text as a person would ask it
 * @param table the table that answers it
 * @param variable the dimension that tells the groups apart
 * @param group the code whose rate stands above the line
 * @param reference the code whose rate stands below
 * @param event dimension → codes that count as the event
 * @param among dimension → codes that count as an opportunity; empty for all
 * @param standardiseBy dimensions over whose strata, one per combination of their codes, rates are directly standardised; empty for
 *     crude rates
 * @param population code of the group → residents; only for {@link Measure#POPULATION_RATIO}
 * @param gate what must hold for the release to pass
 * @param places key as in the configuration, such as {@code event.outcome} → where it is written, for messages
 */
public record Question(
        String name,
        String text,
        String table,
        Measure measure,
        String variable,
        String group,
        String reference,
        SortedMap<String, List<String>> event,
        SortedMap<String, List<String>> among,
        List<String> standardiseBy,
        Map<String, Residents> population,
        Gate gate,
        Map<String, String> places) {

    public Question {
        standardiseBy = List.copyOf(standardiseBy);
        population = Map.copyOf(population);
        places = Map.copyOf(places);
        refuseContradictions(name, variable, group, reference, event, among, standardiseBy);
        if (event.isEmpty() && measure != Measure.POPULATION_RATIO) {
            throw new IllegalArgumentException("question " + name + " names no event");
        }
        if (measure == Measure.POPULATION_RATIO
                && !(inhabited(population, group) && inhabited(population, reference))) {
            throw new IllegalArgumentException("question " + name + " lacks the population of a group");
        }
        if (!standardiseBy.isEmpty() && measure != Measure.RATE_RATIO) {
            throw new IllegalArgumentException("question " + name + ": only rates can be standardised");
        }
    }

    /** A question that was not read from a file. */
    public Question(
            String name,
            String text,
            String table,
            Measure measure,
            String variable,
            String group,
            String reference,
            SortedMap<String, List<String>> event,
            SortedMap<String, List<String>> among,
            List<String> standardiseBy,
            Map<String, Residents> population,
            Gate gate) {
        this(
                name,
                text,
                table,
                measure,
                variable,
                group,
                reference,
                event,
                among,
                standardiseBy,
                population,
                gate,
                Map.of());
    }

    /** Hits are counted among the opportunities of one group in one year: neither may be chosen a second time. */
    private static void refuseContradictions(
            String name,
            String variable,
            String group,
            String reference,
            SortedMap<String, List<String>> event,
            SortedMap<String, List<String>> among,
            List<String> standardiseBy) {
        Set<String> taken = new HashSet<>(List.of(variable, Answers.YEAR));
        if (taken.size() < 2 || group.equals(reference)) {
            throw new IllegalArgumentException("question " + name + " compares nothing");
        }
        if (!disjoint(taken, event.keySet())
                || !disjoint(taken, among.keySet())
                || !disjoint(taken, standardiseBy)
                || !disjoint(event.keySet(), standardiseBy)) {
            throw new IllegalArgumentException("question " + name + " uses a dimension in two ways");
        }
        if (new HashSet<>(standardiseBy).size() < standardiseBy.size()) {
            throw new IllegalArgumentException("question " + name + " standardises twice by one dimension");
        }
        if (event.containsValue(List.of()) || among.containsValue(List.of())) {
            throw new IllegalArgumentException("question " + name + " names a dimension without codes");
        }
        if (!event.entrySet().stream()
                .allMatch(
                        hit -> among.getOrDefault(hit.getKey(), hit.getValue()).containsAll(hit.getValue()))) {
            throw new IllegalArgumentException("question " + name + " counts events outside its opportunities");
        }
    }

    /** Where a key of the question is written; its name and the key where it was not read from a file. */
    public String place(String key) {
        return places.getOrDefault(key, "question " + name + ": " + key);
    }

    private static boolean inhabited(Map<String, Residents> population, String code) {
        Residents residents = population.get(code);
        return residents != null && residents.number() > 0;
    }

    /**
     * Who of a group lives there.
     *
     * @throws IllegalArgumentException if the question does not say
     */
    Residents residents(String code) {
        Residents residents = population.get(code);
        if (residents == null) {
            throw new IllegalArgumentException("question " + name + " lacks the population of a group");
        }
        return residents;
    }

    /** The same question of another table. */
    public Question of(String otherTable) {
        return with(otherTable, standardiseBy, gate);
    }

    /** The same question with another gate. */
    public Question gated(Gate otherGate) {
        return with(table, standardiseBy, otherGate);
    }

    /** The same question standardised by other dimensions; by none for crude rates. */
    Question standardisedBy(List<String> otherStandard) {
        return with(table, otherStandard, gate);
    }

    /** The same question with another reference group. */
    Question against(String otherReference) {
        return with(table, otherReference, among, standardiseBy, gate);
    }

    /** The same question among other opportunities. */
    Question among(SortedMap<String, List<String>> otherOpportunities) {
        return with(table, reference, otherOpportunities, standardiseBy, gate);
    }

    private Question with(String otherTable, List<String> otherStandard, Gate otherGate) {
        return with(otherTable, reference, among, otherStandard, otherGate);
    }

    private Question with(
            String otherTable,
            String otherReference,
            SortedMap<String, List<String>> otherOpportunities,
            List<String> otherStandard,
            Gate otherGate) {
        return new Question(
                name,
                text,
                otherTable,
                measure,
                variable,
                group,
                otherReference,
                event,
                otherOpportunities,
                otherStandard,
                population,
                otherGate,
                places);
    }

    /**
     * What a release must keep.
     *
     * @param sameSign the ratio must be on one side of 1 whatever was withheld
     * @param narrowerThan the relative width that the bounds must stay below, above 0 and below 1; 0.2 is 20 %
     * @param shareOfYears of the years in the table that must meet both, above 0; 1 for all
     */
    public record Gate(boolean sameSign, OptionalDouble narrowerThan, double shareOfYears) {
        public Gate {
            double width = narrowerThan.orElse(0.5);
            if (!(width > 0 && width < 1) || !(shareOfYears > 0 && shareOfYears <= 1)) {
                throw new IllegalArgumentException("a gate demands what is no share");
            }
        }

        /** Nothing is required. */
        public static final Gate NONE = new Gate(false, OptionalDouble.empty(), 1);

        public boolean isNone() {
            return !sameSign && narrowerThan.isEmpty();
        }

        /** Whether one year meets it. */
        public boolean accepts(Estimate ratio) {
            boolean signed = !sameSign || ratio.bounds().isExact() || ratio.sign() != Estimate.Side.UNDECIDED;
            return signed && (narrowerThan.isEmpty() || ratio.bounds().relativeWidth() < narrowerThan.getAsDouble());
        }
    }
}
