package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.LinkCoverage;
import org.louver.report.ProtectionStatement;
import org.louver.report.Trends;

class MetadataTest {
    private static final PublicTable TABLE = new PublicTable(
            "stops_by_race",
            "stops",
            List.of("year", "race"),
            List.of(
                    new PublicRow(List.of("2022", "Black"), OptionalLong.of(20), 20, 20),
                    new PublicRow(List.of("2023", "Black"), OptionalLong.empty(), 1, 12),
                    new PublicRow(List.of("2023", "=Other, \"mixed\""), OptionalLong.empty(), 1, 12),
                    new PublicRow(List.of("Total", "Total"), OptionalLong.of(40), 40, 40)));

    private static final PublicationPlan PLAN = new PublicationPlan(
            "2023.1", "Stops: \"all\"", "City", "data@example.org", "CC-BY-4.0", true, List.of(DatasetFormat.CSV));

    private static SortedMap<String, String> documents() {
        SortedMap<String, FileFacts> files = new TreeMap<>();
        SortedMap<String, String> written = Documentation.of(List.of(TABLE), PLAN, java.util.Set.of());
        written.forEach((path, text) -> files.put(path, new FileFacts("0123456789abcdef".repeat(4), text.length())));
        files.put("data/stops_by_race/csv/demonstration-stops_by_race.csv.gz", new FileFacts("f".repeat(64), 99));
        written.putAll(Documentation.about(files, List.of(TABLE), PLAN));
        return written;
    }

    static String document(String path) {
        return java.util.Objects.requireNonNull(documents().get(path), path);
    }

    @Test
    void dictionary_ofADemonstration_saysSoOfEveryTable() {
        assertThat(document("dictionary.csv")).contains("\r\nstops_by_race,,table,,\"Demonstration: ");
    }

    /** Version 1.1 takes a contact without an address, version 3 does not: better no catalogue than an invalid one. */
    @Test
    void catalogues_ofAContactThatIsNoAddress_areValidOrNotThere() throws IOException {
        PublicationPlan office = new PublicationPlan(
                "1", "Stops", "City", "Records office, room 12 @ City Hall", "CC-BY-4.0", false, PLAN.formats());
        SortedMap<String, String> written = Documentation.about(new TreeMap<>(), List.of(TABLE), office);

        assertThat(written).doesNotContainKey(OpenDataCatalog.FILE_3).containsKey(OpenDataCatalog.FILE);
        assertThat(PublishedSchemas.DCAT_US_1.problems(
                        PublishedSchemas.served(java.util.Objects.requireNonNull(written.get(OpenDataCatalog.FILE)))))
                .isEmpty();
    }

    /** As written, nothing resolved: relative addresses fail the version 1.1 schema, which is the control. */
    @ParameterizedTest
    @CsvSource({"DCAT_US_1, data.json", "DCAT_US_3, data-dcat-us-3.json"})
    void catalogues_ofAReleaseWithAnAddress_areValidAsTheyAreWritten(PublishedSchemas schema, String file)
            throws IOException {
        SortedMap<String, FileFacts> files = new TreeMap<>();
        files.put("data/stops_by_race/csv/stops_by_race.csv.gz", new FileFacts("f".repeat(64), 99));
        PublicationPlan served = PLAN.servedAt(java.util.Optional.of("https://data.example.gov/police/"));
        JsonNode written = new ObjectMapper()
                .readTree(java.util.Objects.requireNonNull(
                        Documentation.about(files, List.of(TABLE), served).get(file)));

        assertThat(schema.problems(written)).isEmpty();
        assertThat(written.at("/dataset/0/distribution/0/downloadURL").asText())
                .isEqualTo("https://data.example.gov/police/2023.1/data/stops_by_race/csv/stops_by_race.csv.gz");
        if (schema == PublishedSchemas.DCAT_US_1) {
            JsonNode relative = new ObjectMapper()
                    .readTree(java.util.Objects.requireNonNull(
                            Documentation.about(files, List.of(TABLE), PLAN).get(file)));
            assertThat(schema.problems(relative)).isNotEmpty();
        }
    }

    @Test
    void csvMetadata_ofARelease_meetsItsSpecification() throws IOException {
        assertThat(problems(document(CsvOnTheWeb.FILE), "csvw.json")).isEmpty();
        assertThat(problems(document(CsvOnTheWeb.FILE).replace("\"tableSchema\"", "\"gone\""), "csvw.json"))
                .isNotEmpty();
    }

    @Test
    void dataPackage_ofARelease_givesBytesHashAndLabelsOfWhatIsMissing() throws IOException {
        JsonNode descriptor = new ObjectMapper().readTree(document(DataPackage.FILE));
        assertThat(descriptor.get("$schema").asText())
                .isEqualTo("https://datapackage.org/profiles/2.0/datapackage.json");

        JsonNode table = descriptor.get("resources").get(0);
        assertThat(table.get("bytes").asLong()).isEqualTo(99);
        assertThat(table.get("hash").asText()).isEqualTo("sha256:" + "f".repeat(64));
        assertThat(table.at("/schema/fields/2/missingValues/0/value").asText()).isEmpty();
        assertThat(table.at("/schema/fields/2/missingValues/0/label").asText()).contains("withheld");
        for (JsonNode resource : descriptor.get("resources")) {
            assertThat(resource.get("bytes").asLong()).isPositive();
            assertThat(resource.get("hash").asText()).matches("sha256:[0-9a-f]{64}");
            assertThat(resource.get("encoding").asText()).isEqualTo("utf-8");
        }
    }

    /** What the files say of themselves in their first line is what the descriptor says, column by column. */
    @Test
    void dataPackage_ofAReleaseWithQuestionsAndLinks_describesTheirFilesToo() throws IOException {
        SortedMap<String, FileFacts> files = new TreeMap<>();
        files.put(Trends.FILE, new FileFacts("a".repeat(64), 7));
        files.put(LinkCoverage.FILE, new FileFacts("b".repeat(64), 8));
        String text = java.util.Objects.requireNonNull(
                Documentation.about(files, List.of(TABLE), PLAN).get(DataPackage.FILE));
        JsonNode resources = new ObjectMapper().readTree(text).get("resources");

        assertThat(PublishedSchemas.DATA_PACKAGE.problems(PublishedSchemas.served(text)))
                .isEmpty();
        assertThat(resources.findValuesAsText("path")).containsExactly(Trends.FILE, LinkCoverage.FILE);
        assertThat(columns(resources.get(0))).isEqualTo(Trends.csv(List.of()).strip());
        assertThat(columns(resources.get(1)))
                .isEqualTo(Coverage.csv(List.of(), java.util.Map.of()).strip());
        assertThat(resources.at("/0/schema/fields/7/missingValues/0/label").asText())
                .isEqualTo("nothing bounds it");
        assertThat(resources.at("/1/schema/fields/3/missingValues/0/label").asText())
                .isEqualTo("all records of the year");
        assertThat(resources.get(1).get("bytes").asLong()).isEqualTo(8);
        assertThat(resources.get(1).get("hash").asText()).isEqualTo("sha256:" + "b".repeat(64));
    }

    @Test
    void table_withAFilter_saysInEveryDocumentWhatItCounts() throws IOException {
        PublicationPlan plan = PLAN.explained(new DictionaryTexts(
                java.util.Map.of(), java.util.Map.of(), java.util.Map.of("stops_by_race", "stops with a search")));
        SortedMap<String, FileFacts> files = new TreeMap<>();
        files.put("data/stops_by_race/csv/demonstration-stops_by_race.csv.gz", new FileFacts("f".repeat(64), 99));
        SortedMap<String, String> written = Documentation.of(List.of(TABLE), plan, java.util.Set.of());
        written.putAll(Documentation.about(files, List.of(TABLE), plan));

        JsonNode value =
                new ObjectMapper().readTree(written.get(DataPackage.FILE)).at("/resources/0/schema/fields/2");
        assertThat(value.get("description").asText()).startsWith("number of stops with a search;");
        assertThat(value.get("unit").asText()).isEqualTo("stops");
        for (String path : List.of("README.md", "DICTIONARY.md", "dictionary.csv")) {
            assertThat(written.get(path)).as(path).contains("stops with a search");
        }
    }

    /** Key by key: whatever is added has to be held against the threat model first. */
    @Test
    void dataPackage_ofAProtectedRelease_saysByWhichRulesAndNothingElse() throws IOException {
        ProtectionStatement statement = new ProtectionStatement(
                11,
                11,
                true,
                List.of(new ProtectionStatement.TopCoded("outcome", new java.math.BigDecimal("90"))),
                true,
                java.util.Optional.of(new ProtectionStatement.Policy("careful", 2, "CMS", false)),
                java.util.Optional.empty(),
                true,
                new ProtectionStatement.Attackers(1, false, false),
                List.of());
        SortedMap<String, FileFacts> files = new TreeMap<>();
        files.put(Trends.FILE, new FileFacts("a".repeat(64), 7));
        PublicationPlan plan = PLAN.protectedBy(statement).audited(List.of("stops"));
        String text = java.util.Objects.requireNonNull(
                Documentation.about(files, List.of(TABLE), plan).get(DataPackage.FILE));

        assertThat(PublishedSchemas.DATA_PACKAGE.problems(PublishedSchemas.served(text)))
                .isEmpty();
        assertThat(new ObjectMapper().readTree(text).get(ProtectionStatement.PROPERTY))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"minimumFrequency": 11, "minimumContributors": 11, "zeros": "published",
                         "topCoded": [{"variable": "outcome", "percent": 90}], "dominance": true,
                         "policy": {"name": "careful", "version": 2, "smallCells": "CMS", "loosened": false},
                         "requiredWidth": "by-rule", "singletonsProtected": true,
                         "audit": {"largestInsiderCell": 1, "fullLevelsAgainstInsiders": false, "wholeNumbers": false,
                                   "passed": ["stops"]}}
                        """));
        assertThat(document(DataPackage.FILE)).doesNotContain(ProtectionStatement.PROPERTY);
    }

    private static String columns(JsonNode resource) {
        return String.join(",", resource.at("/schema/fields").findValuesAsText("name"));
    }

    private static List<String> problems(String json, String schema) throws IOException {
        try (InputStream text = MetadataTest.class.getResourceAsStream("/schemas/" + schema)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text)
                    .validate(new ObjectMapper().readTree(json))
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void summary_ofADescribedRelease_beginsWithItsOwnWords() {
        assertThat(Documentation.summary(List.of(), PLAN.described(java.util.Optional.of("What we count. "))))
                .contains("What we count. Counts of");
        assertThat(Documentation.summary(List.of(), PLAN)).doesNotContain("What we count");
    }

    @Test
    void foreignKeys_ofTheDataPackage_pointToResourcesThatHoldEveryCode() throws IOException {
        JsonNode resources =
                new ObjectMapper().readTree(document(DataPackage.FILE)).get("resources");
        List<String> names = new ArrayList<>();
        resources.forEach(resource -> names.add(resource.get("name").asText()));
        for (JsonNode key : resources.get(0).get("schema").get("foreignKeys")) {
            assertThat(names).contains(key.get("reference").get("resource").asText());
        }
        assertThat(rows(document("codes/race.csv")))
                .extracting(row -> row.get(0) + "|" + row.get(5))
                .containsExactly("code|years", "'=Other, \"mixed\"|2023", "Black|2022 2023", "Total|");
    }

    @Test
    void readableCsv_ofWithheldAndDangerousCells_isSafeForSpreadsheets() throws IOException {
        List<CSVRecord> rows = rows(document("data/stops_by_race/csv/demonstration-stops_by_race.readable.csv"));

        assertThat(rows.get(0).toList()).containsExactly("year", "race", "value", "lower", "upper");
        assertThat(rows.get(2).toList()).containsExactly("2023", "'=Other, \"mixed\"", "[c]", "1", "12");
    }

    /** SDMX has codes for small counts and for those that hide them; a release that used both would show which are small. */
    @Test
    void status_ofWithheldCells_isOneCodeForEveryReason() throws IOException {
        JsonNode status =
                new ObjectMapper().readTree(document(DataPackage.FILE)).at("/resources/0/schema/fields/3");
        assertThat(status.get("name").asText()).isEqualTo("status");
        assertThat(status.get("categories").findValuesAsText("value")).containsExactly("F", "C");
        assertThat(TABLE.rows())
                .extracting(PublicRow::status, row -> row.value().isPresent())
                .containsOnly(
                        org.assertj.core.groups.Tuple.tuple("F", true),
                        org.assertj.core.groups.Tuple.tuple("C", false));
    }

    /** RFC 4180 and OWASP: lines end in CR LF, what holds a separator is quoted, and no cell begins like a formula. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void csvFiles_withACodeLikeAFormula_neverShowItAsOne(String code) throws IOException {
        PublicTable table = new PublicTable(
                "t",
                "stops",
                List.of("year", "race"),
                List.of(new PublicRow(List.of("2023", code), OptionalLong.of(20), 20, 20)));
        SortedMap<String, String> written = Documentation.of(List.of(table), PLAN, java.util.Set.of());

        for (String path : List.of("codes/race.csv", CsvText.path(table, true), "dictionary.csv")) {
            String text = java.util.Objects.requireNonNull(written.get(path), path);
            assertThat(text).endsWith("\r\n");
            for (CSVRecord row : rows(text)) {
                assertThat(row.toList()).noneMatch(cell -> cell.matches("(?s)[=+@\t\r-].*"));
            }
        }
    }

    @Test
    void citation_ofATitleWithQuotes_staysYaml() {
        assertThat(document("CITATION.cff")).contains("title: \"Stops: \\\"all\\\"\"\n");
    }

    private static List<CSVRecord> rows(String text) throws IOException {
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }
}
