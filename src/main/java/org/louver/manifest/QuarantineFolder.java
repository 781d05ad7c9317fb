package org.louver.manifest;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * The rows of a run that broke their contract, {@code <output>/internal/<release>/quarantine/<source>/part-*.csv}: for whoever
 * corrects the files or the mapping, and nobody else, since the offending texts are quoted.
 */
public final class QuarantineFolder {
    private final Path folder;

    public QuarantineFolder(Manifest manifest) {
        this.folder = new Path(manifest.folder(), "quarantine");
    }

    /** Writes the rows of one source in the order of its files, in place of those of an earlier run. One Spark job. */
    public void write(String source, Dataset<Row> rows) {
        rows.coalesce(1)
                .sortWithinPartitions("file", "record", "field")
                .write()
                .mode(SaveMode.Overwrite)
                .option("header", "true")
                .csv(new Path(folder, source).toString());
    }
}
