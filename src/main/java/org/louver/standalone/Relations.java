package org.louver.standalone;

import org.louver.table.AdditiveSystem;
import org.louver.table.CellKeys;
import org.louver.table.TabulatedCells;

/** Says in words which relation a number stands for. */
final class Relations {
    private Relations() {}

    /** {@code region=Total, sex=F is not the sum over region (A, B, …)}. */
    static String describe(TabulatedCells cells, int relation) {
        CellKeys keys = cells.tables().keys();
        AdditiveSystem system = cells.system();
        long total = cells.key(system.total(relation));
        long part = cells.key(system.part(relation, 0));
        StringBuilder text = new StringBuilder(keys.describe(total)).append(" is not the sum over ");
        for (int variable = 0; variable < keys.variables().size(); variable++) {
            if (keys.node(total, variable) != keys.node(part, variable)) {
                text.append(keys.variables().get(variable).name()).append(" (");
                for (int index = 0; index < Math.min(3, system.parts(relation)); index++) {
                    text.append(index == 0 ? "" : ", ")
                            .append(keys.variables()
                                    .get(variable)
                                    .code(keys.node(cells.key(system.part(relation, index)), variable)));
                }
                text.append(system.parts(relation) > 3 ? ", …)" : ")");
            }
        }
        return text.toString();
    }
}
