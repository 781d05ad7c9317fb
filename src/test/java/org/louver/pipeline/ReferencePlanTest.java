package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.report.ProtectionStatement;
import org.louver.utility.Question;

/** The reference file is a whole plan, and every key that the plan asks for stands in it and in the documentation. */
class ReferencePlanTest {
    private static final Path REFERENCE = Path.of("conf/reference.conf");

    @Test
    void reference_everyKeyOfAPlan_isDocumented() throws IOException {
        ReleasePlan plan = ReleasePlan.load(REFERENCE, Map.of());
        String reference = Files.readString(REFERENCE);
        String documentation = Files.readString(Path.of("docs/configuration.md"))
                + Files.readString(Path.of("docs/protect-and-attack.md"))
                + Files.readString(Path.of("docs/trends.md"))
                + Files.readString(Path.of("docs/risk.md"))
                + Files.readString(Path.of("docs/policy.md"));

        Set<String> keys = plan.config().file().askedFor().stream()
                .filter(path -> path.matches("(variables|tables|rules|protection|audit|publication)(\\.|\\[|$).*"))
                .filter(path -> !path.matches(
                        "(.*\\.)?(variables|questions|where|population|cells|event|among|code-definitions)\\.[^.]+"))
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .map(key -> key.replaceAll("\\[.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(keys).contains("minimum-frequency", "largest-insider-cell", "formats", "bands", "width");
        assertThat(keys).allSatisfy(key -> {
            assertThat(documentation).as("docs").contains(key);
            assertThat(reference + documentation).as("conf/reference.conf").containsPattern("\\b" + key + "\\b");
        });
    }

    @Test
    void releasedConfigurations_areWholePlans() {
        for (String name : new String[] {"demo", "vermont-nibrs", "reference"}) {
            ReleasePlan plan = ReleasePlan.load(Path.of("conf/" + name + ".conf"), Map.of("data", "/data"));

            assertThat(plan.tabulation().units()).as(name).isNotEmpty();
        }
    }

    /** Its questions take residents from a survey's table, which is read with the plan. */
    @Test
    void takomaPark_withItsSurvey_isAWholePlan() {
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/takoma-park.conf"), Map.of("data", "\"" + SharedFolder.require("data") + "\""));

        assertThat(plan.publication().questions())
                .extracting(Question::name)
                .contains("stops_per_resident", "stops_of_adult_men_per_resident", "arrests_per_resident");
    }

    /** Single cells that were requested or forced, weights and parameters of dominance rules would narrow something down. */
    @Test
    void statedProtection_ofAPlan_tellsRulesPolicyWidthAndAttackersAlone() throws IOException {
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/demo.conf"),
                Map.of(
                        "data",
                        "/data",
                        "rules",
                        "{ minimum-frequency = 12, minimum-contributors = 11, zeros = unsafe, p-percent = 17,"
                                + " homogeneity = [ { variable = outcome, share = 87.5 } ],"
                                + " requests = [ { race = wanted } ], forced = [ { race = pushed } ] }",
                        "protection.width",
                        "23",
                        "audit.largest-insider-cell",
                        "2",
                        "safety.tighten.smallest-area.addresses",
                        "9"));
        ProtectionStatement said = plan.publication().protection().orElseThrow();

        assertThat(said)
                .isEqualTo(new ProtectionStatement(
                        12,
                        11,
                        false,
                        List.of(new ProtectionStatement.TopCoded("outcome", new BigDecimal("87.5"))),
                        true,
                        Optional.of(new ProtectionStatement.Policy("victim-safety", 1, "CMS cell size policy", true)),
                        Optional.of(new BigDecimal("23")),
                        true,
                        new ProtectionStatement.Attackers(2, false, false),
                        List.of()));
        assertThat(new ObjectMapper().writeValueAsString(said.json())).doesNotContain("17", "wanted", "pushed", "20");
    }

    @Test
    void statedProtection_ofALooserRelease_saysThatItIsAndByWhichSmallestCount() {
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/demo.conf"),
                Map.of(
                        "data",
                        "/data",
                        "rules.minimum-frequency",
                        "5",
                        "protection.singletons",
                        "ignored",
                        "safety.loosen",
                        "[ { minimum-frequency = 5, reason = \"an old agreement\" } ]"));

        ProtectionStatement said = plan.publication().protection().orElseThrow();
        assertThat(said.minimumFrequency()).isEqualTo(5);
        assertThat(said.policy().orElseThrow().loosened()).isTrue();
        assertThat(said.singletons()).isFalse();
        assertThat(said.attackers().largestInsiderCell()).isZero();
        assertThat(said.json().toString()).doesNotContain("agreement");
    }

    @ParameterizedTest
    @CsvSource({
        "table, nosuch, is no table of this release",
        "variable, precinct, names no variable of table stops_by_search",
        "standardise-by, precinct, standardise-by names no variable of table stops_by_search",
        "event, '{ searched = [true] }', searched names no variable of table stops_by_search"
    })
    void question_thatNoTableAnswers_isRefusedBeforeARowIsRead(String key, String value, String problem) {
        assertThatThrownBy(() -> ReleasePlan.load(
                        Path.of("conf/demo.conf"),
                        Map.of("data", "/data", "publication.questions.search_rate." + key, value)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
                .hasMessageContaining(problem);
    }

    @Test
    void eveningsOfLightOrDark_byPeriodsShorterThanAYear_areRefused() {
        assertThatThrownBy(() -> ReleasePlan.load(
                        Path.of("conf/demo.conf"),
                        Map.of("data", "/data", "variables.year.periods", "[year, quarter]")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY))
                .hasMessageContaining("variables.light: table stops_by_light shows time");
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIGURATION, safety.policy, policies/absent.conf, safety.policy names",
        "POLICY, variables.age.bands, '[0, 1, 2]', variables.age: a table of"
    })
    void plan_thatThePolicyRefuses_saysWhereAndWhatToDo(ExitCode exitCode, String key, String value, String place) {
        assertThatThrownBy(() -> ReleasePlan.load(
                        Path.of("conf/vermont-nibrs.conf"),
                        Map.of("data", "/data", key, value.startsWith("[") ? value : "\"" + value + "\"")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(exitCode);
                    assertThat(refusal.line()).contains(place, " — ").containsPattern("--set |conf:[0-9]+");
                });
    }
}
