package org.louver.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionPattern.Reason;
import org.louver.suppression.SuppressionPattern.Unachievable;
import org.louver.table.CellKeys;
import org.louver.table.SpanningVariable;

/** Says which cells no pattern protects, why, and which coarser level may help. For the house only: it names small cells. */
final class Unprotectable {
    private static final int LISTED = 100;

    private Unprotectable() {}

    /** One line for the whole, free of values and codes; empty where everything is protected. */
    static Optional<String> line(Problem problem, SuppressionPattern pattern) {
        return pattern.unachievable().isEmpty()
                ? Optional.empty()
                : Optional.of("no pattern meets every requirement — " + remedy(problem, pattern)
                        + "; unachievable_cells in summary.json names the cells");
    }

    /** Up to {@value #LISTED} cells with the reason and the remedy. */
    static List<Map<String, Object>> list(Problem problem, SuppressionPattern pattern) {
        List<Map<String, Object>> cells = new ArrayList<>();
        CellKeys keys = problem.cells().tables().keys();
        for (Unachievable each : pattern.unachievable()) {
            if (cells.size() < LISTED) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("cell", keys.describe(problem.cells().key(each.cell())));
                one.put("reason", reason(each.reason()));
                one.put("remedy", coarser(keys, problem.cells().key(each.cell())));
                cells.add(one);
            }
        }
        return cells;
    }

    private static String remedy(Problem problem, SuppressionPattern pattern) {
        CellKeys keys = problem.cells().tables().keys();
        return pattern.unachievable().stream()
                .map(each -> coarser(keys, problem.cells().key(each.cell())))
                .distinct()
                .sorted()
                .limit(3)
                .reduce((a, b) -> a + ", or " + b)
                .orElse("");
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case DETERMINED -> "what is published whatever happens determines it";
            case TOO_NARROW -> "its interval is too narrow even if every cell that may be withheld is";
            case DETERMINED_FOR_SINGLETON -> "somebody alone in another cell recomputes it whatever is withheld";
            case UNPROVEN -> "no proof of protection was found";
        };
    }

    /** The level above the finest of the first variable in which the cell can be coarser. */
    private static String coarser(CellKeys keys, long key) {
        for (int variable = 0; variable < keys.variables().size(); variable++) {
            SpanningVariable spanning = keys.variables().get(variable);
            if (spanning.isLeaf(keys.node(key, variable))) {
                List<String> levels = spanning.levels();
                return levels.size() > 2
                        ? "publish " + spanning.name() + " by " + levels.get(levels.size() - 2)
                        : "leave out " + spanning.name();
            }
        }
        return "leave out the table that shows it";
    }
}
