package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.TestSpark;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class PublicationIT {
    @TempDir
    Path output;

    private static PublicTable table(long east) {
        return new PublicTable(
                "by_place",
                "stops",
                List.of("year", "place"),
                List.of(
                        new PublicRow(List.of("2023", "Total"), OptionalLong.of(east + 5), east + 5, east + 5),
                        new PublicRow(List.of("2023", "=West"), OptionalLong.empty(), 1, 12),
                        new PublicRow(List.of("2023", "East"), OptionalLong.of(east), east, east)));
    }

    private static final PublicationPlan PLAN = new PublicationPlan(
            "r1",
            "Stops",
            "City",
            "data@example.org",
            "CC-BY-4.0",
            true,
            List.of(DatasetFormat.PARQUET, DatasetFormat.DELTA, DatasetFormat.CSV));

    private Publication publication() {
        return new Publication(TestSpark.session(), output.toString());
    }

    private PublishedRelease publish(long east) {
        Publication publication = publication();
        PublishedRelease published = publication.moveIn(publication.stage(List.of(table(east)), PLAN));
        publication.pointAt(published);
        return published;
    }

    @Test
    void publication_ofOneTable_writesThreeFormatsThatAgreeAndNothingElse() throws IOException {
        publish(20);

        Path release = output.resolve("public/r1");
        assertThat(Files.readString(output.resolve("public/current"))).isEqualTo("r1\n");
        assertThat(csv(release.resolve("data/by_place/csv/demonstration-by_place.csv.gz")))
                .containsExactly(
                        "year,place,value,status,lower,upper",
                        "2023,'=West,,C,1,12",
                        "2023,East,20,F,20,20",
                        "2023,Total,25,F,25,25");
        var parquet = TestSpark.session()
                .read()
                .schema("place string, value bigint, status string, lower bigint, upper bigint, year string")
                .parquet(release + "/data/by_place/parquet");
        var delta = TestSpark.session().read().format("delta").load(release + "/data/by_place/delta");
        var deltaRows = delta.select("place", "value", "status", "lower", "upper", "year")
                .orderBy("place");
        // Without the comment that marks a demonstration.
        TestSpark.assertSameRows(
                parquet.orderBy("place"), TestSpark.session().createDataFrame(deltaRows.toJavaRDD(), parquet.schema()));
        for (var dataset : List.of(delta, TestSpark.session().read().parquet(release + "/data/by_place/parquet"))) {
            assertThat(dataset.schema().apply("value").getComment().get()).startsWith("Demonstration: ");
        }
        assertThat(files(output))
                .noneMatch(
                        file -> (file.endsWith(".crc") && !file.contains("_delta_log")) || file.contains(".staging"));
        assertThat(files(release))
                .contains("data/by_place/parquet/year=2023/part-00000.parquet", "SHA256SUMS", "README.md");
    }

    /** As they lie on disk: with the real digests and sizes, and addresses as a portal that serves them resolves them. */
    @ParameterizedTest
    @CsvSource({"DATA_PACKAGE, datapackage.json", "DCAT_US_1, data.json", "DCAT_US_3, data-dcat-us-3.json"})
    void document_onDisk_meetsTheWholePublishedSchema(PublishedSchemas schema, String file) throws IOException {
        publish(20);

        String text = Files.readString(output.resolve("public/r1").resolve(file));
        assertThat(schema.problems(PublishedSchemas.served(text))).isEmpty();
    }

    @Test
    void deltaExample_amongTheNotebooks_runsAsItStandsThere() throws IOException {
        publish(20);
        String script = Files.readString(Path.of("notebooks/delta.sql"))
                .replaceAll("(?m)^--.*$", "")
                .replace("RELEASE", output.resolve("public/r1").toString())
                .replace("TABLE", "by_place");
        List<String> statements = Stream.of(script.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();

        assertThat(statements).hasSize(2);
        assertThat(TestSpark.session().sql(statements.get(0)).collectAsList())
                .extracting(Object::toString)
                .containsExactly("[2023,3,1,46,57]");
        assertThat(TestSpark.session().sql(statements.get(1)).collectAsList()).isEmpty();
    }

    @Test
    void publication_ofTheSameDataAgain_changesNoByte() throws IOException {
        publish(20);
        byte[] sums = Files.readAllBytes(output.resolve("public/r1/SHA256SUMS"));

        assertThat(publish(20).unchanged()).isTrue();

        assertThat(Files.readAllBytes(output.resolve("public/r1/SHA256SUMS"))).isEqualTo(sums);
    }

    @Test
    void publication_ofOtherDataUnderAPublishedId_isRefusedAndLeavesWhatIsThere() throws IOException {
        publish(20);
        byte[] sums = Files.readAllBytes(output.resolve("public/r1/SHA256SUMS"));

        assertThatThrownBy(() -> publish(21))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY));

        assertThat(Files.readAllBytes(output.resolve("public/r1/SHA256SUMS"))).isEqualTo(sums);
        assertThat(files(output)).noneMatch(file -> file.contains(".staging"));
    }

    private static List<String> csv(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
