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
import org.louver.publication.DictionaryTexts;

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

    @Test
    void periods_ofAVariableOfAnotherName_areTheColumnYear() {
        assertThat(texts("demo").columns().get("arrests_by_place")).containsKey(PublicTable.YEAR);
    }
}
