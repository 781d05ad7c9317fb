package org.louver.engine;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are worked out once and then read: who plans on them sees a table, not the plan that made them.
 *
 * <p>A persisted Dataset keeps its whole plan, which every later query carries through analysis again; with contracts of twenty
 * fields that costs more than the rows do. Rows lie in the executors, spilling to their disks, unless Spark has a checkpoint
 * directory ({@code SparkContext.setCheckpointDir}): then they are written there and outlive a lost executor. Without one, a lost
 * executor ends the run (exit 6) and nothing is published.
 */
public final class Materialized implements AutoCloseable {
    private final Dataset<Row> rows;

    private Materialized(Dataset<Row> rows) {
        this.rows = rows;
    }

    /** Keeps the rows; they are computed by whoever reads them first. */
    public static Materialized of(Dataset<Row> rows) {
        StorageLevel level = StorageLevel.MEMORY_AND_DISK_SER();
        boolean reliable = rows.sparkSession().sparkContext().getCheckpointDir().isDefined();
        return new Materialized(reliable ? rows.checkpoint() : rows.localCheckpoint(false, level));
    }

    public Dataset<Row> rows() {
        return rows;
    }

    /** Frees the rows; nobody may read them afterwards. */
    @Override
    public void close() {
        if (rows.queryExecution().analyzed() instanceof LogicalRDD kept) {
            kept.rdd().unpersist(false);
        }
    }

    @Override
    public String toString() {
        return "Materialized";
    }
}
