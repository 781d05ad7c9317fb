package org.louver.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.louver.TestSpark;
import org.louver.attack.AttackByParts;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.attack.AuditVerdict;
import org.louver.attack.PartAttacker;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.suppression.block.SkewedTable;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

class SparkPartsIT {
    private static AssessedCells cells() {
        return PrimarySuppression.assess(
                        new SkewedTable(1, 1, 40, 5, 4, 2, 20_000).draw(2),
                        SensitivityRules.minimumFrequency(5, ZeroPolicy.PUBLISHED),
                        ProtectionPolicy.standard())
                .cells();
    }

    @Test
    void partsInTasks_sameFindingsAsHere() {
        AssessedCells cells = cells();
        // Nothing but the unsafe cells is withheld, so that much is undone, in many components.
        CellStatus[] status =
                IntStream.range(0, cells.cells()).mapToObj(cells::status).toArray(CellStatus[]::new);
        AttackSettings settings = AttackSettings.DEFAULT;
        AttackReport here = AttackByParts.onRelease(cells, status, settings, PartAttacker.HERE);
        AttackReport onSpark = AttackByParts.onRelease(cells, status, settings, new SparkParts(TestSpark.session()));

        assertThat(here.verdict()).isInstanceOf(AuditVerdict.Failed.class);
        assertThat(onSpark.summary()).isEqualTo(here.summary());
        for (int cell = 0; cell < cells.cells(); cell++) {
            assertThat(onSpark.outsider(cell)).isEqualTo(here.outsider(cell));
            assertThat(onSpark.lowest(cell)).isEqualTo(here.lowest(cell));
            assertThat(onSpark.highest(cell)).isEqualTo(here.highest(cell));
        }
    }
}
