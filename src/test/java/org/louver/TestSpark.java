package org.louver;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One Spark session for all tests of a JVM, and spark-testing-base's assertions on it. */
public final class TestSpark extends JavaDataFrameSuiteBase {
    private static final long serialVersionUID = 1L;

    private TestSpark() {}

    /** The shared session: two local cores, Delta, no UI. */
    public static SparkSession session() {
        return Session.SHARED;
    }

    /** Fails unless both hold the same rows in the same order under the same schema. */
    public static void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
        new TestSpark().assertDataFrameEquals(expected, actual);
    }

    @Override
    public SparkSession spark() {
        return session();
    }

    private static final class Session {
        static final SparkSession SHARED = SparkSession.builder()
                .appName("louver-tests")
                .master("local[2]")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.sql.icu.caseMappings.enabled", "false")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.kryo.registrator", "org.louver.engine.RecordsInKryo")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                .config("spark.hadoop.fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs")
                .getOrCreate();
    }
}
