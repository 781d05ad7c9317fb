package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.report.ProtectionStatement;

/** The whole way on a made-up jurisdiction, and what must be true of everything it made public. */
class ReleaseJobIT {
    /** The planted canary, and keys as the generator writes them. */
    private static final Pattern RAW =
            Pattern.compile("LVRCANARY|(?:ST|IN|AR|CA)(?:19|20)\\d\\d-\\d{8}|PN-[0-9a-f]{10}|OF-\\d");

    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** Enough for what only has to be refused: counts that are withheld, in tables that share margins. */
    private static final String FEW_TABLES = """
            [ { name = stops_by_person, unit = stops, by = [year, race, sex] }
              { name = stops_by_search, unit = stops, by = [year, race, search_conducted] } ]
            """;

    @TempDir
    static Path folder;

    private static ReleaseOutcome first;

    @BeforeAll
    static void release() {
        Jurisdiction.write(new Plan(4_000, 2015, 2024, 7), folder.resolve("raw"), Format.CSV, 2, true);
        first = run("raw", "out", Map.of());
    }

    private static ReleasePlan plan(String raw, String out, Map<String, String> changes) {
        Map<String, String> overrides = new TreeMap<>();
        if (!changes.containsKey("publication.questions")) {
            // Four thousand stops are too few for the demonstration's questions to be answered in four years out of
            // five.
            overrides.put("publication.questions.search_rate.gate.same-sign", "false");
            overrides.put("publication.questions.hit_rate.gate.same-sign", "false");
        }
        overrides.putAll(changes);
        overrides.put("data", "\"" + folder.resolve(raw) + "\"");
        overrides.put("output", "\"" + folder.resolve(out) + "\"");
        return ReleasePlan.load(Path.of("conf/demo.conf"), overrides);
    }

    private static ReleaseOutcome run(String raw, String out, Map<String, String> changes) {
        return new ReleaseJob(
                        TestSpark.session(),
                        plan(raw, out, changes),
                        (stage, outcome, seconds) -> {},
                        Clock.systemUTC())
                .run(false);
    }

    /** Runs a release of few tables that is to be refused, and gives the stages that it went through before. */
    private static List<String> stagesUntilRefused(
            String out, Map<String, String> changes, Consumer<AbstractThrowableAssert<?, ?>> refusal) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("publication.questions", "null");
        all.put("tables", FEW_TABLES);
        List<String> stages = new ArrayList<>();
        refusal.accept(assertThatThrownBy(() -> new ReleaseJob(
                        TestSpark.session(),
                        plan("raw", out, all),
                        (stage, outcome, seconds) -> stages.add(stage),
                        Clock.systemUTC())
                .run(false)));
        return stages;
    }

    private static Path release(String out) {
        return folder.resolve(out).resolve("public/2024.1");
    }

    @Test
    void release_ofGeneratedRecords_publishesNoRawKeyAndNoSmallCount() throws IOException {
        PublicTree tree = new PublicTree(folder.resolve("out/public"));

        assertThat(first.cells()).isPositive();
        assertThat(first.withheld()).isPositive();
        assertThat(Files.readString(folder.resolve("out/public/current"))).isEqualTo("2024.1\n");
        tree.requireNowhere(TestSpark.session(), RAW);
        assertThat(tree.requireNoCountBelow(TestSpark.session(), 11)).isPositive();
    }

    @Test
    void dataPackage_ofTheRelease_saysWhatProtectedItAndWhatPassed() throws IOException {
        JsonNode said = new ObjectMapper()
                .readTree(release("out").resolve("datapackage.json").toFile())
                .get(ProtectionStatement.PROPERTY);

        assertThat(said.get("minimumFrequency").asLong()).isEqualTo(11);
        assertThat(said.at("/policy/name").asText()).isEqualTo("victim-safety");
        assertThat(said.at("/audit/passed"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("stops", "arrests", "incidents", "victims", "calls");
        assertThat(Files.readString(release("out").resolve("report.html")))
                .contains(
                        "Counts below 11 are withheld.", "the policy victim-safety, version 1", "The audit passed for");
    }

    @Test
    void risk_ofTheRelease_isWrittenForTheHouseAlone() {
        Path internal = folder.resolve("out/internal/2024.1/risk");
        for (String name : List.of("cells.csv", "tables.json", "joins.json")) {
            assertThat(internal.resolve(name)).isNotEmptyFile();
        }
        PublicTree tree = new PublicTree(folder.resolve("out/public"));
        assertThat(tree.files().keySet()).noneMatch(path -> path.matches(".*(risk|cells|joins|explore).*"));
        tree.requireNowhere(
                TestSpark.session(), Pattern.compile("sample uniques|disclosing-zero|one person is alone|class_size"));
    }

    @Test
    void scan_ofRawTables_findsWhatItLooksFor() {
        assertThatThrownBy(() -> new PublicTree(folder.resolve("raw")).requireNowhere(TestSpark.session(), RAW))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void totals_whereAllPartsArePublished_areTheirSums() throws IOException {
        Map<String, String> countyOf = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("raw/areas.csv"))) {
            String[] area = line.split(",", -1);
            countyOf.put(area[2], area[3]);
        }

        assertThat(new PublicTree(release("out")).requireTotalsAreSums(countyOf))
                .isGreaterThan(20);
    }

    @Test
    void codes_ofPlaces_nameTheCountyThatTheAgencyIsPartOf() throws IOException {
        Map<String, String> parents = new HashMap<>();
        for (CSVRecord code :
                CSVParser.parse(release("out").resolve("codes/place.csv"), StandardCharsets.UTF_8, WITH_HEADER)) {
            parents.put(code.get("code"), code.get("parents"));
        }
        for (String line : Files.readAllLines(folder.resolve("raw/areas.csv"))) {
            String[] area = line.split(",", -1);
            if (parents.containsKey(area[2])) {
                // A table of agencies without counties shows another roll-up, whose next code above is the total.
                assertThat(parents.get(area[2]).split("; ")).contains(area[3]);
                assertThat(parents).containsEntry(area[3], "Total");
            }
        }
        assertThat(parents).containsEntry("Total", "").hasSizeGreaterThan(4);
    }

    @Test
    void quarantine_ofDirtyRows_isWrittenForTheHouseAlone() throws IOException {
        assertThat(first.quarantined()).isPositive();
        long rows = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("out/internal/2024.1/quarantine"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".csv")).toList()) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines.get(0)).isEqualTo("source,file,record,year,field,reason,value");
                rows += lines.size() - 1;
            }
        }
        assertThat(rows).isEqualTo(first.quarantined());
        assertThat(Files.getPosixFilePermissions(folder.resolve("out/internal")))
                .hasSize(3);
    }

    @Test
    void release_again_changesNoByte() {
        Map<String, byte[]> before = new PublicTree(folder.resolve("out/public")).files();

        ReleaseOutcome second = run("raw", "out", Map.of());

        assertThat(second.published().orElseThrow().unchanged()).isTrue();
        assertThat(new PublicTree(folder.resolve("out/public")).files())
                .containsOnlyKeys(before.keySet())
                .allSatisfy((path, bytes) -> assertThat(bytes).as(path).isEqualTo(before.get(path)));
    }

    @Test
    void release_ofShuffledRowsInOtherPartitions_hasTheSameData() throws IOException {
        shuffle(folder.resolve("raw"), folder.resolve("shuffled"));
        SparkSession spark = TestSpark.session();
        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        Map<String, byte[]> expected = data("out");
        try {
            for (int other : new int[] {1, 7}) {
                spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(other));
                run("shuffled", "out" + other, Map.of());

                assertThat(data("out" + other))
                        .containsOnlyKeys(expected.keySet())
                        .allSatisfy((path, bytes) -> assertThat(bytes).as(path).isEqualTo(expected.get(path)));
            }
        } finally {
            spark.conf().set("spark.sql.shuffle.partitions", partitions);
        }
    }

    /** The datasets; a Delta table's log and file names tell when it was written, so that its rows stand for it. */
    private static Map<String, byte[]> data(String out) {
        PublicTree tree = new PublicTree(release(out).resolve("data"));
        Map<String, byte[]> files = new TreeMap<>(tree.files());
        files.keySet().removeIf(path -> path.contains("/delta/"));
        tree.deltaRows(TestSpark.session())
                .forEach((table, rows) -> files.put(table, rows.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    @Test
    void release_withoutApproval_isRefusedAndPublishesNothing() {
        List<String> stages = stagesUntilRefused(
                "unapproved",
                Map.of("release.demonstration", "false"),
                refused -> refused.isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY))
                        .hasMessageContaining(
                                "release 2024.1 lacks the approval of counsel, data-owner, victim-advocate"));

        assertThat(stages).endsWith("audit");
        assertThat(folder.resolve("unapproved/public")).doesNotExist();
        assertThat(folder.resolve("unapproved/.staging")).doesNotExist();
    }

    @Test
    void audit_thatUndoesTheTables_refusesToPublish() {
        // Protected against readers without a record of their own, attacked by people who know theirs.
        List<String> stages = stagesUntilRefused(
                "undone",
                Map.of(
                        "protection.singletons", "ignored",
                        "audit.largest-insider-cell", "3",
                        "audit.full-levels-against-insiders", "true"),
                refused -> refused.isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.AUDIT_FAILED))
                        .hasMessageContaining("the audit undid tables of stops"));

        assertThat(stages).endsWith("protect", "risk");
        assertThat(folder.resolve("undone/public")).doesNotExist();
    }

    @Test
    void audit_thatDoesNotComeToAnEnd_refusesToPublish() {
        List<String> stages = stagesUntilRefused(
                "undecided",
                Map.of("audit.most-programs", "1"),
                refused -> refused.isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.AUDIT_INCONCLUSIVE);
                    assertThat(refusal.remedy()).contains("audit.most-programs");
                }));

        assertThat(stages).endsWith("protect", "risk");
        assertThat(folder.resolve("undecided/public")).doesNotExist();
    }

    @Test
    void release_beyondTheQuarantineLimit_isRefusedButShowsTheRows() {
        List<String> stages = stagesUntilRefused(
                "dirty",
                Map.of("sources.stops.quarantine-limit", "0"),
                refused -> refused.isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT))
                        .hasMessageContaining("quarantine-limit"));

        assertThat(stages).isEmpty();
        assertThat(folder.resolve("dirty/public")).doesNotExist();
        assertThat(folder.resolve("dirty/internal/2024.1/quarantine/stops")).isDirectory();
    }

    @Test
    void release_thatCannotBeRecorded_isTakenBack() throws IOException {
        Path out = Files.createDirectories(folder.resolve("unrecorded"));
        Files.createDirectories(out.resolve("ledger"));
        Files.writeString(out.resolve("ledger/releases"), "not a table");

        List<String> stages = stagesUntilRefused(
                "unrecorded",
                Map.of(),
                // The record is written last: what is missing afterwards was there before.
                failed -> failed.isNotInstanceOf(Refusal.class).hasStackTraceContaining("ReleaseLedger.record"));

        assertThat(stages).endsWith("audit");
        assertThat(out.resolve("public")).isDirectory();
        assertThat(out.resolve("public/2024.1")).doesNotExist();
        assertThat(out.resolve("public/current")).doesNotExist();
    }

    /** From the public page alone; the shares of the records lie within what it says. */
    @Test
    void report_ofTheRelease_tellsMissingRaceByAgencyAndYear() throws IOException {
        String report = Files.readString(release("out").resolve("report.html"));
        SparkSession spark = TestSpark.session();
        for (String table : List.of("stops", "areas")) {
            Path file = table.equals("stops")
                    ? folder.resolve("raw/stops/stops-202*.csv")
                    : folder.resolve("raw/areas.csv");
            spark.read()
                    .option("header", "true")
                    .option("multiLine", "true")
                    .option("escape", "\"")
                    .csv(file.toString())
                    .createOrReplaceTempView("raw_" + table);
        }
        List<Row> shares = spark.sql(
                        "select year(try_cast(date as date)) as year, agency,"
                                + " avg(case when coalesce(subject_race, 'unknown') = 'unknown' then 100.0D else 0.0D end) as missing"
                                + " from raw_stops join raw_areas using (beat) where year(try_cast(date as date)) between 2020 and 2024 group by 1, 2")
                .collectAsList();

        assertThat(shares).hasSizeGreaterThanOrEqualTo(15);
        for (Row share : shares) {
            Matcher told = Pattern.compile("stops_by_race_and_agency, race, place " + share.getAs("agency")
                            + "</th><td>" + share.getAs("year") + "</td><td>([0-9.]+) %(?: to ([0-9.]+) %)?<")
                    .matcher(report);
            assertThat(told.find()).as("%s", share).isTrue();
            double upper = Double.parseDouble(told.group(told.group(2) == null ? 1 : 2));
            // Rows in quarantine and rows that are there twice are in the raw share only.
            assertThat(share.<Double>getAs("missing")).isBetween(Double.parseDouble(told.group(1)) - 1, upper + 1);
        }
    }

    @Test
    void plan_belowThePolicysThreshold_isRefused() {
        assertThatThrownBy(() -> plan("raw", "out", Map.of("rules.minimum-frequency", "5")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at least 11");
    }

    private static void shuffle(Path from, Path to) throws IOException {
        Random random = new Random(11);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                List<String> records = records(Files.readString(file));
                List<String> rows = records.subList(1, records.size());
                Collections.shuffle(rows, random);
                Files.writeString(target, String.join("", records));
            }
        }
    }

    /** Records with their line ends; a line end inside quotes is part of a cell. */
    private static List<String> records(String text) {
        List<String> records = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == '\n' && !quoted) {
                records.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            records.add(text.substring(start) + "\n");
        }
        return records;
    }
}
