package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.publication.DictionaryTexts.ColumnText;
import org.louver.report.Trends;

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
                                            CodePattern.AS_RECORDED,
                                            "areas.beat by link area"))),
                    Map.of()));

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
        CSVRecord place = rows(DataDictionary.csv(List.of(TABLE), PLAN, Set.of())).stream()
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
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN, Set.of())))
                .filteredOn(row -> row.get("type").equals("table"))
                .extracting(row -> row.get("definition"))
                .containsExactly("a stop | of a vehicle");
    }

    @Test
    void dictionary_ofARelease_describesEveryColumnOfEveryTable() throws IOException {
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN, Set.of())))
                .extracting(row -> row.get("column"))
                .containsExactly("", "year", "place", "value", "status", "lower", "upper");
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN, Set.of())))
                .allSatisfy(row -> assertThat(row.get("definition")).isNotEmpty());
    }

    /** The same columns in the same order as the files themselves begin with. */
    @Test
    void dictionary_ofAReleaseWithFilesBesideItsTables_describesTheirColumnsToo() throws IOException {
        List<CSVRecord> all = rows(DataDictionary.csv(List.of(TABLE), PLAN, EnumSet.allOf(CompanionFile.class)));

        assertThat(columns(all, "trends")).isEqualTo(Trends.csv(List.of()).strip());
        assertThat(columns(all, "coverage"))
                .isEqualTo(Coverage.csv(List.of(), Map.of()).strip());
        assertThat(all)
                .filteredOn(row -> row.get("column").equals("ratio_upper"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("type")).isEqualTo("number");
                    assertThat(row.get("unit")).isEqualTo("ratio");
                    assertThat(row.get("missing")).isEqualTo("nothing bounds it");
                });
        assertThat(all)
                .filteredOn(row -> row.get("column").equals("value"))
                .extracting(row -> row.get("missing"))
                .containsExactly("withheld to protect people");
        assertThat(rows(DataDictionary.csv(List.of(TABLE), PLAN, EnumSet.of(CompanionFile.COVERAGE))))
                .noneMatch(row -> row.get("table").equals("trends"));
    }

    private static String columns(List<CSVRecord> dictionary, String file) {
        return dictionary.stream()
                .filter(row ->
                        row.get("table").equals(file) && !row.get("column").isEmpty())
                .map(row -> row.get("column"))
                .collect(Collectors.joining(","));
    }

    @Test
    void readableDictionary_ofAReleaseWithFilesBesideItsTables_saysWhatTheirEmptyFieldsMean() {
        assertThat(DataDictionary.readable(List.of(TABLE), PLAN, EnumSet.allOf(CompanionFile.class)))
                .contains(
                        "## trends.csv",
                        "| ratio_upper | number | largest ratio that the published figures allow | ratio | nothing bounds it |")
                .contains(
                        "## coverage.csv",
                        "| place | text | agency or other place whose records they are |  | all records of the year |");
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

    @ParameterizedTest
    @CsvSource({
        "BANDS, 18-29, 18 to 29 years of age",
        "BANDS, 65+, 65 years of age or more",
        "BANDS, 0-0, 0 years of age",
        "BANDS, -5--1, -5 to -1 years of age",
        "BANDS, Total,",
        "BANDS, 18,",
        "PERIODS, 2024, calendar year 2024",
        "PERIODS, 2024-Q1, January to March 2024",
        "PERIODS, 2024-Q4, October to December 2024",
        "PERIODS, 2024-Q5,",
        "PERIODS, 2024-02, February 2024",
        "PERIODS, 2024-13,",
        "HOURS, 20-23, 20:00 to 23:59",
        "HOURS, 20-29,",
        "AS_RECORDED, 18-29,"
    })
    void code_thatIsFormed_saysWhatItMeans(CodePattern pattern, String code, @Nullable String meaning) {
        assertThat(pattern.meaning(code, "years of age")).isEqualTo(Optional.ofNullable(meaning));
    }

    @Test
    void code_withoutAUnit_isANumberAlone() {
        assertThat(CodePattern.BANDS.meaning("3-5", "")).contains("3 to 5");
        assertThat(CodePattern.BANDS.meaning("6+", "")).contains("6 or more");
    }

    /** Bands that a table puts together are bands too; the agency's words win over what a code says of itself. */
    @Test
    void codes_ofABandedColumn_haveDefinitionsUnlessTheAgencyGivesItsOwn() throws IOException {
        PublicTable table = new PublicTable(
                "stops_by_age",
                "stops",
                List.of("year", "age"),
                List.of(row("2024", "0-17"), row("2024", "18-39"), row("2024", "40+")),
                List.of(new PublicTable.Recoded(
                        "age",
                        false,
                        new TreeMap<>(Map.of("18-39", List.of("18-29", "30-39"))),
                        List.of("18-39"),
                        false)),
                Map.of());
        ColumnText said = new ColumnText(
                Optional.empty(),
                Optional.of("years"),
                new TreeMap<>(Map.of("0-17", "a minor")),
                CodePattern.BANDS,
                "bands of stops.age");
        DictionaryTexts texts = new DictionaryTexts(Map.of(), Map.of("stops_by_age", Map.of("age", said)), Map.of());

        assertThat(rows(CodeLists.files(List.of(table), texts).getOrDefault("codes/age.csv", "")))
                .extracting(row -> row.get("code") + " " + row.get("definition"))
                .containsExactly("0-17 a minor", "18-39 18 to 39 years", "40+ 40 years or more");
        assertThat(rows(CodeLists.files(List.of(table), texts).getOrDefault("codes/year.csv", "")))
                .extracting(row -> row.get("definition"))
                .containsExactly("calendar year 2024");
        assertThat(DataDictionary.readable(List.of(table), PLAN.explained(texts), Set.of()))
                .contains("| 18-39 | 18 to 39 years |  | 2024 |");
    }

    @Test
    void readableDictionary_ofTextsWithMarkup_staysATable() {
        assertThat(DataDictionary.readable(List.of(TABLE), PLAN, Set.of()))
                .contains("Counts stops: a stop \\| of a vehicle.")
                .contains("| North |  | Total | 2021-2022, 2024 |")
                .contains("| Elm | around Elm Street | North | 2024 |");
    }
}
