package org.louver.safety;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The area table of a release, joined to records: a CSV file with the columns {@code area, level, parent, boundary, addresses,
 * people, neighbour}, one row per area.
 */
final class PublishedAreas {
    private static final List<String> COLUMNS =
            List.of("area", "level", "parent", "boundary", "addresses", "people", "neighbour");

    private static final List<String> POINT_COLUMNS =
            List.of("latitude", "longitude", "boundary", "addresses", "people");

    private final SparkSession spark;
    private final AreaTable table;

    PublishedAreas(SparkSession spark, AreaTable table) {
        this.spark = spark;
        this.table = table;
    }

    /** Reads the file; it has as many rows as there are areas, so it is held in memory. */
    static PublishedAreas read(SparkSession spark, NamedFile file) {
        List<AreaTable.Area> areas = new ArrayList<>();
        rows(spark, file, "the area table", COLUMNS).forEach(row -> areas.add(area(row, file)));
        return new PublishedAreas(spark, new AreaTable(areas, file));
    }

    /** Reads snap points; as many as there are places to publish, so they are held in memory. */
    static SnapPoints snapPoints(SparkSession spark, NamedFile file, Policy.AreaFloor floor) {
        List<SnapPoints.Point> points = new ArrayList<>();
        for (Row row : rows(spark, file, "the snap-point table", POINT_COLUMNS)) {
            try {
                points.add(new SnapPoints.Point(
                        Double.parseDouble(required(row, 0)),
                        Double.parseDouble(required(row, 1)),
                        required(row, 2),
                        Long.parseLong(required(row, 3)),
                        Long.parseLong(required(row, 4))));
            } catch (NumberFormatException unreadable) {
                throw file.refusal(
                        "the snap-point table has a row without coordinates, boundary or whole numbers",
                        "complete the row");
            }
        }
        return new SnapPoints(points, floor);
    }

    private static List<Row> rows(SparkSession spark, NamedFile file, String what, List<String> columns) {
        Dataset<Row> table;
        try {
            table = spark.read().option("header", "true").csv(file.path());
        } catch (Exception unreadable) {
            throw file.refusal(what + " cannot be read", "check the path and its permissions");
        }
        Set<String> missing = new TreeSet<>(columns);
        missing.removeAll(new HashSet<>(Arrays.asList(table.columns())));
        if (!missing.isEmpty()) {
            throw file.refusal(
                    what + " lacks the columns " + String.join(", ", missing), "docs/policy.md describes them");
        }
        return table.select(columns.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList();
    }

    private static AreaTable.Area area(Row row, NamedFile file) {
        try {
            return new AreaTable.Area(
                    required(row, 0),
                    required(row, 1),
                    Optional.ofNullable(row.getString(2)),
                    required(row, 3),
                    Long.parseLong(required(row, 4)),
                    Long.parseLong(required(row, 5)),
                    Optional.ofNullable(row.getString(6)));
        } catch (NumberFormatException unreadable) {
            throw file.refusal(
                    "the area table has a row without area, level, boundary or whole numbers of addresses and people",
                    "complete the row");
        }
    }

    private static String required(Row row, int column) {
        String value = row.getString(column);
        if (value == null || value.isBlank()) {
            throw new NumberFormatException();
        }
        return value.strip();
    }

    /** The records with one column per place field that becomes an area. */
    Dataset<Row> join(Policy policy, Dataset<Row> records, String source) {
        Dataset<Row> joined = records;
        for (String field : records.columns()) {
            Set<FieldAction> actions = new HashSet<>();
            actions.add(policy.action(source, field));
            policy.classes().forEach(each -> {
                actions.add(each.treatment().fields().getOrDefault(field, new FieldAction.Drop()));
                actions.add(each.treatment().fields().getOrDefault(field, new FieldAction.Drop()));
            });
            for (FieldAction action : actions) {
                if (action instanceof FieldAction.SmallestArea) {
                    joined = with(joined, field, table.published(policy.areaFloor()), FieldColumns.areaOf(field));
                } else if (action instanceof FieldAction.AreaOfRecord area) {
                    joined = with(joined, field, table.atLevel(area.level()), FieldColumns.areaOf(field, area.level()));
                }
            }
        }
        return joined;
    }

    private Dataset<Row> with(Dataset<Row> records, String field, Map<String, String> names, String column) {
        List<Row> rows = new ArrayList<>();
        names.forEach((area, name) -> rows.add(RowFactory.create(area, name)));
        Dataset<Row> small = spark.createDataFrame(
                rows,
                new StructType().add(column + "_key", DataTypes.StringType).add(column, DataTypes.StringType));
        return records.join(
                        broadcast(small), records.col(field).cast("string").equalTo(small.col(column + "_key")), "left")
                .drop(column + "_key");
    }
}
