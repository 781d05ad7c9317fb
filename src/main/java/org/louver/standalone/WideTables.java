package org.louver.standalone;

import java.util.Set;
import java.util.stream.Collectors;
import org.louver.refusal.Refusal;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;

/**
 * Refuses tables over so many variables that no pattern could be searched: whatever leaves all margins of a table as they are, changes
 * at least two codes of each of its variables, 2ⁿ cells over n variables, and each primary cell needs such a move.
 */
final class WideTables {
    /** Measured without search: 1,000 records over six variables of two codes took 20 processor seconds, over seven 140. */
    private static final int MOST_VARIABLES = 8;

    private WideTables() {}

    /** @throws Refusal exit 3 if a table is too wide and something in it must be withheld */
    static void refuse(Problem problem) {
        if (problem.assessment().primary() == 0) {
            return;
        }
        Set<String> varying = problem.cells().tables().variables().stream()
                .filter(variable -> variable.leaves() > 1)
                .map(SpanningVariable::name)
                .collect(Collectors.toSet());
        for (TableDesign table : problem.cells().tables().designs()) {
            long variables = table.axes().stream()
                    .filter(axis -> varying.contains(axis.variable()))
                    .count();
            if (variables > MOST_VARIABLES) {
                throw Refusal.input(
                        problem.input().file() + ": table " + table.name() + " spans " + variables
                                + " variables: a move that keeps its margins changes at least " + (1L << variables)
                                + " cells, more than can be searched",
                        "give tables over at most " + MOST_VARIABLES + " variables");
            }
        }
    }
}
