package org.louver.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Protected;
import org.louver.attack.certificate.Witness;
import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/** Reads an evidence folder. */
final class EvidenceReader {
    private final Path folder;

    private EvidenceReader(Path folder) {
        this.folder = folder;
    }

    /** The evidence is not all there, or not readable: nothing is proved. The message is fit for a log. */
    static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;

        Incomplete(String message) {
            super(message);
        }
    }

    /** Files whose bytes are not those that were written. */
    static List<String> changed(Path folder) throws Incomplete {
        List<String> changed = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(folder.resolve(EvidenceFile.DIGESTS));
            for (EvidenceFile file : EvidenceFile.values()) {
                if (!lines.contains(digest(folder.resolve(file.file())) + "  " + file.file())) {
                    changed.add(file.file());
                }
            }
        } catch (IOException missing) {
            throw new Incomplete("a file of " + folder + " is missing or unreadable");
        }
        return changed;
    }

    static String digest(Path file) throws IOException {
        MessageDigest sha256 = EvidenceWriter.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static Evidence read(Path folder) throws Incomplete {
        EvidenceReader reader = new EvidenceReader(folder);
        try {
            List<Group> cells = new ArrayList<>();
            Map<String, String> metadata = reader.forEach(EvidenceFile.CELLS, cells::add);
            boolean singletons = Boolean.parseBoolean(metadata.getOrDefault(EvidenceWriter.SINGLETONS, "true"));
            return new Evidence(
                    reader.premises(cells, singletons),
                    reader.certificates(cells.size()),
                    reader.rows(),
                    Integer.parseInt(metadata.getOrDefault(EvidenceWriter.SCALE, "0")));
        } catch (IOException | RuntimeException unreadable) {
            // Parquet reports a broken file by many kinds of exceptions, whose messages may quote values.
            throw new Incomplete("the evidence in " + folder + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }

    private Protected premises(List<Group> rows, boolean singletons) throws IOException {
        int count = rows.size();
        long[] value = new long[count];
        boolean[] withheld = new boolean[count];
        long[] floor = new long[count];
        long[] ceiling = new long[count];
        ProtectionLevels[] levels = new ProtectionLevels[count];
        int[] contributor = new int[count];
        for (Group row : rows) {
            int cell = row.getInteger("cell", 0);
            if (levels[cell] != null) {
                throw new IOException("a cell is listed twice");
            }
            value[cell] = row.getLong("value", 0);
            withheld[cell] = row.getBoolean("withheld", 0);
            floor[cell] = row.getLong("floor", 0);
            ceiling[cell] = row.getFieldRepetitionCount("ceiling") == 0 ? Long.MAX_VALUE : row.getLong("ceiling", 0);
            levels[cell] =
                    new ProtectionLevels(row.getLong("lower", 0), row.getLong("upper", 0), row.getLong("sliding", 0));
            contributor[cell] = row.getFieldRepetitionCount("contributor") == 0 ? -1 : row.getInteger("contributor", 0);
        }
        return new Protected(system(count), value, withheld, floor, ceiling, levels, contributor, singletons);
    }

    private AdditiveSystem system(int cells) throws IOException {
        TreeMap<Integer, int[]> totals = new TreeMap<>();
        TreeMap<Integer, List<Integer>> parts = new TreeMap<>();
        forEach(EvidenceFile.RELATIONS, row -> {
            int relation = row.getInteger("relation", 0);
            List<Integer> members = parts.computeIfAbsent(relation, number -> new ArrayList<>());
            if (row.getInteger("coefficient", 0) == 1) {
                members.add(row.getInteger("cell", 0));
            } else if (row.getInteger("coefficient", 0) != -1
                    || totals.put(relation, new int[] {row.getInteger("cell", 0)}) != null) {
                throw new IllegalArgumentException("a relation has one total and parts");
            }
        });
        AdditiveSystem.Builder system = AdditiveSystem.over(cells);
        parts.forEach((relation, members) -> {
            int[] total = totals.get(relation);
            if (total == null) {
                throw new IllegalArgumentException("a relation has no total");
            }
            system.relation(
                    total[0], members.stream().mapToInt(Integer::intValue).toArray());
        });
        return system.build();
    }

    private Certificates certificates(int cells) throws IOException {
        List<List<Integer>> cell = new ArrayList<>();
        List<List<Long>> delta = new ArrayList<>();
        List<Long> denominator = new ArrayList<>();
        forEach(EvidenceFile.WITNESSES, row -> {
            int witness = row.getInteger("witness", 0);
            if (witness == cell.size()) {
                cell.add(new ArrayList<>());
                delta.add(new ArrayList<>());
                denominator.add(row.getLong("denominator", 0));
            }
            if (denominator.get(witness) != row.getLong("denominator", 0)) {
                throw new IllegalArgumentException("a witness has two denominators");
            }
            cell.get(witness).add(row.getInteger("cell", 0));
            delta.get(witness).add(row.getLong("delta", 0));
        });
        List<Witness> witnesses = new ArrayList<>();
        for (int number = 0; number < cell.size(); number++) {
            witnesses.add(new Witness(
                    cell.get(number).stream().mapToInt(Integer::intValue).toArray(),
                    delta.get(number).stream().mapToLong(Long::longValue).toArray(),
                    denominator.get(number)));
        }
        int[][] witnessesOf = new int[cells][0];
        forEach(EvidenceFile.PROOFS, row -> {
            int of = row.getInteger("cell", 0);
            witnessesOf[of] = Arrays.copyOf(witnessesOf[of], witnessesOf[of].length + 1);
            witnessesOf[of][witnessesOf[of].length - 1] = row.getInteger("witness", 0);
        });
        return new Certificates(witnesses, witnessesOf);
    }

    private List<Evidence.ShownRow> rows() throws IOException {
        List<Evidence.ShownRow> rows = new ArrayList<>();
        forEach(
                EvidenceFile.ROWS,
                row -> rows.add(new Evidence.ShownRow(
                        row.getString("table", 0), row.getString("codes", 0), row.getInteger("cell", 0))));
        return rows;
    }

    /** Hands over all rows of a file; returns its metadata. */
    private Map<String, String> forEach(EvidenceFile file, Consumer<Group> row) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(folder.resolve(file.file())))) {
            MessageType schema = file.schema();
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            reader.setRequestedSchema(schema);
            PageReadStore group = reader.readNextRowGroup();
            while (group != null) {
                RecordReader<Group> records = columns.getRecordReader(group, new GroupRecordConverter(schema));
                for (long number = 0; number < group.getRowCount(); number++) {
                    row.accept(records.read());
                }
                group = reader.readNextRowGroup();
            }
            return reader.getFooter().getFileMetaData().getKeyValueMetaData();
        }
    }
}
