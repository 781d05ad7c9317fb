package org.louver.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.louver.audit.PublicTable;

/** {@code csv-metadata.json}: CSV on the Web (W3C Recommendation 2015) for the readable CSV files, {@code [c]} read as no value. */
final class CsvOnTheWeb {
    static final String FILE = "csv-metadata.json";

    private CsvOnTheWeb() {}

    static String of(List<PublicTable> tables, PublicationPlan plan) {
        List<Object> described = new ArrayList<>();
        for (PublicTable table : tables) {
            List<Object> columns = new ArrayList<>();
            for (String dimension : table.dimensions()) {
                columns.add(Json.object(
                        "name", dimension, "titles", List.of(dimension), "datatype", "string", "required", true));
            }
            for (String number : List.of("value", "lower", "upper")) {
                Map<String, Object> column = Json.object(
                        "name",
                        number,
                        "titles",
                        List.of(number),
                        "datatype",
                        Json.object("base", "integer", "minimum", 0));
                if (number.equals("value")) {
                    column.put("null", List.of(CsvText.WITHHELD));
                }
                columns.add(column);
            }
            described.add(Json.object(
                    "url", CsvText.path(table, plan.demonstration()),
                    "dc:title", plan.title() + ": " + table.name(),
                    "tableSchema", Json.object("columns", columns, "primaryKey", table.dimensions())));
        }
        Map<String, Object> group = Json.object(
                "@context", List.of("http://www.w3.org/ns/csvw", Json.object("@language", "en")),
                "dc:title", plan.title(),
                "dc:description", Documentation.summary(tables, plan),
                "dc:publisher", plan.publisher(),
                "tables", described);
        Licences.address(plan.licence()).ifPresent(address -> group.put("dc:license", Json.object("@id", address)));
        return Json.text(group);
    }
}
