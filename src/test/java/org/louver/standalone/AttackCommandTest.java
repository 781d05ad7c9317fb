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

/** What attack makes of published files and of its options. */
class AttackCommandTest extends CommandFolder {
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
    void readerWhoKnowsTheRule_getsNarrowerIntervals() throws IOException {
        assertThat(protect(DESIGN, input())).as(said).isZero();
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
        assertThat(protect(DESIGN, input())).as(said).isZero();
        String published = Files.readString(folder.resolve("out/published.csv"))
                .replaceFirst("t1,Total,Total,Total,[0-9]+", "t1,Total,Total,Total,9999");

        assertThat(attack(file("out/broken.csv", published))).as(said).isIn(3, 5);
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
