package org.louver.publication;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.SpreadsheetText;

/** Writes one public table as Parquet and Delta, both partitioned by year, and as one CSV. */
final class DatasetWriter {
    /** What stands in the schema of every Parquet and Delta table, and in the dictionary, of a release that is none. */
    static final String DEMONSTRATION = "Demonstration: not an official release of anybody, and not to be relied upon";

    private final SparkSession spark;
    private final FileSystem files;
    private final boolean demonstration;

    DatasetWriter(SparkSession spark, FileSystem files, boolean demonstration) {
        this.spark = spark;
        this.files = files;
        this.demonstration = demonstration;
    }

    /** Writes the formats below {@code directory}, which must not exist. */
    void write(PublicTable table, Path directory, List<DatasetFormat> formats) throws IOException {
        Dataset<Row> rows = ordered(table);
        for (DatasetFormat format : formats) {
            Path target = new Path(directory, format.word());
            switch (format) {
                case PARQUET -> {
                    rows.write()
                            .mode(SaveMode.ErrorIfExists)
                            .partitionBy(PublicTable.YEAR)
                            .parquet(target.toString());
                    nameStably(target);
                }
                // Always a fresh table: the history and change feed of a confidential one would keep what was deleted.
                case DELTA ->
                    rows.write()
                            .format("delta")
                            .mode(SaveMode.ErrorIfExists)
                            .partitionBy(PublicTable.YEAR)
                            .save(target.toString());
                case CSV -> csv(table, new Path(target, csvName(table, demonstration) + ".csv.gz"));
            }
        }
    }

    /** Where the CSV files of a table lie in a release. */
    static String csvFolder(PublicTable table) {
        return "data/" + table.name() + "/csv/";
    }

    /** What CSV files of a table are called: RFC 4180 has no place for the mark of a demonstration, their name has. */
    static String csvName(PublicTable table, boolean demonstration) {
        return demonstration ? "demonstration-" + table.name() : table.name();
    }

    private Dataset<Row> ordered(PublicTable table) {
        StructType schema = new StructType();
        for (String dimension : table.dimensions()) {
            schema = schema.add(dimension, DataTypes.StringType, false);
        }
        StructField value = new StructField("value", DataTypes.LongType, true, Metadata.empty());
        schema = schema.add(demonstration ? value.withComment(DEMONSTRATION) : value)
                .add("status", DataTypes.StringType, false)
                .add("lower", DataTypes.LongType, false)
                .add("upper", DataTypes.LongType, false);
        List<Row> rows = new ArrayList<>(table.rows().size());
        for (PublicRow row : table.rows()) {
            List<Object> fields = new ArrayList<>(row.codes());
            fields.add(row.value().isPresent() ? (Object) row.value().getAsLong() : null);
            fields.add(row.status());
            fields.add(row.lower());
            fields.add(row.upper());
            rows.add(RowFactory.create(fields.toArray()));
        }
        Column[] keys = table.dimensions().stream().map(functions::col).toArray(Column[]::new);
        return spark.createDataFrame(rows, schema).coalesce(1).sortWithinPartitions(keys);
    }

    private static void csv(CSVPrinter printer, PublicTable table) throws IOException {
        List<String> header = new ArrayList<>(table.dimensions());
        header.addAll(Arrays.asList("value", "status", "lower", "upper"));
        printer.printRecord(header);
        for (PublicRow row : table.rows()) {
            List<Object> fields = new ArrayList<>(row.codes().size() + 4);
            row.codes().forEach(code -> fields.add(SpreadsheetText.harmless(code)));
            fields.add(row.value().isPresent() ? row.value().getAsLong() : "");
            fields.add(row.status());
            fields.add(row.lower());
            fields.add(row.upper());
            printer.printRecord(fields);
        }
    }

    private void csv(PublicTable table, Path file) throws IOException {
        try (OutputStream out = files.create(file, false);
                GZIPOutputStream zipped = new GZIPOutputStream(out);
                BufferedWriter text = new BufferedWriter(new OutputStreamWriter(zipped, StandardCharsets.UTF_8));
                CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv(printer, table);
        }
    }

    /** Spark puts a random id in file names, and Parquet a set in its footer; the same release must have the same files. */
    private void nameStably(Path directory) throws IOException {
        files.delete(new Path(directory, "_SUCCESS"), false);
        for (FileStatus year : files.listStatus(directory)) {
            FileStatus[] parts = files.listStatus(year.getPath());
            Arrays.sort(parts);
            for (int part = 0; part < parts.length; part++) {
                Path stable = new Path(year.getPath(), String.format(Locale.ROOT, "part-%05d.parquet", part));
                byte[] written;
                try (var in = files.open(parts[part].getPath())) {
                    written = in.readAllBytes();
                }
                try (var out = files.create(stable, false)) {
                    out.write(StableFooter.of(written));
                }
                files.delete(parts[part].getPath(), false);
            }
        }
    }
}
