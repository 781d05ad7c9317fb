package org.louver.standalone;

import java.util.Arrays;
import java.util.List;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.table.SpanningVariable;

/** The node that each row names: a leaf, or an inner code or the total where the row is a margin. */
final class RowNodes {
    private RowNodes() {}

    /**
     * One node per row.
     *
     * @throws Refusal exit 3 naming the row whose code is empty or unknown
     */
    static int[] of(DesignConfig.Variable design, SpanningVariable variable, CodedColumns input) {
        CodedColumns.Column finest =
                input.has(design.column()) ? input.column(design.column()) : input.column(design.name());
        List<CodedColumns.Column> coarser = CodeLists.levelColumns(design).stream()
                .filter(name -> !name.equals(design.column()) && input.has(name))
                .sorted()
                .map(input::column)
                .toList();
        int[] nodeOfCode = new int[finest.texts().size()];
        Arrays.setAll(nodeOfCode, code -> variable.node(finest.texts().get(code)));
        int[] nodes = new int[input.rows()];
        for (int row = 0; row < nodes.length; row++) {
            int node = nodeOfCode[finest.code()[row]];
            if (node < 0) {
                throw finest.text(row).isBlank()
                        ? Refusal.input(
                                input.row(row) + " has no code in column " + finest.name(),
                                "give every record a code, for instance Unknown")
                        : Refusal.input(
                                input.row(row) + ": code " + finest.text(row) + " is not in the hierarchy of "
                                        + variable.name(),
                                "add it to the hierarchy or correct the row");
            }
            nodes[row] = node > 0 ? node : margin(variable, coarser, row);
        }
        return nodes;
    }

    /** Total in the finest column: the finest of the coarser columns that does not hold Total names the node. */
    private static int margin(SpanningVariable variable, List<CodedColumns.Column> coarser, int row) {
        int found = 0;
        int levelOfFound = 0;
        for (CodedColumns.Column column : coarser) {
            String code = column.text(row);
            if (!code.isBlank() && !code.equals(SpanningVariable.TOTAL)) {
                int level = variable.level(column.name());
                int qualified = variable.node(column.name() + "=" + code);
                int node = qualified >= 0 ? qualified : variable.node(code);
                if (node >= 0 && (found == 0 || variable.refines(level, levelOfFound))) {
                    found = node;
                    levelOfFound = level;
                }
            }
        }
        return found;
    }
}
