package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** An attack that has to stop early says so; it never passes what it did not look at. */
class AttackLimitTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 3;

    @Test
    void attack_outOfTime_isInconclusive() {
        AttackReport report = Attack.onRelease(square(), withheldSquare(), AttackSettings.DEFAULT.until(() -> true));

        assertThat(report.verdict()).isInstanceOf(AuditVerdict.Inconclusive.class);
        assertThat(report.summary().undecided()).isPositive();
        assertThat(report.summary().exact()).isZero();
    }

    @Test
    void attack_withTime_passesTheSameTable() {
        AttackReport report = Attack.onRelease(square(), withheldSquare(), AttackSettings.DEFAULT.until(() -> false));

        assertThat(report.verdict()).isInstanceOf(AuditVerdict.Passed.class);
    }

    /** Three by three with totals; every inner cell is 2 and has to look like an interval of width 2. */
    private static AssessedCells square() {
        int width = COLUMNS + 1;
        int cells = (ROWS + 1) * width;
        long[] value = new long[cells];
        AdditiveSystem.Builder system = AdditiveSystem.over(cells);
        for (int cell = 0; cell < cells; cell++) {
            value[cell] = 2L * (cell / width == ROWS ? ROWS : 1) * (cell % width == COLUMNS ? COLUMNS : 1);
        }
        for (int row = 0; row <= ROWS; row++) {
            system.relation(row * width + COLUMNS, row * width, row * width + 1, row * width + 2);
        }
        for (int column = 0; column <= COLUMNS; column++) {
            system.relation(ROWS * width + column, column, width + column, 2 * width + column);
        }
        ProtectionLevels[] levels = new ProtectionLevels[cells];
        for (int cell = 0; cell < cells; cell++) {
            levels[cell] = inner(cell) ? ProtectionLevels.width(2) : ProtectionLevels.NONE;
        }
        int[] sole = new int[cells];
        Arrays.fill(sole, -1);
        return new AssessedCells(
                system.build(), value, new long[cells], withheldSquare(), levels, new long[cells], sole);
    }

    private static CellStatus[] withheldSquare() {
        CellStatus[] status = new CellStatus[(ROWS + 1) * (COLUMNS + 1)];
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = inner(cell) ? CellStatus.PRIMARY : CellStatus.SAFE;
        }
        return status;
    }

    private static boolean inner(int cell) {
        return cell / (COLUMNS + 1) < ROWS && cell % (COLUMNS + 1) < COLUMNS;
    }
}
