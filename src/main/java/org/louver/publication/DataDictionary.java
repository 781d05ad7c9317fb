package org.louver.publication;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;
import org.louver.report.SpreadsheetText;

/** The data dictionary: what every column means, where it comes from, its codes; {@value #FILE} for programs, {@value #READABLE} for people. */
final class DataDictionary {
    static final String FILE = "dictionary.csv";
    static final String READABLE = "DICTIONARY.md";

    private static final String HEADER = "table,column,type,unit,definition,source,codes,missing\r\n";

    private DataDictionary() {}

    /** A row without a column speaks of the whole table, or of the whole file beside the tables. */
    static String csv(List<PublicTable> tables, PublicationPlan plan, Set<CompanionFile> companions) {
        StringBuilder text = new StringBuilder(HEADER);
        for (PublicTable table : tables) {
            if (plan.demonstration()) {
                line(text, table.name(), "", "table", "", DatasetWriter.DEMONSTRATION, "", "", "");
            }
            String counted = plan.dictionary().counted(table);
            String definition = plan.dictionary().units().getOrDefault(table.unit(), "");
            String meaning = counted.equals(table.unit())
                    ? definition
                    : counted + (definition.isEmpty() ? "" : ": " + definition);
            if (!meaning.isEmpty()) {
                line(text, table.name(), "", "table", table.unit(), meaning, table.unit(), "", "");
            }
            for (String dimension : table.dimensions()) {
                DictionaryTexts.ColumnText said = plan.dictionary().column(table.name(), dimension);
                line(
                        text,
                        table.name(),
                        dimension,
                        "text",
                        said.unit().orElse(dimension.equals(PublicTable.YEAR) ? "calendar year" : "code"),
                        definition(dimension, said) + pools(table, dimension),
                        said.source(),
                        CodeLists.path(dimension),
                        "");
            }
            for (Measure measure : Measure.of(table, counted)) {
                line(
                        text,
                        table.name(),
                        measure.name,
                        measure.type,
                        measure.unit,
                        measure.definition,
                        "",
                        "",
                        measure.missing);
            }
        }
        for (CompanionFile companion : companions) {
            line(text, companion.resource, "", "file", "", companion.meaning, companion.file, "", "");
            for (CompanionFile.Column column : companion.columns) {
                line(
                        text,
                        companion.resource,
                        column.name(),
                        column.word(),
                        column.unit(),
                        column.description(),
                        "",
                        "",
                        column.missing());
            }
        }
        return text.toString();
    }

    /** What the columns say of a row beside its codes; the same in every table. */
    private record Measure(String name, String type, String unit, String definition, String missing) {
        static List<Measure> of(PublicTable table, String counted) {
            return List.of(
                    new Measure(
                            "value",
                            "integer",
                            table.unit(),
                            "number of " + counted + "; empty where withheld",
                            DataPackage.WITHHELD),
                    new Measure("status", "text", "code", "SDMX CONF_STATUS: F free; C withheld to protect people", ""),
                    new Measure("lower", "integer", table.unit(), "least value that the release allows", ""),
                    new Measure("upper", "integer", table.unit(), "largest value that the release allows", ""));
        }
    }

    /** What a dimension is, in the agency's words where it said any. */
    static String definition(String dimension, DictionaryTexts.ColumnText said) {
        return said.definition()
                .map(words -> words.strip() + "; Total for all categories together")
                .orElseGet(() -> Documentation.meaningOf(dimension));
    }

    /** The pools of a dimension with their members. */
    private static String pools(PublicTable table, String dimension) {
        StringBuilder text = new StringBuilder();
        for (PublicTable.Recoded recoded : table.recoded()) {
            if (recoded.variable().equals(dimension)) {
                recoded.pools()
                        .forEach(pool -> text.append("; ")
                                .append(pool)
                                .append(" = ")
                                .append(String.join(" + ", recoded.categories().getOrDefault(pool, List.of()))));
                text.append(recoded.brokenSeries() ? "; break in the series: other categories before" : "");
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String table, String... fields) {
        text.append(table);
        for (String field : fields) {
            text.append(',').append(CsvText.field(SpreadsheetText.harmless(field)));
        }
        text.append("\r\n");
    }

    /** The same for people, with the codes of each column. */
    static String readable(List<PublicTable> tables, PublicationPlan plan, Set<CompanionFile> companions) {
        StringBuilder text = new StringBuilder("# What the columns mean\n\n");
        if (plan.demonstration()) {
            text.append("**").append(DatasetWriter.DEMONSTRATION).append(".**\n\n");
        }
        text.append("Every table has these columns beside its own:\n\n| column | meaning |\n|---|---|\n");
        text.append("| value | the count; empty where it is withheld |\n");
        text.append("| status | SDMX CONF_STATUS: `F` free to use, `C` withheld to protect people |\n");
        text.append("| lower, upper | the least and the largest value that the release allows |\n");
        for (PublicTable table : tables) {
            text.append("\n## ")
                    .append(table.name())
                    .append("\n\nCounts ")
                    .append(markdown(plan.dictionary().counted(table)));
            String unit = plan.dictionary().units().get(table.unit());
            text.append(unit == null ? "" : ": " + markdown(unit))
                    .append(".\n\n| column | definition | unit | source |\n");
            text.append("|---|---|---|---|\n");
            for (String dimension : table.dimensions()) {
                DictionaryTexts.ColumnText said = plan.dictionary().column(table.name(), dimension);
                text.append("| ").append(dimension).append(" | ");
                text.append(markdown(definition(dimension, said) + pools(table, dimension)));
                text.append(" | ")
                        .append(markdown(
                                said.unit().orElse(dimension.equals(PublicTable.YEAR) ? "calendar year" : "code")));
                text.append(" | ").append(markdown(said.source())).append(" |\n");
            }
        }
        for (CompanionFile companion : companions) {
            text.append("\n## ").append(companion.file).append("\n\nHolds ").append(companion.meaning);
            text.append(".\n\n| column | type | definition | unit | empty |\n|---|---|---|---|---|\n");
            for (CompanionFile.Column column : companion.columns) {
                text.append("| ").append(column.name()).append(" | ");
                text.append(column.word()).append(" | ");
                text.append(markdown(column.description())).append(" | ");
                text.append(markdown(column.unit())).append(" | ");
                text.append(markdown(column.missing())).append(" |\n");
            }
        }
        CodeLists.all(tables, plan.dictionary()).forEach((dimension, codes) -> {
            text.append("\n## Codes of ").append(dimension).append("\n\n| code | meaning | part of | years |\n");
            text.append("|---|---|---|---|\n");
            codes.forEach((code, facts) -> text.append("| ")
                    .append(markdown(code))
                    .append(" | ")
                    .append(markdown(facts.definition()))
                    .append(" | ")
                    .append(markdown(String.join("; ", facts.parents())))
                    .append(" | ")
                    .append(ranges(facts))
                    .append(" |\n"));
        });
        return text.toString();
    }

    /** {@code 2015-2019, 2022}: years that follow each other together. */
    private static String ranges(CodeLists.Facts facts) {
        List<String> years = List.copyOf(facts.years());
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < years.size(); at++) {
            int last = at;
            while (last + 1 < years.size() && follows(years.get(last), years.get(last + 1))) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(years.get(at));
            text.append(last == at ? "" : "-" + years.get(last));
            at = last;
        }
        return text.toString();
    }

    private static boolean follows(String year, String next) {
        return year.matches("\\d{4}") && next.matches("\\d{4}") && Integer.parseInt(next) == Integer.parseInt(year) + 1;
    }

    /** Nothing that would end a cell of the table or become markup. */
    private static String markdown(String text) {
        return text.lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*");
    }

    /** Path → text of both. */
    static Map<String, String> files(List<PublicTable> tables, PublicationPlan plan, Set<CompanionFile> companions) {
        return Map.of(FILE, csv(tables, plan, companions), READABLE, readable(tables, plan, companions));
    }
}
