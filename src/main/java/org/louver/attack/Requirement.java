package org.louver.attack;

import org.louver.table.ProtectionLevels;

/** What every unknown needs, from the strictest of its cells; in units of the value. */
final class Requirement {
    final long[] down;
    final long[] up;
    final long[] apart;
    /** Whether some cell of the unknown needs protection; the others are only tested for being exact. */
    final boolean[] enforced;

    Requirement(ReaderEquations equations, ProtectionLevels[] levels) {
        int unknowns = equations.unknowns();
        down = new long[unknowns];
        up = new long[unknowns];
        apart = new long[unknowns];
        enforced = new boolean[unknowns];
        for (int each = 0; each < unknowns; each++) {
            // A cell without a requirement is tested for being exact.
            apart[each] = 1;
            for (int cell : equations.cellsOf[each]) {
                down[each] = Math.max(down[each], levels[cell].lower());
                up[each] = Math.max(up[each], levels[cell].upper());
                apart[each] = Math.max(apart[each], levels[cell].sliding());
                enforced[each] |= levels[cell].required();
            }
        }
    }

    boolean metBy(int unknown, Fraction downward, Fraction upward) {
        return downward.atLeast(down[unknown])
                && upward.atLeast(up[unknown])
                && downward.togetherAtLeast(upward, apart[unknown]);
    }
}
