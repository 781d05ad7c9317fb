package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class ReleaseConfigTest {
    private static final String WHOLE = """
            release { id = "2024.1", name = demo, title = T, publisher = P, contact = C, licence = CC-BY-4.0 }
            output = "./out"
            sources {
              stops {
                event = stop
                files = [ { path = "a.csv", years = [2015], layout = early }, { path = "b.csv", years = ["2016-2017"] } ]
                key = [stop_id]
                year = date
                fields {
                  stop_id { type = text, required = true }
                  date { type = date, formats = ["yyyy-MM-dd", excel-serial], range = ["2015-01-01", "2017-12-31"] }
                  race { type = code, codes { W = white, B = black } }
                }
                layouts { early { race { column = RACE, codes { X = unknown } } } }
              }
              incidents {
                event = incident
                files = [ { path = "i.csv", years = [2015] } ]
                key = [incident_id]
                year = file
                fields {
                  incident_id { type = text, required = true }
                  place { type = text }
                }
              }
            }
            links = [
              { name = stop_incident, from = stops, to = incidents, on { stop_id = incident_id }, bring { place { field = place } } }
            ]
            """;

    @Test
    void layout_changesOnlyWhatItNames() {
        SourceConfig stops = config(WHOLE).source("stops");

        FieldConfig early = stops.field("early", "race");
        assertThat(early.column()).contains("RACE");
        assertThat(((FieldType.Code) early.type()).codes()).containsOnlyKeys("W", "B", "X");
        assertThat(((FieldType.Code) stops.field(SourceFile.STANDARD, "race").type()).codes())
                .containsOnlyKeys("W", "B");
        assertThat(stops.years()).containsExactly(2015, 2016, 2017);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    event = stop                    | evnt = stop                                  | correct evnt
                    "yyyy-MM-dd", excel-serial      | "YYYY-ww"                                    | holds a pattern that is not one
                    "yyyy-MM-dd", excel-serial      | "yyyy-'q'qq"                                 | holds a pattern that is not one
                    on { stop_id = incident_id }    | on { date = incident_id }                    | date is a day while incident_id is text
                    year = date                     | year = race                                  | year is not a field of type
                    key = [stop_id]                 | key = [nobody]                               | is not a field
                    key = [stop_id]                 | key = [race]                                 | is not required
                    codes { W = white, B = black }  |                                              | type code
                    layout = early }                | layout = late }                              | not declared
                    years = ["2016-2017"]           | years = ["2015-2017"]                        | two layouts
                    years = ["2016-2017"]           | years = ["2017-2016"]                        | ends before it begins
                    range = ["2015-01-01", "2017-12-31"] | range = [1, 2]                          | two days
                    to = incidents                  | to = nowhere                                 | is not a source
                    on { stop_id = incident_id }    | on { stop_id = nothing }                     | names no field
                    "yyyy-MM-dd", excel-serial      | "yyyy-bb"                                    | pattern
                    key = [stop_id]                 | key = [stop_id], quarantine-limit = 2        | from 0 to 1
                    key = [stop_id]                 | key = [stop_id], person = nobody             | person is not a field
                    type = text, required = true }  | type = text, required = true, invalid = missing } | drop one of the two
                    place { type = text }           | place { type = text, combine = join }        | rows-per-key
                    place { type = text }           | place { type = txt }                         | use text, integer
                    place { field = place }         | race { field = place }                       | is a field already
                    id = "2024.1"                   | id = "../2024"                               | cannot name a folder
                    id = "2024.1"                   | id = "2024.1", address = "data/police"       | is no web address
                    output = "./out"                | output = "./out", surprise = 1               | surprise is not a key
                    """)
    void config_thatCannotBe_isRefusedWithPlaceAndRemedy(String original, String changed, String expected) {
        String text = WHOLE.replace(original, changed == null ? "" : changed);
        assertThat(text).isNotEqualTo(WHOLE);

        assertThatThrownBy(() -> config(text)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refusal.line())
                    .contains("release.conf:")
                    .contains(expected)
                    .contains(" — ");
        });
    }

    private static ReleaseConfig config(String text) {
        return ReleaseConfig.read(Section.parse(text, "release.conf"));
    }
}
