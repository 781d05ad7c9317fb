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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Reads {@code { file, code, residents, margin, only { COLUMN = [values] }, groups { CODE = [labels] } }}; without
     * {@code margin} the residents count as exact.
     *
     * @throws Refusal exit 2 if a group has no row, 3 if a row has no number, 6 if the file cannot be read
     */
    static Map<String, Residents> read(Section table) {
        String file = table.text("file");
        String code = table.text("code");
        String number = table.text("residents", "estimate");
        Optional<String> margin = table.optionalText("margin");
        Section only = table.sectionOrEmpty("only");
        Section groups = table.section("groups");
        table.refuseUnknownKeys();
        Map<String, List<Residents>> byLabel = new HashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = format.parse(text(Path.of(file)))) {
            List<String> columns = new ArrayList<>(only.keys());
            columns.addAll(List.of(code, number));
            margin.ifPresent(columns::add);
            for (String column : columns) {
                if (!rows.getHeaderMap().containsKey(column)) {
                    throw table.refusal("file", "has no column " + column, "name its columns as they are");
                }
            }
            Set<String> labels = new HashSet<>();
            groups.keys().forEach(group -> labels.addAll(groups.textOrTexts(group)));
            for (CSVRecord row : rows) {
                boolean wanted = labels.contains(row.get(code))
                        && only.keys().stream()
                                .allMatch(column -> only.textOrTexts(column).contains(row.get(column)));
                if (wanted) {
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
            Residents sum = Residents.sum(parts);
            if (sum.number() == 0) {
                throw groups.refusal(group, "has no residents", "leave the group out: it has no rate per resident");
            }
            population.put(group, sum);
        }
        return population;
    }

    private static Reader text(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
    }

    private static Residents residents(CSVRecord row, String number, Optional<String> margin, String file) {
        try {
            double error = margin.map(row::get).map(Double::parseDouble).orElse(0.0);
            return new Residents(Long.parseLong(row.get(number)), error);
        } catch (IllegalArgumentException invalid) {
            throw Refusal.input(
                    file + " row " + row.getRecordNumber() + " holds no number of residents with a margin of error",
                    "leave the group out of population-from.groups, or correct the row");
        }
    }
}
