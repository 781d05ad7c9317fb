package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.louver.assessment.MadeRecords.SPARK;
import static org.louver.assessment.MadeRecords.dataset;
import static org.louver.assessment.MadeRecords.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of tables over records, against trying every pair of cells. */
class TableMosaicIT {
    /** Two tables of all records, by trying every pair of cells that agree on what they share. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tableMosaic_randomRecords_agreesWithTryingEveryPairOfCells(long seed) {
        List<Row> rows = records(seed, 12, 0.1);
        List<TableMosaic.Pair> pairs = TableMosaic.of(
                SPARK, dataset(rows, 3), List.of(List.of("place", "age"), List.of("place", "outcome")), 3, 5);
        Map<List<@Nullable Object>, Long> counts = new HashMap<>();
        for (Row row : rows) {
            for (int[] columns : new int[][] {{0}, {0, 1}, {0, 4}}) {
                List<@Nullable Object> key =
                        new java.util.ArrayList<>(List.of(columns.length * 10 + columns[columns.length - 1]));
                for (int column : columns) {
                    key.add(row.get(column));
                }
                counts.merge(key, 1L, Long::sum);
            }
        }
        long joins = 0;
        long exact = 0;
        long small = 0;
        for (Map.Entry<List<@Nullable Object>, Long> first : counts.entrySet()) {
            for (Map.Entry<List<@Nullable Object>, Long> second : counts.entrySet()) {
                boolean joined = Objects.equals(first.getKey().get(0), 21)
                        && Objects.equals(second.getKey().get(0), 24)
                        && Objects.equals(first.getKey().get(1), second.getKey().get(1));
                long all = counts.getOrDefault(
                        java.util.Arrays.asList(10, first.getKey().get(1)), 0L);
                long certain = first.getValue() + second.getValue() - all;
                if (joined && certain >= 1) {
                    long most = Math.min(first.getValue(), second.getValue());
                    joins++;
                    exact += certain == most ? 1 : 0;
                    small += certain == most && most < 3 ? 1 : 0;
                }
            }
        }
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).shared()).containsExactly("place");
        assertThat(pairs.get(0).findings().joins()).isEqualTo(joins).isPositive();
        assertThat(pairs.get(0).findings().exact()).isEqualTo(exact);
        assertThat(pairs.get(0).findings().small()).isEqualTo(small);
    }
}
