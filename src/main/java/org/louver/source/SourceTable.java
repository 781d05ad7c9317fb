package org.louver.source;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.SourceConfig;

/** One source that kept its contract. Only this room makes one. */
public final class SourceTable {
    private final SourceConfig config;
    private final Dataset<Row> rows;
    private final Dataset<Row> quarantine;
    private final SourceReport report;
    private final Runnable free;

    SourceTable(SourceConfig config, Dataset<Row> rows, Dataset<Row> quarantine, SourceReport report, Runnable free) {
        this.free = free;
        this.config = config;
        this.rows = rows;
        this.quarantine = quarantine;
        this.report = report;
    }

    public SourceConfig config() {
        return config;
    }

    /** {@code year} (integer, null in reference tables), then the declared fields by name; one row per key. */
    public Dataset<Row> rows() {
        return rows;
    }

    /**
     * {@code source}, {@code file}, {@code record} (1 is the first record of the file, header lines counted and blank lines not),
     * {@code year}, {@code field}, {@code reason}, {@code value} (the offending text; for internal eyes), sorted by nothing.
     */
    public Dataset<Row> quarantine() {
        return quarantine;
    }

    public SourceReport report() {
        return report;
    }

    /** Frees the persisted rows. */
    void close() {
        free.run();
    }

    @Override
    public String toString() {
        return "SourceTable[" + config.name() + "]";
    }
}
