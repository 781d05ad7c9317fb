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
            if (!table.name().equals(question.table()) && answer.passes()) {
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
        if (question.standardiseBy().isPresent()) {
            Question plain = question.unstandardised();
            return suggestion(plain, tables).map(way -> way + ", not standardised");
        }
        return Optional.empty();
    }
}
