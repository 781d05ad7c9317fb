package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.table.ProtectionLevels;

class ComplementarySuppressionTest {
    @Test
    void smallTable_isProtectedWithThreeComplements() throws IOException {
        SuppressionPattern pattern = ComplementarySuppression.protect(
                OracleTables.z1(SharedFolder.require("oracles")).counts(3, false, ProtectionLevels.width(3)),
                SuppressionSettings.standard());

        assertThat(pattern.complements()).isEqualTo(3);
        assertThat(pattern.unachievable()).isEmpty();
    }
}
