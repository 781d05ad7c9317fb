package org.louver.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;

/** A handful of records of a town, each with one sign or none, and the release that declares them. */
final class SmallTown {
    private static final StructType INCIDENTS = StructType.fromDDL(
            "year int, incident_id string, incident_date date, incident_hour int, address string, beat string,"
                    + " offense_code string, charge_text string, location_type string, related_incident string, status string,"
                    + " brand_new string");
    private static final StructType VICTIMS = StructType.fromDDL(
            "year int, victim_id string, incident_id string, victim_name string, victim_age int, relationship string");
    private static final StructType ARRESTS = StructType.fromDDL(
            "year int, arrest_id string, incident_id string, stop_id string, person_id string, arrest_date date,"
                    + " subject_age int, subject_sex string");
    private static final StructType STOPS = StructType.fromDDL("year int, stop_id string, date date, outcome string");
    private static final StructType CALLS =
            StructType.fromDDL("year int, call_id string, incident_id string, received timestamp, call_type string");

    private SmallTown() {}

    static Map<String, Dataset<Row>> records() {
        Map<String, Dataset<Row>> sources = new LinkedHashMap<>();
        sources.put(
                "incidents",
                rows(
                        INCIDENTS,
                        incident("I1", "23C", "Shoplifting", "08", null),
                        incident("I2", "11A", "Rape 1st Degree", "20", null),
                        incident("I3", "13B", "Class C Assault", "13", null),
                        incident("I4", "13B", "Assault 4th Degree", "13", null),
                        incident("I5", "90Z", "STALKING-HARASSMENT", "13", null),
                        incident("I6", "290", "Criminal Mischief", "54", null),
                        incident("I7", "90Z", "Supplemental Report", "13", "I2"),
                        incident("I8", "26A", "Swindle", "07", null),
                        incident("I9", "240", "Vehicle Theft", "18", null),
                        incident("I10", "90Z", "Acóso, víctima conocida", "13", null)));
        sources.put(
                "victims",
                rows(
                        VICTIMS,
                        victim("V2", "I2", 30, "RU"),
                        victim("V3", "I3", 31, "RU"),
                        victim("V4", "I4", 32, "BG"),
                        victim("V8", "I8", 12, "ST"),
                        victim("V9", "I9", 40, "ST")));
        sources.put(
                "arrests",
                rows(
                        ARRESTS,
                        arrest("A1", "I1", null, "P1", 22),
                        arrest("A2", "I2", "S2", "P2", 33),
                        arrest("A4", "I4", null, "P4", 44)));
        sources.put("stops", rows(STOPS, stop("S1"), stop("S2")));
        sources.put(
                "calls",
                rows(
                        CALLS,
                        call("C1", "I1", "THEFT"),
                        call("C3", "I3", "DOMESTIC W/WEAPON"),
                        call("C5", "I5", "CITIZEN ASSIST"),
                        call("C0", null, "NOISE")));
        // A reference table links all incidents of a beat, which says nothing about any of them.
        sources.put(
                "beats",
                rows(
                        StructType.fromDDL("year int, beat string, district string"),
                        RowFactory.create(2024, "B1", "D1")));
        return sources;
    }

    static Row incident(String id, String code, String charge, String location, @Nullable String related) {
        return RowFactory.create(
                2024,
                id,
                Date.valueOf("2024-05-17"),
                22,
                "1532 Main St",
                "B1",
                code,
                charge,
                location,
                related,
                id.equals("I9") ? "OPEN" : "CLEARED",
                "LVRCANARY");
    }

    private static Row victim(String id, String incident, int age, String relationship) {
        return RowFactory.create(2024, id, incident, "LVRCANARY Jane", age, relationship);
    }

    private static Row arrest(String id, String incident, @Nullable String stop, String person, int age) {
        return RowFactory.create(2024, id, incident, stop, person, Date.valueOf("2024-05-18"), age, "male");
    }

    private static Row stop(String id) {
        return RowFactory.create(2024, id, Date.valueOf("2024-05-18"), "arrest");
    }

    private static Row call(String id, @Nullable String incident, String type) {
        return RowFactory.create(2024, id, incident, java.sql.Timestamp.valueOf("2024-05-17 22:10:00"), type);
    }

    static Dataset<Row> rows(StructType schema, Row... rows) {
        return TestSpark.session().createDataFrame(Arrays.asList(rows), schema);
    }

    static ReleaseConfig release(String safety) {
        return ReleaseConfig.read(Section.parse(RELEASE + "safety { " + safety + " }", "small-town.conf"));
    }

    static SafetySettings settings(ReleaseConfig release) {
        return SafetySettings.read(release, Path.of("conf"));
    }

    /** The default policy over these records, with further lines of the safety section. */
    static ReleasableEvents apply(String more) {
        ReleaseConfig release = release(
                "policy = policies/victim-safety.conf, agency { latitude = 38.98, longitude = -77.0, time-zone ="
                        + " America/New_York }, related = [ { source = incidents, field = related_incident, to = incident_id }"
                        + " ]\n" + more);
        return new Safety(TestSpark.session(), release, settings(release), Map.of()).apply(records());
    }

    /** Nothing yet, for tests that fill a field once. */
    static ReleasableEvents none() {
        return apply("");
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static List<String> strings(Dataset<Row> rows) {
        return rows.toJSON().collectAsList().stream().sorted().toList();
    }

    private static final String RELEASE = """
            release { id = t1, name = town, title = Town, publisher = Town, contact = a, licence = CC0 }
            output = out
            sources {
              incidents {
                event = incident, files = [ { path = i.csv, years = [2024] } ], key = [incident_id], year = incident_date
                fields {
                  incident_id { type = text, required = true }, incident_date { type = date }, incident_hour { type = integer }
                  address { type = text }, beat { type = text }, offense_code { type = text }, charge_text { type = text }
                  location_type { type = text }, related_incident { type = text }, status { type = text }, brand_new { type = text }
                }
              }
              victims {
                event = victim, files = [ { path = v.csv, years = [2024] } ], key = [victim_id], year = file
                fields {
                  victim_id { type = text, required = true }, incident_id { type = text }, victim_name { type = text }
                  victim_age { type = integer }, relationship { type = text }
                }
              }
              arrests {
                event = arrest, files = [ { path = a.csv, years = [2024] } ], key = [arrest_id], person = person_id, year = arrest_date
                fields {
                  arrest_id { type = text, required = true }, incident_id { type = text }, stop_id { type = text }
                  person_id { type = text }, arrest_date { type = date }, subject_age { type = integer }, subject_sex { type = text }
                }
              }
              stops {
                event = stop, files = [ { path = s.csv, years = [2024] } ], key = [stop_id], year = date
                fields { stop_id { type = text, required = true }, date { type = date }, outcome { type = text } }
              }
              beats {
                event = reference, files = [ { path = b.csv } ], key = [beat], year = none
                fields { beat { type = text, required = true }, district { type = text } }
              }
              calls {
                event = call, files = [ { path = c.csv, years = [2024] } ], key = [call_id], year = received
                fields {
                  call_id { type = text, required = true }, incident_id { type = text }, received { type = timestamp }
                  call_type { type = text }
                }
              }
            }
            links = [
              { name = incident_beat, from = incidents, to = beats, on { beat = beat } }
              { name = victim_incident, from = victims, to = incidents, on { incident_id = incident_id } }
              # Whom the link concerns does not matter: what cites a sensitive incident leads to it.
              { name = arrest_incident, from = arrests, to = incidents, on { incident_id = incident_id }, only { subject_sex = [X] } }
              { name = arrest_stop, from = arrests, to = stops, on { stop_id = stop_id } }
              { name = call_incident, from = calls, to = incidents, on { incident_id = incident_id } }
            ]
            """;
}
