package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What must be true of everything under {@code public/}, looked at from outside. */
final class PublicTree {
    /** Numbers of a Delta log's statistics: the least and the largest published value of a file. */
    private static final Pattern STATISTIC =
            Pattern.compile("(?:min|max)Values\\\\?\":\\{[^{}]*?value\\\\?\":([0-9]+)");

    /** The figures of a report, as it hands them to its charts. */
    private static final Pattern FIGURE = Pattern.compile("<script[^>]*application/json[^>]*>(.*?)</script>");

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Path root;

    PublicTree(Path root) {
        this.root = root;
    }

    /** Relative path → bytes, gzip unpacked. */
    SortedMap<String, byte[]> files() {
        try (Stream<Path> all = Files.walk(root)) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".gz")) {
                    bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
                }
                files.put(root.relativize(file).toString(), bytes);
            }
            return files;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Looks for a pattern in names, in bytes, and in the decoded pages of every Parquet file. */
    void requireNowhere(SparkSession spark, Pattern forbidden) {
        files().forEach((path, bytes) -> {
            assertThat(forbidden.matcher(path).find()).as(path).isFalse();
            assertThat(forbidden
                            .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                            .find())
                    .as(path)
                    .isFalse();
        });
        for (Path table : folders("parquet", "delta")) {
            for (Row row : rows(spark, table)) {
                assertThat(forbidden.matcher(row.mkString("\u0001")).find())
                        .as("pages of %s", root.relativize(table))
                        .isFalse();
            }
        }
    }

    /** Delta table → its rows, sorted. */
    SortedMap<String, String> deltaRows(SparkSession spark) {
        SortedMap<String, String> tables = new TreeMap<>();
        for (Path table : folders("delta")) {
            tables.put(
                    root.relativize(table).toString(),
                    rows(spark, table).stream().map(Row::toString).sorted().collect(Collectors.joining("\n")));
        }
        return tables;
    }

    /** No key of a record, written as a UUID, stands in any file; file names of datasets are UUIDs too, but not of records. */
    void requireNoneOf(Set<String> keys) {
        assertThat(keys).isNotEmpty();
        files().forEach((path, bytes) -> {
            Matcher key = KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            while (key.find()) {
                assertThat(keys.contains(key.group())).as(path).isFalse();
            }
        });
    }

    /** No count from 1 to {@code threshold − 1} in any format, statistics included; returns how many counts were looked at. */
    long requireNoCountBelow(SparkSession spark, long threshold) {
        long counts = 0;
        for (Path file : below("csv.gz")) {
            for (CSVRecord row : rows(file)) {
                if (!row.get("value").isEmpty()) {
                    counts++;
                    assertThat(Long.parseLong(row.get("value")))
                            .as(root.relativize(file).toString())
                            .matches(value -> value == 0 || value >= threshold, "is safe");
                }
            }
        }
        for (Path table : folders("parquet", "delta")) {
            for (Row row : rows(spark, table)) {
                if (row.getAs("value") != null) {
                    counts++;
                    assertThat(row.<Long>getAs("value"))
                            .as(root.relativize(table).toString())
                            .matches(value -> value == 0 || value >= threshold, "is safe");
                }
            }
        }
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            if (file.getKey().contains("_delta_log")) {
                Matcher statistic = STATISTIC.matcher(new String(file.getValue(), StandardCharsets.UTF_8));
                while (statistic.find()) {
                    assertThat(Long.parseLong(statistic.group(1)))
                            .as(file.getKey())
                            .matches(value -> value == 0 || value >= threshold, "is safe");
                }
            }
        }
        return counts + requireNoFigureBelow(threshold);
    }

    /** Counts drawn in reports: lines over time whose axis is a unit, such as {@code stops}. */
    private long requireNoFigureBelow(long threshold) {
        long counts = 0;
        for (Path report : below("html")) {
            Matcher figure = FIGURE.matcher(text(report));
            while (figure.find()) {
                JsonNode drawn = json(figure.group(1));
                // Ratios and rates are no counts.
                if (!drawn.path("kind").asText().equals("ratio")
                        && drawn.path("y").asText().matches("[a-z]+")) {
                    for (JsonNode line : drawn.path("lines")) {
                        for (JsonNode value : line.path("values")) {
                            if (value.isNumber()) {
                                counts++;
                                assertThat(value.asLong())
                                        .as("a figure of the report")
                                        .matches(one -> one == 0 || one >= threshold, "is safe");
                            }
                        }
                    }
                }
            }
        }
        for (Path readable : below("readable.csv")) {
            for (CSVRecord row : rows(readable)) {
                if (row.get("value").matches("[0-9]+")) {
                    counts++;
                    assertThat(Long.parseLong(row.get("value")))
                            .as(root.relativize(readable).toString())
                            .matches(one -> one == 0 || one >= threshold, "is safe");
                }
            }
        }
        return counts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Every total of a dimension equals the sum of its parts where all of them are published.
     *
     * @param parents code → the code it lies in, for dimensions that show several levels; what is not named lies in the total
     * @return how many totals could be compared
     */
    long requireTotalsAreSums(Map<String, String> parents) {
        long compared = 0;
        for (Path file : below("csv.gz")) {
            List<CSVRecord> rows = rows(file);
            List<String> header =
                    rows.isEmpty() ? List.of() : rows.get(0).getParser().getHeaderNames();
            List<String> dimensions = header.subList(0, Math.max(0, header.indexOf("value")));
            for (String dimension : dimensions) {
                compared += requireTotalsAreSums(file, rows, dimensions, dimension, parents);
            }
        }
        return compared;
    }

    private long requireTotalsAreSums(
            Path file, List<CSVRecord> rows, List<String> dimensions, String dimension, Map<String, String> parents) {
        Map<List<String>, Long> totals = new LinkedHashMap<>();
        Map<List<String>, List<String>> parts = new LinkedHashMap<>();
        for (CSVRecord row : rows) {
            List<String> others = new ArrayList<>();
            dimensions.stream().filter(one -> !one.equals(dimension)).forEach(one -> others.add(row.get(one)));
            String code = row.get(dimension);
            if (!row.get("value").isEmpty()) {
                totals.put(with(others, code), Long.valueOf(row.get("value")));
            }
            if (!code.equals("Total")) {
                parts.computeIfAbsent(with(others, parents.getOrDefault(code, "Total")), unseen -> new ArrayList<>())
                        .add(row.get("value"));
            }
        }
        long compared = 0;
        for (Map.Entry<List<String>, List<String>> whole : parts.entrySet()) {
            Long total = totals.get(whole.getKey());
            if (total != null && !whole.getValue().contains("")) {
                compared++;
                assertThat(whole.getValue().stream().mapToLong(Long::parseLong).sum())
                        .as("%s by %s", root.relativize(file), dimension)
                        .isEqualTo(total);
            }
        }
        return compared;
    }

    private static List<String> with(List<String> others, String code) {
        List<String> key = new ArrayList<>(others);
        key.add(code);
        return key;
    }

    private static List<Row> rows(SparkSession spark, Path table) {
        return spark.read()
                .format(table.getFileName().toString())
                .load(table.toString())
                .collectAsList();
    }

    /** Datasets in the formats that keep rows in compressed pages. */
    private List<Path> folders(String... names) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isDirectory)
                    .filter(folder ->
                            List.of(names).contains(folder.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Path> below(String ending) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith("." + ending))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<CSVRecord> rows(Path file) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = new InputStreamReader(
                        file.toString().endsWith(".gz")
                                ? new GZIPInputStream(Files.newInputStream(file))
                                : Files.newInputStream(file),
                        StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            return records.getRecords();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
