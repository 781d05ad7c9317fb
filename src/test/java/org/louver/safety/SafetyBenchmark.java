package org.louver.safety;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.engine.Engine;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import org.louver.linkage.LinkedEvents;
import org.louver.pipeline.ReleasePlan;
import org.louver.source.SourceTables;
import org.louver.tabulation.UnitTabulation;

/** What the policy costs, in processor seconds: tables of generated records counted with it and without. Arguments: result file, data folder, stops. */
public final class SafetyBenchmark {
    private static final int ROUNDS = 3;

    private SafetyBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]).resolve("stops-" + arguments[2]);
        long stops = Long.parseLong(arguments[2]);
        if (!Files.exists(data)) {
            Jurisdiction.write(new Plan(stops, 2015, 2024, 1), data, Format.CSV, 2, false);
        }
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/demo.conf"), Map.of("data", "\"" + data + "\"", "output", "\"" + data + "-out\""));
        SparkSession spark = Engine.start();
        AtomicLong jobs = new AtomicLong();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        });
        double start = processor();
        try (SourceTables sources = SourceTables.read(spark, plan.config())) {
            double read = processor() - start;
            measure(spark, plan, sources, jobs, read, Path.of(arguments[0]), stops);
        }
    }

    private static void measure(
            SparkSession spark,
            ReleasePlan plan,
            SourceTables sources,
            AtomicLong jobs,
            double read,
            Path file,
            long stops)
            throws IOException {
        double start = processor();
        try (LinkedEvents linked = LinkedEvents.link(spark, sources, plan.config())) {
            double link = processor() - start;
            Map<String, Dataset<Row>> tables = new TreeMap<>();
            linked.sources().forEach(source -> tables.put(source, linked.table(source)));
            StringBuilder result = new StringBuilder(String.format(
                    Locale.ROOT,
                    "{\"stops\": %d, \"read-processor-seconds\": %.1f, \"link-processor-seconds\": %.1f, \"rounds\": [",
                    stops,
                    read,
                    link));
            System.out.println(result);
            for (int round = 0; round < ROUNDS; round++) {
                long before = jobs.get();
                double without = seconds(() -> tabulate(plan, tables::get, field -> field));
                long between = jobs.get();
                double with = seconds(() -> {
                    ReleasableEvents events = new Safety(spark, plan.config(), plan.safety(), Map.of()).apply(tables);
                    tabulate(plan, events::counted, ReleasableEvents::unit);
                });
                String line = String.format(
                        Locale.ROOT,
                        "{\"without-processor-seconds\": %.1f, \"without-jobs\": %d, \"with-processor-seconds\": %.1f, \"with-jobs\": %d, \"added-percent\": %.0f}",
                        without,
                        between - before,
                        with,
                        jobs.get() - between,
                        100 * (with - without) / without);
                System.out.println(line);
                result.append(round == 0 ? "\n  " : ",\n  ").append(line);
            }
            Files.writeString(file, result.append("]}\n"));
        }
    }

    private static void tabulate(
            ReleasePlan plan, Function<String, Dataset<Row>> records, Function<String, String> identifier) {
        UnitTabulation tabulation =
                new UnitTabulation(plan.tabulation(), plan.rules().contributorsNeeded());
        for (String unit : plan.tabulation().units()) {
            var source = plan.config().source(unit);
            tabulation.tabulate(
                    unit,
                    records.apply(unit),
                    source.key().stream().map(identifier).toList(),
                    source.person().map(identifier));
        }
    }

    /** Processor seconds of the whole process: others may use the machine. */
    private static double seconds(Runnable work) {
        double start = processor();
        work.run();
        return processor() - start;
    }

    private static double processor() {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }
}
