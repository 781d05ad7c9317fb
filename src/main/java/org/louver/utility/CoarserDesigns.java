package org.louver.utility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries coarser designs for a question whose gate a release does not pass: other tables, periods of several years, all years
 * together, no strata.
 *
 * <p>They are answered from what is published; {@link Redesign} protects others anew.
 */
public final class CoarserDesigns {
    private static final List<Integer> PERIODS = List.of(2, 3, 5);

    private CoarserDesigns() {}

    /** The first way in which the question would survive, in words; empty if none of them helps. */
    public static Optional<String> suggestion(Question question, List<CountTable> tables) {
        for (List<String> standard : coarserStandards(question.standardiseBy())) {
            Optional<String> way = ofPublished(question.standardisedBy(standard), tables);
            if (way.isPresent()) {
                return way.map(words -> words + words(standard, question.standardiseBy()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofPublished(Question question, List<CountTable> tables) {
        List<CountTable> candidates = new ArrayList<>(tables);
        candidates.sort(Comparator.comparing((CountTable table) -> !table.name().equals(question.table()))
                .thenComparing(table -> table.dimensions().size())
                .thenComparing(CountTable::name));
        for (CountTable table : candidates) {
            Question asked = question.of(table.name());
            if (!Answers.possible(asked, table)) {
                continue;
            }
            Answer answer = Answers.of(asked, table);
            if (answer.passes()) {
                return Optional.of("table " + table.name() + " keeps it, year by year");
            }
            for (int years : PERIODS) {
                if (years < table.codes(Answers.YEAR).size()
                        && Answers.of(asked, table, years).passes()) {
                    return Optional.of("table " + table.name() + " keeps it in periods of " + years + " years");
                }
            }
            if (question.gate().accepts(answer.pooled().ratio())) {
                return Optional.of("table " + table.name() + " keeps it with all years together");
            }
        }
        return Optional.empty();
    }

    /** The dimensions of the question, then all but one of them, and so on down to none. */
    private static List<List<String>> coarserStandards(List<String> dimensions) {
        List<List<String>> standards = new ArrayList<>(List.of(List.of()));
        for (String dimension : dimensions) {
            for (List<String> fewer : List.copyOf(standards)) {
                List<String> more = new ArrayList<>(fewer);
                more.add(dimension);
                standards.add(more);
            }
        }
        standards.sort(Comparator.comparing((List<String> standard) -> -standard.size()));
        return standards;
    }

    private static String words(List<String> standard, List<String> asked) {
        return standard.size() == asked.size()
                ? ""
                : standard.isEmpty() ? ", not standardised" : ", standardised by " + String.join(" and ", standard);
    }
}
