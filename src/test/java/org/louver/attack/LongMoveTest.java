package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * A cell that only moves together with hundreds of others: it gives what the next two get, which the two after them give, and so on. At
 * the far end, what is asked for comes out of one cell, but all that can be had comes out of a second one as well, the first of a series each
 * of which is the sum of the last two and whose end stands: those move as 2,178,309 to 3,524,578, which no proof can be rounded to.
 */
class LongMoveTest {
    private static final int LINKS = 300;
    private static final int SERIES = 34;
    /** What the cell at the far end can give. */
    private static final long SPARE = 50;

    private static final long EACH = 1_000;
    private static final int SPARE_CELL = 1 + 2 * LINKS;
    private static final int FIRST_OF_SERIES = SPARE_CELL + 1;
    private static final int END_OF_SERIES = FIRST_OF_SERIES + SERIES - 1;
    private static final int FIRST_TOTAL = END_OF_SERIES + 1;
    private static final int LAST_TOTAL = FIRST_TOTAL + LINKS;

    @Test
    void cell_whoseEndIsInNoSimpleFraction_isProvedByAShorterMove() {
        AttackReport report = Attack.onRelease(chain(), status(), AttackSettings.DEFAULT);

        assertThat(report.outsider(0)).isEqualTo(CellVerdict.PROTECTED);
    }

    private static AssessedCells chain() {
        long[] value = new long[LAST_TOTAL + 1];
        AdditiveSystem.Builder system = AdditiveSystem.over(value.length);
        // The first cell is known to be at least what it is: it can only go up.
        value[0] = 1;
        Arrays.fill(value, 1, SPARE_CELL, EACH);
        value[SPARE_CELL] = SPARE;
        // The series grows beyond what CP-SAT takes: no whole-number program is asked.
        value[FIRST_OF_SERIES] = 2_000 * EACH;
        value[FIRST_OF_SERIES + 1] = 3_000 * EACH;
        for (int cell = FIRST_OF_SERIES + 2; cell <= END_OF_SERIES; cell++) {
            add(system, value, cell, cell - 2, cell - 1);
        }
        add(system, value, FIRST_TOTAL, 0, 1, 2);
        for (int link = 1; link < LINKS; link++) {
            int pair = 2 * link - 1;
            add(system, value, FIRST_TOTAL + link, pair, pair + 1, pair + 2, pair + 3);
        }
        add(system, value, LAST_TOTAL, SPARE_CELL - 2, SPARE_CELL - 1, SPARE_CELL, FIRST_OF_SERIES);
        long[] floor = new long[value.length];
        floor[0] = value[0];
        CellStatus[] status = new CellStatus[value.length];
        Arrays.fill(status, CellStatus.SAFE);
        status[0] = CellStatus.PRIMARY;
        ProtectionLevels[] levels = new ProtectionLevels[value.length];
        Arrays.fill(levels, ProtectionLevels.NONE);
        levels[0] = ProtectionLevels.width(9);
        int[] sole = new int[value.length];
        Arrays.fill(sole, -1);
        return new AssessedCells(system.build(), value, floor, status, levels, new long[value.length], sole);
    }

    private static void add(AdditiveSystem.Builder system, long[] value, int total, int... parts) {
        value[total] = Arrays.stream(parts).mapToLong(part -> value[part]).sum();
        system.relation(total, parts);
    }

    private static CellStatus[] status() {
        CellStatus[] status = new CellStatus[LAST_TOTAL + 1];
        Arrays.fill(status, CellStatus.SAFE);
        Arrays.fill(status, 0, END_OF_SERIES, CellStatus.COMPLEMENTARY);
        status[0] = CellStatus.PRIMARY;
        return status;
    }
}
