package org.louver.table;

import java.io.Serializable;

/**
 * Where a combination of leaves lands in every margin of linked tables: the same cells as tabulation makes of it. Immutable; may
 * travel to other processes.
 */
public final class Projection implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Per margin and variable, a level. */
    private final int[][] level;

    /** Per variable, level and node: what the node above it adds to a key. */
    private final long[][][] part;

    Projection(CellKeys keys, Margins margins) {
        int variables = keys.variables().size();
        level = new int[margins.count()][variables];
        for (int margin = 0; margin < level.length; margin++) {
            for (int variable = 0; variable < variables; variable++) {
                level[margin][variable] = margins.level(margin, variable);
            }
        }
        part = new long[variables][][];
        for (int variable = 0; variable < variables; variable++) {
            SpanningVariable spanning = keys.variables().get(variable);
            part[variable] = new long[spanning.levels().size()][spanning.nodes()];
            for (int at = 0; at < part[variable].length; at++) {
                for (int node = 0; node < spanning.nodes(); node++) {
                    part[variable][at][node] = keys.with(0, variable, spanning.ancestor(node, at));
                }
            }
        }
    }

    /** How many margins there are; a cell may lie in more than one. */
    public int margins() {
        return level.length;
    }

    /** The key of the cell of a margin that holds a combination of leaves, one node per variable. O(variables). */
    public long key(int margin, int... leaves) {
        long key = 0;
        for (int variable = 0; variable < leaves.length; variable++) {
            key += part[variable][level[margin][variable]][leaves[variable]];
        }
        return key;
    }
}
