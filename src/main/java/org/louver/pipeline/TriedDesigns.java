package org.louver.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.louver.audit.Audit;
import org.louver.audit.PublicTable;
import org.louver.protection.CoarserTable;
import org.louver.protection.Protection;
import org.louver.refusal.Refusal;
import org.louver.table.InvalidTable;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answers;
import org.louver.utility.Question;
import org.louver.utility.Redesign;

/**
 * Tries coarser designs of a table for a question that a release would lose: each is protected and attacked like the release itself, and
 * the question asked of what would be published.
 *
 * <p>Designs are first protected without local search; the first that passes is protected in full before it is named.
 *
 * @param units as the release that failed laid them out
 */
record TriedDesigns(List<TabulatedUnit> units, Protection protection, Audit audit) implements Redesign {
    @Override
    public Optional<String> keeping(Question question) {
        return units.stream()
                .filter(unit ->
                        unit.tables().stream().anyMatch(table -> table.name().equals(question.table())))
                .findFirst()
                .flatMap(unit -> CoarserTable.of(unit, question, protection.rules()).stream()
                        .filter(way -> survives(question, way.layout(), protection.quickly())
                                && survives(question, way.layout(), protection))
                        .findFirst())
                .map(CoarserTable::words);
    }

    private boolean survives(Question question, Supplier<TabulatedUnit> layout, Protection how) {
        try {
            return audit.audit(List.of(how.protect(layout.get()))).tables().stream()
                    .filter(table -> table.name().equals(question.table()))
                    .map(PublicTable::counts)
                    .anyMatch(table -> Answers.possible(question, table)
                            && Answers.of(question, table).passes());
        } catch (Refusal | InvalidTable unprotectable) {
            return false;
        }
    }
}
