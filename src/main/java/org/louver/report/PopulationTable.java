package org.louver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.louver.config.Section;
import org.louver.refusal.Refusal;
import org.louver.utility.Residents;

/**
 * A survey's table of residents: one row per group with an estimate and its margin of error, as the Census Bureau's tools write
 * it. {@code groups} says which rows make up each code of the release; rows that belong to none are not read.
 */
final class PopulationTable {
    private PopulationTable() {}

    /**
     * Reads {@code { file, code, residents, margin, groups { CODE = [labels] } }}.
     *
     * @throws Refusal exit 2 if a group has no row, 3 if a row has no number, 6 if the file cannot be read
     */
    static Map<String, Residents> read(Section table) {
        String file = table.text("file");
        String code = table.text("code");
        String number = table.text("residents", "estimate");
        String margin = table.text("margin", "moe");
        Section groups = table.section("groups");
        table.refuseUnknownKeys();
        Map<String, List<Residents>> byLabel = new HashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = format.parse(text(Path.of(file)))) {
            for (String column : List.of(code, number, margin)) {
                if (!rows.getHeaderMap().containsKey(column)) {
                    throw table.refusal("file", "has no column " + column, "name its columns as they are");
                }
            }
            List<String> wanted = groups.keys().stream()
                    .flatMap(group -> groups.textOrTexts(group).stream())
                    .toList();
            for (CSVRecord row : rows) {
                if (wanted.contains(row.get(code))) {
                    byLabel.computeIfAbsent(row.get(code), unused -> new ArrayList<>())
                            .add(residents(row, number, margin, file));
                }
            }
        } catch (IOException unreadable) {
            throw Refusal.storage("cannot read " + file, "check population-from.file");
        }
        Map<String, Residents> population = new HashMap<>();
        for (String group : groups.keys()) {
            List<Residents> parts = new ArrayList<>();
            for (String label : groups.textOrTexts(group)) {
                List<Residents> found = byLabel.getOrDefault(label, List.of());
                if (found.isEmpty()) {
                    throw groups.refusal(
                            group, "names a row that the table lacks", "write " + code + " as it stands there");
                }
                parts.addAll(found);
            }
            population.put(group, Residents.sum(parts));
        }
        return population;
    }

    private static Reader text(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
    }

    private static Residents residents(CSVRecord row, String number, String margin, String file) {
        try {
            return new Residents(Long.parseLong(row.get(number)), Double.parseDouble(row.get(margin)));
        } catch (IllegalArgumentException invalid) {
            throw Refusal.input(
                    file + " row " + row.getRecordNumber() + " holds no positive number with a margin of error",
                    "leave the group out of population-from.groups, or correct the row");
        }
    }
}
