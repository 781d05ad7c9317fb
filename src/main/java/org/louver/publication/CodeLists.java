package org.louver.publication;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;

/** The codes of each dimension over all tables of a release, and the years in which rows carry them. */
final class CodeLists {
    private static final String TOTAL = "Total";

    private CodeLists() {}

    /** Dimension → code → years. */
    static SortedMap<String, SortedMap<String, SortedSet<String>>> of(List<PublicTable> tables) {
        SortedMap<String, SortedMap<String, SortedSet<String>>> lists = new TreeMap<>();
        for (PublicTable table : tables) {
            int year = table.dimensions().indexOf(PublicTable.YEAR);
            for (PublicRow row : table.rows()) {
                for (int column = 0; column < table.dimensions().size(); column++) {
                    SortedSet<String> years = lists.computeIfAbsent(
                                    table.dimensions().get(column), dimension -> new TreeMap<>())
                            .computeIfAbsent(row.codes().get(column), code -> new TreeSet<>());
                    if (!row.codes().get(year).equals(TOTAL)) {
                        years.add(row.codes().get(year));
                    }
                }
            }
        }
        return lists;
    }

    /** Years other than the total, over all tables. */
    static SortedSet<String> years(List<PublicTable> tables) {
        SortedMap<String, SortedSet<String>> codes = of(tables).getOrDefault(PublicTable.YEAR, new TreeMap<>());
        SortedSet<String> years = new TreeSet<>(codes.keySet());
        years.remove(TOTAL);
        return years;
    }

    /** Path → text of one code list per dimension. */
    static SortedMap<String, String> files(List<PublicTable> tables) {
        SortedMap<String, String> files = new TreeMap<>();
        of(tables).forEach((dimension, codes) -> {
            StringBuilder text = new StringBuilder("code,first_year,last_year,years\r\n");
            for (Map.Entry<String, SortedSet<String>> code : codes.entrySet()) {
                SortedSet<String> years = code.getValue();
                text.append(CsvText.field(DatasetWriter.harmless(code.getKey())))
                        .append(',')
                        .append(years.isEmpty() ? "" : years.first())
                        .append(',')
                        .append(years.isEmpty() ? "" : years.last())
                        .append(',')
                        .append(String.join(" ", years))
                        .append("\r\n");
            }
            files.put(path(dimension), text.toString());
        });
        return files;
    }

    static String path(String dimension) {
        return "codes/" + dimension + ".csv";
    }
}
