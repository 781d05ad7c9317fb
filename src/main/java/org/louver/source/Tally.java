package org.louver.source;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.config.FieldConfig;
import org.louver.config.SourceConfig;
import org.louver.config.SourceFormat;
import org.louver.source.SourceReport.Quarantined;

/**
 * The counts of one pass over typed rows: one line per split, year, kind and problem, so as many as splits × years × rules.
 *
 * <p>The lines also number the records: splits of a file follow each other by their offset, so a row's record number is its
 * position in the split plus the records before it, whatever machine read which split.
 */
final class Tally {
    private final SourceConfig source;
    private final List<Row> lines;

    private Tally(SourceConfig source, List<Row> lines) {
        this.source = source;
        this.lines = lines;
    }

    static Tally of(Dataset<Row> typed, SourceConfig source) {
        boolean json = source.format() instanceof SourceFormat.Json;
        SortedSet<String> emptiable = emptiable(source);
        List<Column> measures = new ArrayList<>();
        measures.add(min(RawRows.POSITION).as("first"));
        for (FieldConfig field : source.fields().values()) {
            if (emptiable.contains(field.name())) {
                measures.add(sum(when(array_contains(col(TypedRows.EMPTIED), field.name()), 1L)
                                .otherwise(0L))
                        .as("emptied_" + field.name()));
            }
            if (json) {
                measures.add(max(col(field.name()).isNotNull()).as("present_" + field.name()));
            }
        }
        return new Tally(
                source,
                typed.groupBy(
                                col(RawRows.FILE),
                                col(RawRows.BLOCK),
                                coalesce(col(TypedRows.YEAR), lit(0)).as("year"),
                                col(RawRows.KIND),
                                col(TypedRows.PROBLEM + ".field").as("field"),
                                col(TypedRows.PROBLEM + ".reason").as("reason"))
                        .agg(count(lit(1)).as("rows"), measures.toArray(Column[]::new))
                        .collectAsList());
    }

    long rows() {
        return lines.stream().mapToLong(Tally::rows).sum();
    }

    long rows(String kind) {
        return lines.stream()
                .filter(line -> line.<String>getAs(RawRows.KIND).equals(kind))
                .mapToLong(Tally::rows)
                .sum();
    }

    /** Whether any row of a JSON source has a value in the field, before the contract judged it. */
    boolean present(String field) {
        return lines.stream()
                .anyMatch(line -> Boolean.TRUE.equals(line.<Boolean>getAs("present_" + field))
                        || (field.equals(line.<String>getAs("field"))
                                && !Reason.MISSING.word().equals(line.<String>getAs("reason")))
                        || (emptiable(source).contains(field) && line.<Long>getAs("emptied_" + field) > 0));
    }

    SortedMap<String, Long> emptied() {
        SortedMap<String, Long> emptied = new TreeMap<>();
        for (String field : emptiable(source)) {
            long values = lines.stream()
                    .filter(Tally::good)
                    .mapToLong(line -> line.<Long>getAs("emptied_" + field))
                    .sum();
            if (values > 0) {
                emptied.put(field, values);
            }
        }
        return emptied;
    }

    SortedMap<Integer, Long> keptRows() {
        SortedMap<Integer, Long> kept = new TreeMap<>();
        lines.stream()
                .filter(Tally::good)
                .forEach(line -> kept.merge(line.<Integer>getAs("year"), rows(line), Math::addExact));
        return kept;
    }

    List<Quarantined> quarantined() {
        SortedMap<String, Quarantined> bad = new TreeMap<>();
        for (Row line : lines) {
            String word = line.getAs("reason");
            if (word != null && line.<String>getAs(RawRows.KIND).equals(RawRows.DATA)) {
                int year = line.<Integer>getAs("year");
                String field = line.getAs("field");
                Quarantined more = new Quarantined(year, field, Reason.of(word), rows(line));
                bad.merge(
                        "%04d %s %s".formatted(year, field, word),
                        more,
                        (a, b) -> new Quarantined(year, field, a.reason(), Math.addExact(a.rows(), b.rows())));
            }
        }
        return List.copyOf(bad.values());
    }

    /** {@code _file, _block, _shift}: what to add to a position to get the record's number in its file. */
    Dataset<Row> recordNumbers(SparkSession spark) {
        SortedMap<String, SortedMap<Long, long[]>> splits = new TreeMap<>();
        for (Row line : lines) {
            splits.computeIfAbsent(line.getAs(RawRows.FILE), file -> new TreeMap<>())
                    .merge(
                            line.<Long>getAs(RawRows.BLOCK),
                            new long[] {line.<Long>getAs("first"), rows(line)},
                            (a, b) -> new long[] {Math.min(a[0], b[0]), Math.addExact(a[1], b[1])});
        }
        List<Row> shifts = new ArrayList<>();
        splits.forEach((file, blocks) -> {
            long before = 0;
            for (var block : blocks.entrySet()) {
                shifts.add(RowFactory.create(file, block.getKey(), before + 1 - block.getValue()[0]));
                before += block.getValue()[1];
            }
        });
        return spark.createDataFrame(
                shifts,
                new StructType()
                        .add(RawRows.FILE, DataTypes.StringType)
                        .add(RawRows.BLOCK, DataTypes.LongType)
                        .add("_shift", DataTypes.LongType));
    }

    private static SortedSet<String> emptiable(SourceConfig source) {
        return source.layouts().values().stream()
                .flatMap(layout -> layout.values().stream())
                .filter(field -> field.invalid() == FieldConfig.Invalid.MISSING)
                .map(FieldConfig::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean good(Row line) {
        return line.<String>getAs(RawRows.KIND).equals(RawRows.DATA) && line.getAs("reason") == null;
    }

    private static long rows(Row line) {
        return line.<Long>getAs("rows");
    }
}
