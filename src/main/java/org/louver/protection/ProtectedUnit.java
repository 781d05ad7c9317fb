package org.louver.protection;

import org.louver.sensitivity.Assessment;
import org.louver.suppression.SuppressionPattern;
import org.louver.table.CellStatus;
import org.louver.tabulation.TabulatedUnit;

/**
 * All cells of one unit with what the rules found and what is withheld. Confidential; nothing is public yet.
 */
public final class ProtectedUnit {
    private final TabulatedUnit unit;
    private final Assessment assessment;
    private final SuppressionPattern pattern;

    ProtectedUnit(TabulatedUnit unit, Assessment assessment, SuppressionPattern pattern) {
        this.unit = unit;
        this.assessment = assessment;
        this.pattern = pattern;
    }

    public TabulatedUnit unit() {
        return unit;
    }

    public Assessment assessment() {
        return assessment;
    }

    public SuppressionPattern pattern() {
        return pattern;
    }

    /** The final status of every cell. */
    public CellStatus[] status() {
        CellStatus[] status = new CellStatus[pattern.cells()];
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = pattern.status(cell);
        }
        return status;
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "ProtectedUnit[" + unit.unit() + ", " + pattern.cells() + " cells]";
    }
}
