package org.louver.utility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries coarser ways to ask a question whose gate a release does not pass: other tables, periods of several years, all years
 * together, fewer strata, codes of a coarser level, and the group against everybody else.
 *
 * <p>They are answered from what is published; {@link Redesign} protects others anew.
 */
public final class CoarserDesigns {
    private static final List<Integer> PERIODS = List.of(2, 3, 5);

    private CoarserDesigns() {}

    /**
     * The first way in which the question would survive, in words that name no count; empty if none of them helps. Nearest first: fewer
     * strata before coarser codes, coarser codes before another reference; for each of them, tables and then longer periods.
     */
    public static Optional<String> suggestion(Question question, List<CountTable> tables) {
        List<CountTable> candidates = new ArrayList<>(tables);
        candidates.sort(Comparator.comparing((CountTable table) -> !table.name().equals(question.table()))
                .thenComparing(table -> table.dimensions().size())
                .thenComparing(CountTable::name));
        for (boolean coarser : new boolean[] {false, true}) {
            for (List<String> standard : coarserStandards(question.standardiseBy())) {
                Question asked = question.standardisedBy(standard);
                Optional<String> way = candidates.stream()
                        .map(table -> kept(asked.of(table.name()), table, coarser))
                        .flatMap(Optional::stream)
                        .findFirst();
                if (way.isPresent()) {
                    return way.map(words -> words + words(standard, question.standardiseBy()));
                }
            }
        }
        return Optional.empty();
    }

    /** Of the question as it is, or of its coarser forms alone. */
    private static Optional<String> kept(Question question, CountTable table, boolean coarser) {
        if (!Answers.possible(question, table)) {
            return Optional.empty();
        }
        List<CoarserQuestion> ways = CoarserQuestion.of(question, table);
        return (coarser ? ways.subList(1, ways.size()) : ways.subList(0, 1))
                .stream().flatMap(way -> kept(way).stream()).findFirst();
    }

    private static Optional<String> kept(CoarserQuestion way) {
        Question question = way.question();
        CountTable table = way.table();
        String found = "table " + table.name() + " keeps it";
        Answer answer = Answers.of(question, table);
        if (answer.passes()) {
            return Optional.of(found + ", year by year" + way.words());
        }
        for (int years : PERIODS) {
            if (years < table.codes(Answers.YEAR).size()
                    && Answers.of(question, table, years).passes()) {
                return Optional.of(found + " in periods of " + years + " years" + way.words());
            }
        }
        return question.gate().accepts(answer.pooled().ratio())
                ? Optional.of(found + " with all years together" + way.words())
                : Optional.empty();
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
