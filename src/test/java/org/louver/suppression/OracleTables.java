package org.louver.suppression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The count tables among the oracles, as suppression problems. */
final class OracleTables {
    private OracleTables() {}

    static List<String[]> csv(Path file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rows.add(Arrays.stream(line.split(",", -1))
                        .map(field -> field.replace("\"", ""))
                        .toArray(String[]::new));
            }
        }
        return rows;
    }

    /** Rows whose last column is the count; variables list the columns of each hierarchy. */
    static TestTable table(Path file, int[][]... variables) throws IOException {
        TestTable table = new TestTable();
        for (int[][] variable : variables) {
            table.variable(variable);
        }
        for (String[] row : csv(file)) {
            table.row(Long.parseLong(row[row.length - 1]), row);
        }
        return table;
    }

    static TestTable z1(Path oracles) throws IOException {
        return table(oracles.resolve("ssb/z1.csv"), new int[][] {{0}}, new int[][] {{1}});
    }

    static TestTable z3(Path oracles) throws IOException {
        return table(oracles.resolve("ssb/z3.csv"), new int[][] {{1, 0}}, new int[][] {{3}}, new int[][] {{5, 4}});
    }

    static TestTable z3Linked(Path oracles) throws IOException {
        return table(
                oracles.resolve("ssb/z3.csv"), new int[][] {{1, 0}, {2, 0}}, new int[][] {{3}}, new int[][] {{5, 4}});
    }

    static TestTable ageRaceReason(Path oracles) throws IOException {
        return table(
                oracles.resolve("synthetic/t3_age_race_reason_10k/inner_counts.csv"),
                new int[][] {{0}},
                new int[][] {{1}},
                new int[][] {{2}});
    }

    static TestTable countyRace(Path oracles) throws IOException {
        return table(
                oracles.resolve("synthetic/s2_county_race_100k/inner_counts.csv"), new int[][] {{0}}, new int[][] {{1}
                });
    }
}
