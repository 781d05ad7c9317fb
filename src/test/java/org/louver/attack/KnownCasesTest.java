package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.attack.certificate.CertificateChecker;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/** Small tables whose answers are known elsewhere (oracles/README, small exact cases). */
class KnownCasesTest {
    // Rows w x y z by columns a b c d (sdcTable's documentation); line and grand totals are added.
    private static final long[][] INNER = {
        {30, 47, 64, 89}, {90, 124, 5, 31}, {92, 100, 59, 85}, {800, 991, 651, 685},
    };

    private static int cell(String name) {
        return 5 * "wxyz".indexOf(name.charAt(0)) + "abcd".indexOf(name.charAt(1));
    }

    private static AttackReport fourByFour(String... withheld) {
        AdditiveSystem.Builder system = AdditiveSystem.over(25);
        long[] value = new long[25];
        for (int line = 0; line < 5; line++) {
            int at = line;
            system.relation(
                    5 * line + 4,
                    IntStream.range(0, 4).map(part -> 5 * at + part).toArray());
            system.relation(
                    20 + line, IntStream.range(0, 4).map(part -> 5 * part + at).toArray());
        }
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                value[5 * row + column] = INNER[row][column];
                value[5 * row + 4] += INNER[row][column];
                value[20 + column] += INNER[row][column];
                value[24] += INNER[row][column];
            }
        }
        CellStatus[] before = new CellStatus[25];
        Arrays.fill(before, CellStatus.SAFE);
        CellStatus[] after = before.clone();
        ProtectionLevels[] levels = new ProtectionLevels[25];
        Arrays.fill(levels, ProtectionLevels.NONE);
        for (String name : withheld) {
            after[cell(name)] = CellStatus.COMPLEMENTARY;
        }
        before[cell("wb")] = CellStatus.PRIMARY;
        after[cell("wb")] = CellStatus.PRIMARY;
        levels[cell("wb")] = ProtectionLevels.width(1);
        int[] nobody = new int[25];
        Arrays.fill(nobody, -1);
        AssessedCells cells =
                new AssessedCells(system.build(), value, new long[25], before, levels, new long[25], nobody);
        AttackReport report = Attack.onRelease(
                cells, after, AttackSettings.DEFAULT.withIntervals().sequential());
        assertThat(CertificateChecker.check(report.premises().orElseThrow(), report.certificates())
                        .complete())
                .isEqualTo(report.verdict() instanceof AuditVerdict.Passed);
        return report;
    }

    @Test
    void twoHolesInEveryLine_stillGiveACellAway() {
        AttackReport report = fourByFour("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd");

        assertThat(report.outsider(cell("wb"))).isEqualTo(CellVerdict.EXACT);
        assertThat(report.lowest(cell("wb"))).isEqualTo(47);
        assertThat(report.highest(cell("wb"))).isEqualTo(47);
    }

    @ParameterizedTest(name = "with {0}: up to {1}")
    @CsvSource({"xd, 78", "wd, 136", "xb, 141", "ya, 141", "za, 141", "yc, 116", "zc, 116"})
    void oneMoreHole_opensTheKnownInterval(String more, long highest) {
        AttackReport report = fourByFour("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd", more);

        assertThat(report.outsider(cell("wb"))).isEqualTo(CellVerdict.PROTECTED);
        assertThat(report.lowest(cell("wb"))).isZero();
        assertThat(report.highest(cell("wb"))).isEqualTo(highest);
    }

    // Regions A B I J K L M N, counties {A B I J} {K L M N}, groups {A B I J K N} {L M}, Total: cells 0 to 12.
    private static AttackReport eightRegions(boolean counties, boolean groups, int... complements) {
        AdditiveSystem.Builder system = AdditiveSystem.over(13);
        if (counties) {
            system.relation(8, 0, 1, 2, 3).relation(9, 4, 5, 6, 7).relation(12, 8, 9);
        }
        if (groups) {
            system.relation(10, 0, 1, 2, 3, 4, 7).relation(11, 5, 6).relation(12, 10, 11);
        }
        long[] value = {2, 2, 8, 8, 3, 3, 3, 7, 20, 16, 30, 6, 36};
        CellStatus[] before = new CellStatus[13];
        Arrays.setAll(before, cell -> value[cell] <= 3 ? CellStatus.PRIMARY : CellStatus.SAFE);
        CellStatus[] after = before.clone();
        for (int cell : complements) {
            after[cell] = CellStatus.COMPLEMENTARY;
        }
        ProtectionLevels[] levels = new ProtectionLevels[13];
        Arrays.setAll(levels, cell -> value[cell] <= 3 ? ProtectionLevels.width(1) : ProtectionLevels.NONE);
        int[] nobody = new int[13];
        Arrays.fill(nobody, -1);
        long[] floor = new long[13];
        Arrays.fill(floor, 1);
        return Attack.onRelease(
                new AssessedCells(system.build(), value, floor, before, levels, new long[13], nobody),
                after,
                AttackSettings.DEFAULT.sequential());
    }

    @Test
    void linkedTables_safeAlone_areNotSafeTogether() {
        assertThat(eightRegions(true, false).verdict()).isInstanceOf(AuditVerdict.Passed.class);
        assertThat(eightRegions(false, true).verdict()).isInstanceOf(AuditVerdict.Passed.class);
        AttackReport together = eightRegions(true, true);
        assertThat(together.verdict()).isInstanceOf(AuditVerdict.Failed.class);
        assertThat(together.outsider(4)).as("K").isEqualTo(CellVerdict.EXACT);
        assertThat(eightRegions(true, true, 7).verdict()).as("N withheld too").isInstanceOf(AuditVerdict.Passed.class);
    }
}
