package org.louver.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.louver.refusal.Refusal;

/** The rows that the public was given, to be held against evidence: evidence of other tables proves nothing of these. */
final class PublishedRows {
    private final TableRows values = new TableRows();

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
                    rows.values.read(file, tableOf(file, name.replaceFirst("\\.csv(\\.gz)?$", "")));
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

    /** Whether there are any. */
    boolean found() {
        return !values.isEmpty();
    }

    /** Says which rows say something else than the evidence. */
    List<String> contradicting(Evidence evidence) {
        if (!found()) {
            return List.of();
        }
        evidence.rows().forEach(row -> proved.add(row.table()));
        return RowComparison.objections(evidence, values, false, "published rows");
    }

    /** How many published rows the tables of this evidence have. */
    long compared(Evidence evidence) {
        return evidence.rows().stream()
                .map(Evidence.ShownRow::table)
                .distinct()
                .mapToLong(table -> values.of(table).size())
                .sum();
    }

    /** Published tables that no evidence spoke of. */
    List<String> withoutEvidence() {
        return values.tables().stream()
                .filter(table -> !proved.contains(table))
                .sorted()
                .toList();
    }
}
