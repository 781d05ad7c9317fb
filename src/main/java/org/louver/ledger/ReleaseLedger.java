package org.louver.ledger;

import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The append-only list of releases, a Delta table under {@code <output>/ledger/releases}; internal. */
public final class ReleaseLedger {
    private static final StructType SCHEMA = new StructType()
            .add("release", DataTypes.StringType, false)
            .add("fingerprint", DataTypes.StringType, false)
            .add("plan", DataTypes.StringType, false)
            .add("verdict", DataTypes.StringType, false)
            .add("demonstration", DataTypes.BooleanType, false)
            .add("downloadable", DataTypes.BooleanType, false)
            .add("recorded_at", DataTypes.TimestampType, false);

    private final SparkSession spark;
    private final String path;

    public ReleaseLedger(SparkSession spark, String output) {
        this.spark = spark;
        this.path = output + "/ledger/releases";
    }

    /**
     * Records a release once: a second call with the same id and fingerprint writes nothing.
     *
     * @param fingerprint digest of the published data
     * @param plan digest of what the release was made from: configuration, policy, version, inputs
     */
    public void record(String release, String fingerprint, String plan, boolean demonstration, Instant now) {
        if (holds(release, fingerprint)) {
            return;
        }
        Row entry = RowFactory.create(
                release, fingerprint, plan, "passed", demonstration, true, java.sql.Timestamp.from(now));
        spark.createDataFrame(List.of(entry), SCHEMA)
                .coalesce(1)
                .write()
                .format("delta")
                .mode(SaveMode.Append)
                .save(path);
    }

    /** Whether the release is recorded with this fingerprint. */
    public boolean holds(String release, String fingerprint) {
        if (!exists()) {
            return false;
        }
        return !entries()
                .filter(functions
                        .col("release")
                        .equalTo(release)
                        .and(functions.col("fingerprint").equalTo(fingerprint)))
                .isEmpty();
    }

    /** All entries, in no order. */
    public Dataset<Row> entries() {
        return spark.read().format("delta").load(path);
    }

    private boolean exists() {
        try {
            return !entries().schema().isEmpty();
        } catch (Exception notThere) {
            if (notThere instanceof AnalysisException) {
                return false;
            }
            throw notThere;
        }
    }
}
