package org.louver.safety;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetyIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void incidents_eachWithOneSign_areFoundWithTheirReason() {
        Map<String, String> reasons = reasons(SmallTown.apply("").forTables("incidents"), "unit_incident_id");

        assertThat(reasons)
                .containsEntry("I1", "")
                .containsEntry("I9", "")
                .containsEntry("I4", "domestic-violence:relationship (linked)")
                .containsEntry("I5", "stalking:charge-text")
                .containsEntry("I6", "refuge:shelter")
                .containsEntry("I8", "child:victim-age (linked)")
                .containsEntry("I10", "stalking:charge-text");
        assertThat(reasons.get("I2")).contains("sexual-violence:offence-code,").contains("sexual-violence:charge-text");
        assertThat(reasons.get("I3")).isEqualTo("domestic-violence:call-type (linked)");
        assertThat(reasons.get("I7")).contains("sexual-violence:offence-code (linked)");
    }

    @Test
    void linkedRecords_inEveryTable_areSensitiveToo() {
        ReleasableEvents events = SmallTown.apply("");

        assertThat(sensitive(events.forTables("victims"), "unit_victim_id")).containsExactly("V2", "V3", "V4", "V8");
        assertThat(sensitive(events.forTables("arrests"), "unit_arrest_id")).containsExactly("A2", "A4");
        assertThat(sensitive(events.forTables("stops"), "unit_stop_id")).containsExactly("S2");
        assertThat(sensitive(events.forTables("calls"), "unit_call_id")).containsExactly("C3", "C5");
    }

    @Test
    void recordLevel_ofSensitiveRecords_isEmpty() {
        ReleasableEvents events = SmallTown.apply("");

        assertThat(single(events, "incidents")).isEqualTo(2);
        assertThat(single(events, "stops")).isEqualTo(1);
        assertThat(events.forTables("incidents")
                        .filter("record_level = 'companion'")
                        .count())
                .isZero();
    }

    @Test
    void fields_notListedOrNamingSomebody_doNotPass() {
        ReleasableEvents events = SmallTown.apply("");

        assertThat(events.forTables("incidents").columns())
                .containsExactly(
                        "incident_date",
                        "incident_hour",
                        "beat",
                        "offense_code",
                        "location_type",
                        "year",
                        "unit_incident_id",
                        "unit_related_incident",
                        "sensitive_classes",
                        "sensitive_reasons",
                        "record_level");
        for (String source : events.sources()) {
            assertThat(SmallTown.strings(events.forTables(source))).noneMatch(row -> row.contains("LVRCANARY"));
            assertThat(events.forTables(source).queryExecution().optimizedPlan().toString())
                    .doesNotContain("victim_name");
        }
    }

    @Test
    void datesClocksAndAges_afterThePolicy_areCoarse() {
        Row incident = SmallTown.apply("").forTables("incidents").first();
        Row arrest = SmallTown.apply("")
                .forTables("arrests")
                .orderBy("unit_arrest_id")
                .first();

        assertThat(incident.getDate(0)).isEqualTo(java.sql.Date.valueOf("2024-05-01"));
        assertThat(incident.getString(1)).isEqualTo("dark");
        assertThat(arrest.<Integer>getAs("subject_age")).isEqualTo(18);
    }

    @Test
    void optedOutIncident_withEverythingLinked_isNowhere() {
        Path list = SmallTown.write(folder, "opt-outs.csv", "incident_id\nI2\n");
        ReleasableEvents events = SmallTown.apply("opt-outs = \"" + list + "\"");

        assertThat(keys(events.forTables("incidents"), "unit_incident_id"))
                .doesNotContain("I2", "I7")
                .contains("I1");
        assertThat(keys(events.forTables("victims"), "unit_victim_id")).doesNotContain("V2");
        assertThat(keys(events.forTables("arrests"), "unit_arrest_id")).doesNotContain("A2");
        assertThat(keys(events.forTables("stops"), "unit_stop_id")).containsExactly("S1");
    }

    @Test
    void coverAndWithhold_inTables_hideTheOffenceAndTheRecord() {
        ReleasableEvents events = SmallTown.apply("""
                loosen = [
                  { class = sexual-violence, reason = "cover with other crimes against persons"
                    action { records = exclude, tables = cover, cover = Other } }
                  { class = stalking, reason = "withheld entirely in a town this small"
                    action { records = exclude, tables = withhold } }
                ]
                """);
        Dataset<Row> incidents = events.forTables("incidents");

        assertThat(incidents
                        .filter(col("unit_incident_id").isin("I2", "I7"))
                        .select("offense_code")
                        .distinct()
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getString(0)).isEqualTo("Other"));
        assertThat(keys(incidents, "unit_incident_id")).doesNotContain("I5", "I10");
        assertThat(keys(events.forTables("calls"), "unit_call_id")).doesNotContain("C5");
    }

    @Test
    void openCasesAndRecentDays_areLeftOut() {
        assertThat(keys(
                        SmallTown.apply("tighten { hold-while-status = [open] }")
                                .forTables("incidents"),
                        "unit_incident_id"))
                .hasSize(9)
                .doesNotContain("I9");
        assertThat(SmallTown.apply("as-of = \"2024-05-24\", tighten { delay-days = 7 }")
                        .forTables("incidents")
                        .count())
                .isEqualTo(10);
        assertThat(SmallTown.apply("as-of = \"2024-05-23\", tighten { delay-days = 7 }")
                        .forTables("incidents")
                        .count())
                .isZero();
    }

    @Test
    void countedRecords_underAPolicyThatChangesTables_areThoseOfTheWholeFindings() {
        Path list = SmallTown.write(folder, "opt-outs.csv", "incident_id\nI2\n");
        ReleasableEvents events = SmallTown.apply("opt-outs = \"" + list + "\"" + """

                loosen = [
                  { class = domestic-violence, reason = "cover with other crimes against persons"
                    action { records = exclude, tables = cover, cover = Other } }
                  { class = stalking, reason = "withheld entirely in a town this small"
                    action { records = exclude, tables = withhold } }
                ]
                """);

        for (String source : events.sources()) {
            assertThat(SmallTown.strings(events.counted(source)))
                    .as(source)
                    .isEqualTo(SmallTown.strings(
                            events.forTables(source).drop("sensitive_classes", "sensitive_reasons", "record_level")));
        }
        assertThat(keys(events.counted("incidents"), "unit_incident_id")).doesNotContain("I2", "I7", "I5", "I10");
    }

    @Test
    void classTotals_ofTheTown_tellSignsAndLinksApart() {
        Path list = SmallTown.write(folder, "opt-outs.csv", "incident_id\nI3\n");
        List<ClassTotals> totals =
                SmallTown.apply("opt-outs = \"" + list + "\"").classTotals();

        assertThat(totals)
                .contains(
                        new ClassTotals("incidents", "stalking", 2, 0, Map.of("charge-text", 2L), 0),
                        new ClassTotals("incidents", "domestic-violence", 2, 2, Map.of(), 1),
                        new ClassTotals("calls", "domestic-violence", 1, 0, Map.of("call-type", 1L), 1),
                        new ClassTotals("stops", "sexual-violence", 1, 1, Map.of(), 0));
    }

    @Test
    void examples_ofEverySource_areMadeUpAndCoarse() {
        List<SyntheticExample> examples = SmallTown.apply("").examples();
        SyntheticExample ordinary = examples.stream()
                .filter(example -> example.source().equals("incidents"))
                .findFirst()
                .orElseThrow();

        assertThat(examples)
                .extracting(SyntheticExample::source)
                .doesNotContain("beats")
                .hasSize(10);
        assertThat(ordinary.single()).isTrue();
        assertThat(ordinary.lines())
                .contains(
                        new SyntheticExample.Line("incident_date", "2015-05-17", Optional.of("2015-05-01")),
                        new SyntheticExample.Line("incident_hour", "22", Optional.of("dark")),
                        new SyntheticExample.Line("address", "1532 Example St", Optional.empty()));
        assertThat(examples.get(examples.indexOf(ordinary) + 1).single()).isFalse();
        assertThat(examples.toString()).doesNotContain("LVRCANARY", "1532 Main St");
    }

    private static Map<String, String> reasons(Dataset<Row> events, String key) {
        Map<String, String> reasons = new TreeMap<>();
        events.select(col(key), array_join(col("sensitive_reasons"), ","))
                .collectAsList()
                .forEach(row -> reasons.put(row.getString(0), row.getString(1)));
        return reasons;
    }

    private static List<String> sensitive(Dataset<Row> events, String key) {
        return keys(events.filter("size(sensitive_classes) > 0 and record_level = 'tables only'"), key);
    }

    private static long single(ReleasableEvents events, String source) {
        return events.forTables(source).filter("record_level = 'single'").count();
    }

    private static List<String> keys(Dataset<Row> events, String key) {
        return events.select(key).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
