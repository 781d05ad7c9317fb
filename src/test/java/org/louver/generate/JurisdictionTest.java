package org.louver.generate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.louver.refusal.Refusal;

class JurisdictionTest {
    private static final Plan PLAN = new Plan(20_000, 2018, 2021, 7);

    @TempDir
    private static Path shared;

    @TempDir
    private Path fresh;

    private static Path generated = Path.of("");

    @BeforeAll
    static void generate() {
        generated = Jurisdiction.write(PLAN, shared.resolve("raw"), Format.CSV, 2, false)
                .output();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void write_anyNumberOfThreads_givesTheSameBytes(Format format) throws Exception {
        Plan plan = new Plan(3_000, 2019, 2020, 3);
        Jurisdiction.write(plan, fresh.resolve("one"), format, 1, false);
        Jurisdiction.write(plan, fresh.resolve("seven"), format, 7, false);

        assertThat(hashes(fresh.resolve("seven"))).isEqualTo(hashes(fresh.resolve("one")));
    }

    @Test
    void write_anotherSeed_givesOtherRecords() throws Exception {
        Jurisdiction.write(new Plan(500, 2020, 2020, 1), fresh.resolve("a"), Format.CSV, 1, false);
        Jurisdiction.write(new Plan(500, 2020, 2020, 2), fresh.resolve("b"), Format.CSV, 1, false);

        assertThat(Files.readString(fresh.resolve("a/stops/stops-2020.csv")))
                .isNotEqualTo(Files.readString(fresh.resolve("b/stops/stops-2020.csv")));
    }

    @Test
    void write_folderTaken_isRefusedAndLeftAlone() throws Exception {
        Path taken = Files.createDirectories(fresh.resolve("taken"));
        Files.writeString(taken.resolve("thesis.txt"), "irreplaceable");

        assertThatThrownBy(() -> Jurisdiction.write(PLAN, taken, Format.CSV, 1, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> Jurisdiction.write(PLAN, taken, Format.CSV, 1, true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not generated here");
        assertThat(taken.resolve("thesis.txt")).hasContent("irreplaceable");
    }

    @Test
    void write_overwrite_replacesAnEarlierJurisdictionWhole() throws Exception {
        Plan earlier = new Plan(500, 2019, 2020, 1);
        Plan later = new Plan(500, 2020, 2020, 1);
        Jurisdiction.write(earlier, fresh.resolve("raw"), Format.CSV, 1, false);
        Jurisdiction.write(later, fresh.resolve("raw"), Format.CSV, 1, true);
        Jurisdiction.write(later, fresh.resolve("expected"), Format.CSV, 1, false);

        assertThat(hashes(fresh.resolve("raw"))).isEqualTo(hashes(fresh.resolve("expected")));
    }

    @Test
    void canary_isInEveryNamePhoneAddressAndNarrative() throws Exception {
        Set<String> free = Set.of(
                "location",
                "name",
                "phone",
                "subject_name",
                "subject_phone",
                "narrative",
                "notes",
                "caller_name",
                "caller_phone",
                "reporting_person",
                "reporting_phone");
        long seen = 0;
        for (Table table : List.of(Table.STOPS, Table.ARRESTS, Table.INCIDENTS, Table.VICTIMS, Table.CALLS)) {
            for (Map<String, String> row : rows(table)) {
                for (String column : row.keySet()) {
                    String cell = cell(row, column);
                    if (free.contains(column) && !cell.isEmpty() && !cell.equals(column)) {
                        assertThat(cell).contains(Text.CANARY);
                        seen++;
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(100_000);
    }

    @Test
    void layout_changesColumnsCodesAndDatesInTheSameYear() throws Exception {
        List<String> before = Files.readAllLines(generated.resolve("stops/stops-2019.csv"));
        List<String> after = Files.readAllLines(generated.resolve("stops/stops-2020.csv"));

        assertThat(PLAN.layoutChangeYear()).isEqualTo(2020);
        assertThat(before.get(0)).contains(",race,").doesNotContain("subject_race");
        assertThat(after.get(0)).contains(",subject_race,");
        assertThat(before.get(1)).contains(",01/01/2019,");
        assertThat(after.get(1)).contains(",2020-01-01,");
    }

    @Test
    void quirks_bomCrlfAndLinesWithinCells_areThere() throws Exception {
        assertThat(Files.readString(generated.resolve("stops/stops-2018.csv"))).startsWith("\uFEFFstop_id");
        assertThat(Files.readString(generated.resolve("stops/stops-2019.csv"))).startsWith("stop_id");
        assertThat(Files.readString(generated.resolve("arrests/arrests-2019.csv")))
                .contains("\r\nAR2019-");
        assertThat(Files.readString(generated.resolve("arrests/arrests-2020.csv")))
                .doesNotContain("\r");
        assertThat(rows(Table.STOPS)).anyMatch(row -> cell(row, "narrative").contains("\n"));
    }

    @Test
    void keys_missingDanglingAndLinked_haveThePlannedShares() throws Exception {
        Set<String> incidents = new HashSet<>();
        rows(Table.INCIDENTS).forEach(row -> incidents.add(either(row, "incident_no", "incident_number")));
        long arrests = 0;
        long missing = 0;
        long dangling = 0;
        for (Map<String, String> row : rows(Table.ARRESTS)) {
            String incident = either(row, "incident_no", "incident_number");
            arrests++;
            missing += incident.isEmpty() ? 1 : 0;
            dangling += !incident.isEmpty() && !incidents.contains(incident) ? 1 : 0;
        }

        assertThat(arrests).isGreaterThan(2_000);
        assertThat((double) missing / arrests).isCloseTo(0.02, within(0.01));
        assertThat((double) dangling / arrests).isCloseTo(0.005, within(0.005));
    }

    @Test
    void dirt_isThereButFarBelowTheQuarantineLimit() throws Exception {
        Map<String, Integer> stops = new HashMap<>();
        long bad = 0;
        long all = 0;
        for (Map<String, String> row : rows(Table.STOPS)) {
            all++;
            stops.merge(cell(row, "stop_id"), 1, Integer::sum);
            String age = either(row, "age", "subject_age");
            String race = either(row, "race", "subject_race");
            boolean strange = Set.of("-3178", "-6", "212", "999").contains(age)
                    || Set.of("Z9", "??", "7x").contains(race);
            bad += strange ? 1 : 0;
        }

        assertThat((double) bad / all).isBetween(0.001, 0.01);
        assertThat(stops.values()).anyMatch(count -> count == 2);
        assertThat((double) all / stops.size()).isBetween(1.0005, 1.01);
    }

    @Test
    void planted_everySignOfEveryKind_canBeFoundInTheTables() throws Exception {
        Map<String, Map<String, String>> incidents = byIncident(Table.INCIDENTS);
        Map<String, Map<String, String>> victims = byIncident(Table.VICTIMS);
        Map<String, Set<String>> callTypes = new HashMap<>();
        for (Map<String, String> call : rows(Table.CALLS)) {
            callTypes
                    .computeIfAbsent(either(call, "incident_no", "incident_number"), key -> new HashSet<>())
                    .add(cell(call, "call_type"));
        }
        Map<String, Integer> seen = new TreeMap<>();
        for (Map<String, String> planted : rows(Table.PLANTED)) {
            String key = cell(planted, "incident_number");
            String sign = cell(planted, "sign");
            Map<String, String> incident = row(incidents, key);
            Map<String, String> victim = row(victims, key);
            seen.merge(sign, 1, Integer::sum);
            switch (sign) {
                case "offense_code" ->
                    assertThat(cell(incident, "offense_code")).isIn("11A", "11D", "36B", "64A");
                case "relationship" ->
                    assertThat(cell(victim, "relationship"))
                            .isIn("SE", "BG", "XS", "XR", "CS", "PA", "SB", "CH", "IL", "OF");
                case "victim_age" ->
                    assertThat(Integer.parseInt(cell(victim, "age"))).matches(age -> age < 18 || age >= 65);
                case "call_type" ->
                    assertThat(callTypes.getOrDefault(key, Set.of()))
                            .containsAnyOf(
                                    "DOMESTIC",
                                    "DOMESTIC W/WEAPON",
                                    "FAMILY OFFENSE",
                                    "SEX ASLT RPT",
                                    "RAPE REPORT",
                                    "CHILD WELFARE");
                case "location_type" ->
                    assertThat(cell(incident, "location_type")).isEqualTo("54");
                case "linkage" ->
                    assertThat(cell(row(incidents, cell(incident, "related_incident")), "offense_code"))
                            .isIn("11A", "11D", "36B", "64A");
                case "charge_text" ->
                    assertThat(cell(incident, "charge_text"))
                            .containsPattern("(?i)domestic|family|protective|stalking|acoso|sexual");
                default -> throw new AssertionError(sign);
            }
        }

        assertThat(seen).hasSize(Sensitivity.Sign.values().length);
        assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(700);
    }

    @Test
    void planted_signOfOneKind_isNotGivenAwayByTheOffenceCode() throws Exception {
        Map<String, Map<String, String>> incidents = byIncident(Table.INCIDENTS);

        for (Map<String, String> planted : rows(Table.PLANTED)) {
            if (!cell(planted, "sign").equals("offense_code")) {
                assertThat(cell(row(incidents, cell(planted, "incident_number")), "offense_code"))
                        .isNotIn("11A", "11D", "36B", "64A");
            }
        }
    }

    private static Map<String, Map<String, String>> byIncident(Table table) throws IOException {
        Map<String, Map<String, String>> byIncident = new HashMap<>();
        for (Map<String, String> row : rows(table)) {
            byIncident.putIfAbsent(either(row, "incident_no", "incident_number"), row);
        }
        return byIncident;
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static Map<String, String> row(Map<String, Map<String, String>> rows, String key) {
        return rows.getOrDefault(key, Map.of());
    }

    private static String either(Map<String, String> row, String before, String after) {
        return row.getOrDefault(before, cell(row, after));
    }

    private static List<Map<String, String>> rows(Table table) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(generated.resolve(table.folder()))) {
            for (Path file : files.sorted().toList()) {
                try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
                    List<CSVRecord> records = CSVFormat.RFC4180
                            .builder()
                            .setIgnoreEmptyLines(true)
                            .get()
                            .parse(reader)
                            .getRecords();
                    List<String> header = records.get(0).stream()
                            .map(name -> name.replace("\uFEFF", ""))
                            .toList();
                    for (CSVRecord row : records.subList(1, records.size())) {
                        if (!row.toList().equals(header)) {
                            Map<String, String> cells = new HashMap<>();
                            for (int column = 0; column < header.size(); column++) {
                                cells.put(header.get(column), row.get(column));
                            }
                            rows.add(cells);
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> hashes.put(folder.relativize(file).toString(), hash(file)));
        }
        assertThat(hashes).hasSizeGreaterThan(8);
        return hashes;
    }

    private static String hash(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
