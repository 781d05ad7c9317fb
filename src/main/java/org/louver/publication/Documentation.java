package org.louver.publication;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.audit.PublicTable;

/** The texts that go with the data: what it is, how to read it, what every column means. Made from what is public alone. */
final class Documentation {
    private Documentation() {}

    /** File name → content. */
    static SortedMap<String, String> of(List<PublicTable> tables, PublicationPlan plan) {
        SortedMap<String, String> documents = new TreeMap<>();
        documents.put("README.md", readme(tables, plan));
        documents.put("dictionary.csv", dictionary(tables));
        return documents;
    }

    private static String readme(List<PublicTable> tables, PublicationPlan plan) {
        String formats = plan.formats().stream().map(DatasetFormat::word).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        text.append("# ").append(plan.title()).append("\n\n");
        if (plan.demonstration()) {
            text.append("**Demonstration: every record behind these tables is synthetic.**\n\n");
        }
        text.append("Release `").append(plan.id()).append("`, published by ").append(plan.publisher());
        text.append(". Licence: ").append(plan.licence()).append('.');
        if (!plan.contact().isEmpty()) {
            text.append(" Contact: ").append(plan.contact()).append('.');
        }
        text.append("\n\n## Tables\n\n| table | counts | by | rows | withheld |\n|---|---|---|---|---|\n");
        for (PublicTable table : tables) {
            text.append("| ")
                    .append(table.name())
                    .append(" | ")
                    .append(table.unit())
                    .append(" | ");
            text.append(String.join(" × ", table.dimensions())).append(" | ");
            text.append(table.rows().size())
                    .append(" | ")
                    .append(table.withheld())
                    .append(" |\n");
        }
        text.append("\nEach table lies under `data/<table>/` as ")
                .append(formats)
                .append("""
                .

                ## How to read a row

                - One row is one cell. `Total` in a dimension stands for all its categories together. A combination that has no row
                  counted nothing, unless the dictionary says otherwise.
                - `value` is the exact count, or empty where it is withheld to protect people (`status` `C`); `F` is free to use.
                - `lower` and `upper` enclose a withheld value: they are what anybody can work out from the published numbers. Do your
                  sums with both ends; do not treat a withheld value as zero.
                - Some withheld counts are large: they are withheld so that small ones cannot be worked out by subtraction.
                - `SHA256SUMS` holds a checksum of every file: `sha256sum --check SHA256SUMS`.
                """);
        return text.toString();
    }

    private static String dictionary(List<PublicTable> tables) {
        StringBuilder text = new StringBuilder("table,column,type,meaning\r\n");
        for (PublicTable table : tables) {
            for (String dimension : table.dimensions()) {
                line(text, table, dimension, "text", "category; Total for all categories together");
            }
            line(text, table, "value", "integer", "number of " + table.unit() + "; empty where withheld");
            line(text, table, "status", "text", "SDMX CONF_STATUS: F free; C withheld to protect people");
            line(text, table, "lower", "integer", "least value that the release allows");
            line(text, table, "upper", "integer", "largest value that the release allows");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, PublicTable table, String column, String type, String meaning) {
        text.append(table.name())
                .append(',')
                .append(column)
                .append(',')
                .append(type)
                .append(",\"")
                .append(meaning)
                .append("\"\r\n");
    }
}
