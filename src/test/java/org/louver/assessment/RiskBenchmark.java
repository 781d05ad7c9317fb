package org.louver.assessment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.louver.TestSpark;

/**
 * Class sizes of generated stops over seven keys by DuckDB, plain Spark SQL and Louver, on the same Parquet in one process; what
 * {@code scripts/bench risk} runs. Every answer is compared before any time is reported.
 *
 * <p>Arguments: a Parquet file of stops, where to write the JSON, the Markdown file that holds the table between two marks, a folder
 * for scratch files, then millions of records.
 */
public final class RiskBenchmark {
    static final List<String> KEYS = List.of("county", "race", "sex", "age_group", "month", "year", "stop_reason");
    private static final int ROUNDS = 3;
    /** Above it one cold round of each, and no Spark SQL: the question is whether it fits the heap. */
    private static final int LARGE = 10;

    private static final String BEGIN = "<!-- risk: begin -->";
    private static final String END = "<!-- risk: end -->";

    private final SparkSession spark = TestSpark.session();
    private final Path seed;
    private final Path scratch;
    private final List<Result> results = new ArrayList<>();
    private String duckVersion = "";

    private RiskBenchmark(Path seed, Path scratch) {
        this.seed = seed;
        this.scratch = scratch;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        RiskBenchmark benchmark = new RiskBenchmark(Path.of(arguments[0]), Path.of(arguments[3]));
        Files.createDirectories(benchmark.scratch);
        for (int i = 4; i < arguments.length; i++) {
            benchmark.measure(Integer.parseInt(arguments[i]));
            benchmark.write(Path.of(arguments[1]), Path.of(arguments[2]));
        }
    }

    /** After every size, so that nothing measured is lost. */
    private void write(Path json, Path page) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "risk");
        report.put("processor", processor());
        report.put("cores", Runtime.getRuntime().availableProcessors());
        report.put("threadsPerEngine", 2);
        report.put("heapMiB", Runtime.getRuntime().maxMemory() >> 20);
        report.put("java", System.getProperty("java.version"));
        report.put("spark", spark.version());
        report.put("duckdb", duckVersion);
        report.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report.put("results", results);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin >= 0 && end > begin) {
            Files.writeString(
                    page, text.substring(0, begin + BEGIN.length()) + "\n" + table(report) + text.substring(end));
        }
    }

    private static String processor() throws IOException {
        Path described = Path.of("/proc/cpuinfo");
        return !Files.exists(described)
                ? System.getProperty("os.arch")
                : Files.readAllLines(described).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }

    private String table(Map<String, Object> report) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %s cores, heap %s MiB, OpenJDK %s, Spark %s, DuckDB %s; load at the end %s.%n%n"
                        + "| records | measure | engine | seconds | processor seconds | ÷ DuckDB | peak heap MiB |%n"
                        + "|---|---|---|---|---|---|---|%n",
                report.get("processor"),
                report.get("cores"),
                report.get("heapMiB"),
                report.get("java"),
                report.get("spark"),
                report.get("duckdb"),
                report.get("load")));
        Map<String, Double> duck = new HashMap<>();
        for (Result result : results) {
            String what = result.millions() + " M | " + result.measure();
            boolean peer = result.engine().equals("duckdb");
            if (peer) {
                duck.put(what, result.cpuSeconds());
            }
            String ratio = duck.containsKey(what)
                    ? String.format(Locale.ROOT, "%.1f", result.cpuSeconds() / duck.getOrDefault(what, 1.0))
                    : "";
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %s | %s |%n",
                    what,
                    result.engine(),
                    result.seconds(),
                    result.cpuSeconds(),
                    ratio,
                    peer ? "" : String.valueOf(result.peakHeapMiB())));
        }
        return table.toString();
    }

    private void measure(int millions) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            try (ResultSet version = sql.executeQuery("SELECT version()")) {
                version.next();
                duckVersion = version.getString(1);
            }
            sql.execute("SET threads = 2");
            sql.execute("SET memory_limit = '4GB'");
            sql.execute("SET temp_directory = '" + scratch.resolve("duckdb") + "'");
            Path file = stops(sql, millions);
            String keys = String.join(", ", KEYS);
            String from = "read_parquet('" + file + "')";
            String groups = "SELECT " + keys + ", count(*) AS n FROM " + from + " GROUP BY ALL";
            String joined = "SELECT sum(1.0 / n), count(*) FILTER (n = 1) FROM (SELECT " + keys + " FROM " + from
                    + ") r JOIN (" + groups + ") c USING (" + keys + ")";
            Answer duckGroup = time("duckdb", "histogram", millions, () -> {
                try (ResultSet row = sql.executeQuery(
                        "SELECT sum(m), max(CASE WHEN n = 1 THEN m ELSE 0 END) FROM (SELECT n, count(*) AS m FROM ("
                                + groups + ") GROUP BY n)")) {
                    row.next();
                    return new Answer(row.getDouble(1), row.getLong(2));
                }
            });
            Answer duckJoin = time("duckdb", "record", millions, () -> {
                try (ResultSet row = sql.executeQuery(joined)) {
                    row.next();
                    return new Answer(row.getDouble(1), row.getLong(2));
                }
            });
            Dataset<Row> stops = spark.read().parquet(file.toString());
            Dataset<Row> keysOnly = KeyColumn.select(stops, KeyColumn.of(stops, KEYS));
            Answer louverGroup = time("louver", "histogram", millions, () -> {
                try (ClassTable classes = ClassTable.count(stops, KEYS)) {
                    return new Answer(
                            (double) classes.sizes().classes(), classes.sizes().uniques());
                }
            });
            Answer louverJoin = time("louver", "record", millions, () -> {
                try (ClassTable classes = ClassTable.count(keysOnly, KEYS)) {
                    return recordAnswer(RecordClasses.withClassSize(keysOnly, classes, "n"));
                }
            });
            require(duckGroup, louverGroup);
            require(duckJoin, louverJoin);
            if (millions <= LARGE && !Boolean.getBoolean("louver.benchmark.withoutSparkSql")) {
                Answer sparkGroup = time("spark-sql", "histogram", millions, () -> {
                    Row row = sparkGroups(stops)
                            .groupBy("n")
                            .count()
                            .agg(functions.sum("count"), functions.max(functions.expr("if(n = 1, count, 0)")))
                            .first();
                    return new Answer((double) row.getLong(0), row.getLong(1));
                });
                Answer sparkJoin = time(
                        "spark-sql",
                        "record",
                        millions,
                        () -> recordAnswer(stops.join(
                                sparkGroups(stops),
                                scala.jdk.javaapi.CollectionConverters.asScala(KEYS)
                                        .toSeq(),
                                "inner")));
                require(duckGroup, sparkGroup);
                require(duckJoin, sparkJoin);
                time("spark-sql", "scan", millions, () -> {
                    Row row = KeyColumn.select(stops, KeyColumn.of(stops, KEYS))
                            .selectExpr("sum(length(concat_ws('', *)))", "count(*)")
                            .first();
                    return new Answer((double) row.getLong(0), row.getLong(1));
                });
            }
            if (millions == 1) {
                List<String> eight = new ArrayList<>(KEYS);
                eight.add("outcome");
                specialUniques("suda, up to 4 of 8 keys", stops, eight, 4);
                Path hundredThousand = scratch.resolve("stops_100k.parquet");
                sql.execute(
                        "COPY (SELECT * FROM " + from + " LIMIT 100000) TO '" + hundredThousand + "' (FORMAT parquet)");
                specialUniques(
                        "suda of 100 k, up to 7 of 7 keys", spark.read().parquet(hundredThousand.toString()), KEYS, 7);
            }
        }
    }

    private void specialUniques(String measure, Dataset<Row> records, List<String> keys, int most) throws SQLException {
        time("louver", measure, 1, () -> {
            try (ClassTable classes = ClassTable.count(records, keys)) {
                SpecialUniques uniques = SpecialUniques.find(classes, most);
                return new Answer(
                        uniques.minimalUniques(most), uniques.scoreHistogram().size());
            }
        });
    }

    private Dataset<Row> sparkGroups(Dataset<Row> stops) {
        return stops.groupBy(KEYS.stream().map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                .agg(functions.count(functions.lit(1)).as("n"));
    }

    private static Answer recordAnswer(Dataset<Row> records) {
        Row row = records.agg(functions.sum(functions.expr("1D / n")), functions.expr("count_if(n = 1)"))
                .first();
        return new Answer(row.getDouble(0), row.getLong(1));
    }

    /** Copies of the seed file with months moved round, so that classes grow and new ones appear. */
    private Path stops(Statement sql, int millions) throws SQLException {
        if (millions == 1) {
            return seed;
        }
        Path file = scratch.resolve("stops_" + millions + "M.parquet");
        if (!Files.exists(file)) {
            sql.execute("COPY (SELECT s.* REPLACE (((month - 1 + 5 * copy) % 12 + 1)::BIGINT AS month, "
                    + "(2015 + (year + copy) % 10)::BIGINT AS year) FROM read_parquet('" + seed + "') s, range("
                    + millions + ") c(copy)) TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private record Result(
            String engine, String measure, int millions, double seconds, double cpuSeconds, long peakHeapMiB) {}

    private record Answer(double first, long second) {}

    @FunctionalInterface
    private interface Work {
        Answer run() throws SQLException;
    }

    private Answer time(String engine, String measure, int millions, Work work) throws SQLException {
        Answer answer = millions > LARGE ? new Answer(0, 0) : work.run();
        PeakHeap heap = new PeakHeap();
        double best = Double.MAX_VALUE;
        double bestCpu = Double.MAX_VALUE;
        for (int round = 0; round < (millions > LARGE ? 1 : ROUNDS); round++) {
            long started = System.nanoTime();
            long cpu = processNanos();
            answer = work.run();
            best = Math.min(best, (System.nanoTime() - started) / 1e9);
            bestCpu = Math.min(bestCpu, (processNanos() - cpu) / 1e9);
        }
        Result result = new Result(
                engine,
                measure,
                millions,
                Math.round(best * 1000) / 1000.0,
                Math.round(bestCpu * 1000) / 1000.0,
                heap.ended() >> 20);
        results.add(result);
        System.out.println(result);
        return answer;
    }

    /** The most heap in use at one moment, looked at every few milliseconds. */
    private static final class PeakHeap {
        private static final long MILLISECONDS = 5;

        private final AtomicLong peak = new AtomicLong();
        private final Thread watch;

        PeakHeap() {
            this.watch = new Thread(this::watch, "heap");
            watch.setDaemon(true);
            watch.start();
        }

        private void watch() {
            try {
                while (true) {
                    peak.accumulateAndGet(
                            ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed(),
                            Math::max);
                    Thread.sleep(MILLISECONDS);
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        long ended() {
            watch.interrupt();
            return peak.get();
        }
    }

    private static long processNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void require(Answer expected, Answer found) {
        if (expected.second() != found.second()
                || Math.abs(expected.first() - found.first()) > 1e-6 * expected.first()) {
            throw new IllegalStateException("the engines disagree");
        }
    }
}
