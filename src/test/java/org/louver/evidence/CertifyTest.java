package org.louver.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Protected;
import org.louver.attack.certificate.Witness;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.table.AdditiveSystem;
import org.louver.table.ProtectionLevels;

/** A 3 × 3 table with margins, four inner cells withheld, and its proof. */
class CertifyTest {
    private static final long[] VALUES = {2, 7, 9, 18, 6, 3, 8, 17, 4, 5, 6, 15, 12, 15, 23, 50};
    private static final int[] CORNERS = {0, 1, 4, 5};

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private static Protected premises(boolean singletons) {
        AdditiveSystem.Builder system = AdditiveSystem.over(16);
        for (int line = 0; line < 4; line++) {
            system.relation(4 * line + 3, 4 * line, 4 * line + 1, 4 * line + 2);
            system.relation(12 + line, line, 4 + line, 8 + line);
        }
        boolean[] withheld = new boolean[16];
        long[] floor = new long[16];
        long[] ceiling = VALUES.clone();
        ProtectionLevels[] levels = new ProtectionLevels[16];
        Arrays.fill(levels, ProtectionLevels.NONE);
        for (int cell : CORNERS) {
            withheld[cell] = true;
            floor[cell] = 1;
            ceiling[cell] = Long.MAX_VALUE;
        }
        levels[0] = ProtectionLevels.width(3);
        int[] alone = new int[16];
        Arrays.fill(alone, -1);
        return new Protected(system.build(), VALUES, withheld, floor, ceiling, levels, alone, singletons);
    }

    private static Evidence evidence() {
        List<Witness> witnesses = List.of(
                new Witness(CORNERS, new long[] {-1, 1, 1, -1}, 1), new Witness(CORNERS, new long[] {2, -2, -2, 2}, 1));
        int[][] of = new int[16][0];
        of[0] = new int[] {0, 1};
        List<Evidence.ShownRow> rows = new ArrayList<>();
        for (int cell = 0; cell < 16; cell++) {
            rows.add(new Evidence.ShownRow("t", "r" + cell / 4 + Evidence.SEPARATOR + "c" + cell % 4, cell));
        }
        return new Evidence(premises(true), new Certificates(witnesses, of), rows, 0);
    }

    @BeforeEach
    void written() throws IOException {
        write(evidence());
        StringBuilder csv = new StringBuilder("table,row,column,value,status,lower,upper\n");
        StringBuilder internal = new StringBuilder(csv);
        for (int cell = 0; cell < 16; cell++) {
            boolean hidden = Arrays.binarySearch(CORNERS, cell) >= 0;
            String value = String.valueOf(VALUES[cell]);
            String codes = "t,r" + cell / 4 + ",c" + cell % 4 + ",";
            String bounds = hidden ? "1,9" : value + "," + value;
            csv.append(codes + (hidden ? ",withheld," : value + ",published,") + bounds + "\n");
            internal.append(codes + value + (hidden ? ",complementary," : ",safe,") + bounds + "\n");
        }
        Files.writeString(folder.resolve("published.csv"), csv.append("t,r9,c0,0,published,0,0\n"));
        Files.writeString(folder.resolve("cells.csv"), internal.append("t,r9,c0,0,safe,0,0\n"));
    }

    private void write(Evidence evidence) throws IOException {
        Files.createDirectories(folder.resolve("evidence"));
        EvidenceWriter.write(evidence, name -> Files.newOutputStream(folder.resolve("evidence/" + name)));
    }

    private ExitCode certify() {
        said.clear();
        return Certify.run(folder, null, said::add);
    }

    @Test
    void evidence_asWritten_isCertified() {
        assertThat(certify()).as("%s", said).isEqualTo(ExitCode.RELEASED);
        assertThat(said).singleElement().asString().contains("1 cells that need protection", "17 published rows");
    }

    @Test
    void evidence_writtenTwice_hasTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(folder.resolve("evidence/witnesses.parquet"));
        String digests = Files.readString(folder.resolve("evidence/SHA256SUMS"));

        write(evidence());

        assertThat(Files.readAllBytes(folder.resolve("evidence/witnesses.parquet")))
                .isEqualTo(first);
        assertThat(Files.readString(folder.resolve("evidence/SHA256SUMS"))).isEqualTo(digests);
    }

    /** Parquet names the encodings of a column in the order of their identity hash codes, which differ from process to process. */
    @ParameterizedTest
    @EnumSource
    void column_hasOneEncoding_soThatItsFooterHasOneOrder(EvidenceFile file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(folder.resolve("evidence").resolve(file.file())),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            assertThat(reader.getFooter().getBlocks())
                    .isNotEmpty()
                    .allSatisfy(block -> assertThat(block.getColumns())
                            .allSatisfy(
                                    column -> assertThat(column.getEncodings()).hasSize(1)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void witnessWithOneNumberChanged_andItsDigestToo_isRefuted(long seed) throws IOException {
        Random random = new Random(seed);
        Evidence whole = evidence();
        List<Witness> witnesses = new ArrayList<>(whole.certificates().witnesses());
        int at = random.nextInt(2);
        long[] delta = witnesses.get(at).delta().clone();
        delta[random.nextInt(4)] += random.nextBoolean() ? 1 : -1;
        witnesses.set(at, new Witness(CORNERS, delta, 1));

        write(new Evidence(
                whole.premises(),
                new Certificates(witnesses, whole.certificates().witnessesOf()),
                whole.rows(),
                0));

        assertThat(certify()).isEqualTo(ExitCode.AUDIT_FAILED);
        assertThat(said).anyMatch(line -> line.matches("  witness " + at + " (breaks relation|puts cell).*"));
    }

    @Test
    void witnessBelowTheFloor_isRefuted() throws IOException {
        Evidence whole = evidence();
        List<Witness> witnesses = List.of(new Witness(CORNERS, new long[] {-2, 2, 2, -2}, 1));
        int[][] of = new int[16][0];
        of[0] = new int[] {0};

        write(new Evidence(whole.premises(), new Certificates(witnesses, of), whole.rows(), 0));

        assertThat(certify()).isEqualTo(ExitCode.AUDIT_FAILED);
        assertThat(said).contains("  witness 0 puts cell 0 below its floor");
    }

    @Test
    void witnessesThatAddUpButReachTooLittle_proveNothing() throws IOException {
        Evidence whole = evidence();
        int[][] of = new int[16][0];
        of[0] = new int[] {1};

        write(new Evidence(
                whole.premises(), new Certificates(whole.certificates().witnesses(), of), whole.rows(), 0));

        assertThat(certify()).isEqualTo(ExitCode.AUDIT_INCONCLUSIVE);
        assertThat(said).contains("  cell 0 is not proved to have its protection levels");
    }

    @Test
    void bytesChanged_withoutTheirDigest_areNoticed() throws IOException {
        Path file = folder.resolve("evidence/SHA256SUMS");
        Files.writeString(file, Files.readString(file).replaceFirst("^.", "g"));

        assertThat(certify()).isEqualTo(ExitCode.AUDIT_FAILED);
        assertThat(said).anyMatch(line -> line.contains("was changed after it was written"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"witnesses", "cells", "relations", "proofs", "rows"})
    void fileThatIsMissingOrTorn_isInconclusive(String name) throws IOException {
        Path file = folder.resolve("evidence/" + name + ".parquet");
        byte[] bytes = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        ExitCode torn = certify();
        Files.delete(file);
        ExitCode missing = certify();

        assertThat(torn).isIn(ExitCode.AUDIT_INCONCLUSIVE, ExitCode.AUDIT_FAILED);
        assertThat(missing).isEqualTo(ExitCode.AUDIT_INCONCLUSIVE);
    }

    @Test
    void nothingToCheck_isInconclusive() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("other"));

        assertThat(Certify.run(empty, null, said::add)).isEqualTo(ExitCode.AUDIT_INCONCLUSIVE);
    }

    @ParameterizedTest(name = "{1} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
            published | t,r0,c0,,withheld,1,9     | t,r0,c0,2,published,2,2
            published | t,r0,c2,9,published,9,9   | t,r0,c2,8,published,8,8
            published | t,r0,c2,9,published,9,9   | t,r0,c2,,withheld,1,9
            published | t,r0,c2,9,published,9,9   | t,r0,c2,9,published,8,9
            published | t,r0,c0,,withheld,1,9     | t,r0,c0,,withheld,2,2
            published | t,r0,c0,,withheld,1,9     | t,r0,c0,,withheld,1,3
            published | t,r0,c0,,withheld,1,9     | t,r0,c0,,published,1,9
            published | t,r9,c0,0,published,0,0   | t,r9,c0,1,published,1,1
            published | t,r9,c0,0,published,0,0   | u,r9,c0,0,published,0,0
            cells     | t,r0,c0,2,complementary,1 | t,r0,c0,3,complementary,1
            cells     | t,r0,c0,2,complementary,1 | t,r0,c0,2,safe,1
            cells     | t,r0,c0,2,complementary,1 | t,r0,c0,2,complementary,2
            cells     | t,r0,c2,9,safe,9,9        | t,r0,c2,9,primary,9,9
            cells     | t,r0,c2,9,safe,9,9        | t,r0,c4,9,safe,9,9
            """)
    void row_otherThanTheEvidence_isRefuted(String name, String before, String after) throws IOException {
        Path file = folder.resolve(name + ".csv");
        String whole = Files.readString(file);
        assertThat(whole).contains(before);
        Files.writeString(file, whole.replace(before, after));

        assertThat(certify()).as("%s", said).isEqualTo(ExitCode.AUDIT_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t,r0,c0,2,published,2,2", "t,r0,c0,,withheld,1,9"})
    void cellInTwoRows_isRefuted(String further) throws IOException {
        Path file = folder.resolve("published.csv");
        Files.writeString(file, Files.readString(file).replaceFirst("\n", "\n" + further + "\n"));

        assertThatThrownBy(this::certify).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.AUDIT_FAILED);
            assertThat(refusal.line()).startsWith(file + " row 2 shows a cell for the second time");
        });
    }

    @ParameterizedTest(name = "cell {0}")
    @ValueSource(ints = {-1, 16})
    void rowOfACellThatDoesNotExist_isRefuted(int cell) throws IOException {
        Evidence whole = evidence();
        List<Evidence.ShownRow> rows = new ArrayList<>(whole.rows());
        rows.set(2, new Evidence.ShownRow("t", rows.get(2).codes(), cell));

        write(new Evidence(whole.premises(), whole.certificates(), rows, 0));

        assertThat(certify()).as("%s", said).isEqualTo(ExitCode.AUDIT_FAILED);
    }

    @Test
    void publishedRows_thatAreNotThere_areAskedFor() throws IOException {
        Files.delete(folder.resolve("published.csv"));

        assertThat(certify()).isEqualTo(ExitCode.AUDIT_INCONCLUSIVE);
        assertThat(said).anyMatch(line -> line.contains("no published rows"));
    }

    @Test
    void cellsFile_thatIsNotThere_isNotMissed() throws IOException {
        Files.delete(folder.resolve("cells.csv"));

        assertThat(certify()).as("%s", said).isEqualTo(ExitCode.RELEASED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            empty      | (?s).*      | ''                    | is empty
            no value   | ,value,     | ,number,              | has no column value
            further    | (?m)$       | ,note                 | has behind value a column note, of which no evidence speaks
            twice      | upper       | lower                 | has behind value a column lower for the second time
            long row   | (c0,.*)     | $1,2                  | row 1 has 8 values, not 7
            short row  | (c2,.*),9   | $1                    | row 3 has 6 values, not 7
            """)
    void rows_thatAreNoTableOfTheEvidence_areRefused(String what, String before, String after, String said)
            throws IOException {
        for (String name : List.of("cells.csv", "published.csv")) {
            Path file = folder.resolve(name);
            String whole = Files.readString(file);
            Files.writeString(
                    file, what.equals("further") ? whole.replaceAll(before, after) : whole.replaceFirst(before, after));

            assertThatThrownBy(this::certify).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.exitCode()).isEqualTo(ExitCode.INPUT);
                assertThat(refusal.line()).startsWith(file + " " + said);
            });
            Files.writeString(file, whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "\"table\""})
    void rows_withAByteOrderMark_areCertified(String first) throws IOException {
        for (String name : List.of("cells.csv", "published.csv")) {
            Path file = folder.resolve(name);
            Files.writeString(file, "\uFEFF" + Files.readString(file).replaceFirst("table", first));
        }

        assertThat(certify()).as("%s", said).isEqualTo(ExitCode.RELEASED);
    }
}
