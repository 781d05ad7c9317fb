package org.louver.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = new InputStreamReader(files.open(FILE), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                rows.add(List.of(
                        record.get("from") + " to " + record.get("to"),
                        record.get("year"),
                        record.get("unlinked_percent") + " %"));
            }
        }
        return rows.isEmpty()
                ? ""
                : "<details><summary>Records that found no partner, by year</summary><p>Rounded to whole per cent; too few"
                        + " records give no line.</p>"
                        + Html.table("Unlinked records", List.of("link", "year", "unlinked"), rows) + "</details>";
    }
}
