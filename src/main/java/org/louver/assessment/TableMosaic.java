package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.refusal.Refusal;
import org.louver.risk.Mosaic;

/** What a reader learns by joining two tables of one release on the columns they share. */
final class TableMosaic {
    /** Cells of a table that are held in the driver's memory. */
    private static final long MOST_CELLS = 2_000_000;

    /** What one pair of tables gives away together. */
    record Pair(List<String> first, List<String> second, List<String> shared, Mosaic.Findings findings) {}

    private TableMosaic() {}

    /**
     * Every pair of tables where each has a column of its own.
     *
     * @throws Refusal exit 3 if a table has more than two million cells
     */
    static List<Pair> of(
            SparkSession spark, Dataset<Row> records, List<List<String>> tables, long threshold, int listed) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            for (int j = i + 1; j < tables.size(); j++) {
                List<String> first = tables.get(i);
                List<String> second = tables.get(j);
                List<String> shared = first.stream().filter(second::contains).toList();
                if (shared.size() < first.size() && shared.size() < second.size()) {
                    pairs.add(new Pair(
                            first,
                            second,
                            shared,
                            Mosaic.join(
                                    cells(spark, records, first, shared),
                                    cells(spark, records, second, shared),
                                    threshold,
                                    listed)));
                }
            }
        }
        return pairs;
    }

    private static List<Mosaic.Cell> cells(
            SparkSession spark, Dataset<Row> records, List<String> columns, List<String> shared) {
        try (ClassTable classes = ClassTable.ofColumns(records, columns)) {
            if (classes.sizes().classes() > MOST_CELLS) {
                throw Refusal.input(
                        "the table by " + String.join(", ", columns) + " has more than " + MOST_CELLS + " cells",
                        "leave it out of risk.tables or use coarser levels");
            }
            List<Mosaic.Cell> cells = new ArrayList<>();
            for (Row row : ClassRows.labelled(spark, classes).collectAsList()) {
                List<String> common = new ArrayList<>();
                List<String> own = new ArrayList<>();
                for (String column : shared) {
                    common.add(label(row, columns.indexOf(column)));
                }
                for (int i = 0; i < columns.size(); i++) {
                    if (!shared.contains(columns.get(i))) {
                        own.add(label(row, i));
                    }
                }
                cells.add(new Mosaic.Cell(common, own, row.getLong(columns.size())));
            }
            return cells;
        }
    }

    private static String label(Row row, int index) {
        return row.isNullAt(index) ? "(missing)" : row.getString(index);
    }
}
