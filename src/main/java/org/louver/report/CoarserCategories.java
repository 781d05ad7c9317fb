package org.louver.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** What a release gave up for completeness, in words: from its own {@code categories.csv}. */
public final class CoarserCategories {
    /** The file of a release that tells which codes its coarser categories stand for. */
    public static final String FILE = "categories.csv";

    /** Kinds of categories in the file. */
    public static final String DROPPED = "left out";

    public static final String POOL = "pool";
    public static final String PARENT = "coarser";
    public static final String UNCHANGED = "unchanged";
    /** Marks a variable whose categories are not those of the release before. */
    public static final String BREAK = "break";

    private CoarserCategories() {}

    static String html(ReleaseFiles files) throws IOException {
        if (!files.sizes().containsKey(FILE)) {
            return "";
        }
        Map<String, List<CSVRecord>> byVariable = new LinkedHashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = new InputStreamReader(files.open(FILE), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                byVariable
                        .computeIfAbsent(
                                record.get("table") + "\n" + record.get("variable"), unseen -> new ArrayList<>())
                        .add(record);
            }
        }
        if (byVariable.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<h3>Coarser categories</h3><p>Some tables would have had too many"
                + " counts withheld in full detail. They are published in coarser categories instead, the same for"
                + " all years. <code>categories.csv</code> lists what each stands for.</p><ul>");
        byVariable
                .values()
                .forEach(records -> html.append("<li>")
                        .append(Html.escape(sentence(records)))
                        .append("</li>"));
        return html.append("</ul>").toString();
    }

    private static String sentence(List<CSVRecord> records) {
        CSVRecord first = records.get(0);
        Set<String> merged = new TreeSet<>();
        for (CSVRecord record : records) {
            if (record.get("kind").equals(POOL) || record.get("kind").equals(PARENT)) {
                merged.add(record.get("category"));
            }
        }
        String what = first.get("kind").equals(DROPPED)
                ? first.get("variable") + " is not shown"
                : merged.isEmpty()
                        ? first.get("variable") + " is shown in full again"
                        : first.get("variable") + " is shown with these categories put together: "
                                + String.join("; ", merged);
        return first.get("table") + ": " + what + "."
                + (first.get("series").equals(BREAK)
                        ? " Break in the series: the release before had other categories."
                        : "");
    }
}
