package org.louver.standalone;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.louver.refusal.Refusal;

/** Reads a file of records into columns: CSV (RFC 4180, UTF-8 with or without mark, plain or gzip) or Parquet, told apart by content. */
final class ColumnFiles {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ColumnFiles() {}

    /**
     * Reads the columns that are wanted, in the order of the file.
     *
     * @throws Refusal exit 2 if there is no such file, 3 if it breaks its format or has no row, 6 if it cannot be read
     */
    static CodedColumns read(Path file, Predicate<String> wanted) {
        if (!Files.isRegularFile(file)) {
            throw Refusal.configuration("no file at " + file, "check the path");
        }
        try {
            byte[] start;
            try (InputStream in = Files.newInputStream(file)) {
                start = in.readNBytes(4);
            }
            if (start.length == 0) {
                throw Refusal.input(file + " is empty", "write at least a header and one row");
            }
            CodedColumns columns = read(file, wanted, start);
            if (columns.names().isEmpty()) {
                // Whoever asks for a column that is not there is told which ones are.
                columns = read(file, name -> true, start);
            }
            if (columns.rows() == 0) {
                throw Refusal.input(file + " has no rows", "check that it is the right file");
            }
            return columns;
        } catch (EOFException | ZipException torn) {
            throw Refusal.input(file + " is cut short or damaged", "write or copy it again");
        } catch (CharacterCodingException notUtf8) {
            throw Refusal.input(file + " is not UTF-8", "convert it to UTF-8");
        } catch (IOException unreadable) {
            throw Refusal.storage(
                    file + " cannot be read: " + unreadable.getClass().getSimpleName(),
                    "check the file and its permissions");
        }
    }

    private static CodedColumns read(Path file, Predicate<String> wanted, byte[] start) throws IOException {
        boolean gzip = start.length > 1 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
        return new String(start, StandardCharsets.ISO_8859_1).equals("PAR1")
                ? ParquetColumns.read(file, wanted)
                : readCsv(file, wanted, gzip);
    }

    private static CodedColumns readCsv(Path file, Predicate<String> wanted, boolean gzip) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
                Reader text = new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
                CSVParser parser = CSVParser.parse(
                        text,
                        CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get())) {
            return columns(file, parser, wanted);
        } catch (UncheckedIOException | IllegalStateException broken) {
            if (broken.getCause() instanceof IOException cause
                    && (cause instanceof CharacterCodingException
                            || cause instanceof EOFException
                            || cause instanceof ZipException)) {
                throw cause;
            }
            throw Refusal.input(file + " is not valid CSV: a quotation mark is out of place", "correct the file");
        }
    }

    private static CodedColumns columns(Path file, CSVParser parser, Predicate<String> wanted) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            throw Refusal.input(file + " is empty", "write at least a header and one row");
        }
        CSVRecord header = records.next();
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < header.size(); place++) {
            String name = header.get(place);
            if (place == 0 && !name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK) {
                name = unquoted(name.substring(1));
            }
            if (wanted.test(name)) {
                names.add(name);
                places.add(place);
            }
        }
        CodedColumns.Builder columns = new CodedColumns.Builder(file, names);
        long row = 0;
        while (records.hasNext()) {
            CSVRecord record = records.next();
            row++;
            if (record.size() != header.size()) {
                throw Refusal.input(
                        file + " row " + row + " has " + record.size() + " values, not " + header.size(),
                        "correct the row");
            }
            for (int column = 0; column < places.size(); column++) {
                columns.append(column, columns.number(column, record.get(places.get(column))));
            }
        }
        return columns.build();
    }

    /** A byte order mark hides the quotation mark behind it from the parser. */
    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
