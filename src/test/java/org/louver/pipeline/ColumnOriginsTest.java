package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;
import org.louver.audit.PublicTable;
import org.louver.publication.CodePattern;
import org.louver.publication.DictionaryTexts;
import org.louver.publication.DictionaryTexts.ColumnText;

class ColumnOriginsTest {
    private static DictionaryTexts texts(String name) {
        return plan(name).publication().dictionary();
    }

    /** The plan of Takoma Park reads its census table as it loads. */
    private static ReleasePlan plan(String name) {
        String data = name.equals("takoma-park") ? SharedFolder.require("data").toString() : "/data";
        return ReleasePlan.load(Path.of("conf/" + name + ".conf"), Map.of("data", "\"" + data + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "demo, stops_by_person, race, stops.subject_race",
        "demo, stops_by_age, age, bands of stops.subject_age",
        "demo, arrests_by_place, year, period of arrests.arrest_date",
        "demo, stops_by_place, place, areas.county by link stop_area > areas.agency by link stop_area",
        "demo, victims_by_person, year, period of victims.report_date",
        "demo, victims_by_person, place, areas.county by link incident_area by link victim_incident > areas.agency by link incident_area by link victim_incident",
        "vermont-nibrs, victims_by_county, victim_age, bands of victims.age"
    })
    void column_ofARelease_namesTheFieldsThatItComesFrom(String name, String table, String dimension, String source) {
        assertThat(texts(name).column(table, dimension).source()).isEqualTo(source);
    }

    /** An example that explains nothing would teach agencies to explain nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "takoma-park", "vermont-nibrs"})
    void exampleConfigurations_defineEverySourceAndVariableThatTheyPublish(String name) {
        DictionaryTexts texts = texts(name);

        assertThat(texts.units().keySet()).containsAll(plan(name).tabulation().units());
        texts.columns()
                .forEach((table, columns) -> columns.forEach((dimension, text) -> assertThat(text.definition())
                        .as(table + "." + dimension)
                        .isPresent()));
    }

    private static ColumnText age(String variable) {
        return ReleasePlan.load(Path.of("conf/demo.conf"), Map.of("data", "/data", "variables.age", variable))
                .publication()
                .dictionary()
                .column("stops_by_age", "age");
    }

    @Test
    void bandsOfAges_withoutAUnit_countYears() {
        ColumnText text = age("{ from = subject_age, bands = [18, 30], unit = null }");

        assertThat(text.unit()).contains("years");
        assertThat(text.pattern()).isEqualTo(CodePattern.BANDS);
        assertThat(text.codes()).containsExactly(Map.entry("Unknown", "not recorded, or below 18 years"));
    }

    /** The policy writes a band as its first value, from which nobody could guess where it ends. */
    @Test
    void agesThatThePolicyBands_haveDefinitions_andTheAgencysOwnWin() {
        ColumnText text = age(
                "{ from = subject_age, bands = null, unit = null, code-definitions { \"18\" = \"a young adult\" } }");

        assertThat(text.codes())
                .containsEntry("10", "10 to 17 years")
                .containsEntry("18", "a young adult")
                .containsEntry("75", "75 years or more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { search_conducted = "true" }, counts = " stops with a search " | stops with a search
            { search_conducted = "false" }                                 | stops where search conducted is false (not searched)
            { outcome = arrest, sex = other }                              | stops where outcome is arrest (somebody was arrested) and sex is other
            { record_level = single }                                      | stops where record level is single
            {}                                                             | stops
            """)
    void tables_withAFilter_sayWhatTheyCount(String where, String counted) {
        String table = "[ { name = t, unit = stops, by = [year, race], where " + where + " } ]";

        assertThat(ReleasePlan.load(
                                Path.of("conf/demo.conf"),
                                Map.of("data", "/data", "tables", table, "publication.questions", "null"))
                        .publication()
                        .dictionary()
                        .counted())
                .containsExactly(Map.entry("t", counted));
    }

    @Test
    void periods_ofAVariable_areReadOffTheirCodes() {
        assertThat(texts("demo").column("arrests_by_place", PublicTable.YEAR).pattern())
                .isEqualTo(CodePattern.PERIODS);
        assertThat(texts("demo").column("stops_by_person", "race").pattern()).isEqualTo(CodePattern.AS_RECORDED);
    }

    @Test
    void periods_ofAVariableOfAnotherName_areTheColumnYear() {
        assertThat(texts("demo").columns().get("arrests_by_place")).containsKey(PublicTable.YEAR);
    }
}
