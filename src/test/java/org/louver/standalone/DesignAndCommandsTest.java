package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.cli.Louver;

/** The design language and the options of the three commands on a table of two alternative roll-ups. */
class DesignAndCommandsTest {
    private static final String DESIGN = """
            variables {
              region   { hierarchies = [ [fylke, region], [kostragr, region] ] }  # several = alternative roll-ups
              hovedint { }                                                        # one level under a total
              county   { hierarchies = [ { file = "county.csv" } ] }              # or a file of code,parent
            }
            tables = [ { name = "t1", by = [region, hovedint] }, { name = "t2", by = [ { variable = region, levels = [fylke] }, mnd ] } ]
            count = ant                       # column holding pre-aggregated counts; absent: each row counts 1
            # magnitude = { value = turnover, contributor = holding_id }
            rules = { minimum-frequency = 4, zeros = published }
            protection = { width = 3, singletons = protected, objective = count }
            """;

    @TempDir
    private Path folder;

    private String said = "";

    private int louver(String... arguments) {
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            return Louver.run(arguments);
        } finally {
            System.setErr(before);
            said = captured.toString(StandardCharsets.UTF_8);
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private Config summary(String output) {
        return ConfigFactory.parseFile(
                folder.resolve(output).resolve("summary.json").toFile());
    }

    /** Eight regions in two counties and three groups, two concerns, two months. */
    private static String input() {
        StringBuilder csv = new StringBuilder("region,fylke,kostragr,hovedint,mnd,ant\n");
        int[] counts = {
            2, 1, 11, 7, 6, 12, 9, 8, 14, 5, 3, 10, 7, 8, 12, 6, 9, 5, 8, 11, 13, 7, 6, 2, 9, 8, 12, 5, 7, 9, 6, 8
        };
        int next = 0;
        for (int region = 0; region < 8; region++) {
            for (String concern : List.of("home", "work")) {
                for (String month : List.of("m1", "m2")) {
                    csv.append("R" + region + ",F" + region / 4 + ",K" + region % 3 + "," + concern + "," + month + ","
                            + counts[next++] + "\n");
                }
            }
        }
        return csv.toString();
    }

    private int protect(String input, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "protect", file("design.conf", DESIGN), "--input", file("in.csv", input), "--output", at("out")));
        arguments.addAll(Arrays.asList(more));
        return louver(arguments.toArray(String[]::new));
    }

    private int attack(String published, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("attack", at("design.conf"), "--input", published, "--output", at("attack")));
        arguments.addAll(Arrays.asList(more));
        return louver(arguments.toArray(String[]::new));
    }

    @Test
    void designWithAlternativeRollUps_isProtectedAttackedAndCertified() throws IOException {
        assertThat(protect(input())).as(said).isZero();
        assertThat(attack(at("out/published.csv"), "--truth", at("in.csv")))
                .as(said)
                .isZero();
        assertThat(attack(at("out/published.csv"), "--truth", at("in.csv"), "--whole-numbers", "--insiders", "3"))
                .as(said)
                .isIn(0, 4);
        assertThat(louver("certify", at("out"))).as(said).isZero();
        assertThat(summary("out").root().keySet())
                .contains(
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
        assertThat(summary("attack").root().keySet())
                .containsAll(List.of(
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
                        "verdict"));
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
        int code = protect("region,fylke,kostragr,hovedint,mnd,ant\n" + rows.replace("/", "\n") + "\n");

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
        assertThat(protect(input())).isZero();
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
        assertThat(protect(input())).isZero();
        String before = Files.readString(folder.resolve("out/cells.csv"));

        int code = louver("protect", at("design.conf"), "--input", at("out/cells.csv"), "--output", at("out"));

        assertThat(code).isEqualTo(2);
        assertThat(said.strip().lines()).singleElement().asString().contains("cells.csv", "would be replaced");
        assertThat(folder.resolve("out/cells.csv")).hasContent(before);
    }

    @Test
    void resultThatCannotBeWritten_leavesNothingHalfWritten() throws IOException {
        Files.createDirectories(folder.resolve("out/cells.csv/taken"));

        assertThat(protect(input())).isEqualTo(6);

        try (var left = Files.walk(folder.resolve("out"))) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .noneMatch(name -> name.endsWith(".partial"));
        }
    }

    @Test
    void primaryCellNarrowerThanItsRuleAsks_isTooNarrowWithoutTheTruthToo() throws IOException {
        String counts = DESIGN.replace("width = 3, ", "");
        String design = file(
                "by-rule.conf",
                counts.substring(0, counts.indexOf("tables"))
                        + "tables = [ { name = t, by = [hovedint] } ]\ncount = ant\n"
                        + counts.substring(counts.indexOf("rules")));
        String pattern = """
                table,hovedint,value,status
                t,Total,10,published
                t,home,,primary
                t,work,,withheld
                t,gone,7,published
                """;

        int code = louver("attack", design, "--input", file("pattern.csv", pattern), "--output", at("att"));

        assertThat(code).isEqualTo(4);
        assertThat(summary("att").getInt("narrower_than_required")).isEqualTo(1);
        assertThat(louver(
                        "attack",
                        design,
                        "--set",
                        "protection.width=exact-only",
                        "--input",
                        at("pattern.csv"),
                        "--output",
                        at("att")))
                .as("home is 1 or 2")
                .isZero();
    }

    @Test
    void earlierRelease_thatShowedAWithheldCell_opensOthers() throws IOException {
        assertThat(protect(input())).as(said).isZero();
        String published = Files.readString(folder.resolve("out/published.csv"));

        int alone = attack(at("out/published.csv"));
        int withEarlier = attack(at("out/published.csv"), "--earlier", at("out/cells.csv"));

        assertThat(published).contains(",withheld,");
        assertThat(alone).as(said).isIn(0, 4);
        // cells.csv tells the status too, so its withheld cells stay unknown; a plain earlier table shows all.
        String shown =
                Files.readString(folder.resolve("out/cells.csv")).replaceAll(",(primary|complementary),", ",safe,");
        int withAll = attack(at("out/published.csv"), "--truth", at("in.csv"), "--earlier", file("earlier.csv", shown));
        assertThat(withEarlier).isEqualTo(alone);
        assertThat(withAll).as(said).isEqualTo(4);
        assertThat(summary("attack").getInt("exact")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5", "99999999999999999999"})
    void earlierRelease_inOtherUnits_isRefusedNamingTheCellAlone(String value) throws IOException {
        assertThat(protect(input())).as(said).isZero();
        String shown = Files.readString(folder.resolve("out/cells.csv"))
                .replaceFirst("(t1,R0,home,Total,)[0-9]+,primary", "$1" + value + ",safe");

        int code = attack(at("out/published.csv"), "--earlier", file("earlier.csv", shown));

        assertThat(code).isEqualTo(3);
        assertThat(said.strip().lines())
                .last()
                .asString()
                .contains("earlier.csv: the value of region=R0, hovedint=home, mnd=Total has more decimals")
                .doesNotContain(value);
    }

    /** Figures are revised, and next year's are others: the pattern of an earlier release is kept, its values are not. */
    @Test
    void earlierRelease_withOtherValues_bindsByItsPatternAlone() throws IOException {
        assertThat(protect(input())).as(said).isZero();
        String pattern = Files.readString(folder.resolve("out/published.csv"));
        String[] keeping = {"--set", "protection.earlier=earlier.csv", "--set", "protection.keep-earlier=true"};

        file("earlier.csv", pattern);
        assertThat(protect(input(), keeping)).as(said).isZero();
        String kept = Files.readString(folder.resolve("out/cells.csv"));
        file("earlier.csv", pattern.replaceAll(",[0-9]+,published,[0-9]+,[0-9]+", ",77,published,77,77"));
        assertThat(protect(input(), keeping)).as(said).isZero();

        assertThat(folder.resolve("out/cells.csv")).hasContent(kept);
    }

    @Test
    void readerWhoKnowsTheRule_getsNarrowerIntervals() throws IOException {
        assertThat(protect(input())).as(said).isZero();
        // The internal file tells primary cells, as the files of other tools do.
        String cells = at("out/cells.csv");

        assertThat(attack(cells, "--truth", at("in.csv"))).as(said).isZero();
        String before = Files.readString(folder.resolve("attack/intervals.csv"));
        int aware = attack(cells, "--truth", at("in.csv"), "--rule-aware");

        assertThat(aware).as(said).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("attack/intervals.csv"))).isNotEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        empty            | ''                                                        | 3 | is empty
        no rows          | table,region,hovedint,mnd,value                           | 3 | has no rows
        negative         | region,fylke,kostragr,hovedint,mnd,value/R0,F0,K0,home,Total,-1 | 3 | row 1 is negative
        no number        | region,fylke,kostragr,hovedint,mnd,value/R0,F0,K0,home,Total,few | 3 | row 1: value is not a number
        unknown code     | region,hovedint,mnd,value/R99,home,Total,4                | 3 | code R99 is not in the hierarchy of region
        two values       | region,hovedint,mnd,value/R1,home,Total,4/R1,home,Total,5 | 3 | gives one cell two values
        margin missing   | region,hovedint,mnd,value/R1,home,Total,4                 | 3 | is missing although its part
        no value column  | region,hovedint,mnd/R1,home,Total                         | 3 | has no column value
        overflow         | region,hovedint,mnd,value/Total,Total,Total,9223372036854775808 | 3 | too large to be added up
        """)
    void brokenPublishedTable_isRefusedInOneLine(String what, String published, int code, String message)
            throws IOException {
        file("design.conf", DESIGN);
        file("in.csv", input());

        int exit = attack(
                file("broken.csv", published.isEmpty() ? "" : published.replace("/", "\n") + "\n"),
                "--codes",
                at("in.csv"));

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(message);
        assertThat(exit).isEqualTo(code);
        assertThat(folder.resolve("attack")).doesNotExist();
    }

    @Test
    void publishedTable_thatDoesNotAddUp_isNeverAPass() throws IOException {
        assertThat(protect(input())).as(said).isZero();
        String published = Files.readString(folder.resolve("out/published.csv"))
                .replaceFirst("t1,Total,Total,Total,[0-9]+", "t1,Total,Total,Total,9999");

        assertThat(attack(file("out/broken.csv", published))).as(said).isIn(3, 5);
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

    /** Whoever is alone in A0 B0 recomputes A1 B1 from four corners of a rectangle. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
        ignored,   '', 0
        ignored,   0,  0
        ignored,   1,  4
        protected, '', 4
        protected, 0,  0
        """)
    void insiders_areThoseOfTheDesignUnlessTheOptionSaysOtherwise(String singletons, String option, int code)
            throws IOException {
        int[] counts = {1, 9, 9, 9, 1, 9, 9, 9, 9};
        StringBuilder csv = new StringBuilder("a,b\n");
        for (int cell = 0; cell < counts.length; cell++) {
            csv.append(("A" + cell / 3 + ",B" + cell % 3 + "\n").repeat(counts[cell]));
        }
        String design = """
                tables = [ { name = t, by = [a, b] } ]
                rules = { minimum-frequency = 2 }
                protection = { width = exact-only, singletons = ignored }
                """;
        assertThat(louver(
                        "protect",
                        file("s.conf", design),
                        "--input",
                        file("s.csv", csv.toString()),
                        "--output",
                        at("s")))
                .as(said)
                .isZero();

        List<String> arguments = new ArrayList<>(List.of("attack", at("s.conf"), "--input", at("s/published.csv")));
        arguments.addAll(List.of("--truth", at("s.csv"), "--output", at("sa")));
        arguments.addAll(List.of("--set", "protection.singletons=" + singletons));
        arguments.addAll(option.isEmpty() ? List.of() : List.of("--insiders", option));

        assertThat(louver(arguments.toArray(String[]::new))).as(said).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        insiders     | --insiders=7 | 2 | --insiders is 7, outside 0 to 3
        below        | --insiders=-1 | 2 | --insiders is -1, outside 0 to 3
        no truth     | --insiders=2 | 2 | --insiders 2 needs --truth
        width        | --set=protection.width=9223372036854775807 | 2 | width is above 1000000000000000
        """)
    void attackOption_thatCannotBeMet_isRefusedInOneLine(String what, String option, int code, String message)
            throws IOException {
        file("design.conf", DESIGN);

        int exit = attack(file("any.csv", "region,value\nR1,4\n"), option);

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(message);
        assertThat(exit).isEqualTo(code);
    }
}
