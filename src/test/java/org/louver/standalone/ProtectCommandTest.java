package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.louver.standalone.TwoRollUps.DESIGN;
import static org.louver.standalone.TwoRollUps.input;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What protect does with designs and inputs of every kind. */
class ProtectCommandTest extends CommandFolder {
    private static final List<String> SUMMARY_FIELDS = List.of(
            "cells",
            "primary",
            "complementary",
            "withheld",
            "complementary_value",
            "lower_bound",
            "gap",
            "exact",
            "narrower_than_required",
            "singleton_exact",
            "unachievable",
            "seconds",
            "lps",
            "verdict");

    @Test
    void designWithAlternativeRollUps_isProtectedAttackedAndCertified() throws IOException {
        assertThat(protect(DESIGN, input())).as(said).isZero();
        assertThat(attack(at("out/published.csv"), "--truth", at("in.csv")))
                .as(said)
                .isZero();
        assertThat(attack(at("out/published.csv"), "--truth", at("in.csv"), "--whole-numbers", "--insiders", "3"))
                .as(said)
                .isIn(0, 4);
        assertThat(louver("certify", at("out"))).as(said).isZero();
        assertThat(summary("out").root().keySet()).containsAll(SUMMARY_FIELDS);
        assertThat(summary("attack").root().keySet()).containsAll(SUMMARY_FIELDS);
    }

    @Test
    void outputThatIsAFile_isRefusedBeforeAnythingIsRead() throws IOException {
        String taken = file("taken", "kept");
        String design = file("design.conf", DESIGN);

        for (String command : List.of("protect", "attack")) {
            for (String output : List.of(taken, taken + "/below")) {
                int code = louver(command, design, "--input", at("missing.csv"), "--output", output);

                assertThat(code).isEqualTo(6);
                assertThat(said.strip().lines()).singleElement().asString().contains(taken, "is not a folder");
            }
        }
        assertThat(folder.resolve("taken")).hasContent("kept");
    }

    @Test
    void outputThatIsEmpty_isRefusedBeforeAnythingIsRead() throws IOException {
        String design = file("design.conf", DESIGN);

        for (String command : List.of("protect", "attack")) {
            int code = louver(command, design, "--input", at("missing.csv"), "--output", "");

            assertThat(code).isEqualTo(2);
            assertThat(said.strip().lines()).singleElement().asString().contains("--output is empty");
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        R0,F0,K0,home,Total,4/R0,F0,K0,Total,m1,9/Total,Total,Total,home,m1,7 | or a coarser code in some variable
        R0,F0,K0,home,Total,4/R1,F0,K0,work,Total,9                           | every row has Total in column mnd
        """)
    void inputOfMarginsAlone_isToldSo(String rows, String why) throws IOException {
        int code = protect(DESIGN, "region,fylke,kostragr,hovedint,mnd,ant\n" + rows.replace("/", "\n") + "\n");

        assertThat(code).isEqualTo(3);
        assertThat(said.strip().lines())
                .singleElement()
                .asString()
                .contains("in.csv has only margins: ", why, "give the cells of the finest codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort", "table", "value", "status", "lower", "upper"})
    void variableOfAnotherNameThanItsColumn_isProtectedAttackedAndCertified(String column) throws IOException {
        String design = "variables { kind { column = " + column + " } }\n"
                + "tables = [ { name = t, by = [area, kind] } ]\nrules = { minimum-frequency = 4 }\n";
        StringBuilder csv = new StringBuilder("area," + column + "\n");
        int[] counts = {1, 9, 8, 7, 6, 9, 8, 9, 7};
        for (int cell = 0; cell < counts.length; cell++) {
            csv.append(("A" + cell / 3 + ",K" + cell % 3 + "\n").repeat(counts[cell]));
        }

        int code = louver(
                "protect", file("k.conf", design), "--input", file("k.csv", csv.toString()), "--output", at("k"));

        assertThat(code).as(said).isZero();
        assertThat(louver("certify", at("k"))).isZero();
        for (String[] truth : new String[][] {{}, {"--truth", at("k.csv")}}) {
            List<String> arguments = new ArrayList<>(
                    List.of("attack", at("k.conf"), "--input", at("k/published.csv"), "--output", at("ka")));
            arguments.addAll(List.of(truth));
            assertThat(louver(arguments.toArray(String[]::new))).as(said).isZero();
        }
    }

    @Test
    void runThatPublishesNothing_takesAwayWhatAnEarlierOnePublished() throws IOException {
        assertThat(protect(DESIGN, input())).isZero();
        assertThat(folder.resolve("out/codes/region.csv")).exists();

        String forcing = DESIGN.replace("zeros = published", "zeros = published, forced = [ { region = Total } ]");
        String alone = file("alone.csv", "region,fylke,kostragr,hovedint,mnd,ant\nR0,F0,K0,home,m1,2\n");
        int code = louver("protect", file("forcing.conf", forcing), "--input", alone, "--output", at("out"));

        assertThat(code).isEqualTo(4);
        assertThat(folder.resolve("out/published.csv")).doesNotExist();
        assertThat(folder.resolve("out/codes/region.csv")).doesNotExist();
        assertThat(folder.resolve("out/cells.csv")).exists();
    }

    @Test
    void inputThatTheResultWouldReplace_isRefused() throws IOException {
        assertThat(protect(DESIGN, input())).isZero();
        String before = Files.readString(folder.resolve("out/cells.csv"));

        int code = louver("protect", at("design.conf"), "--input", at("out/cells.csv"), "--output", at("out"));

        assertThat(code).isEqualTo(2);
        assertThat(said.strip().lines()).singleElement().asString().contains("cells.csv", "would be replaced");
        assertThat(folder.resolve("out/cells.csv")).hasContent(before);
    }

    @Test
    void resultThatCannotBeWritten_leavesNothingHalfWritten() throws IOException {
        Files.createDirectories(folder.resolve("out/cells.csv/taken"));

        assertThat(protect(DESIGN, input())).isEqualTo(6);

        try (var left = Files.walk(folder.resolve("out"))) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .noneMatch(name -> name.endsWith(".partial"));
        }
    }

    @Test
    void magnitudeWithHoldings_underDominanceAndPPercent_isProtected() throws IOException {
        StringBuilder csv = new StringBuilder("area,trade,turnover,holding_id\n");
        for (int row = 0; row < 160; row++) {
            csv.append("A" + row % 4 + ",T" + row / 4 % 5 + "," + (row * 37 % 101 + 1) + "." + row % 10 + ",H"
                    + row % 23 + "\n");
        }
        csv.append("A0,T0,900.5,H90\nA1,T2,700,H91\n");
        String design = """
                variables { area { }, trade { } }
                tables = [ { name = t, by = [area, trade] } ]
                magnitude = { value = turnover, contributor = holding_id }
                rules = { dominance { n = 1, k = 60 }, p-percent { p = 15 }, minimum-contributors = 3 }
                protection = { singletons = protected, objective = value, bound = false }
                """;

        int code = louver(
                "protect", file("m.conf", design), "--input", file("m.csv", csv.toString()), "--output", at("m"));

        assertThat(code).as(said).isZero();
        assertThat(summary("m").getInt("primary")).isPositive();
        assertThat(louver("certify", at("m"))).as(said).isZero();
        assertThat(louver(
                        "attack",
                        at("m.conf"),
                        "--input",
                        at("m/published.csv"),
                        "--truth",
                        at("m.csv"),
                        "--output",
                        at("ma")))
                .as(said)
                .isZero();
    }

    /** A is alone in I1 of M1; its sector S1 holds besides only the published zero of B, so the sector is A's own too. */
    @Test
    void cellThatIsOnesOwnBesidePublishedZeros_isCertifiedAsItWasProtected() throws IOException {
        StringBuilder csv = new StringBuilder("""
                muni,s,ind,v,h
                M1,S1,I1,103,A
                M1,S1,I2,0,B
                M1,S2,I3,50,C
                M1,S2,I3,40,D
                M1,S2,I4,70,E
                M1,S2,I4,60,A
                """);
        int[] values = {30, 45, 80, 60, 55, 44, 33, 61};
        for (int place = 2; place <= 3; place++) {
            for (int row = 0; row < values.length; row++) {
                csv.append("M" + place + ",S" + (1 + row / 4) + ",I" + (1 + row / 2) + "," + values[row] + ",H" + place
                        + row + "\n");
            }
        }
        String design = """
                variables { muni {}, ind { hierarchies = [[s, ind]] } }
                tables = [ { name = t1, by = [muni, ind] } ]
                magnitude = { value = v, contributor = h }
                rules = { dominance { n = 1, k = 85 }, zeros = published }
                protection = { singletons = protected }
                """;

        int code = louver(
                "protect", file("own.conf", design), "--input", file("own.csv", csv.toString()), "--output", at("own"));

        assertThat(code).as(said).isZero();
        assertThat(Files.readAllLines(folder.resolve("own/cells.csv")))
                .anyMatch(line -> line.startsWith("t1,M1,S1,103,primary"));
        assertThat(louver("certify", at("own"))).isZero();
    }
}
