package org.louver.safety;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.engine.Engine;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.UnitTabulation;

/**
 * What the policy adds to the one pass that tabulates generated stops from Parquet: read, code and count with the default policy and
 * without. Arguments: result file, data folder, the million generated stops, millions of stops.
 */
public final class StopsPolicyBenchmark {
    private static final int ROUNDS = 4;

    private static final String RELEASE = """
            release {
              id = r, name = r, title = Benchmark, publisher = p, contact = "a@example.org", licence = CC-BY-4.0
            }
            output = out
            sources {
              stops {
                event = stop, format = parquet, key = [stop_id], person = person_id, year = date
                files = [ { path = "stops.parquet", years = ["2015-2024"] } ]
                fields {
                  stop_id { type = text, required = true }, person_id { type = text }, date { type = date, required = true }, county { type = text }
                  agency { type = text }, subject_race { type = text }, subject_sex { type = text }
                  subject_age { type = integer }, reason_for_stop { type = text }, outcome { type = text }
                  search_conducted { type = text }, contraband_found { type = text }
                }
              }
            }
            safety {
              policy = "policies/victim-safety.conf"
              agency { latitude = 41.6, longitude = -72.7, time-zone = "America/New_York" }
            }
            """;

    private static final String TABLES = """
            variables {
              year { periods = [year], from = date }
              race { from = subject_race }
              sex { from = subject_sex }
              age { from = subject_age, bands = [0, 18, 30, 45, 60] }
              place { hierarchies = [ [county, agency] ] }
              outcome { }
              search_conducted { }
              contraband_found { }
            }
            tables = [
              { name = by_person, unit = stops, by = [year, race, sex] }
              { name = by_age, unit = stops, by = [year, age, sex] }
              { name = by_place, unit = stops, by = [year, place] }
              { name = by_outcome, unit = stops, by = [year, race, outcome] }
              { name = by_search, unit = stops, by = [year, race, search_conducted] }
              { name = by_result, unit = stops, by = [year, race, contraband_found], where { search_conducted = "true" } }
            ]
            """;

    private StopsPolicyBenchmark() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        int millions = Integer.parseInt(arguments[3]);
        Path stops = stops(Path.of(arguments[1]), Path.of(arguments[2]), millions);
        SparkSession spark = Engine.start();
        ReleaseConfig release = ReleaseConfig.read(Section.parse(RELEASE, "benchmark.conf"));
        SafetySettings settings = SafetySettings.read(release, Path.of("conf"));
        TabulationPlan plan = TabulationPlan.read(
                Section.parse(TABLES, "benchmark.conf"), Safety.releasableFields(release, settings.policy()));
        Dataset<Row> records = spark.read().parquet(stops.toString());
        StringBuilder result = new StringBuilder("{\"benchmark\": \"safety-stops\", \"millions\": " + millions
                + ", \"processors\": " + Runtime.getRuntime().availableProcessors() + ", \"rounds\": [");
        for (int round = 0; round < ROUNDS; round++) {
            double[] without = time(() -> tabulate(plan, records, "stop_id"));
            double[] with = time(() -> tabulate(
                    plan,
                    new Safety(spark, release, settings, Map.of())
                            .apply(Map.of("stops", records))
                            .counted("stops"),
                    ReleasableEvents.unit("stop_id")));
            String line = String.format(
                    Locale.ROOT,
                    "{\"without\": %.2f, \"with\": %.2f, \"without-processor\": %.2f, \"with-processor\": %.2f,"
                            + " \"added-percent\": %.0f, \"added-processor-percent\": %.0f}",
                    without[0],
                    with[0],
                    without[1],
                    with[1],
                    100 * (with[0] / without[0] - 1),
                    100 * (with[1] / without[1] - 1));
            System.out.println(line);
            result.append(round == 0 ? "\n  " : ",\n  ").append(line);
        }
        Files.writeString(Path.of(arguments[0]), result.append("]}\n"));
    }

    private static void tabulate(TabulationPlan plan, Dataset<Row> records, String key) {
        new UnitTabulation(plan, 11).tabulate("stops", records, List.of(key), Optional.empty());
    }

    /** Seconds and processor seconds. */
    private static double[] time(Runnable work) {
        long started = System.nanoTime();
        double before = processor();
        work.run();
        return new double[] {(System.nanoTime() - started) / 1e9, processor() - before};
    }

    private static double processor() {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return process.getProcessCpuTime() / 1e9;
    }

    /** The generated stops under the names of a contract, copied with other years; made once. */
    private static Path stops(Path folder, Path million, int millions) throws IOException, SQLException {
        Files.createDirectories(folder);
        Path file = folder.resolve("policy_stops_" + millions + "M.parquet");
        if (!Files.exists(file)) {
            try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                    Statement sql = duck.createStatement()) {
                sql.execute("COPY (SELECT 's' || copy || '-' || row_number() OVER () AS stop_id, "
                        + "'p' || (hash(copy, county, race, month, age_group) % 4000000) AS person_id, "
                        + "make_date((2015 + (year + copy) % 10)::INT, month::INT, 15) AS date, county::VARCHAR AS county, "
                        + "agency::VARCHAR AS agency, race::VARCHAR AS subject_race, sex::VARCHAR AS subject_sex, "
                        + "(15 + hash(age_group) % 60)::INT AS subject_age, stop_reason::VARCHAR AS reason_for_stop, "
                        + "outcome::VARCHAR AS outcome, (search_conducted::VARCHAR IN ('1', 'true', 'True', 'yes', 'Yes', 'Y'))::VARCHAR AS search_conducted, "
                        + "contraband_found::VARCHAR AS contraband_found, (2015 + (year + copy) % 10)::INT AS year "
                        + "FROM read_parquet('" + million + "'), range(" + millions + ") c(copy)) TO '" + file
                        + "' (FORMAT parquet)");
            }
        }
        return file;
    }
}
