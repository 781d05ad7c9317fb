package org.louver.utility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a question from a published table, so that the answer holds for all values the withheld cells can have.
 *
 * <p>Counts are bounded by the published bounds and, where cells are tied to each other, by linear programs; a rate by a
 * fractional program over its numerator and denominator together; the ratio of two rates likewise when both denominators are
 * published, else by the quotient of the two rates' bounds.
 */
public final class Answers {
    /** The dimension of years. */
    public static final String YEAR = "year";

    private final Question question;
    private final CountTable table;

    private Answers(Question question, CountTable table) {
        this.question = question;
        this.table = table;
    }

    /** Whether the table has all dimensions and codes that the question names: see {@link Lack}. */
    public static boolean possible(Question question, CountTable table) {
        return Lack.of(question, table).isEmpty();
    }

    /**
     * Year by year and pooled.
     *
     * @throws IllegalArgumentException if the table cannot answer: see {@link #possible}
     */
    public static Answer of(Question question, CountTable table) {
        return of(question, table, 1);
    }

    /** The same for periods of several years, counted from the first; the last may be shorter. */
    static Answer of(Question question, CountTable table, int yearsPerPeriod) {
        if (!possible(question, table)) {
            throw new IllegalArgumentException("table " + table.name() + " cannot answer " + question.name());
        }
        Answers answers = new Answers(question, table);
        List<String> years = table.codes(YEAR);
        List<Answer.Entry> entries = new ArrayList<>();
        for (int first = 0; first < years.size(); first += yearsPerPeriod) {
            List<String> period = years.subList(first, Math.min(years.size(), first + yearsPerPeriod));
            String last = period.get(period.size() - 1);
            entries.add(answers.entry(period.size() == 1 ? last : period.get(0) + "-" + last, period));
        }
        return new Answer(question, entries, answers.entry("all years", years));
    }

    private Answer.Entry entry(String period, List<String> years) {
        if (question.measure() == Measure.POPULATION_RATIO) {
            return perResident(period, years);
        }
        if (!question.standardiseBy().isEmpty()) {
            return new Standardisation(table, question.standardiseBy(), this::part).entry(period, years, question);
        }
        Part group = part(selection(years, question.group()));
        Part reference = part(selection(years, question.reference()));
        Estimate ratio = question.measure().compare(group, reference);
        return new Answer.Entry(
                period, group, group.estimate(), reference.estimate(), sharpened(ratio, years, reference), 1);
    }

    /** Which opportunities of a group to add up. */
    private Map<String, List<String>> selection(List<String> years, String code) {
        Map<String, List<String>> selection = new HashMap<>(question.among());
        selection.put(YEAR, years);
        selection.put(question.variable(), List.of(code));
        return selection;
    }

    private int[] events(Map<String, List<String>> opportunities) {
        Map<String, List<String>> selection = new HashMap<>(opportunities);
        selection.putAll(question.event());
        return table.select(selection);
    }

    /** Hits and misses among the selected opportunities. */
    private Part part(Map<String, List<String>> opportunities) {
        int[] all = table.select(opportunities);
        int[] hit = events(opportunities);
        CountBounds hits = table.sum(hit);
        CountBounds misses = table.sum(all).minus(hits);
        Optional<ConsistentCounts> tied = ConsistentCounts.around(table, all, hit);
        if (tied.isEmpty()) {
            return Part.of(hits, misses);
        }
        try (ConsistentCounts counts = tied.get()) {
            hits = hits.and(counts.difference(hit, new int[0]));
            misses = misses.and(counts.difference(all, hit));
            Interval rate = Part.share(hits, misses).and(counts.quotient(hit, all));
            return new Part(hits, misses, rate, true);
        }
    }

    /** With both denominators known, the ratio of two rates is a constant times a quotient of two sums. */
    private Estimate sharpened(Estimate ratio, List<String> years, Part reference) {
        int[] all = table.select(selection(years, question.group()));
        int[] otherAll = table.select(selection(years, question.reference()));
        CountBounds opportunities = table.sum(all);
        CountBounds otherOpportunities = table.sum(otherAll);
        if (question.measure() != Measure.RATE_RATIO
                || ratio.bounds().isExact()
                || !opportunities.isExact()
                || !otherOpportunities.isExact()
                || opportunities.lower() == 0
                || reference.hits().lower() == 0) {
            return ratio;
        }
        int[] hit = events(selection(years, question.group()));
        int[] otherHit = events(selection(years, question.reference()));
        Optional<ConsistentCounts> tied = ConsistentCounts.around(table, hit, otherHit);
        if (tied.isEmpty()) {
            return ratio;
        }
        try (ConsistentCounts counts = tied.get()) {
            Interval known = Interval.of(otherOpportunities).over(Interval.of(opportunities));
            Interval bounds = ratio.bounds().and(counts.quotient(hit, otherHit).times(known));
            return new Estimate(bounds, ratio.confidence(), true);
        }
    }

    private Answer.Entry perResident(String period, List<String> years) {
        Residents residents = question.residents(question.group());
        Residents others = question.residents(question.reference());
        int[] hit = events(selection(years, question.group()));
        int[] otherHit = events(selection(years, question.reference()));
        CountBounds events = table.sum(hit);
        CountBounds otherEvents = table.sum(otherHit);
        Interval tiedRatio = Interval.UNKNOWN;
        Optional<ConsistentCounts> tied = ConsistentCounts.around(table, hit, otherHit);
        if (tied.isPresent()) {
            try (ConsistentCounts counts = tied.get()) {
                events = events.and(counts.difference(hit, new int[0]));
                otherEvents = otherEvents.and(counts.difference(otherHit, new int[0]));
                tiedRatio = counts.quotient(hit, otherHit);
            }
        }
        long exposure = Math.max(events.upper(), Math.multiplyExact(residents.number(), years.size()));
        Part counts = Part.of(events, CountBounds.exactly(exposure).minus(events));
        return new Answer.Entry(
                period,
                counts,
                PerResident.rate(events, residents, years.size()),
                PerResident.rate(otherEvents, others, years.size()),
                PerResident.ratio(events, residents, otherEvents, others, tiedRatio),
                1);
    }
}
