package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class PolicyReaderTest {
    private static final Path POLICIES = Path.of("conf/policies");

    @TempDir
    private Path folder = Path.of("");

    static Stream<Path> policyFiles() throws IOException {
        try (Stream<Path> files = Files.list(POLICIES)) {
            return files
                    .filter(file -> file.toString().endsWith(".conf")
                            && !file.endsWith("sensitive-incidents.conf")
                            && !file.endsWith("fields.conf"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Path> smallCellFiles() throws IOException {
        try (Stream<Path> files = Files.list(POLICIES.resolve("small-cells"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policyFiles")
    void policyFile_asShipped_reads(Path file) {
        Policy policy = reader().read(Section.load(file, Map.of()));

        assertThat(policy.classes()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(policy.name()).isEqualTo(file.getFileName().toString().replace(".conf", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smallCellFiles")
    void smallCellFile_asShipped_reads(Path file) {
        SmallCells rule = PolicyReader.smallCells(Section.load(file, Map.of()).section("small-cells"));

        assertThat(rule.minimumFrequency()).isGreaterThanOrEqualTo(10);
        assertThat(rule.complementary()).isTrue();
    }

    @Test
    void victimSafety_everyDirectField_dropsOrCoarsens() {
        Policy policy = reader().read(Section.load(POLICIES.resolve("victim-safety.conf"), Map.of()));

        assertThat(policy.action("incidents", "victim_name")).isEqualTo(new FieldAction.Drop());
        assertThat(policy.action("incidents", "something_new")).isEqualTo(new FieldAction.Drop());
        assertThat(policy.action("stops", "date")).isEqualTo(new FieldAction.Period(FieldAction.Period.Unit.MONTH));
        assertThat(policy.classes())
                .allSatisfy(each -> assertThat(each.treatment().records()).isEqualTo(SensitiveClass.Records.EXCLUDE));
    }

    @Test
    void missingKey_ofAPolicyThatIncludesOthers_isNamedInItsOwnFile() throws IOException {
        for (String name : List.of("sensitive-incidents.conf", "fields.conf")) {
            Files.copy(POLICIES.resolve(name), folder.resolve(name));
        }
        Path file = Files.writeString(
                folder.resolve("own.conf"),
                Files.readString(POLICIES.resolve("victim-safety.conf")).replaceAll("(?m)^  approvals.*$", ""));

        assertThatThrownBy(() -> reader().read(Section.load(file, Map.of())))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching(".*/own\\.conf:\\d+: policy.approvals is missing");
    }

    static Stream<List<String>> mistakes() {
        return Stream.of(
                List.of("date = month", "dtae = month", "p.conf:6: policy.fields.dtae is a field that neither"),
                List.of("date = month", "date = light-dark", "p.conf:6: policy.fields.date is a date, which cannot be"),
                List.of("date = month", "date = allow", "cannot be published as it is"),
                List.of("date = month", "victim_name = allow", "is a name, which cannot be"),
                List.of("date = month", "latitude = allow", "is a coordinate, which cannot be"),
                List.of("date = month", "incident_id = sha256", "asks for a plain hash"),
                List.of("date = month", "address = masked-text", "asks for masked text"),
                List.of("date = month", "date = mnoth", "p.conf:6: policy.fields.date is not an action"),
                List.of("date = month", "age = { bands = [30, 20] }", "bands are ascending"),
                List.of("date = month", "time = { hours = 5 }", "do not divide a day"),
                List.of(
                        "\"rape*\"",
                        "\"*\"",
                        "p.conf:9: policy.classes.sexual.find.charge-text pattern \"*\" matches nearly"),
                List.of("\"rape*\"", "\"a* b*\"", "matches nearly everything"),
                List.of("\"rape*\"", "\".*\"", "holds something else than words"),
                List.of("charge-text = [\"rape*\"]", "offence-code = [\"*\"]", "matches nearly everything"),
                List.of("charge-text = [\"rape*\"]", "victim-age-from = 0", "matches every age"),
                List.of(", charge-text = [\"rape*\"]", "", "has no condition, so it would find every record"),
                List.of("charge-text = [\"rape*\"]", "charge_text = [\"rape*\"]", "has no condition"),
                List.of("action { records = exclude, tables = count }", "", "policy.classes.sexual.action is missing"),
                List.of("records = exclude, ", "", "policy.classes.sexual.action.records is missing"),
                List.of("records = exclude", "records = hide", "is not one of the words it can be"),
                List.of("tables = count", "tables = cover", "belong together"),
                List.of(
                        "records = exclude, tables = count",
                        "records = keep, tables = withhold",
                        "so none of single records can hold them"),
                List.of(
                        "records = exclude",
                        "records = keep, fields { address = hundred-block }",
                        "masked text for a sensitive class"),
                List.of("version = 1", "", "policy.version is missing"),
                List.of("minimum-frequency = 10, ", "", "small-cells.minimum-frequency is missing"),
                List.of("minimum-frequency = 10", "minimum-frequency = 2", "is 2, outside 3 to"),
                List.of("approvals = [counsel]", "", "policy.approvals is missing"),
                List.of("approvals = [counsel]", "approvals = []", "policy.approvals is empty"),
                List.of(
                        "charge-text = [\"rape*\"]",
                        "victim-age-from = 0, victim-age-below = 150",
                        "matches every age"),
                List.of(
                        SMALL.substring(SMALL.indexOf("classes.sexual"), SMALL.indexOf("reads {")),
                        "classes { }\n",
                        "policy.classes is empty"),
                List.of("charge-text = [charge]", "", "reads says nothing for charge-text"),
                List.of("charge-text = [charge]", "charge-text = [chrage]", "names the unknown field chrage"),
                List.of("approvals", "aprovals", "policy.approvals is missing"),
                List.of(
                        "summary = x",
                        "summary = x, extra = 1",
                        "p.conf:4: policy.extra is not a key that Louver knows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void policyFile_withAMistake_isRefusedWithFileAndLine(List<String> mistake) throws IOException {
        String broken = SMALL.replace(mistake.get(0), mistake.get(1));
        assertThat(broken).isNotEqualTo(SMALL);
        Path file = Files.writeString(folder.resolve("p.conf"), broken);

        assertThatThrownBy(() -> reader().read(Section.load(file, Map.of())))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
                    assertThat(refusal.line()).contains(mistake.get(2)).containsPattern("p\\.conf:\\d+: ");
                });
    }

    @Test
    void smallPolicy_withoutAMistake_reads() throws IOException {
        Path file = Files.writeString(folder.resolve("p.conf"), SMALL);

        assertThat(reader().read(Section.load(file, Map.of())).findings()).hasSize(1);
    }

    static PolicyReader reader() {
        return new PolicyReader(FieldKind::of);
    }

    private static final String SMALL = """
            policy {
              name = small
              version = 1
              summary = x
              fields {
                date = month
              }
              classes.sexual {
                title = "Sexual violence", find = [ { signal = text, charge-text = ["rape*"] } ]
                action { records = exclude, tables = count }
              }
              reads { charge-text = [charge] }
              smallest-area { addresses = 8 }
              small-cells { source = test, minimum-frequency = 10, zeros = true }
              approvals = [counsel]
            }
            """;
}
