package org.louver.standalone;

import java.util.stream.LongStream;
import org.louver.table.AdditiveSystem;
import org.louver.table.CellKeys;
import org.louver.table.TabulatedCells;

/** Says in words which relation a number stands for. */
final class Relations {
    private Relations() {}

    /** {@code region=Total, sex=F is not the sum over region (A, B, …)}. */
    static String describe(TabulatedCells cells, int relation) {
        long[] key = LongStream.range(0, cells.cells())
                .map(cell -> cells.key((int) cell))
                .toArray();
        return describe(cells.tables().keys(), cells.system(), key, relation);
    }

    /**
     * As above.
     *
     * @param key per cell of the system
     */
    static String describe(CellKeys keys, AdditiveSystem system, long[] key, int relation) {
        long total = key[system.total(relation)];
        long part = key[system.part(relation, 0)];
        StringBuilder text = new StringBuilder(keys.describe(total)).append(" is not the sum over ");
        for (int variable = 0; variable < keys.variables().size(); variable++) {
            if (keys.node(total, variable) != keys.node(part, variable)) {
                text.append(keys.variables().get(variable).name()).append(" (");
                for (int index = 0; index < Math.min(3, system.parts(relation)); index++) {
                    text.append(index == 0 ? "" : ", ")
                            .append(keys.variables()
                                    .get(variable)
                                    .code(keys.node(key[system.part(relation, index)], variable)));
                }
                text.append(system.parts(relation) > 3 ? ", …)" : ")");
            }
        }
        return text.toString();
    }
}
