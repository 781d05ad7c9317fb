package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;

class MissReportIT {
    @Test
    void records_likeSensitiveOnes_areListedAndNoOthers() {
        ReleaseConfig release = ReleaseConfig.read(Section.parse(RELEASE, "misses.conf"));
        Map<String, Dataset<Row>> sources = new LinkedHashMap<>();
        sources.put(
                "incidents",
                SmallTown.rows(
                        StructType.fromDDL(
                                "year int, incident_id string, incident_date date, incident_time int, beat string, charge_text"
                                        + " string"),
                        incident("NEAR-CALL", 22, "B1", "Assault"),
                        incident("OTHER-HOUR", 18, "B1", "Assault"),
                        incident("OTHER-BEAT", 22, "B2", "Assault"),
                        incident("LETTERS", 3, "B3", "STLAKING of a person"),
                        incident("MISSPELT", 3, "B3", "Sexaul asault, 2nd degree"),
                        incident("HARMLESS", 3, "B3", "Shoplifting"),
                        incident("FOUND", 3, "B3", "Stalking")));
        sources.put(
                "calls",
                SmallTown.rows(
                        StructType.fromDDL(
                                "year int, call_id string, received timestamp, beat string, call_type string"),
                        RowFactory.create(
                                2024, "C1", Timestamp.valueOf("2024-05-17 22:40:00"), "B1", "DOMESTIC DISPUTE"),
                        RowFactory.create(2024, "C2", Timestamp.valueOf("2024-05-17 22:40:00"), "B2", "NOISE")));
        sources.put(
                "victims",
                SmallTown.rows(
                        StructType.fromDDL("year int, victim_id string, person_id string, victim_age int"),
                        RowFactory.create(2024, "V1", "P1", 12),
                        RowFactory.create(2024, "V2", "P1", 40),
                        RowFactory.create(2024, "V3", "P2", 40)));
        ReleasableEvents events =
                new Safety(TestSpark.session(), release, SmallTown.settings(release), Map.of()).apply(sources);
        MissReport report = events.misses();

        assertThat(report.records().orderBy("record").collectAsList())
                .extracting(row -> row.getString(3) + ": " + row.getString(1) + " " + row.getString(2))
                .containsExactly(
                        "LETTERS: text near a declared pattern stalking",
                        "MISSPELT: text near a declared pattern sexual-violence",
                        "NEAR-CALL: same place and time as a sensitive call ",
                        "V2: same person as a sensitive victim ");
        assertThat(report.totals()).hasSize(4).allMatch(total -> total.records() == 1);
        assertThat(List.of(report.toString())).noneMatch(text -> text.contains("NEAR-CALL"));
    }

    private static Row incident(String id, int hour, String beat, String charge) {
        return RowFactory.create(2024, id, Date.valueOf("2024-05-17"), hour * 3600 + 600, beat, charge);
    }

    private static final String RELEASE = """
            release { id = t1, name = town, title = Town, publisher = Town, contact = a, licence = CC0 }
            output = out
            sources {
              incidents {
                event = incident, files = [ { path = i.csv, years = [2024] } ], key = [incident_id], year = incident_date
                fields {
                  incident_id { type = text, required = true }, incident_date { type = date }, incident_time { type = time }
                  beat { type = text }, charge_text { type = text }
                }
              }
              calls {
                event = call, files = [ { path = c.csv, years = [2024] } ], key = [call_id], year = received
                fields {
                  call_id { type = text, required = true }, received { type = timestamp }, beat { type = text }, call_type { type = text }
                }
              }
              victims {
                event = victim, files = [ { path = v.csv, years = [2024] } ], key = [victim_id], person = person_id, year = file
                fields { victim_id { type = text, required = true }, person_id { type = text }, victim_age { type = integer } }
              }
            }
            safety { policy = policies/victim-safety.conf, agency { latitude = 38.98, longitude = -77.0, time-zone = America/New_York } }
            """;
}
