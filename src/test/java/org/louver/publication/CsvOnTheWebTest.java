package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** {@code csv-metadata.json} against W3C's vocabulary, and against the files that it describes. */
class CsvOnTheWebTest {
    /** Keys of JSON that stand for a term of another name in W3C's JSON-LD context, http://www.w3.org/ns/csvw.jsonld. */
    private static final Map<String, String> TERM =
            Map.of("tables", "table", "columns", "column", "titles", "title", "minimum", "minInclusive");

    private static JsonNode metadata() throws IOException {
        return new ObjectMapper().readTree(MetadataTest.document(CsvOnTheWeb.FILE));
    }

    @Test
    void keys_ofTheMetadata_areTermsOfTheClassTheyStandIn() throws IOException {
        assertThat(strangers(metadata(), "TableGroup")).isEmpty();
    }

    @Test
    void keys_outsideTheirClassOrUnknown_areFoundOut() throws IOException {
        JsonNode misplaced = metadata();
        ((ObjectNode) misplaced.at("/tables/0")).putArray("primaryKey").add("year");
        ((ObjectNode) misplaced.at("/tables/0/tableSchema/columns/0")).put("label", "year");

        assertThat(strangers(misplaced, "TableGroup")).containsExactlyInAnyOrder("Table.primaryKey", "Column.label");
    }

    /** Keys that the vocabulary does not know, or not of this class; prefixed ones (dc:title) are common properties, @ ones JSON-LD. */
    private static List<String> strangers(JsonNode object, String type) throws IOException {
        Vocabulary vocabulary = Vocabulary.csvOnTheWeb();
        List<String> found = new ArrayList<>();
        for (var field : object.properties()) {
            String term = TERM.getOrDefault(field.getKey(), field.getKey());
            if (term.startsWith("@") || term.contains(":")) {
                continue;
            }
            if (!vocabulary.allows(type, term)) {
                found.add(type + "." + field.getKey());
            }
            for (JsonNode value : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                if (value.isObject()) {
                    String inner = vocabulary.values(term).stream()
                            .filter(vocabulary::isClass)
                            .findFirst()
                            .orElse(term);
                    found.addAll(strangers(value, inner));
                }
            }
        }
        return found;
    }

    @Test
    void tables_ofTheMetadata_describeTheFilesThatAreThere() throws IOException {
        for (JsonNode table : metadata().get("tables")) {
            List<CSVRecord> rows;
            try (var parser = CSVFormat.RFC4180.parse(
                    new StringReader(MetadataTest.document(table.get("url").asText())))) {
                rows = parser.getRecords();
            }
            JsonNode columns = table.at("/tableSchema/columns");
            assertThat(rows.get(0).size()).isEqualTo(columns.size());
            for (int column = 0; column < columns.size(); column++) {
                JsonNode described = columns.get(column);
                assertThat(rows.get(0).get(column))
                        .isEqualTo(described.at("/titles/0").asText());
                for (CSVRecord row : rows.subList(1, rows.size())) {
                    assertThat(fits(row.get(column), described))
                            .as(row.get(column))
                            .isTrue();
                }
            }
        }
    }

    private static boolean fits(String cell, JsonNode column) {
        for (JsonNode none : column.path("null")) {
            if (none.asText().equals(cell)) {
                return !column.path("required").asBoolean();
            }
        }
        return column.at("/datatype/base").asText().equals("integer")
                ? cell.matches("[0-9]+")
                        && Long.parseLong(cell)
                                >= column.at("/datatype/minimum").asLong()
                : !cell.isEmpty();
    }
}
