package org.louver.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.louver.refusal.Refusal;

/** Rows of tables as a CSV shows them, by table and codes. */
final class TableRows {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Set<String> BEHIND_VALUE = Set.of("status", "lower", "upper", "verdict");
    private static final String REMEDY = "give the published rows as they were written";

    private final Map<String, Map<String, Row>> rows = new HashMap<>();

    /** What one row says; empty text where it says nothing. */
    record Row(String value, String status, String lower, String upper) {}

    /**
     * Adds the rows of a file.
     *
     * @param name of the table, where the file has no column for it
     * @throws Refusal exit 3 if it is not such a table or has columns that no evidence speaks of; exit 4 if it shows a cell twice
     */
    void read(Path file, String name) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw Refusal.input(file + " is empty", REMEDY);
            }
            List<String> header = unmarked(records.next().toList());
            // Codes stand before the value, whatever they are called; a column table comes first.
            int value = header.lastIndexOf("value");
            int first = header.indexOf("table") == 0 ? 1 : 0;
            if (value < first) {
                throw Refusal.input(file + " has no column value", REMEDY);
            }
            refuseFurtherColumns(file, header, value);
            for (long number = 1; records.hasNext(); number++) {
                List<String> record = records.next().toList();
                if (record.size() != header.size()) {
                    throw Refusal.input(
                            file + " row " + number + " has " + record.size() + " values, not " + header.size(),
                            REMEDY);
                }
                String codes = record.subList(first, value).stream()
                        .map(TableRows::plain)
                        .collect(Collectors.joining(Evidence.SEPARATOR));
                Row row = new Row(
                        record.get(value),
                        after(value, "status", header, record),
                        after(value, "lower", header, record),
                        after(value, "upper", header, record));
                Row before = rows.computeIfAbsent(first == 0 ? name : record.get(0), one -> new HashMap<>())
                        .putIfAbsent(codes, row);
                if (before != null) {
                    throw Refusal.auditFailed(file + " row " + number + " shows a cell for the second time", REMEDY);
                }
            }
        }
    }

    /** Without the mark that some programs put before UTF-8; it hides a quotation mark behind it from the parser. */
    private static List<String> unmarked(List<String> header) {
        List<String> names = new ArrayList<>(header);
        String first = names.get(0);
        if (first.startsWith(BYTE_ORDER_MARK)) {
            names.set(0, first.substring(1).replaceFirst("^\"(.*)\"$", "$1"));
        }
        return names;
    }

    /** What no evidence speaks of could say anything of a withheld cell. */
    private static void refuseFurtherColumns(Path file, List<String> header, int value) {
        Set<String> seen = new HashSet<>();
        for (String column : header.subList(value + 1, header.size())) {
            if (!BEHIND_VALUE.contains(column) || !seen.add(column)) {
                throw Refusal.input(
                        file + " has behind value a column " + column
                                + (seen.contains(column) ? " for the second time" : ", of which no evidence speaks"),
                        REMEDY);
            }
        }
    }

    /** What stands behind the value in that column. */
    private static String after(int value, String column, List<String> header, List<String> record) {
        int at = header.lastIndexOf(column);
        return at > value && at < record.size() ? record.get(at) : "";
    }

    /** Without the apostrophe that keeps spreadsheets from running a code as a formula. */
    private static String plain(String code) {
        return code.length() > 1 && code.charAt(0) == '\'' && "=+-@\t\r".indexOf(code.charAt(1)) >= 0
                ? code.substring(1)
                : code;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Set<String> tables() {
        return rows.keySet();
    }

    /** The rows of a table by codes. */
    Map<String, Row> of(String table) {
        return rows.getOrDefault(table, Map.of());
    }
}
