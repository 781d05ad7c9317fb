package org.louver.sensitivity;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/** The cells as the rules left them, with the rule that fired for each unsafe one. Internal to the house. */
public final class Assessment {
    private final AssessedCells cells;
    private final @Nullable Rule[] fired;

    Assessment(AssessedCells cells, @Nullable Rule[] fired) {
        this.cells = cells;
        this.fired = fired;
    }

    /** The same where the values of some cells are public already: those that are safe are never withheld again. */
    public Assessment beside(BitSet published) {
        return published.isEmpty() ? this : new Assessment(cells.withForced(published), fired);
    }

    /** The same where withholding each cell costs a multiple, one factor of at least 1 per cell. */
    public Assessment withCostTimes(long[] factors) {
        return new Assessment(cells.withCostTimes(factors), fired);
    }

    public AssessedCells cells() {
        return cells;
    }

    /** The first rule that made the cell unsafe; null where none did. Set for forced cells too. */
    public @Nullable Rule fired(int cell) {
        return fired[cell];
    }

    /** How many cells a rule fired for first. */
    public long count(Rule rule) {
        return Arrays.stream(fired).filter(rule::equals).count();
    }

    /** How many cells are primary. */
    public long primary() {
        long primary = 0;
        for (int cell = 0; cell < cells.cells(); cell++) {
            primary += cells.status(cell) == CellStatus.PRIMARY ? 1 : 0;
        }
        return primary;
    }

    @Override
    public String toString() {
        return "Assessment[" + cells + "]";
    }
}
