package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published tables that show by themselves what is wrong with them, and designs under which nothing is. */
class PublishedValuesTest extends CommandFolder {
    private static final String PLAIN = """
            tables = [ { name = t, by = [a, b] } ]
            count = n
            rules = { minimum-frequency = 4, zeros = published }
            """;

    /** 3 × 3 with margins; the first cell is 2, the others are large. */
    private static String allPublished(String statusOfTwo) {
        return """
                table,a,b,value,status
                t,a0,b0,2,STATUS
                t,a0,b1,7,safe
                t,a0,Total,9,safe
                t,a1,b0,20,safe
                t,a1,b1,11,safe
                t,a1,Total,31,safe
                t,Total,b0,22,safe
                t,Total,b1,18,safe
                t,Total,Total,40,safe
                """.replace("STATUS", statusOfTwo);
    }

    @ParameterizedTest(name = "{0} under {1}")
    @CsvSource(delimiter = '|', textBlock = """
            safe   | rules.minimum-frequency=4           | 4 | 1
            forced | rules.minimum-frequency=4           | 0 | 0
            safe   | rules.forced=[{a=a0, b=b0}]         | 0 | 0
            safe   | rules.minimum-frequency=2           | 0 | 0
            safe   | rules.minimum-frequency=8           | 4 | 2
            """)
    void publishedValue_thatBreaksARuleByItself_failsTheAttackWithoutTruth(
            String status, String override, int code, int exact) throws IOException {
        file("design.conf", PLAIN);

        int exit = attack(file("all.csv", allPublished(status)), "--set", override);

        assertThat(exit).as(said).isEqualTo(code);
        assertThat(summary("attack").getInt("exact")).isEqualTo(exact);
        assertThat(Files.readAllLines(folder.resolve("attack/intervals.csv")).stream()
                        .filter(line -> line.endsWith(",exact")))
                .hasSize(exact);
    }

    @Test
    void publishedZero_breaksTheRuleWhereZerosAreUnsafe() throws IOException {
        file("design.conf", PLAIN);
        String zero = allPublished("safe").replace("b0,2,", "b0,0,").replace("Total,9", "Total,7");
        String input = file("zero.csv", zero.replace("b0,22", "b0,20").replace("Total,40", "Total,38"));

        assertThat(attack(input)).as(said).isZero();
        assertThat(attack(input, "--set", "rules.zeros=unsafe")).as(said).isEqualTo(4);
        assertThat(attack(input, "--set", "rules.zeros=unsafe", "--set", "rules.structural-zeros=[{a=a0, b=b0}]"))
                .as(said)
                .isZero();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            a1,Total,31,safe | a1,Total,30,safe  | 3 | a=a1, b=Total is not the sum over b | a=Total, b=Total is not the sum over a
            b1,7,safe        | b1,10,safe        | 3 | a=a0, b=Total is not the sum over b | a=Total, b=b1 is not the sum over a
            """)
    void publishedRow_thatDoesNotAddUp_isNamed(String before, String after, int code, String one, String other)
            throws IOException {
        file("design.conf", PLAIN);
        String cells = allPublished("forced").replace(before, after);

        int exit = attack(file("sum.csv", cells));

        assertThat(exit).as(said).isEqualTo(code);
        assertThat(said.lines()).as(said).hasSize(1);
        // Every cell stands in several relations, of which one is named.
        assertThat(said).contains("not additive: table t, ").containsAnyOf(one, other);
    }

    @Test
    void partsBesideAWithheldOne_thatExceedTheirTotal_areNamed() throws IOException {
        file("design.conf", PLAIN);
        String cells = allPublished("safe").replace("b0,2,", "b0,,").replace("b1,7,", "b1,10,");
        cells = cells.replace("b1,11,", "b1,,").replace("b0,20,", "b0,,");

        assertThat(attack(file("sum.csv", cells))).isEqualTo(3);
        assertThat(said).contains("not additive: table t, a=a0, b=Total").hasLineCount(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                               | 2
            { minimum-frequency = 0 }                        | 2
            { minimum-frequency = 1, zeros = published }     | 2
            { minimum-frequency = 2 }                        | 0
            { zeros = unsafe }                               | 0
            { requests = [ { a = a0, b = b0 } ] }            | 0
            """)
    void design_withoutAnyRule_isRefused(String rules, int code) throws IOException {
        String design = "tables = [ { name = t, by = [a, b] } ]\ncount = n\nrules = " + rules + "\n";
        String csv = "a,b,n\na0,b0,9\na0,b1,17\na1,b0,20\na1,b1,11\n";

        int exit = louver("protect", file("r.conf", design), "--input", file("r.csv", csv), "--output", at("r"));

        assertThat(exit).as(said).isEqualTo(code);
        assertThat(said.contains("no rule makes any cell unsafe")).as(said).isEqualTo(code == 2);
        assertThat(Files.exists(folder.resolve("r"))).isEqualTo(code == 0);
    }
}
