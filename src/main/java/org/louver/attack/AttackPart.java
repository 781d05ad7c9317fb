package org.louver.attack;

import java.io.Serializable;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/** Withheld cells that no relation joins to other withheld ones, to be attacked by themselves. Confidential; travels to tasks. */
public final class AttackPart implements Serializable {
    private static final long serialVersionUID = 1;

    /** The cells, ascending, by their numbers in the whole. */
    private final int[] inside;

    private final AssessedCells cells;
    private final CellStatus[] status;
    private final Attacker attacker;
    private final boolean wholeNumbers;
    private final boolean intervals;
    private final long mostPrograms;

    AttackPart(AssessedCells whole, CellStatus[] statusOfWhole, int[] inside, AttackSettings settings) {
        this.inside = inside;
        this.cells = whole.within(inside);
        this.status = new CellStatus[cells.cells()];
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = cell < inside.length ? statusOfWhole[inside[cell]] : CellStatus.FORCED;
        }
        this.attacker = settings.attacker();
        this.wholeNumbers = settings.wholeNumbers();
        this.intervals = settings.intervals();
        this.mostPrograms = settings.mostPrograms();
    }

    /** How many withheld cells there are. */
    public int size() {
        return inside.length;
    }

    /** Attacks the part on one thread: a pure function, the same everywhere. */
    public PartFindings attack() {
        AttackReport report = Attack.onRelease(
                cells, status, new AttackSettings(attacker, wholeNumbers, intervals, false, mostPrograms, () -> false));
        return PartFindings.of(inside, report);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "AttackPart[" + inside.length + " withheld]";
    }
}
