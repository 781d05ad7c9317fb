package org.louver.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** How many records found what they should be linked to, as far as {@value #FILE} tells. */
public final class LinkCoverage {
    /** The file of a release that holds it. */
    public static final String FILE = "coverage.csv";

    private LinkCoverage() {}

    static String html(ReleaseFiles files) throws IOException {
        if (!files.sizes().containsKey(FILE)) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        Map<List<String>, Map<String, String>> places = new LinkedHashMap<>();
        SortedSet<String> nowhere = new TreeSet<>();
        SortedSet<String> years = new TreeSet<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = new InputStreamReader(files.open(FILE), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                String link = record.get("from") + " to " + record.get("to");
                String place = record.isMapped("place") ? record.get("place") : "";
                if (place.isEmpty()) {
                    nowhere.add(link);
                    rows.add(List.of(link, record.get("year"), record.get("unlinked_percent") + " %"));
                } else {
                    years.add(record.get("year"));
                    places.computeIfAbsent(List.of(link, place), line -> new LinkedHashMap<>())
                            .put(record.get("year"), record.get("unlinked_percent"));
                }
            }
        }
        places.keySet().forEach(line -> nowhere.remove(line.get(0)));
        return rows.isEmpty()
                ? ""
                : "<details><summary>Records that found no partner, by year</summary><p>Rounded to whole per cent; too few"
                        + " records give no line.</p>"
                        + Html.table("Unlinked records", List.of("link", "year", "unlinked"), rows)
                        + byPlace(places, years) + withoutPlaces(nowhere) + "</details>";
    }

    private static String byPlace(Map<List<String>, Map<String, String>> places, SortedSet<String> years) {
        if (places.isEmpty()) {
            return "";
        }
        List<String> header = new ArrayList<>(List.of("link", "place"));
        header.addAll(years);
        List<List<String>> rows = new ArrayList<>();
        places.forEach((line, shares) -> {
            List<String> row = new ArrayList<>(line);
            years.forEach(year -> row.add(shares.getOrDefault(year, "too few")));
            rows.add(row);
        });
        return Html.table("Unlinked records by place, per cent", header, rows);
    }

    private static String withoutPlaces(SortedSet<String> links) {
        return links.isEmpty()
                ? ""
                : "<p>Not told by place, because too few records of each place are linked or because nobody asked for it: "
                        + Html.escape(String.join("; ", links)) + ".</p>";
    }
}
