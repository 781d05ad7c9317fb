package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
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
