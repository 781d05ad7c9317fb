package org.louver.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.louver.TestSpark;
import org.louver.attack.Attack;
import org.louver.attack.AttackSettings;
import org.louver.attack.AuditVerdict;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.suppression.block.BlockPlan;
import org.louver.suppression.block.SkewedTable;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.tabulation.TabulatedUnit;

class SparkBlocksIT {
    /** Enough cells for several blocks, few of them small. */
    private static final SkewedTable LARGE = new SkewedTable(1, 12, 40, 4, 3, 1, 300_000);

    private static final SkewedTable SMALL = new SkewedTable(1, 1, 12, 3, 3, 2, 2_000);

    private static TabulatedUnit unit(SkewedTable table) {
        LinkedTables tables = table.tables();
        BaseCells base = table.base(tables, 11);
        return new TabulatedUnit("stops", List.of(), "year", tables.tabulate(base), base, List.of());
    }

    private static Protection protection(String settings) {
        return new Protection(
                SensitivityRules.minimumFrequency(5, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0, bound = false, width = 4, " + settings, "test.conf")));
    }

    @Test
    void blocksInTasks_samePatternAsHere_andItHolds() {
        TabulatedUnit unit = unit(LARGE);
        Protection inBlocks = protection("blocks-above = 0");
        ProtectedUnit here = inBlocks.protect(unit);
        ProtectedUnit onSpark = inBlocks.on(TestSpark.session()).protect(unit);

        assertThat(BlockPlan.of(unit.cells()).blocks()).isGreaterThan(2);
        assertThat(onSpark.status()).isEqualTo(here.status());
        assertThat(Attack.onRelease(onSpark.assessment().cells(), onSpark.status(), AttackSettings.DEFAULT)
                        .verdict())
                .isInstanceOf(AuditVerdict.Passed.class);
    }

    @Test
    void smallUnit_isProtectedAsAWhole() {
        TabulatedUnit unit = unit(SMALL);
        ProtectedUnit whole = protection("blocks-above = 1000000").protect(unit);
        ProtectedUnit usual = protection("").on(TestSpark.session()).protect(unit);

        assertThat(usual.status()).isEqualTo(whole.status());
    }
}
