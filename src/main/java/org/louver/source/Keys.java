package org.louver.source;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.Combination;
import org.louver.config.FieldConfig;
import org.louver.config.SourceConfig;
import org.louver.engine.Materialized;
import org.louver.engine.PhysicalRows;

/**
 * Good rows → one row per key.
 *
 * <p>Rows that repeat another one in every field count once. What remains of a key is one row, or combines field by field where the
 * source says so, or contradicts itself; then {@code _conflict} names the field ({@code ""} for the whole row).
 */
final class Keys {
    static final String CONFLICT = "_conflict";
    static final String ROWS = "_rows";
    static final String DISTINCT = "_distinct";

    private static final String REPEATED = "_repeated_";
    private static final String FIRST = "_first";
    private static final String LAST = "_last";

    private Keys() {}

    /** More repeated keys than this are not sent to every machine; all rows are exchanged by key instead. */
    private static final long FEW = 50_000;

    static Dataset<Row> resolved(Dataset<Row> good, SourceConfig source) {
        if (source.manyRowsPerKey()) {
            return grouped(good, source);
        }
        Column[] key =
                source.key().stream().map(part -> col(part).as(REPEATED + part)).toArray(Column[]::new);
        Dataset<Row> repeated = Materialized.of(good.groupBy(key)
                        .agg(count(lit(1)).as(ROWS))
                        .where(col(ROWS).gt(1))
                        .drop(ROWS))
                .rows();
        long keys = PhysicalRows.of(repeated).count();
        if (keys == 0) {
            return alone(good, source);
        }
        if (keys > FEW) {
            return shared(good, source);
        }
        return alone(good.join(broadcast(repeated), same(source), "left_anti"), source)
                .unionByName(shared(good.join(broadcast(repeated), same(source), "left_semi"), source));
    }

    private static Column same(SourceConfig source) {
        return source.key().stream()
                .map(part -> col(part).eqNullSafe(col(REPEATED + part)))
                .reduce(Column::and)
                .orElseThrow();
    }

    /** Rows whose key nobody shares: nothing to combine and nothing to contradict. */
    private static Dataset<Row> alone(Dataset<Row> rows, SourceConfig source) {
        List<Column> columns = new ArrayList<>();
        source.key().forEach(part -> columns.add(col(part)));
        columns.add(lit(1L).as(ROWS));
        columns.add(lit(1L).as(DISTINCT));
        columns.add(col(TypedRows.YEAR));
        source.fields().keySet().stream()
                .filter(field -> !source.key().contains(field))
                .forEach(field -> columns.add(col(field)));
        columns.add(lit(null).cast("string").as(CONFLICT));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Rows of keys that stand for one row each: all rows of a key are the same one, or they contradict each other. */
    private static Dataset<Row> shared(Dataset<Row> rows, SourceConfig source) {
        List<Column> all = new ArrayList<>();
        all.add(col(TypedRows.YEAR));
        source.fields().keySet().stream()
                .filter(field -> !source.key().contains(field))
                .forEach(field -> all.add(col(field)));
        Column row = struct(all.toArray(Column[]::new));
        List<Column> columns = new ArrayList<>();
        source.key().forEach(part -> columns.add(col(part)));
        columns.add(col(ROWS));
        columns.add(lit(1L).as(DISTINCT));
        columns.add(col(FIRST + "." + TypedRows.YEAR).as(TypedRows.YEAR));
        source.fields().keySet().stream()
                .filter(field -> !source.key().contains(field))
                .forEach(field -> columns.add(col(FIRST + "." + field).as(field)));
        columns.add(when(col(FIRST).notEqual(col(LAST)), lit("")).as(CONFLICT));
        return rows.groupBy(source.key().stream().map(part -> col(part)).toArray(Column[]::new))
                .agg(count(lit(1)).as(ROWS), min(row).as(FIRST), max(row).as(LAST))
                .select(columns.toArray(Column[]::new));
    }

    private static Dataset<Row> grouped(Dataset<Row> good, SourceConfig source) {
        List<Column> all = new ArrayList<>();
        all.add(col(TypedRows.YEAR));
        source.fields().keySet().forEach(field -> all.add(col(field)));
        Column[] key = source.key().stream().map(part -> col(part)).toArray(Column[]::new);
        // One exchange by key serves both aggregations.
        Dataset<Row> distinct = good.repartition(key)
                .groupBy(all.toArray(Column[]::new))
                .agg(count(lit(1)).as(ROWS));
        List<Column> combined = new ArrayList<>();
        List<Column> conflicts = new ArrayList<>();
        combined.add(count(lit(1)).as(DISTINCT));
        combined.add(min(col(TypedRows.YEAR)).as(TypedRows.YEAR));
        conflicts.add(
                source.manyRowsPerKey()
                        ? when(max(col(TypedRows.YEAR)).notEqual(min(col(TypedRows.YEAR))), lit(TypedRows.YEAR))
                        : when(count(lit(1)).gt(1), lit("")));
        for (FieldConfig field : source.fields().values()) {
            if (!source.key().contains(field.name())) {
                Column value = col(field.name());
                combined.add(Combinations.combined(value, field.combination(), field.order())
                        .as(field.name()));
                if (source.manyRowsPerKey() && field.combination() == Combination.SAME) {
                    conflicts.add(when(max(value).notEqual(min(value)), lit(field.name())));
                }
            }
        }
        combined.add(coalesce(conflicts.toArray(Column[]::new)).as(CONFLICT));
        return distinct.groupBy(key).agg(sum(col(ROWS)).as(ROWS), combined.toArray(Column[]::new));
    }
}
