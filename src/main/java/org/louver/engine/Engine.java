package org.louver.engine;

import org.apache.spark.sql.SparkSession;

/** The Spark session that the commands run in: what a cluster configured wins, the rest suits one machine. */
public final class Engine {
    private Engine() {}

    /** Starts or joins a session; local on all cores unless a master was given by spark-submit. */
    public static SparkSession start() {
        boolean submitted = System.getProperty("spark.master") != null;
        SparkSession.Builder builder = SparkSession.builder()
                .appName("Louver")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                // Dates mean the same day on every machine.
                .config("spark.sql.session.timeZone", "UTC")
                // Plans and SQL descriptions may not carry literals to a history server's readers.
                .config("spark.sql.ui.retainedExecutions", "1")
                .config("spark.sql.maxPlanStringLength", "200")
                // Lower case as the JDK has it; the other way loads tables of all languages first.
                .config("spark.sql.icu.caseMappings.enabled", "false")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.kryo.registrator", RecordsInKryo.class.getName())
                .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
        if (!submitted) {
            builder.master("local[*]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.ui.showConsoleProgress", "false")
                    .config("spark.sql.shuffle.partitions", "4")
                    .config("spark.databricks.delta.snapshotPartitions", "1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                    .config("spark.hadoop.fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.RawLocalFs");
        }
        return builder.getOrCreate();
    }
}
