package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.publication.DictionaryTexts.ColumnText;

class DataDictionaryTest {
    private static final PublicTable TABLE = new PublicTable(
            "stops_by_place",
            "stops",
            List.of("year", "place"),
            List.of(
                    row("2021", "Total"),
                    row("2021", "North"),
                    row("2022", "North"),
                    row("2024", "North"),
                    row("2024", "Elm"),
                    row("2024", "North (unknown)"),
                    row("2024", "Pool"),
                    row("Total", "Total")),
            List.of(new PublicTable.Recoded(
                    "place", false, new TreeMap<>(Map.of("Pool", List.of("Ash", "Oak"))), List.of("Pool"), true)),
            Map.of("place", Map.of("North", List.of("Total"), "Elm", List.of("North"))));

    private static final PublicationPlan PLAN = new PublicationPlan(
                    "1", "Stops", "City", "data@example.org", "CC0-1.0", false, List.of(DatasetFormat.CSV))
            .explained(new DictionaryTexts(
                    Map.of("stops", "a stop | of a vehicle", "calls", "not of this release"),
                    Map.of(
                            "stops_by_place",
                            Map.of(
                                    "place",
                                    new ColumnText(
                                            Optional.of("=where it was, \"about\""),
                                            Optional.of("beat"),
                                            new TreeMap<>(Map.of("Elm", "around Elm Street")),
                                            "areas.beat by link area")))));

    private static PublicRow row(String... codes) {
        return new PublicRow(List.of(codes), OptionalLong.of(20), 20, 20);
    }

    private static List<CSVRecord> rows(String text) throws IOException {
        try (var parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }

    @Test
    void dictionary_ofADescribedColumn_givesDefinitionUnitSourceAndCodes() throws IOException {
        CSVRecord place = rows(DataDictionary.csv(List.of(TABLE), PLAN)).stream()
                .filter(row -> row.get("column").equals("place"))
                .findFirst()
                .orElseThrow();

        assertThat(place.get("definition"))
                .startsWith("'=where it was, \"about\"; Total for all categories together; Pool = Ash + Oak")
                .contains("break in the series");
        assertThat(place.toMap())
                .containsEntry("unit", "beat")
                .containsEntry("source", "areas.beat by link area")
                .containsEntry("codes", "codes/place.csv");
    }

    @Test
    void dictionary_ofATable_saysWhatOneOfItsRecordsIs() throws IOException {
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN)))
                .filteredOn(row -> row.get("type").equals("table"))
                .extracting(row -> row.get("definition"))
                .containsExactly("a stop | of a vehicle");
    }

    @Test
    void dictionary_ofARelease_describesEveryColumnOfEveryTable() throws IOException {
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN)))
                .extracting(row -> row.get("column"))
                .containsExactly("", "year", "place", "value", "status", "lower", "upper");
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN)))
                .allSatisfy(row -> assertThat(row.get("definition")).isNotEmpty());
    }

    @Test
    void codes_ofAHierarchy_nameWhatTheyArePartOfWhatTheyMeanAndWhenTheyHeld() throws IOException {
        String text = CodeLists.files(List.of(TABLE), PLAN.dictionary()).getOrDefault("codes/place.csv", "");

        assertThat(rows(text))
                .extracting(row -> String.join("|", row.toList()))
                .containsExactly(
                        "Elm|around Elm Street|North|2024|2024|2024",
                        "North||Total|2021|2024|2021 2022 2024",
                        "North (unknown)|in North, nothing finer recorded||2024|2024|2024",
                        "Pool|Ash + Oak||2024|2024|2024",
                        "Total|all categories together||2021|2021|2021");
    }

    @Test
    void readableDictionary_ofTextsWithMarkup_staysATable() {
        assertThat(DataDictionary.readable(List.of(TABLE), PLAN))
                .contains("Counts stops: a stop \\| of a vehicle.")
                .contains("| North |  | Total | 2021-2022, 2024 |")
                .contains("| Elm | around Elm Street | North | 2024 |");
    }
}
