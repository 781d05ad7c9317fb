package org.louver.source;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.engine.SideBySide;

/** All sources of a release, each file scanned once and each contract kept. Only this room makes one. */
public final class SourceTables implements AutoCloseable {
    private final SortedMap<String, SourceTable> tables;

    private SourceTables(SortedMap<String, SourceTable> tables) {
        this.tables = tables;
    }

    /**
     * Reads, checks and counts every source; what {@link SourceTable#rows} gives is persisted and touches no file again.
     *
     * @throws org.louver.refusal.Refusal exit 3 if a source breaks its contract beyond what it allows
     */
    public static SourceTables read(SparkSession spark, ReleaseConfig config) {
        return read(spark, config, nobody -> {});
    }

    /**
     * The same, and shows every table with rows in quarantine to {@code quarantined} before its gates: whoever must find out why a
     * release was stopped sees the rows that stopped it.
     */
    public static SourceTables read(SparkSession spark, ReleaseConfig config, Consumer<SourceTable> quarantined) {
        SourceTables read = new SourceTables(new ConcurrentSkipListMap<>());
        try {
            SideBySide.all(
                    spark,
                    config.sources().values().stream()
                            .map(source -> (Callable<Void>) () -> {
                                read.tables.put(source.name(), new SourceReading(spark, source, quarantined).read());
                                return null;
                            })
                            .toList());
            return read;
        } catch (RuntimeException refused) {
            read.close();
            throw refused;
        }
    }

    /** By name. */
    public List<SourceTable> tables() {
        return List.copyOf(tables.values());
    }

    public SourceTable table(String name) {
        SourceTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no source " + name);
        }
        return table;
    }

    /** Frees the persisted rows. */
    @Override
    public void close() {
        tables.values().forEach(SourceTable::close);
    }
}
