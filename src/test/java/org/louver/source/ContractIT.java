package org.louver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

/** The contract on files with everything that real ones have been seen to hold. */
class ContractIT {
    private static final String HEADER = "stop.id,date,age,race,beat,note";

    private static final String DIRTY = String.join(
            "\r\n",
            "\uFEFF" + HEADER, // record 1
            "1,42005,30,W,8T1,plain", // 2: an Excel serial, 2015-01-01
            "2,2015-02-03,-3178,B,NA,\"two", // 3: an age that cannot be, a beat called NA, a cell of two lines
            "lines\"",
            "",
            "3,2015-03-04,41,W,8T2,repeated", // 4
            "3,2015-03-04,41,W,8T2,repeated", // 5: a full duplicate
            HEADER, // 6: the header again
            ",,,,,", // 7: a row of nothing
            "4,2015-02-30,20,W,8T1,", // 8: no such day
            "5,2015-05-05,20,X,8T1,", // 9: no such code
            ",2015-05-05,20,W,8T1,", // 10: no key
            "6,2016-05-05,20,W,8T1,", // 11: another file's year
            "7,2015-07-07,20,W,8T1", // 12: a cell short
            "8,2015-08-08,20,W,8T1,", // 13: contradicts the next
            "8,2015-08-08,21,W,8T1,", // 14
            "9,2015-09-09,,,\u00a08T3 ,\"a \"\"quoted\"\" word\""); // 15

    private static final String LATER =
            "id;when;age;race;note;brandnew\n1;2016-01-02;5e1;98;x;y\n11;2016-01-03;50;10;x;y\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"134217728", "64"})
    void dirtyRows_goToQuarantine_eachWithItsReasonAndRecord(String bytesPerPartition) throws IOException {
        write("2015.csv.gz", DIRTY);
        SparkSession spark = TestSpark.session();
        String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
        spark.conf().set("spark.sql.files.maxPartitionBytes", bytesPerPartition);
        try (SourceTables tables =
                SourceTables.read(spark, config("\"/2015.csv.gz\", years = [2015]", "quarantine-limit = 1"))) {
            SourceTable stops = tables.table("stops");
            SourceReport report = stops.report();

            assertThat(quarantine(stops))
                    .containsExactly(
                            "8 date not-a-date-or-time 2015-02-30",
                            "9 race not-listed X",
                            "10 stop_id missing null",
                            "11 date year-outside-file 2016-05-05",
                            "12  malformed-row null",
                            "13  key-conflict null",
                            "14  key-conflict null");
            assertThat(stops.rows()
                            .orderBy("stop_id")
                            .selectExpr("concat_ws('|', stop_id, year, date, age, race, beat, note)")
                            .collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly(
                            "1|2015|2015-01-01|30|white|8T1|plain",
                            "2|2015|2015-02-03|black|NA|two\nlines",
                            "3|2015|2015-03-04|41|white|8T2|repeated",
                            "9|2015|2015-09-09|8T3|a \"quoted\" word");
            assertThat(report.emptied()).isEqualTo(Map.of("age", 1L));
            assertThat(report.headerRows()).isEqualTo(2);
            assertThat(report.blankRows()).isEqualTo(1);
            assertThat(report.duplicateRows()).isEqualTo(1);
            assertThat(report.rowsRead()).isEqualTo(15);
            assertThat(report.dataRows())
                    .isEqualTo(report.thingsKept() + report.duplicateRows() + report.rowsQuarantined());
        } finally {
            spark.conf().set("spark.sql.files.maxPartitionBytes", before);
        }
    }

    @Test
    void lineByLineFile_splitAnywhere_keepsItsRecordNumbers() throws IOException {
        StringBuilder text = new StringBuilder(HEADER + "\n");
        for (int record = 2; record <= 400; record++) {
            text.append(record)
                    .append(record % 100 == 0 ? ",never" : ",2015-01-01")
                    .append(",30,W,8T1,\n");
        }
        Files.writeString(folder.resolve("2015.csv"), text);
        SparkSession spark = TestSpark.session();
        String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1000");
        try (SourceTables tables = SourceTables.read(
                spark, config("\"/2015.csv\", years = [2015]", "csv { multi-line = false }, quarantine-limit = 1"))) {
            assertThat(quarantine(tables.table("stops")))
                    .extracting(line -> line.substring(0, line.indexOf(' ')))
                    .containsExactly("100", "200", "300", "400");
        } finally {
            spark.conf().set("spark.sql.files.maxPartitionBytes", before);
        }
    }

    @Test
    void files_onceRead_areNotTouchedAgain() throws IOException {
        Path file = write("2015.csv.gz", DIRTY);
        SparkSession spark = TestSpark.session();
        AtomicInteger jobs = new AtomicInteger();
        SparkListener counter = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        spark.sparkContext().addSparkListener(counter);
        try (SourceTables tables =
                SourceTables.read(spark, config("\"/2015.csv.gz\", years = [2015]", "quarantine-limit = 1"))) {
            Files.delete(file);

            assertThat(tables.table("stops").rows().count()).isEqualTo(4);
            assertThat(tables.table("stops").quarantine().count()).isEqualTo(7);
            // Adaptive execution runs each stage of a query as a job: 2 to count, 2 to resolve keys, the rest for
            // quarantine.
            assertThat(jobs.get()).isLessThanOrEqualTo(16);
        } finally {
            spark.sparkContext().removeSparkListener(counter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "parquet", "delta"})
    void otherFormats_giveTheSameRows(String format) throws IOException {
        Files.writeString(folder.resolve("clean.csv"), HEADER + "\n1,2015-01-01,30,W,8T1,x\n2,2015-02-03,,B,NA,y\n");
        SparkSession spark = TestSpark.session();
        spark.read()
                .option("header", true)
                .csv(folder + "/clean.csv")
                .coalesce(1)
                .write()
                .format(format)
                .option("delta.columnMapping.mode", "name")
                .save(folder + "/table");

        try (SourceTables csv = SourceTables.read(spark, config("\"/clean.csv\", years = [2015]", ""));
                SourceTables other =
                        SourceTables.read(spark, config("\"/table\", years = [2015]", "format = " + format))) {
            TestSpark.assertSameRows(
                    csv.table("stops").rows().orderBy("stop_id"),
                    other.table("stops").rows().orderBy("stop_id"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "/2015.csv.gz", years = [2015]                 |                                        | break the contract, more than quarantine-limit
                    "/nothing-*.csv", years = [2015]               | quarantine-limit = 1                   | no file at
                    "/broken.csv.gz", years = [2015]               | quarantine-limit = 1                   | cannot be read
                    "/cut.csv.gz", years = [2015]                  | quarantine-limit = 1                   | cannot be read
                    "/empty.csv", years = [2015]                   | quarantine-limit = 1                   | is empty
                    "/header.csv", years = [2015]                  | quarantine-limit = 1                   | hold no row
                    "/later.csv", years = [2016]                   | quarantine-limit = 1                   | later.csv has no column
                    "/later.csv", years = [2016]                   | format = parquet, quarantine-limit = 1 | not a readable parquet table
                    "/201*.csv.gz", years = ["2015-2017"]          | quarantine-limit = 1                   | 2017 has fewer than rows-at-least
                    "/falls.csv", years = [2015, 2016]             | plausibility { largest-fall = 0.5 }    | 2016 falls from the year before
                    """)
    void input_thatCannotBeUsed_isRefusedWithExit3(String files, String more, String expected) throws IOException {
        write("2015.csv.gz", DIRTY);
        byte[] whole =
                Files.readAllBytes(write("cut.csv.gz", (HEADER + "\n" + "1,2015-01-01,30,W,8T1,x\n".repeat(9000))));
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 20));
        Files.writeString(folder.resolve("broken.csv.gz"), HEADER + "\n1,2015-01-01,30,W,8T1,x\n");
        Files.writeString(folder.resolve("empty.csv"), "");
        Files.writeString(folder.resolve("header.csv"), HEADER + "\n");
        Files.writeString(folder.resolve("later.csv"), LATER);
        StringBuilder falls = new StringBuilder(HEADER + "\n");
        for (int i = 0; i < 40; i++) {
            falls.append(i).append(i < 30 ? ",2015-01-01" : ",2016-01-01").append(",30,W,8T1,\n");
        }
        Files.writeString(folder.resolve("falls.csv"), falls);

        assertThatThrownBy(() -> SourceTables.read(TestSpark.session(), config(files, more == null ? "" : more))
                        .close())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT);
                    assertThat(refusal.line())
                            .startsWith("source stops: ")
                            .contains(expected)
                            .contains(" — ");
                });
    }

    @Test
    void layoutOfAYear_renamesColumnsAndCodes_andNewColumnsAreReported() throws IOException {
        Files.writeString(folder.resolve("later.csv"), LATER);
        String layout = """
                csv { delimiter = ";" }, quarantine-limit = 1
                layouts { later {
                  stop_id { column = id }, date { column = when }, beat { absent = true }
                  race { codes { 98 = multiple, 10 = white } }
                } }""";
        try (SourceTables tables = SourceTables.read(
                TestSpark.session(), config("\"/later.csv\", years = [2016], layout = later", layout))) {
            SourceTable stops = tables.table("stops");

            assertThat(stops.rows().orderBy("stop_id").selectExpr("race").collectAsList())
                    .extracting(row -> row.getString(0))
                    .containsExactly("multiple", "white");
            assertThat(stops.report().unlistedColumns()).containsExactly("brandnew");
            assertThat(stops.rows().where("beat is not null").count()).isZero();
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<String> quarantine(SourceTable table) {
        Dataset<Row> rows = table.quarantine().orderBy("file", "record");
        return rows.collectAsList().stream()
                .map(row -> row.getLong(2) + " " + row.getString(4) + " " + row.getString(5) + " " + row.getString(6))
                .toList();
    }

    private ReleaseConfig config(String files, String more) {
        return ReleaseConfig.read(Section.parse("""
                release { id = "1", name = test, title = T, publisher = P, contact = C, licence = L }
                output = "unused"
                sources { stops {
                  event = stop
                  files = [ { path = "%s"%s } ]
                  key = [stop_id]
                  year = date
                  fields {
                    stop_id { type = text, column = "stop.id", required = true }
                    date { type = date, formats = ["yyyy-MM-dd", excel-serial], required = true }
                    age { type = integer, range = [10, 100], invalid = missing }
                    race { type = code, codes { W = white, B = black } }
                    beat { type = text }
                    note { type = text }
                  }
                  %s
                } }
                """.formatted(folder, files, more), "release.conf"));
    }
}
