package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.config.Section;
import org.louver.pipeline.ReleasePlan;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.safety.FieldAction.Period.Unit;
import org.louver.safety.SensitiveClass.Records;
import org.louver.safety.SensitiveClass.Tables;

/** One test per rule of publishers and privacy bodies: that a policy file can state it, and that it then holds. docs/policy.md lists them. */
class RulesOfPublishersTest {
    private static final FieldAction DROPPED = new FieldAction.Drop();
    private static final List<String> PRESETS = List.of(
            "victim-safety",
            "police-uk",
            "precinct-of-record",
            "companion-file",
            "year-only",
            "hundred-block",
            "seven-day-delay",
            "aggregate-only");

    @TempDir
    Path folder = Path.of("");

    // ---- why incident-level data hurts victims

    @Test
    void offenceCode_isNotTheOnlySign() {
        for (String preset : PRESETS) {
            assertThat(preset(preset).usedSignals())
                    .as(preset)
                    .containsAll(EnumSet.complementOf(EnumSet.of(Signal.Kind.VICTIM_TYPE)));
        }
        // No shipped class looks at the kind of victim alone; a policy can.
        assertThat(policy("classes.sexual.find = [ { signal = police, victim-type = [\"law enforcement officer\"] } ]"
                                + "\nreads.victim-type = [victim_type]")
                        .usedSignals())
                .contains(Signal.Kind.VICTIM_TYPE);
    }

    @Test
    void smallPlace_isNeverNamedByItself() {
        AreaTable areas = new AreaTable(
                List.of(area("D", null, 40), area("B1", "D", 7), area("B2", "D", 9), area("B3", "D", 24)),
                new NamedFile("areas.csv", "town.conf:7: safety.areas"));

        assertThat(areas.published(preset("victim-safety").areaFloor()))
                .containsEntry("B1", "D (other areas)")
                .containsEntry("B3", "B3");
    }

    @Test
    void narratives_canOnlyBeDropped() {
        for (String preset : PRESETS) {
            assertThat(preset(preset).action("incidents", "narrative"))
                    .as(preset)
                    .isEqualTo(DROPPED);
        }
        assertRefused(() -> policy("fields.narrative = allow"), "is free text, which cannot be published as it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "allow"})
    void identifiers_areNeitherKeptNorPlainlyHashed(String action) {
        assertRefused(() -> policy("fields.incident_number = " + action), "incident_number");
        assertThat(policy("fields.incident_number = pseudonym").action("incidents", "incident_number"))
                .isEqualTo(new FieldAction.Pseudonym());
    }

    @Test
    void aggregateOnly_publishesNoSensitiveRecordAndNoSmallPlace() {
        Policy policy = preset("aggregate-only");

        assertThat(policy.classes())
                .allSatisfy(each -> assertThat(each.treatment().records()).isEqualTo(Records.EXCLUDE));
        assertThat(policy.action("incidents", "beat")).isEqualTo(DROPPED);
        assertThat(policy.action("incidents", "date")).isEqualTo(new FieldAction.Period(Unit.QUARTER));
        assertThat(policy.areaFloor().people()).isEqualTo(OptionalLong.of(20_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"victim_name", "witness_name", "reporter_name", "suspect_name", "arrestee_name", "officer_name"})
    void everyoneInARecord_isADataSubject(String field) {
        for (String preset : PRESETS) {
            assertThat(preset(preset).action("incidents", field)).as(preset).isEqualTo(DROPPED);
        }
        assertRefused(() -> policy("fields." + field + " = allow"), "is a name");
    }

    @Test
    void victimAdvocates_takePartInTheDecision() {
        for (String preset : PRESETS) {
            assertThat(preset(preset).approvals()).as(preset).contains("victim-advocate");
        }
    }

    @Test
    void thresholds_countPeopleAsWellAsRecords() {
        assertThat(plan(Map.of()).rules().minimumContributors()).isEqualTo(11);
    }

    // ---- what publishers do

    @Test
    void policeUk_publishesTheMonthAndSnapPointsOfEightAddresses() {
        Policy policy = preset("police-uk");
        SnapPoints points = new SnapPoints(
                List.of(
                        new SnapPoints.Point(51.5, 0, "Here", 7, 0),
                        new SnapPoints.Point(51.5001, 0, "There", 100, 0),
                        new SnapPoints.Point(52.5, 1, "Here", 8, 0)),
                policy.areaFloor());

        assertThat(policy.action("incidents", "lat")).isEqualTo(new FieldAction.SnapPoint());
        assertThat(policy.action("incidents", "date")).isEqualTo(new FieldAction.Period(Unit.MONTH));
        assertThat(points.nearest(51.5, 0, "Here")).containsExactly(52.5, 1);
    }

    @Test
    void newYork_placesSexOffencesAtThePrecinct() {
        assertThat(treatment("precinct-of-record", "sexual-violence").fields())
                .containsEntry("beat", new FieldAction.AreaOfRecord("precinct"));
    }

    @Test
    void newYork_coversSexOffencesByAnotherCategory() {
        SensitiveClass.Treatment treatment = policy(
                        "classes.sexual.action { tables = cover, cover = \"Not geocoded\" }")
                .classes()
                .get(0)
                .treatment();

        assertThat(treatment.tables()).isEqualTo(Tables.COVER);
        assertThat(treatment.cover()).contains("Not geocoded");
    }

    @Test
    void newYork_leavesUnfoundedComplaintsOut() {
        assertThat(policy("hold-while-status = [unfounded]").heldStatuses()).containsExactly("unfounded");
    }

    @Test
    void chicago_withholdsTheLatestSevenDays() {
        assertThat(preset("seven-day-delay").delayDays()).isEqualTo(OptionalInt.of(7));
    }

    @Test
    void dallas_holdsActiveCallsBackForADay() {
        assertThat(preset("seven-day-delay").heldStatuses()).contains("active");
        assertThat(policy("delay-days = 1").delayDays()).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void denver_keepsSexualAssaultInACompanionFileWithoutPlaceAndIdentifier() {
        Policy policy = preset("companion-file");
        SensitiveClass.Treatment treatment = treatment("companion-file", "sexual-violence");

        assertThat(treatment.records()).isEqualTo(Records.COMPANION);
        for (String field : List.of("address", "lat", "lng", "incident_number")) {
            assertThat(policy.action("incidents", field)).as(field).isEqualTo(DROPPED);
        }
        assertThat(policy.action("incidents", "district")).isEqualTo(new FieldAction.Allow());
        assertThat(treatment.fields()).doesNotContainKeys("district", "precinct");
    }

    @Test
    void somerville_keepsTheYearAndNotTheNumber() {
        SensitiveClass.Treatment treatment = treatment("year-only", "sexual-violence");

        assertThat(treatment.records()).isEqualTo(Records.KEEP);
        assertThat(treatment.fields())
                .containsEntry("incident_date", new FieldAction.Period(Unit.YEAR))
                .containsEntry("incident_time", DROPPED)
                .containsEntry("district", DROPPED);
        assertThat(preset("year-only").action("incidents", "incident_number")).isEqualTo(DROPPED);
    }

    @Test
    void vancouver_keepsTheNeighbourhoodOfCrimesAgainstPersonsAndNoCoordinate() {
        Policy policy = policy("fields { neighborhood = allow, lat = snap-point, lng = snap-point }"
                + "\nclasses.sexual.action { records = keep, fields { lat = drop, lng = drop } }");

        assertThat(policy.action("incidents", "neighborhood")).isEqualTo(new FieldAction.Allow());
        assertThat(policy.classes().get(0).treatment().fields())
                .containsOnly(Map.entry("lat", DROPPED), Map.entry("lng", DROPPED));
    }

    @Test
    void seattle_publishesTheHundredBlock() {
        assertThat(preset("hundred-block").action("incidents", "address")).isEqualTo(new FieldAction.HundredBlock());
    }

    @Test
    void maskedText_isRefusedForSensitiveClasses() {
        assertRefused(
                () -> policy("fields.address = hundred-block\nclasses.sexual.action { records = keep }"),
                "masked text");
    }

    // ---- small cells

    @ParameterizedTest
    @CsvSource({"cms-11, 11", "cdc-10, 10", "ferpa-10, 10", "calhhs-11, 11"})
    void smallestCount_ofAPreset_holdsForARelease(String preset, long least) {
        SmallCells rule = smallCells(preset);

        assertThat(rule.minimumFrequency()).isEqualTo(least);
        assertThat(rule.complementary()).isTrue();
        // The demonstration's own policy asks for 11, the stricter of both.
        assertRefused(
                () -> plan(preset(preset, Map.of("rules.minimum-frequency", "9", "rules.zeros", "unsafe"))),
                "no minimum-frequency of at least 11");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "US Cancer Statistics, 16",
        "WISQARS, 21",
        "Tracking Network, 6",
        "FERPA at the least, 5",
        "FERPA at the most, 30"
    })
    void smallestCount_ofAnyBody_canBeStated(String body, long least) {
        assertThat(policy("small-cells { source = \"" + body + "\", minimum-frequency = " + least + " }")
                        .smallCells()
                        .minimumFrequency())
                .isEqualTo(least);
    }

    @Test
    void zeros_arePublishedOnlyWhereTheRuleAllows() {
        assertThat(smallCells("cms-11").zeros()).isTrue();
        assertRefused(
                () -> plan(preset(
                        "ferpa-10",
                        Map.of("rules.homogeneity", topCoded(95, "contraband_found", "light", "search_conducted")))),
                "publishes zeros");
    }

    @Test
    void ferpa_sharesAbove95PerCentAreWithheld() {
        Map<String, String> whole =
                ferpa(Map.of("rules.homogeneity", topCoded(95, "contraband_found", "light", "search_conducted")));
        assertThatCode(() -> plan(whole)).doesNotThrowAnyException();

        assertRefused(() -> plan(ferpa(Map.of())), "does not top-code shares of contraband_found at 95 %");
        assertRefused(
                () -> plan(ferpa(
                        Map.of("rules.homogeneity", topCoded(96, "contraband_found", "light", "search_conducted")))),
                "does not top-code shares of contraband_found at 95 %");
        assertRefused(
                () -> plan(ferpa(Map.of("rules.homogeneity", topCoded(95, "contraband_found", "light")))),
                "does not top-code shares of search_conducted at 95 %");
        Map<String, String> fixedWidth = new HashMap<>(whole);
        fixedWidth.put("protection.width", "10");
        assertRefused(() -> plan(fixedWidth), "may still be seen to lie above 95 %");
    }

    @Test
    void calHhs_noRateOfFewerThan20001Residents() {
        assertThatCode(() -> plan(perResident(20_001))).doesNotThrowAnyException();

        assertRefused(() -> plan(perResident(20_000)), "asks for a rate of black, of whom fewer than the 20001");
        assertRefused(
                () -> plan(preset("calhhs-11", Map.of("risk.cells.least-population", "20000"))),
                "lists no cells of places with fewer than 20001 people");
    }

    @Test
    void hipaa_20000PeopleTheYearAndAgesFrom90Pooled() {
        Policy policy =
                policy("fields { date = year, age = { bands = [0, 30, 60, 90] } }\nsmallest-area { people = 20000 }");

        assertThat(policy.areaFloor().people()).isEqualTo(OptionalLong.of(20_000));
        policy.requireNoFiner("a.conf:1: variables.age", "s", "age", List.of(0L, 90L), Optional.empty());
        assertThatThrownBy(() -> policy.requireNoFiner(
                        "a.conf:1: variables.age", "s", "age", List.of(0L, 95L), Optional.empty()))
                .hasMessageContaining("finer than policy");
        assertThatThrownBy(() -> policy.requireNoFiner(
                        "a.conf:1: variables.month",
                        "s",
                        "date",
                        List.of(),
                        Optional.of(FieldAction.Period.Unit.MONTH)))
                .hasMessageContaining("finer than policy");
    }

    @Test
    void statsNz_withheldCountsStayAsUncertainAsRoundingToBase3Leaves() throws IOException {
        assertThat(policy("small-cells.rounding-base = 3").smallCells().leastWidth())
                .isEqualTo(4);
        Map<String, String> rounded = rounded(3);
        assertThatCode(() -> plan(rounded)).doesNotThrowAnyException();

        for (String narrow : List.of("3", "exact-only")) {
            Map<String, String> narrowed = new HashMap<>(rounded);
            narrowed.put("protection.width", narrow);
            assertRefused(() -> plan(narrowed), "less uncertain than a width of 4");
        }
        assertRefused(() -> plan(rounded(7)), "less uncertain than a width of 12");
    }

    @Test
    void nces_aPerturbationOfOneFileAloneCannotBeAskedFor() {
        assertRefused(() -> policy("small-cells.perturbation = 1"), "perturbation is not a key that Louver knows");
    }

    @Test
    void veilOfDarkness_getsLightOrDarkInsteadOfTheClock() {
        assertThat(preset("victim-safety").action("stops", "time")).isEqualTo(new FieldAction.LightDark());
    }

    private static Policy preset(String name) {
        return PolicyReaderTest.reader().read(Section.load(Path.of("conf/policies/" + name + ".conf"), Map.of()));
    }

    private static SmallCells smallCells(String preset) {
        Section file = Section.load(Path.of("conf/policies/small-cells/" + preset + ".conf"), Map.of());
        return PolicyReader.smallCells(file.section("small-cells"));
    }

    private static SensitiveClass.Treatment treatment(String preset, String sensitiveClass) {
        return preset(preset).classes().stream()
                .filter(each -> each.name().equals(sensitiveClass))
                .findFirst()
                .orElseThrow()
                .treatment();
    }

    /** A small policy with some lines more, which hold where they collide with its own. */
    private static Policy policy(String lines) {
        return PolicyReaderTest.reader().read(Section.parse("""
                policy {
                  name = small, version = 1, summary = x
                  fields { date = month }
                  classes.sexual {
                    title = "Sexual violence", find = [ { signal = text, charge-text = ["rape*"] } ]
                    action { records = exclude, tables = count }
                  }
                  reads { charge-text = [charge] }
                  smallest-area { addresses = 8 }
                  small-cells { source = test, minimum-frequency = 10, zeros = true }
                  approvals = [counsel]
                """ + lines + "\n}\n", "small.conf"));
    }

    private static ReleasePlan plan(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("data", "/data");
        return ReleasePlan.load(Path.of("conf/demo.conf"), all);
    }

    private static Map<String, String> preset(String smallCells, Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("safety.small-cells", "\"policies/small-cells/" + smallCells + ".conf\"");
        return all;
    }

    private static Map<String, String> ferpa(Map<String, String> changes) {
        Map<String, String> all = preset("ferpa-10", changes);
        all.put("rules.zeros", "unsafe");
        return all;
    }

    private static Map<String, String> perResident(long residents) {
        return preset(
                "calhhs-11",
                Map.of(
                        "publication.questions.search_rate.measure",
                        "population-ratio",
                        "publication.questions.search_rate.population",
                        "{ black = " + residents + ", white = 90000 }"));
    }

    private Map<String, String> rounded(long base) throws IOException {
        Path file = Files.writeString(
                folder.resolve("base-" + base + ".conf"),
                "small-cells { source = \"Stats NZ\", minimum-frequency = 3, zeros = true, rounding-base = " + base
                        + " }");
        return Map.of("safety.small-cells", "\"" + file.toAbsolutePath() + "\"");
    }

    private static String topCoded(long percent, String... outcomes) {
        return Arrays.stream(outcomes)
                .map(outcome -> "{ variable = " + outcome + ", share = " + percent + " }")
                .toList()
                .toString();
    }

    private static void assertRefused(ThrowingCallable reading, String problem) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refusal.line()).contains(problem, " — ").containsPattern("\\.conf: ?\\d+(-\\d+)?: |--set ");
        });
    }

    private static AreaTable.Area area(String name, @org.jspecify.annotations.Nullable String parent, long addresses) {
        return new AreaTable.Area(
                name,
                parent == null ? "district" : "beat",
                Optional.ofNullable(parent),
                "Town",
                addresses,
                0,
                Optional.empty());
    }
}
