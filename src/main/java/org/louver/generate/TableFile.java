package org.louver.generate;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** One file of one raw table while it is written; every cell is text, as agencies export it. */
sealed interface TableFile extends Closeable {
    void row(String... cells) throws IOException;

    /** An empty line, where the format has lines. */
    void blankRow() throws IOException;

    /** The header once more, as when exports were pasted together, where the format has one. */
    void repeatedHeader() throws IOException;

    /** Opens a file; {@code bom} and {@code crlf} are quirks of CSV alone. */
    static TableFile create(Path folder, String name, Format format, List<String> columns, boolean bom, boolean crlf)
            throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + format.extension());
        return switch (format) {
            case CSV -> new Csv(file, columns, bom, crlf);
            case PARQUET -> new Parquet(file, columns);
        };
    }

    /** RFC 4180 but for the line ends, which are those of Unix unless asked otherwise. */
    final class Csv implements TableFile {
        private final CSVPrinter printer;
        private final Object[] header;

        private Csv(Path file, List<String> columns, boolean bom, boolean crlf) throws IOException {
            BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            if (bom) {
                writer.write('\uFEFF');
            }
            this.printer = CSVFormat.RFC4180
                    .builder()
                    .setRecordSeparator(crlf ? "\r\n" : "\n")
                    .get()
                    .print(writer);
            this.header = columns.toArray();
            repeatedHeader();
        }

        @Override
        public void row(String... cells) throws IOException {
            printer.printRecord((Object[]) cells);
        }

        @Override
        public void blankRow() throws IOException {
            printer.println();
        }

        @Override
        public void repeatedHeader() throws IOException {
            printer.printRecord(header);
        }

        @Override
        public void close() throws IOException {
            printer.close();
        }
    }

    /** Snappy-compressed Parquet; an empty cell is a null. */
    final class Parquet implements TableFile {
        private final MessageType schema;
        private final ParquetWriter<Group> writer;

        private Parquet(Path file, List<String> columns) throws IOException {
            Types.MessageTypeBuilder builder = Types.buildMessage();
            for (String column : columns) {
                builder.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column);
            }
            this.schema = builder.named("row");
            this.writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withConf(new PlainParquetConfiguration())
                    .withType(schema)
                    .withCompressionCodec(CompressionCodecName.SNAPPY)
                    .build();
        }

        @Override
        public void row(String... cells) throws IOException {
            Group group = new SimpleGroup(schema);
            for (int column = 0; column < cells.length; column++) {
                if (!cells[column].isEmpty()) {
                    group.add(column, cells[column]);
                }
            }
            writer.write(group);
        }

        @Override
        public void blankRow() {}

        @Override
        public void repeatedHeader() {}

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
