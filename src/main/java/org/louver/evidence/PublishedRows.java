package org.louver.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.louver.refusal.Refusal;

/** The rows that the public was given, to be held against evidence: evidence of other tables proves nothing of these. */
final class PublishedRows {
    /** Per table the published value by codes; empty text where withheld. */
    private final Map<String, Map<String, String>> values = new HashMap<>();

    private final Set<String> proved = new HashSet<>();

    /**
     * Finds published rows.
     *
     * @param given where they are; null to look beside the evidence: {@code published.csv} or {@code intervals.csv} of the commands, or
     *     {@code public/RELEASE} beside {@code internal/RELEASE}
     */
    static PublishedRows find(Path evidence, @Nullable Path given) {
        PublishedRows rows = new PublishedRows();
        Path place = given == null ? beside(evidence.toAbsolutePath().normalize()) : given;
        if (place == null) {
            return rows;
        }
        try (Stream<Path> files = Files.walk(place, 5)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                // The readable form of a table, for spreadsheets, repeats the same rows in words.
                boolean table = file.equals(place) || name.endsWith(".csv.gz") || name.equals("published.csv");
                if (table) {
                    rows.read(file, tableOf(file, name.replaceFirst("\\.csv(\\.gz)?$", "")));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw Refusal.storage(place + " cannot be read", "check the files and their permissions");
        }
        return rows;
    }

    /** In a release the folder names the table: the files of a demonstration say in their names what they are. */
    private static String tableOf(Path file, String name) {
        Path folder = file.getParent();
        Path table = folder == null || !folder.endsWith("csv") ? null : folder.getParent();
        return table == null ? name : String.valueOf(table.getFileName());
    }

    private static @Nullable Path beside(Path evidence) {
        for (Path folder = evidence; folder != null; folder = folder.getParent()) {
            for (String name : List.of("published.csv", "intervals.csv")) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    return folder.resolve(name);
                }
            }
            Path parent = folder.getParent();
            if (parent != null && parent.endsWith("internal")) {
                Path published = parent.resolveSibling("public").resolve(String.valueOf(folder.getFileName()));
                return Files.isDirectory(published) ? published.resolve("data") : null;
            }
            if (!folder.endsWith("evidence") && !folder.equals(evidence)) {
                return null;
            }
        }
        return null;
    }

    private void read(Path file, String name) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> header = records.hasNext() ? records.next().toList() : List.of();
            // Codes stand before the value, whatever they are called; a column table comes first.
            int value = header.lastIndexOf("value");
            int first = header.indexOf("table") == 0 ? 1 : 0;
            if (value < first) {
                throw Refusal.input(file + " has no column value", "give the published rows");
            }
            while (records.hasNext()) {
                List<String> record = records.next().toList();
                String codes = record.subList(first, value).stream()
                        .map(PublishedRows::plain)
                        .collect(Collectors.joining(Evidence.SEPARATOR));
                values.computeIfAbsent(first == 0 ? name : record.get(0), one -> new HashMap<>())
                        .put(codes, record.get(value));
            }
        }
    }

    /** Without the apostrophe that keeps spreadsheets from running a code as a formula. */
    private static String plain(String code) {
        return code.length() > 1 && code.charAt(0) == '\'' && "=+-@\t\r".indexOf(code.charAt(1)) >= 0
                ? code.substring(1)
                : code;
    }

    /** Says, per table, how many rows say something else than the evidence. */
    List<String> contradicting(Evidence evidence) {
        if (values.isEmpty()) {
            return List.of();
        }
        Map<String, Set<String>> seen = new HashMap<>();
        SortedMap<String, Integer> differing = new TreeMap<>();
        for (Evidence.ShownRow row : evidence.rows()) {
            seen.computeIfAbsent(row.table(), table -> new HashSet<>()).add(row.codes());
            String value = values.getOrDefault(row.table(), Map.of()).get(row.codes());
            boolean agrees = value != null
                    && (evidence.premises().withheld()[row.cell()]
                            ? value.isEmpty()
                            : same(value, evidence.premises().value()[row.cell()], evidence.scale()));
            differing.merge(row.table(), agrees ? 0 : 1, Integer::sum);
        }
        for (Map.Entry<String, Set<String>> table : seen.entrySet()) {
            values.getOrDefault(table.getKey(), Map.of()).forEach((codes, value) -> {
                // A row without a cell is a published zero.
                if (!table.getValue().contains(codes) && !same(value, 0, 0)) {
                    differing.merge(table.getKey(), 1, Integer::sum);
                }
            });
        }
        proved.addAll(seen.keySet());
        return differing.entrySet().stream()
                .filter(table -> table.getValue() > 0)
                .map(table -> table.getValue() + " published rows of table " + table.getKey()
                        + " are not those of the evidence")
                .toList();
    }

    private static boolean same(String text, long value, int scale) {
        try {
            return new BigDecimal(text).compareTo(BigDecimal.valueOf(value, scale)) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** How many published rows the tables of this evidence have. */
    long compared(Evidence evidence) {
        return evidence.rows().stream()
                .map(Evidence.ShownRow::table)
                .distinct()
                .mapToLong(table -> values.getOrDefault(table, Map.of()).size())
                .sum();
    }

    /** Published tables that no evidence spoke of. */
    List<String> withoutEvidence() {
        return values.keySet().stream()
                .filter(table -> !proved.contains(table))
                .sorted()
                .toList();
    }
}
