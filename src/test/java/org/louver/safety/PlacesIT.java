package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.refusal.Refusal;

/** The presets of named publishers on a handful of records each. */
class PlacesIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void policeUk_coordinates_moveToTheNearestPointOfTheSameTown() {
        Path points = SmallTown.write(folder, "points.csv", """
                latitude,longitude,boundary,addresses,people
                38.99,-77.01,Town,9,20
                38.9801,-77.0001,Town,7,20
                38.98,-77,County,30,90
                """);
        Dataset<Row> records = apply(
                        "police-uk",
                        "areas = \"" + areas() + "\", snap-points { file = \"" + points + "\", boundary = town }",
                        incident("I1", "23C", "B2"))
                .forTables("incidents");

        Row row = records.first();
        assertThat(row.<BigDecimal>getAs("lat")).isEqualByComparingTo("38.99");
        assertThat(row.<BigDecimal>getAs("lng")).isEqualByComparingTo("-77.01");
        assertThat(row.<Date>getAs("incident_date")).isEqualTo(Date.valueOf("2024-05-01"));
        assertThat(records.columns()).doesNotContain("incident_hour", "address");
    }

    @Test
    void policeUk_withoutPoints_isRefused() {
        assertThatThrownBy(() -> settings("police-uk", "areas = \"" + areas() + "\""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("safety.snap-points is missing");
        assertThatThrownBy(() -> settings(
                        "police-uk", "areas = \"" + areas() + "\", snap-points { file = x, boundary = parish }"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("safety.snap-points.boundary is not a field of incidents");
    }

    @Test
    void precinctOfRecord_ofSexOffences_replacesTheBeatAndKeepsThemApart() {
        ReleasableEvents events = apply(
                "precinct-of-record",
                "areas = \"" + areas() + "\"",
                incident("I1", "23C", "B2"),
                incident("I2", "11A", "B2"));

        assertThat(events.forTables("incidents")
                        .filter("record_level = \'single\'")
                        .first()
                        .<String>getAs("beat"))
                .isEqualTo("B2");
        Row apart = events.forTables("incidents")
                .filter("record_level = \'companion\'")
                .first();
        assertThat(apart.<String>getAs("beat")).isEqualTo("P1");
        assertThat(apart.<Date>getAs("incident_date")).isEqualTo(Date.valueOf("2024-04-01"));
        assertThat(events.forTables("incidents")
                        .filter("size(sensitive_classes) > 0")
                        .first()
                        .<String>getAs("beat"))
                .isEqualTo("P1");
    }

    @Test
    void companionFile_ofSexOffences_hasNoPlaceAndNoNumber() {
        ReleasableEvents events = apply("companion-file", "", incident("I1", "23C", "B2"), incident("I2", "11A", "B2"));
        Row apart = events.forTables("incidents")
                .filter("record_level = \'companion\'")
                .first();

        assertThat(events.forTables("incidents")
                        .filter("record_level = \'single\'")
                        .count())
                .isEqualTo(1);
        assertThat(apart.<String>getAs("beat")).isNull();
        assertThat(apart.schema().fieldNames()).doesNotContain("incident_id", "address", "lat");
    }

    @Test
    void yearOnly_ofSexOffences_keepsTheYearAlone() {
        Row stripped = apply("year-only", "", incident("I2", "11A", "B2"))
                .forTables("incidents")
                .first();

        assertThat(stripped.<Date>getAs("incident_date")).isEqualTo(Date.valueOf("2024-01-01"));
        assertThat(stripped.<String>getAs("beat")).isNull();
        assertThat(stripped.<String>getAs("incident_hour")).isNull();
    }

    @Test
    void hundredBlock_ofSensitiveIncidents_isNeverPublished() {
        ReleasableEvents events = apply("hundred-block", "", incident("I1", "23C", "B2"), incident("I2", "11A", "B2"));

        assertThat(events.forTables("incidents")
                        .filter("record_level = \'single\'")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("address")).isEqualTo("1500 block Main St"));
        // Nor is it the label under which a table counts them.
        assertThat(events.counted("incidents").collectAsList().stream().map(row -> row.<String>getAs("address")))
                .containsExactlyInAnyOrder("1500 block Main St", null);
    }

    @Test
    void sevenDayDelay_countsFromTheAsOfDay() {
        assertThat(apply("seven-day-delay", "as-of = \"2024-05-23\"", incident("I1", "23C", "B2"))
                        .forTables("incidents")
                        .count())
                .isZero();
        assertThat(apply("seven-day-delay", "as-of = \"2024-05-24\"", incident("I1", "23C", "B2"))
                        .forTables("incidents")
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> settings("seven-day-delay", ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("safety.as-of is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "1532 Main St Apt 4, 1500 block Main St",
        "7 Oak Ave, 0 block Oak Ave",
        "12034-12038 Elm Rd, 12000 block Elm Rd",
        "Main St & Oak Ave, Main St & Oak Ave",
        "5th Ave & W 42nd St, 5th Ave & W 42nd St",
        "1532 W 42nd St Rm 4, 1500 block W 42nd St",
        "1532 Oak St #4, 1500 block Oak St",
        "1532B Main St,",
        "1532-B Main St,",
        "7B Elm St,",
        "N1532 County Rd,",
        "1532 Main St 4,",
        "Elm St 7,"
    })
    void hundredBlock_ofAddresses_hidesTheLastTwoDigits(String address, @Nullable String expected) {
        assertThat(TestSpark.session()
                        .createDataset(List.of(address), Encoders.STRING())
                        .select(FieldColumns.hundredBlock(col("value")))
                        .as(Encoders.STRING())
                        .first())
                .isEqualTo(expected);
    }

    @Test
    void fourHourBand_ofClocks_namesTheBand() {
        Row band = TestSpark.session()
                .sql("select 22 incident_hour, 79800L time, '03:59' stop_time")
                .select(
                        band("incident_hour", DataTypes.IntegerType),
                        band("time", DataTypes.LongType),
                        band("stop_time", DataTypes.StringType))
                .first();

        assertThat(List.of(band.getString(0), band.getString(1), band.getString(2)))
                .containsExactly("20-23", "20-23", "00-03");
    }

    @Test
    void lightOrDark_ofASourceWithoutADate_isRefusedNamingTheSource() {
        Policy policy = settings("victim-safety", "").policy();
        FieldColumns.Setting setting = new FieldColumns.Setting(
                policy,
                "patrols",
                "r",
                Optional.empty(),
                Optional.of(new AgencyPlace(41.6, -93.6, ZoneId.of("America/Chicago"))),
                Optional.empty(),
                Optional.empty());
        for (FieldAction action : List.of(new FieldAction.LightDark(), new FieldAction.InterTwilight())) {
            assertThatThrownBy(() -> FieldColumns.published(action, "time", DataTypes.StringType, setting))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("source patrols becomes light or dark, but the source has no date");
        }
    }

    private static org.apache.spark.sql.Column band(String field, org.apache.spark.sql.types.DataType type) {
        Policy policy = settings("victim-safety", "").policy();
        return FieldColumns.published(
                new FieldAction.ClockBand(4),
                field,
                type,
                new FieldColumns.Setting(
                        policy, "s", "r", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private String areas() {
        return SmallTown.write(folder, "areas.csv", """
                area,level,parent,boundary,addresses,people,neighbour
                P1,precinct,,Town,50,90,
                B1,beat,P1,Town,20,40,
                B2,beat,P1,Town,30,50,
                """).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "areas = none.csv, areas, the area table cannot be read",
        "areas = HEADLESS, areas, 'the area table lacks the columns addresses, area'",
        "opt-outs = none.csv, opt-outs, the opt-out list cannot be read",
        "opt-outs = HEADLESS, opt-outs, the opt-out list has the column x",
        "'snap-points { boundary = town, file = none.csv }', snap-points.file, the snap-point table cannot be read",
        "'snap-points { boundary = town, file = HEADLESS }', snap-points.file, 'the snap-point table lacks the columns'",
    })
    void file_thatIsMissingOrHasOtherColumns_isRefusedWithTheLineThatNamesIt(String more, String key, String problem) {
        Path headless = SmallTown.write(folder, "headless.csv", "x,y\n1,2\n");
        String setting = more.replace("HEADLESS", '"' + headless.toString() + '"');

        assertThatThrownBy(() -> apply("victim-safety", setting, incident("I1", "23C", "B2")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("places.conf: 11: safety." + key + ": ")
                .hasMessageContaining(problem);
    }

    private static ReleasableEvents apply(String policy, String more, Row... incidents) {
        ReleaseConfig release = release(policy, more);
        StructType schema = StructType.fromDDL(
                "year int, incident_id string, incident_date date, incident_hour int, address string, lat decimal(18,8),"
                        + " lng decimal(18,8), town string, beat string, offense_code string");
        return new Safety(TestSpark.session(), release, SmallTown.settings(release), Map.of())
                .apply(Map.of("incidents", SmallTown.rows(schema, incidents)));
    }

    private static Row incident(String id, String code, String beat) {
        return RowFactory.create(
                2024,
                id,
                Date.valueOf("2024-05-17"),
                22,
                "1532 Main St",
                new BigDecimal("38.98"),
                new BigDecimal("-77"),
                "Town",
                beat,
                code);
    }

    private static SafetySettings settings(String policy, String more) {
        return SmallTown.settings(release(policy, more));
    }

    private static ReleaseConfig release(String policy, String more) {
        return ReleaseConfig.read(Section.parse(
                RELEASE + "safety { policy = policies/" + policy
                        + ".conf, agency { latitude = 38.98, longitude = -77.0, time-zone = America/New_York }, " + more
                        + " }",
                "places.conf"));
    }

    private static final String RELEASE = """
            release { id = t1, name = town, title = Town, publisher = Town, contact = a, licence = CC0 }
            output = out
            sources.incidents {
              event = incident, files = [ { path = i.csv, years = [2024] } ], key = [incident_id], year = incident_date
              fields {
                incident_id { type = text, required = true }, incident_date { type = date }, incident_hour { type = integer }
                address { type = text }, lat { type = decimal }, lng { type = decimal }, town { type = text }, beat { type = text }
                offense_code { type = text }
              }
            }
            """;
}
