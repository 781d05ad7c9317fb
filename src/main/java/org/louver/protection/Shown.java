package org.louver.protection;

import org.louver.sensitivity.Assessment;
import org.louver.table.CellStatus;
import org.louver.tabulation.TabulatedUnit;

/** A unit as some way to protect it would show it. Confidential. */
@SuppressWarnings("ArrayRecordComponent") // internal to this room and never compared
record Shown(TabulatedUnit unit, Assessment assessment, CellStatus[] status) {
    /** With the cells withheld that the rules ask for and no other: no protection can show more. */
    static Shown atBest(TabulatedUnit unit, Assessment assessment) {
        CellStatus[] status = new CellStatus[assessment.cells().cells()];
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = assessment.cells().status(cell);
        }
        return new Shown(unit, assessment, status);
    }

    /** As it would about look if it were protected. */
    static Shown estimated(TabulatedUnit unit, Assessment assessment) {
        return new Shown(unit, assessment, RelationClosure.of(assessment));
    }

    /** As it is protected. */
    static Shown of(ProtectedUnit unit) {
        return new Shown(unit.unit(), unit.assessment(), unit.status());
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "Shown[" + unit + "]";
    }
}
