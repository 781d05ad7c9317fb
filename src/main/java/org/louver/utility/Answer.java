package org.louver.utility;

import java.util.List;

/**
 * A question answered from a release.
 *
 * @param years one entry per year of the table, in order
 * @param pooled all years together
 */
public record Answer(Question question, List<Entry> years, Entry pooled) {
    public Answer {
        years = List.copyOf(years);
    }

    /**
     * One year, or all together.
     *
     * @param counts of the group; for rates per resident, the residents without an event are the misses
     * @param coverage share of the opportunities that a standardised measure rests on; 1 otherwise
     */
    public record Entry(
            String period, Part counts, Estimate group, Estimate reference, Estimate ratio, double coverage) {
        public Verdict verdict() {
            return Verdict.of(ratio);
        }
    }

    /** Whether the gate of the question lets the release pass. */
    public boolean passes() {
        Question.Gate gate = question.gate();
        if (gate.isNone()) {
            return true;
        }
        long met = years.stream().filter(entry -> gate.accepts(entry.ratio())).count();
        return !years.isEmpty() && met >= gate.shareOfYears() * years.size();
    }

    /**
     * Years in which the group's rate changes level: certainly, where no value of the withheld cells makes one level of the years around
     * it, or for some values only. Each year's bounds are taken for themselves: see {@link ChangePoints}.
     */
    public List<ChangePoints.Change> changes() {
        return ChangePoints.of(years.stream().map(Entry::counts).toList());
    }
}
