package org.louver.publication;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.louver.audit.PublicTable;
import org.louver.pooling.EarlierCategories;
import org.louver.refusal.Refusal;
import org.louver.report.CoarserCategories;
import org.louver.report.SpreadsheetText;

/** {@code categories.csv}: which codes of the records every coarser category stands for; later releases keep to it. */
final class Categories {
    private Categories() {}

    /** One line per category and code. */
    static String text(List<PublicTable> tables) {
        StringBuilder text = new StringBuilder("table,variable,category,kind,code,series\r\n");
        for (PublicTable table : tables) {
            for (PublicTable.Recoded recoded : table.recoded()) {
                recoded.categories()
                        .forEach((category, codes) -> codes.forEach(code -> text.append(table.name())
                                .append(',')
                                .append(recoded.variable())
                                .append(',')
                                .append(CsvText.field(SpreadsheetText.harmless(category)))
                                .append(',')
                                .append(kind(recoded, category, codes))
                                .append(',')
                                .append(CsvText.field(SpreadsheetText.harmless(code)))
                                .append(',')
                                .append(recoded.brokenSeries() ? CoarserCategories.BREAK : "")
                                .append("\r\n")));
            }
        }
        return text.toString();
    }

    private static String kind(PublicTable.Recoded recoded, String category, List<String> codes) {
        if (recoded.dropped()) {
            return CoarserCategories.DROPPED;
        }
        if (recoded.pools().contains(category)) {
            return CoarserCategories.POOL;
        }
        return codes.size() > 1 ? CoarserCategories.PARENT : CoarserCategories.UNCHANGED;
    }

    /** Table → variable → categories of a public release; empty where it has none. */
    static Map<String, Map<String, EarlierCategories>> read(FileSystem files, Path release) {
        Path file = new Path(release, CoarserCategories.FILE);
        Map<String, Map<String, Map<String, List<String>>>> members = new LinkedHashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try {
            if (!files.exists(file)) {
                return Map.of();
            }
            try (Reader text = new InputStreamReader(files.open(file), StandardCharsets.UTF_8);
                    var records = format.parse(text)) {
                for (CSVRecord record : records) {
                    members.computeIfAbsent(record.get("table"), unseen -> new LinkedHashMap<>())
                            .computeIfAbsent(record.get("variable"), unseen -> new LinkedHashMap<>())
                            .computeIfAbsent(record.get("category"), unseen -> new ArrayList<>())
                            .add(record.get("code"));
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Refusal.storage(
                    "the categories of the release that is public now cannot be read", "check public/current");
        }
        Map<String, Map<String, EarlierCategories>> earlier = new LinkedHashMap<>();
        members.forEach((table, variables) -> {
            Map<String, EarlierCategories> read = new LinkedHashMap<>();
            variables.forEach((variable, categories) -> read.put(variable, new EarlierCategories(categories)));
            earlier.put(table, read);
        });
        return earlier;
    }
}
