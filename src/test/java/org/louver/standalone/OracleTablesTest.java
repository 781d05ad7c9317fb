package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;
import org.louver.config.DesignConfig;
import org.louver.sensitivity.Rule;
import org.louver.table.TabulatedCells;

/** Cells and primary cells of tables whose numbers other programs gave; see the README of the oracles. */
class OracleTablesTest {
    @ParameterizedTest(name = "{0}, zeros {2}")
    @CsvSource({
        "z1, ssb/z1.csv, published, 45, 3",
        "z3, ssb/z3.csv, published, 1200, 333",
        "z3, ssb/z3.csv, unsafe, 1200, 482",
        "z3-linked, ssb/z3.csv, published, 1350, 350",
        "z3-linked, ssb/z3.csv, unsafe, 1350, 503",
        "age-race, synthetic/t2_age_race_10k/inner_counts.csv, published, 63, 10",
        "age-race-reason, synthetic/t3_age_race_reason_10k/inner_counts.csv, published, 819, 268",
        "county-race, synthetic/s2_county_race_100k/inner_counts.csv, published, 707, 159",
    })
    void primaryCells_agreeWithOtherPrograms(String design, String input, String zeros, int cells, int primary) {
        Problem problem =
                Problem.read(design(design, Map.of("rules.zeros", zeros)), SharedFolder.require("oracles/" + input));

        assertThat(problem.assessment().primary()).isEqualTo(primary);
        assertThat(problem.cells().tables().crossProduct(0)).isEqualTo(cells);
    }

    @Test
    void marginsOfAMillionRecords_agreeWithOtherEngines() {
        Problem problem = Problem.read(
                design("year-agency-race", Map.of()), SharedFolder.require("oracles/synthetic/stops_1M.parquet"));

        assertThat(problem.cells().cells()).isEqualTo(58_136);
        assertThat(problem.assessment().primary()).isEqualTo(22_714);
    }

    @Test
    void magnitudesUnderThePPercentRule_agreeCellByCell(@TempDir Path folder) throws IOException {
        Path input = tauTable(folder);
        TabulatedCells cells =
                Problem.read(design("size-region-value", Map.of()), input).cells();
        Problem problem = Problem.read(design("size-region-value", Map.of()), input);
        int listed = 0;
        int unsafe = 0;
        for (String line : Files.readAllLines(SharedFolder.require("oracles/tauargus/Simple2D.txt"))) {
            String[] parts = line.replace("\"", "").split(",", -1);
            int size = cells.tables().variables().get(0).node(parts[0].trim());
            int region = cells.tables().variables().get(1).node(parts[1].trim());
            if (parts[2].equals("-")) {
                continue;
            }
            int cell = cells.cell(cells.tables().keys().key(size, region));
            listed++;
            assertThat(cells.value(cell))
                    .as(parts[0] + "," + parts[1])
                    .isEqualTo(new BigDecimal(parts[2])
                            .movePointRight(problem.scale())
                            .longValueExact());
            assertThat(problem.assessment().fired(cell) == Rule.P_PERCENT).isEqualTo(parts[3].equals("3"));
            unsafe += parts[3].equals("3") ? 1 : 0;
        }

        assertThat(cells.tables().crossProduct(0)).isEqualTo(162);
        assertThat(listed).isEqualTo(119);
        assertThat(unsafe).isEqualTo(9);
    }

    static DesignConfig design(String name, Map<String, String> overrides) {
        return DesignConfig.load(Path.of("conf/designs", name + ".conf"), overrides);
    }

    /** The fixed-width file as comma-separated columns. */
    static Path tauTable(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("Size,Region,Value\n");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedFolder.require("oracles/tauargus/tau_testW.asc.gz"))),
                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                csv.append(line.substring(8, 10).trim())
                        .append(',')
                        .append(line.substring(11, 13).trim())
                        .append(',')
                        .append(line.substring(27, 37).trim())
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("tau.csv"), csv);
    }
}
