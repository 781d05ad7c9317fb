package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.cli.Louver;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

/** Files that end before they should, and numbers too large to be computed with. */
class TornInputTest {
    private static final int ROWS = 500;

    @TempDir
    private Path folder;

    private Path cut(Path whole, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        return Files.write(whole, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    }

    private static void refusedAsInput(Path file) {
        assertThatThrownBy(() -> ColumnFiles.read(file, name -> true))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT);
                    assertThat(refusal.line()).contains("cut short or damaged");
                });
    }

    @ParameterizedTest(name = "{0} of it")
    @ValueSource(doubles = {0.001, 0.5, 0.99})
    void gzipThatBreaksOff_isRefusedAsInput(double share) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Random random = new Random(7);
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write("area,n\n".getBytes(StandardCharsets.UTF_8));
            for (int row = 0; row < ROWS; row++) {
                out.write(("A" + row + "," + random.nextInt() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        refusedAsInput(cut(Files.write(folder.resolve("in.csv.gz"), bytes.toByteArray()), share));
    }

    @ParameterizedTest(name = "{0} of it")
    @ValueSource(doubles = {0.1, 0.5, 0.99})
    void parquetThatBreaksOff_isRefusedAsInput(double share) throws IOException {
        refusedAsInput(cut(parquet(), share));
    }

    @Test
    void parquetWithDamagedPages_isRefusedAsInput() throws IOException {
        Path file = parquet();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 4, (byte) 0xff);
        Files.write(file, bytes);

        refusedAsInput(file);
    }

    private Path parquet() throws IOException {
        MessageType schema =
                MessageTypeParser.parseMessageType("message m { required binary area (STRING); required int64 n; }");
        Path file = folder.resolve("in.parquet");
        try (ParquetWriter<Group> out = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .build()) {
            for (int row = 0; row < ROWS; row++) {
                out.write(new SimpleGroup(schema).append("area", "A" + row).append("n", (long) row * row));
            }
        }
        return file;
    }

    /** Sixteen cells of 3·10¹⁷: their sum fits a long, the costs of all cells with their margins do not. */
    @Test
    void magnitudesWhoseCostsLeaveTheLongs_areRefusedAsInput() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,c,n\n");
        for (int row = 0; row < 64; row++) {
            boolean small = row / 4 == 0 || row / 4 == 5;
            long value = small ? (row % 4 == 0 ? 900 : 7) : 75_000_000_000_000_000L + row;
            csv.append("a" + row / 16 + ",b" + row / 4 % 4 + ",h" + row + "," + value + "\n");
        }
        Path design = magnitudes("value");
        Path input = Files.writeString(folder.resolve("in.csv"), csv);

        assertThatThrownBy(() -> ProtectRun.run(design, Map.of(), input, folder.resolve("out"), line -> {}))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT);
                    assertThat(refusal.line()).contains("too large to be computed with exactly");
                });
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {922_337_203_685_477_580L, 4_000_000_000_000_000_000L})
    void magnitudesNearTheLargestNumber_areProtectedAndCertified(long value) throws IOException {
        StringBuilder csv = new StringBuilder("a,b,c,n\n");
        for (int row = 0; row < 60; row++) {
            csv.append("a" + row % 3 + ",b" + row % 4 + ",h" + row % 11 + "," + row * 13 % 97 + "\n");
        }
        csv.append("a1,b1,h3," + value + "\na1,b2,h3," + value + "\n");
        Path input = Files.writeString(folder.resolve("in.csv"), csv);

        ExitCode code = ProtectRun.run(magnitudes("count"), Map.of(), input, folder.resolve("out"), line -> {});

        assertThat(code).isEqualTo(ExitCode.RELEASED);
        assertThat(Louver.run("certify", folder.resolve("out").toString())).isZero();
    }

    private Path magnitudes(String objective) throws IOException {
        return Files.writeString(folder.resolve("d.conf"), """
                variables { a {}, b {} }
                tables = [ { name = t, by = [a, b] } ]
                magnitude = { value = n, contributor = c }
                rules = { p-percent { p = 10 }, zeros = published }
                protection = { width = 3, singletons = protected, objective = OBJECTIVE }
                """.replace("OBJECTIVE", objective));
    }
}
