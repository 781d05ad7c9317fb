package org.louver.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.louver.attack.certificate.Protected;
import org.louver.attack.certificate.Witness;
import org.louver.table.AdditiveSystem;

/** Writes evidence as Parquet. The same evidence gives the same bytes. */
public final class EvidenceWriter {
    /** Metadata: whether nobody alone in a cell may learn another, and the decimal places of values. */
    static final String SINGLETONS = "louver.singletons";

    static final String SCALE = "louver.scale";

    private final Evidence evidence;
    private final Store store;
    private final SortedMap<String, String> digests = new TreeMap<>();

    private EvidenceWriter(Evidence evidence, Store store) {
        this.evidence = evidence;
        this.store = store;
    }

    /** Where files are made. */
    public interface Store {
        OutputStream create(String name) throws IOException;
    }

    /** Writes all files and their digests. */
    public static void write(Evidence evidence, Store store) throws IOException {
        EvidenceWriter writer = new EvidenceWriter(evidence, store);
        writer.cells();
        writer.relations();
        writer.witnesses();
        writer.proofs();
        writer.rows();
        StringBuilder sums = new StringBuilder();
        writer.digests.forEach(
                (file, digest) -> sums.append(digest).append("  ").append(file).append('\n'));
        try (OutputStream out = store.create(EvidenceFile.DIGESTS)) {
            out.write(sums.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void cells() throws IOException {
        Protected premises = evidence.premises();
        table(EvidenceFile.CELLS, (schema, out) -> {
            for (int cell = 0; cell < premises.value().length; cell++) {
                Group row = new SimpleGroup(schema)
                        .append("cell", cell)
                        .append("value", premises.value()[cell])
                        .append("withheld", premises.withheld()[cell])
                        .append("floor", premises.floor()[cell])
                        .append("lower", premises.levels()[cell].lower())
                        .append("upper", premises.levels()[cell].upper())
                        .append("sliding", premises.levels()[cell].sliding());
                if (premises.ceiling()[cell] != Long.MAX_VALUE) {
                    row.append("ceiling", premises.ceiling()[cell]);
                }
                if (premises.soleContributor()[cell] >= 0) {
                    row.append("contributor", premises.soleContributor()[cell]);
                }
                out.write(row);
            }
        });
    }

    private void relations() throws IOException {
        AdditiveSystem system = evidence.premises().system();
        table(EvidenceFile.RELATIONS, (schema, out) -> {
            for (int relation = 0; relation < system.relations(); relation++) {
                for (int index = -1; index < system.parts(relation); index++) {
                    out.write(new SimpleGroup(schema)
                            .append("relation", relation)
                            .append("cell", index < 0 ? system.total(relation) : system.part(relation, index))
                            .append("coefficient", index < 0 ? -1 : 1));
                }
            }
        });
    }

    private void witnesses() throws IOException {
        table(EvidenceFile.WITNESSES, (schema, out) -> {
            int number = 0;
            for (Witness witness : evidence.certificates().witnesses()) {
                for (int at = 0; at < witness.cell().length; at++) {
                    out.write(new SimpleGroup(schema)
                            .append("witness", number)
                            .append("cell", witness.cell()[at])
                            .append("delta", witness.delta()[at])
                            .append("denominator", witness.denominator()));
                }
                number++;
            }
        });
    }

    private void proofs() throws IOException {
        int[][] witnessesOf = evidence.certificates().witnessesOf();
        table(EvidenceFile.PROOFS, (schema, out) -> {
            for (int cell = 0; cell < witnessesOf.length; cell++) {
                for (int witness : witnessesOf[cell]) {
                    out.write(new SimpleGroup(schema).append("cell", cell).append("witness", witness));
                }
            }
        });
    }

    private void rows() throws IOException {
        table(EvidenceFile.ROWS, (schema, out) -> {
            for (Evidence.ShownRow row : evidence.rows()) {
                out.write(new SimpleGroup(schema)
                        .append("table", row.table())
                        .append("codes", row.codes())
                        .append("cell", row.cell()));
            }
        });
    }

    private interface Content {
        void to(MessageType schema, ParquetWriter<Group> out) throws IOException;
    }

    private void table(EvidenceFile file, Content content) throws IOException {
        MessageType schema = file.schema();
        MessageDigest digest = sha256();
        OutputStream target = new DigestOutputStream(store.create(file.file()), digest);
        try (ParquetWriter<Group> out = ExampleParquetWriter.builder(new Sink(target))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                // Several encodings of a column are named in an order that each process has of its own; one leaves no
                // choice.
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_2_0)
                .withDictionaryEncoding(false)
                .withExtraMetaData(new TreeMap<>(Map.of(
                        SINGLETONS,
                        String.valueOf(evidence.premises().singletons()),
                        SCALE,
                        String.valueOf(evidence.scale()))))
                .build()) {
            content.to(schema, out);
        }
        digests.put(file.file(), HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Parquet asks where it is in the stream. */
    private record Sink(OutputStream target) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int one) throws IOException {
                    target.write(one);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    target.write(bytes, from, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    target.flush();
                }

                @Override
                public void close() throws IOException {
                    target.close();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
