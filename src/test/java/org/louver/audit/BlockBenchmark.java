package org.louver.audit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.louver.attack.AttackByParts;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.engine.Engine;
import org.louver.protection.ProtectedUnit;
import org.louver.protection.Protection;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.suppression.block.SkewedTable;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;

/**
 * Protects and attacks made-up stops by month, county &gt; agency and race on Spark, two tasks at a time. Arguments: file for the results, about
 * how many cells (1000000).
 */
public final class BlockBenchmark {
    private static final long MINIMUM = 5;
    /** Agencies per county, months, races. */
    private static final int AGENCIES = 10;

    private static final int MONTHS = 24;
    private static final int RACES = 5;
    /** Cells that are not empty, per county, at {@link #RECORDS} records: measured. */
    private static final int CELLS_PER_COUNTY = 1_350;

    private static final int RECORDS = 25_000;

    private BlockBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int wanted = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int counties = Math.max(4, wanted / CELLS_PER_COUNTY);
        List<String> lines = new ArrayList<>();
        long start = System.nanoTime();
        TabulatedUnit unit = timed("tabulate", lines, () -> {
            SkewedTable table = new SkewedTable(1, MONTHS, counties, AGENCIES, RACES, 1, counties * RECORDS);
            LinkedTables tables = table.tables();
            BaseCells base = table.base(tables, 1);
            TabulatedCells cells = tables.tabulate(base);
            return new TabulatedUnit("stops", List.of(), "month", cells, base, List.of());
        });
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        SparkSession spark = Engine.start();
        Protection protection = new Protection(
                        SensitivityRules.minimumFrequency(MINIMUM, ZeroPolicy.PUBLISHED),
                        ProtectionConfig.read(Section.parse(
                                "effort = 0, bound = false, blocks-above = 5000, width = " + (MINIMUM - 1), "bench")))
                .on(spark);
        ProtectedUnit made = timed("protect", lines, () -> protection.protect(unit));
        AttackReport report = timed(
                "audit",
                lines,
                () -> AttackByParts.onRelease(
                        made.assessment().cells(), made.status(), AttackSettings.DEFAULT, new SparkParts(spark)));
        String json = String.format(
                Locale.ROOT,
                "{ \"cells\": %d, \"primary\": %d, \"complements\": %d, \"verdict\": \"%s\", \"undecided\": %d,%n  %s,%n"
                        + "  \"seconds\": %.0f, \"processorSeconds\": %.0f, \"heapMegabytes\": %d }%n",
                unit.cells().cells(),
                made.assessment().primary(),
                made.pattern().complements(),
                report.verdict().getClass().getSimpleName(),
                report.summary().undecided(),
                String.join(", ", lines),
                (System.nanoTime() - start) / 1e9,
                processorSeconds(),
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.print(json);
        Files.writeString(Path.of(arguments[0]), json);
        spark.stop();
    }

    private static <T> T timed(String step, List<String> lines, Supplier<T> work) {
        long start = System.nanoTime();
        double before = processorSeconds();
        T result = work.get();
        lines.add(String.format(
                Locale.ROOT,
                "\"%s\": { \"seconds\": %.1f, \"processorSeconds\": %.1f }",
                step,
                (System.nanoTime() - start) / 1e9,
                processorSeconds() - before));
        System.out.println(lines.get(lines.size() - 1));
        return result;
    }

    private static double processorSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }
}
