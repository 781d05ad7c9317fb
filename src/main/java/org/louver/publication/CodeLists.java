package org.louver.publication;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.SpreadsheetText;

/** The codes of each dimension over all tables of a release: what they mean, what they are part of, in which years rows carry them. */
final class CodeLists {
    private static final String TOTAL = "Total";
    private static final String UNKNOWN = "Unknown";
    private static final String UNKNOWN_PART = " (unknown)";

    private CodeLists() {}

    /**
     * What is known of one code.
     *
     * @param parents the coarser codes next above it, of every roll-up that the tables show; none for the total
     */
    record Facts(String definition, SortedSet<String> parents, SortedSet<String> years) {}

    /** Dimension → code → facts. */
    static SortedMap<String, SortedMap<String, Facts>> all(List<PublicTable> tables, DictionaryTexts said) {
        SortedMap<String, SortedMap<String, Facts>> lists = new TreeMap<>();
        for (PublicTable table : tables) {
            int year = table.dimensions().indexOf(PublicTable.YEAR);
            for (PublicRow row : table.rows()) {
                for (int column = 0; column < table.dimensions().size(); column++) {
                    String dimension = table.dimensions().get(column);
                    String code = row.codes().get(column);
                    Facts facts = lists.computeIfAbsent(dimension, unseen -> new TreeMap<>())
                            .computeIfAbsent(
                                    code,
                                    unseen -> new Facts(
                                            meaning(code, dimension, table, said), new TreeSet<>(), new TreeSet<>()));
                    facts.parents.addAll(table.parents(dimension, code));
                    if (!row.codes().get(year).equals(TOTAL)) {
                        facts.years.add(row.codes().get(year));
                    }
                }
            }
        }
        return lists;
    }

    /** In the agency's words where it said any; codes that Louver itself forms explain themselves. */
    private static String meaning(String code, String dimension, PublicTable table, DictionaryTexts said) {
        Optional<String> declared = said.column(table.name(), dimension)
                .meaning(code)
                .or(() ->
                        dimension.equals(PublicTable.YEAR) ? CodePattern.PERIODS.meaning(code, "") : Optional.empty());
        if (declared.isPresent()) {
            return declared.get();
        }
        for (PublicTable.Recoded recoded : table.recoded()) {
            if (recoded.variable().equals(dimension) && recoded.pools().contains(code)) {
                return String.join(" + ", recoded.categories().getOrDefault(code, List.of()));
            }
        }
        if (code.equals(TOTAL)) {
            return "all categories together";
        }
        if (code.equals(UNKNOWN)) {
            return "not recorded";
        }
        return code.endsWith(UNKNOWN_PART)
                ? "in " + code.substring(0, code.length() - UNKNOWN_PART.length()) + ", nothing finer recorded"
                : "";
    }

    /** Names of the dimensions, sorted. */
    static SortedSet<String> dimensions(List<PublicTable> tables) {
        SortedSet<String> dimensions = new TreeSet<>();
        tables.forEach(table -> {
            if (!table.rows().isEmpty()) {
                dimensions.addAll(table.dimensions());
            }
        });
        return dimensions;
    }

    /** Years other than the total, over all tables. */
    static SortedSet<String> years(List<PublicTable> tables) {
        SortedSet<String> years = new TreeSet<>();
        for (PublicTable table : tables) {
            int year = table.dimensions().indexOf(PublicTable.YEAR);
            table.rows().forEach(row -> years.add(row.codes().get(year)));
        }
        years.remove(TOTAL);
        return years;
    }

    /** Path → text of one code list per dimension. */
    static SortedMap<String, String> files(List<PublicTable> tables, DictionaryTexts said) {
        SortedMap<String, String> files = new TreeMap<>();
        all(tables, said).forEach((dimension, codes) -> {
            StringBuilder text = new StringBuilder("code,definition,parents,first_year,last_year,years\r\n");
            for (Map.Entry<String, Facts> code : codes.entrySet()) {
                Facts facts = code.getValue();
                SortedSet<String> years = facts.years();
                text.append(String.join(
                                ",",
                                cell(code.getKey()),
                                cell(facts.definition()),
                                cell(String.join("; ", facts.parents())),
                                years.isEmpty() ? "" : years.first(),
                                years.isEmpty() ? "" : years.last(),
                                String.join(" ", years)))
                        .append("\r\n");
            }
            files.put(path(dimension), text.toString());
        });
        return files;
    }

    private static String cell(String text) {
        return CsvText.field(SpreadsheetText.harmless(text));
    }

    static String path(String dimension) {
        return "codes/" + dimension + ".csv";
    }
}
