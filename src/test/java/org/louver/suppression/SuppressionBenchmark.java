package org.louver.suppression;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * Prints cells, primaries, complements, bound, gap, linear programs and seconds of the oracle tables, or of
 * {@code FILE.csv threshold width protected|ignored hierarchies}, where hierarchies is e.g. {@code 0;1,2;3} (columns from 0, count last).
 */
final class SuppressionBenchmark {
    private SuppressionBenchmark() {}

    public static void main(String[] args) throws IOException {
        System.out.printf(
                "%-34s %7s %7s %6s %6s %5s %6s %7s %8s %7s%n",
                "table", "cells", "primary", "compl", "bound", "gap%", "unach", "LPs", "seconds", "cost");
        if (args.length == 5) {
            int[][][] variables = Arrays.stream(args[4].split(";"))
                    .map(variable -> Arrays.stream(variable.split("\\|"))
                            .map(h -> Arrays.stream(h.split(","))
                                    .mapToInt(Integer::parseInt)
                                    .toArray())
                            .toArray(int[][]::new))
                    .toArray(int[][][]::new);
            TestTable table = OracleTables.table(Path.of(args[0]), variables);
            run(
                    Path.of(args[0]).getFileName().toString(),
                    table.counts(Long.parseLong(args[1]), false, ProtectionLevels.width(Long.parseLong(args[2]))),
                    args[3].equals("protected"));
            return;
        }
        Path oracles = Path.of(args.length > 0 ? args[0] : "../shared/oracles");
        String only = args.length > 1 ? args[1] : "";
        for (boolean singletons : new boolean[] {false, true}) {
            String who = singletons ? " singletons" : "";
            one(only, "z1 w3" + who, OracleTables.z1(oracles), 3, false, 3, singletons);
            one(only, "z3 exact" + who, OracleTables.z3(oracles), 3, false, 1, singletons);
            one(only, "z3 w3" + who, OracleTables.z3(oracles), 3, false, 3, singletons);
            one(only, "z3linked exact" + who, OracleTables.z3Linked(oracles), 3, false, 1, singletons);
            one(only, "z3linked w3" + who, OracleTables.z3Linked(oracles), 3, false, 3, singletons);
            one(only, "z3 zeros w3" + who, OracleTables.z3(oracles), 3, true, 3, singletons);
            one(only, "z3linked zeros w3" + who, OracleTables.z3Linked(oracles), 3, true, 3, singletons);
            one(only, "t3 exact" + who, OracleTables.ageRaceReason(oracles), 9, false, 1, singletons);
            one(only, "t3 w9" + who, OracleTables.ageRaceReason(oracles), 9, false, 9, singletons);
            one(only, "s2 exact" + who, OracleTables.countyRace(oracles), 9, false, 1, singletons);
            one(only, "s2 w9" + who, OracleTables.countyRace(oracles), 9, false, 9, singletons);
        }
    }

    private static void one(
            String only, String name, TestTable table, long small, boolean zeros, long width, boolean singletons) {
        if (name.startsWith(only)) {
            run(name, table.counts(small, zeros, ProtectionLevels.width(width)), singletons);
        }
    }

    private static void run(String name, AssessedCells cells, boolean singletons) {
        SuppressionSettings settings = SuppressionSettings.standard()
                .withSingletons(
                        singletons ? SuppressionSettings.Singletons.PROTECTED : SuppressionSettings.Singletons.IGNORED);
        long start = System.nanoTime();
        SuppressionPattern pattern = ComplementarySuppression.protect(cells, settings);
        double seconds = (System.nanoTime() - start) / 1e9;
        int primary = 0;
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.status(cell) == CellStatus.PRIMARY) {
                primary++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-34s %7d %7d %6d %6d %5.1f %6d %7d %8.2f %7d%n",
                name,
                cells.cells(),
                primary,
                pattern.complements(),
                pattern.bound().complements(),
                100.0 * pattern.gap(),
                pattern.unachievable().size(),
                pattern.linearPrograms(),
                seconds,
                pattern.cost());
    }
}
