package org.louver.source;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.louver.config.SourceConfig;
import org.louver.config.SourceFormat;
import org.louver.engine.Materialized;
import org.louver.engine.PhysicalRows;
import org.louver.refusal.Refusal;
import org.louver.source.SourceReport.Quarantined;

/** Reads one source: files once, then one pass over the persisted rows to count and one to resolve keys. */
final class SourceReading {
    private static final StructType QUARANTINE = StructType.fromDDL(
            "source string, file string, record bigint, year int, field string, reason string, value string");

    private final SparkSession spark;
    private final SourceConfig source;

    private final Consumer<SourceTable> quarantined;

    SourceReading(SparkSession spark, SourceConfig source, Consumer<SourceTable> quarantined) {
        this.spark = spark;
        this.source = source;
        this.quarantined = quarantined;
    }

    SourceTable read() {
        RawRows raw = new RawRows(spark, source);
        List<RawRows.Group> groups = raw.groups();
        try (Materialized kept = UnreadableFiles.refused(
                source,
                () -> Materialized.of(groups.stream()
                        .map(group -> TypedRows.typed(group.rows(), source, group.entry()))
                        .reduce(Dataset::unionAll)
                        .orElseThrow()))) {
            Dataset<Row> typed = kept.rows();
            Tally tally = UnreadableFiles.refused(source, () -> Tally.of(typed, source));
            requireJsonFields(tally);
            Materialized keyed = Materialized.of(Keys.resolved(
                    typed.where(col(RawRows.KIND)
                            .equalTo(RawRows.DATA)
                            .and(col(TypedRows.PROBLEM).isNull())),
                    source));
            Dataset<Row> resolved = keyed.rows();
            List<Row> keys = resolved.groupBy(
                            coalesce(col(TypedRows.YEAR), lit(0)).as("year"), col(Keys.CONFLICT))
                    .agg(
                            count(lit(1)).as("things"),
                            sum(col(Keys.ROWS)).as("rows"),
                            sum(col(Keys.DISTINCT)).as("distinct"))
                    .collectAsList();
            SourceReport report = report(
                    tally,
                    keys,
                    raw,
                    groups.stream().mapToInt(RawRows.Group::files).sum());
            Materialized bad = Materialized.of(quarantine(typed, resolved, tally, report));
            Dataset<Row> quarantine = bad.rows();
            SourceTable table = new SourceTable(source, rows(resolved), quarantine, report, () -> {
                keyed.close();
                bad.close();
            });
            if (report.rowsQuarantined() > 0) {
                // The typed rows are about to be freed.
                PhysicalRows.of(quarantine).count();
            }
            try {
                if (report.rowsQuarantined() > 0) {
                    quarantined.accept(table);
                }
                Gates.pass(source, report, quarantine);
            } catch (RuntimeException stopped) {
                table.close();
                throw stopped;
            }
            return table;
        }
    }

    private Dataset<Row> rows(Dataset<Row> resolved) {
        List<Column> columns = new ArrayList<>();
        columns.add(col(TypedRows.YEAR));
        source.fields().keySet().forEach(field -> columns.add(col(field)));
        return resolved.where(col(Keys.CONFLICT).isNull()).select(columns.toArray(Column[]::new));
    }

    /** Objects may leave a name out, so only a name that none of them has is known to be wrong. */
    private void requireJsonFields(Tally tally) {
        if (source.format() instanceof SourceFormat.Json) {
            for (String field : source.fields().keySet()) {
                if (!tally.present(field) && tally.rows() > 0) {
                    throw Refusal.input(
                            "source " + source.name() + ": no object has a value for the field " + field,
                            "give its name under column or layouts, or say absent = true");
                }
            }
        }
    }

    private SourceReport report(Tally tally, List<Row> keys, RawRows raw, int files) {
        SortedMap<Integer, Long> rows = tally.keptRows();
        SortedMap<Integer, Long> things = new TreeMap<>();
        List<Quarantined> quarantined = new ArrayList<>(tally.quarantined());
        long duplicates = 0;
        for (Row line : keys) {
            int year = line.<Integer>getAs("year");
            String conflict = line.getAs(Keys.CONFLICT);
            long rowsOfLine = line.<Long>getAs("rows");
            if (conflict == null) {
                things.merge(year, line.<Long>getAs("things"), Math::addExact);
                duplicates += rowsOfLine - line.<Long>getAs("distinct");
            } else {
                quarantined.add(new Quarantined(year, conflict, Reason.KEY_CONFLICT, rowsOfLine));
            }
        }
        return new SourceReport(
                source.name(),
                files,
                tally.rows(),
                tally.rows(RawRows.HEADER),
                tally.rows(RawRows.BLANK),
                duplicates,
                rows,
                things,
                List.copyOf(quarantined),
                tally.emptied(),
                raw.unlisted());
    }

    private Dataset<Row> quarantine(Dataset<Row> typed, Dataset<Row> resolved, Tally tally, SourceReport report) {
        if (report.rowsQuarantined() == 0) {
            return spark.createDataFrame(List.of(), QUARANTINE);
        }
        Dataset<Row> data = typed.where(col(RawRows.KIND).equalTo(RawRows.DATA));
        Dataset<Row> bad = data.where(col(TypedRows.PROBLEM).isNotNull())
                .select(
                        col(RawRows.FILE),
                        col(RawRows.BLOCK),
                        col(RawRows.POSITION),
                        col(TypedRows.YEAR),
                        col(TypedRows.PROBLEM + ".field").as("field"),
                        col(TypedRows.PROBLEM + ".reason").as("reason"),
                        col(TypedRows.PROBLEM + ".value").as("value"));
        if (report.quarantined().stream().anyMatch(line -> line.reason() == Reason.KEY_CONFLICT)) {
            bad = bad.unionAll(conflicting(data, resolved));
        }
        Column file = col(RawRows.FILE);
        return bad.join(broadcast(tally.recordNumbers(spark)), new String[] {RawRows.FILE, RawRows.BLOCK}, "inner")
                .select(
                        lit(source.name()).as("source"),
                        file.as("file"),
                        col(RawRows.POSITION).plus(col("_shift")).as("record"),
                        col(TypedRows.YEAR),
                        col("field"),
                        col("reason"),
                        col("value"));
    }

    private Dataset<Row> conflicting(Dataset<Row> data, Dataset<Row> resolved) {
        List<Column> key = new ArrayList<>();
        source.key().forEach(part -> key.add(col(part)));
        key.add(col(Keys.CONFLICT));
        Dataset<Row> keys = resolved.where(col(Keys.CONFLICT).isNotNull()).select(key.toArray(Column[]::new));
        return data.where(col(TypedRows.PROBLEM).isNull())
                .join(keys, source.key().toArray(String[]::new), "inner")
                .select(
                        col(RawRows.FILE),
                        col(RawRows.BLOCK),
                        col(RawRows.POSITION),
                        col(TypedRows.YEAR),
                        col(Keys.CONFLICT).as("field"),
                        lit(Reason.KEY_CONFLICT.word()).as("reason"),
                        when(lit(false), lit("")).as("value"));
    }
}
