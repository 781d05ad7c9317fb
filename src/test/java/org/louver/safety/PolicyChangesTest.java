package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.config.ReleaseConfig;
import org.louver.pipeline.ReleasePlan;
import org.louver.refusal.Refusal;

class PolicyChangesTest {
    private static final String DEFAULT =
            "policy = policies/victim-safety.conf, agency { latitude = 38.98, longitude = -77.0,"
                    + " time-zone = America/New_York }\n";

    @Test
    void tightenedAction_ofAKnownClass_keepsWhatItDoesNotName() {
        SensitiveClass stalking = named(
                policy("tighten { classes { stalking { action { tables = withhold, fields { beat = drop } } } } }"),
                "stalking");
        SensitiveClass before = named(policy(""), "stalking");

        assertThat(stalking.treatment().tables()).isEqualTo(SensitiveClass.Tables.WITHHOLD);
        assertThat(stalking.treatment().records()).isEqualTo(before.treatment().records());
        assertThat(stalking.treatment().fields()).containsOnlyKeys("beat");
        assertThat(stalking.signals()).isEqualTo(before.signals());
    }

    @Test
    void tightenedClass_withSignsAndAnAction_hasBoth() {
        SensitiveClass stalking = named(
                policy("tighten { classes { stalking { find = [ { signal = more, charge-text = [\"following*\"] } ]"
                        + ", action { delay-days = 30 } } } }, as-of = \"2025-01-31\""),
                "stalking");

        assertThat(stalking.signals()).extracting(Signal::name).contains("more", "charge-text");
        assertThat(stalking.treatment().delayDays()).isEqualTo(OptionalInt.of(30));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "classes { stalking { action { records = keep } } }; would let more through than the policy",
                "classes { stalking { action { } , find = [] } }; is empty",
                "classes { stalking { } }; is missing",
                "smallest-area { addresses = 7 }; is below the 8 of the policy",
                "smallest-area { }; are both missing",
                "fields { beat = allow, date = day }; would let more through than the policy",
                "minimum-frequency = 5; is below the 11 of the policy"
            })
    void tightening_thatLetsMoreThrough_isRefused(String change, String problem) {
        assertThatThrownBy(() -> policy("tighten { " + change + " }"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(problem);
    }

    @Test
    void smallestArea_tightened_isRaisedAndKeepsTheOtherCount() {
        Policy.AreaFloor floor =
                policy("tighten { smallest-area { people = 20000 } }").areaFloor();

        assertThat(floor.addresses()).isEqualTo(OptionalLong.of(8));
        assertThat(floor.people()).isEqualTo(OptionalLong.of(20_000));
    }

    @Test
    void treatments_areOrderedByWhatTheyHide() {
        SensitiveClass.Treatment month = treatment("records = exclude, tables = count, fields { date = month }");

        assertThat(treatment("records = exclude, tables = count, fields { date = year }")
                        .atLeastAsStrictAs(month))
                .isTrue();
        assertThat(treatment("records = exclude, tables = count").atLeastAsStrictAs(month))
                .isFalse();
        assertThat(treatment("records = companion, tables = count, fields { date = month }")
                        .atLeastAsStrictAs(month))
                .isFalse();
        assertThat(treatment("records = exclude, tables = cover, cover = Other, fields { date = drop }")
                        .atLeastAsStrictAs(month))
                .isTrue();
        assertThat(treatment("records = exclude, tables = cover, cover = A")
                        .atLeastAsStrictAs(treatment("records = exclude, tables = cover, cover = B")))
                .isFalse();
    }

    @Test
    void rawAddress_isNotEvenLoosened() {
        assertThatThrownBy(() -> policy(
                        "loosen = [ { field = address, action = allow, reason = \"the council asked for it\" } ]"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is an address, which cannot be published as it is");
    }

    @Test
    void heldStatus_thatNoRecordCanHave_isRefusedWithTheDeclaredOnes() {
        assertThatThrownBy(() -> demo(Map.of("safety.tighten.hold-while-status", "[opne]")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.line())
                                .contains("which incidents.status never is", "cleared, inactive, open"));
        assertThat(explained(demo(Map.of("safety.tighten.hold-while-status", "[open, active]"))))
                .contains(
                        "Cases with the status active, open are left out, where incidents.status say so; no record can have"
                                + " active.");
    }

    @Test
    void explanation_namesTheTablesOfEachField_andWhatIsNotRead() {
        String text = explained(demo(Map.of()));

        assertThat(text)
                .contains("    date is published as the month only, in stops_by_person, stops_by_age, stops_by_place,")
                .contains("    charge_code is published as it is, if a table used it; none of this release does.")
                .contains("    narrative is not even read.")
                .contains("    person_id is not published.\n");
    }

    private static String explained(ReleaseConfig release) {
        SafetySettings settings = SafetySettings.read(release, Path.of("conf"));
        return new PolicyExplanation(release, settings.policy(), ReleasePlan.uses(release)).text();
    }

    private static ReleaseConfig demo(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("data", "/data");
        ReleaseConfig release = ReleaseConfig.load(Path.of("conf/demo.conf"), all);
        SafetySettings.read(release, Path.of("conf"));
        return release;
    }

    private static Policy policy(String changes) {
        return SmallTown.settings(SmallTown.release(DEFAULT + changes)).policy();
    }

    private static SensitiveClass named(Policy policy, String name) {
        return policy.classes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SensitiveClass.Treatment treatment(String action) {
        return PolicyReaderTest.reader()
                .treatment(org.louver.config.Section.parse("action { " + action + " }", "a.conf")
                        .section("action"));
    }
}
