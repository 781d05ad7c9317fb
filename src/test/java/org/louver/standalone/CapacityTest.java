package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class CapacityTest {
    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void limit_followsHeapAndVariables() {
        assertThat(Capacity.cells(3, 4 * GIBIBYTE))
                .as("a million cells in 4 GiB")
                .isGreaterThan(1_000_000);
        assertThat(Capacity.cells(10, 3 * GIBIBYTE)).isBetween(500_000L, 1_000_000L);
        assertThat(Capacity.cells(10, 6 * GIBIBYTE)).isEqualTo(2 * Capacity.cells(10, 3 * GIBIBYTE));
    }

    /** Rows that share nothing: nearly every margin has as many cells as there are rows. */
    @Test
    void tenVariablesOfThirtyCodes_areRefusedInOneLineBeforeTheyAreBuilt() throws IOException {
        String names = "a,b,c,d,e,f,g,h,i,j";
        Random random = new Random(3);
        // Enough rows for this process, whatever its heap: 900 or more margins are as long as the input.
        long rows = Capacity.cells(10, Runtime.getRuntime().maxMemory()) / 900 + 100;
        StringBuilder csv = new StringBuilder(names + "\n");
        for (long row = 0; row < rows; row++) {
            csv.append("c" + random.nextInt(30));
            for (int variable = 1; variable < 10; variable++) {
                csv.append(",c" + random.nextInt(30));
            }
            csv.append('\n');
        }
        Path design = Files.writeString(
                folder.resolve("d.conf"),
                "tables = [ { name = wide, by = [" + names + "] } ]\nrules = { minimum-frequency = 4 }\n");
        Path input = Files.writeString(folder.resolve("in.csv"), csv);

        assertThatThrownBy(() -> ProtectRun.run(design, Map.of(), input, folder.resolve("out"), line -> {}))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT);
                    assertThat(refusal.line()).contains("table wide of 10 variables is too large", "more memory");
                });
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
