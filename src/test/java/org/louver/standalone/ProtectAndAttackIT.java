package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;

/** The two commands as a user meets them. */
class ProtectAndAttackIT extends CommandFolder {
    private static final String DESIGN = """
            variables { region { hierarchies = [ [county, region] ] }, sex { } }
            tables = [ { name = "t", by = [region, sex] } ]
            count = n
            rules = { minimum-frequency = 4 }
            protection = { width = 3, bound = false }
            """;
    private static final String INPUT = """
            county,region,sex,n
            1,A,F,12
            1,A,M,2
            1,B,F,20
            1,B,M,31
            2,C,F,9
            2,C,M,14
            """;

    @Test
    void protect_thenAttack_agree() throws IOException {
        int protect = protect(DESIGN, INPUT);
        int attack = louver(
                "attack",
                at("design.conf"),
                "--input",
                at("out/published.csv"),
                "--truth",
                at("in.csv"),
                "--output",
                at("attack"));

        assertThat(protect).as(said).isZero();
        assertThat(attack).as(said).isZero();
        assertThat(summary("out").getInt("primary")).isEqualTo(1);
        assertThat(summary("out").getInt("complementary")).isEqualTo(3);
        assertThat(summary("attack").getInt("withheld")).isEqualTo(4);
        assertThat(summary("attack").getInt("exact")).isZero();
        assertThat(summary("attack").getString("verdict")).isEqualTo("passed");
        List<String> published = Files.readAllLines(folder.resolve("out/published.csv"));
        assertThat(published.get(0)).isEqualTo("table,region,sex,value,status,lower,upper");
        assertThat(published).hasSize(1 + 6 * 3).contains("t,Total,Total,88,published,88,88");
        assertThat(published).noneMatch(line -> line.contains("primary"));
        assertThat(Files.readAllLines(folder.resolve("out/cells.csv")))
                .anyMatch(line -> line.startsWith("t,A,M,2,primary,"));
    }

    @Test
    void attack_withoutTruth_findsAnUnprotectedCell() throws IOException {
        protect(DESIGN, INPUT);
        String undone = Files.readString(folder.resolve("out/published.csv"))
                .replaceFirst("t,A,F,,withheld,[0-9]*,[0-9]*", "t,A,F,12,published,12,12");

        int attack = louver(
                "attack",
                at("design.conf"),
                "--input",
                Files.writeString(folder.resolve("out/undone.csv"), undone).toString(),
                "--output",
                at("attack"));

        assertThat(attack).as(said).isEqualTo(4);
        assertThat(summary("attack").getInt("exact")).isPositive();
    }

    @Test
    void sameTable_inAnyOrderAndContainer_givesTheSameBytes() throws IOException {
        protect(DESIGN, INPUT);
        byte[] first = Files.readAllBytes(folder.resolve("out/cells.csv"));
        List<String> lines =
                new ArrayList<>(INPUT.replace("1,A,M", "1,\"A\",M").lines().toList());
        Collections.reverse(lines.subList(1, lines.size()));
        String reversed = "\uFEFF" + String.join("\r\n", lines);
        Path zipped = folder.resolve("input.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(reversed.getBytes(StandardCharsets.UTF_8));
        }

        int code = louver("protect", at("design.conf"), "--input", zipped.toString(), "--output", at("again"));

        assertThat(code).as(said).isZero();
        assertThat(Files.readAllBytes(folder.resolve("again/cells.csv"))).isEqualTo(first);
    }

    @Test
    void everyCellPrimary_isRefusedAsUnsafe_orProtected_neverPublishedInTheOpen() throws IOException {
        int code = protect(DESIGN, "county,region,sex,n\n1,A,F,1\n1,B,M,2\n");

        assertThat(code).isIn(0, 4);
        assertThat(Files.exists(folder.resolve("out/published.csv"))).isEqualTo(code == 0);
    }

    @Test
    void oneSingleCell_isNotPublishable() throws IOException {
        int code = protect(
                "variables { sex { } }, tables = [ { name = t, by = [sex] } ], count = n, rules = { minimum-frequency = 4 }",
                "sex,n\nF,2\n");

        assertThat(code).isIn(0, 4);
        assertThat(summary("out").getInt("primary")).isEqualTo(2);
    }

    @Test
    void primaryCell_thatNoPatternProtects_isNamedWithItsReason_andNothingIsPublished() throws IOException {
        int code = protect(
                DESIGN,
                "county,region,sex,n\n1,A,F,2\n1,A,M,40\n1,B,F,50\n1,B,M,60\n",
                "--set",
                "rules.forced=[{region=A,sex=M},{region=A,sex=Total}]");

        assertThat(code).as(said).isEqualTo(4);
        assertThat(said).contains("unachievable_cells");
        assertThat(summary("out").getInt("unachievable")).isPositive();
        assertThat(summary("out").getConfigList("unachievable_cells")).isNotEmpty();
        assertThat(folder.resolve("out/published.csv")).doesNotExist();
    }

    @Test
    void tenVariables_areProtectedWhereNothingMoves_andRefusedInOneLineElsewhere() throws IOException {
        StringBuilder names = new StringBuilder("a");
        for (char name = 'b'; name <= 'j'; name++) {
            names.append(", ").append(name);
        }
        String design = "variables { " + names.toString().replaceAll("([a-j])", "$1 { }") + " }\n"
                + "tables = [ { name = t, by = [" + names + "] } ]\nrules = { minimum-frequency = 2 }\n"
                + "protection = { width = exact-only, bound = false }\n";
        String row = "x,".repeat(9) + "x\n";

        int code = protect(design, names.toString().replace(" ", "") + "\n" + row.repeat(5));

        assertThat(code).as(said).isZero();
        assertThat(summary("out").getInt("cells")).isEqualTo(1024);

        code = protect(design, names.toString().replace(" ", "") + "\n" + row.repeat(5) + row.replace('x', 'y'));

        assertThat(code).isEqualTo(3);
        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains("table t spans 10 variables", "at most 8 variables");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        non-additive | county,region,sex,n/1,A,F,12/1,A,M,9/1,B,F,20/1,B,M,31/1,A,Total,22 | 3 | not additive: region=A, sex=Total is not the sum over sex
        negative     | county,region,sex,n/1,A,F,-1                | 3 | row 1: n is negative
        fraction     | county,region,sex,n/1,A,F,1.5               | 3 | row 1: n is not a whole number
        no number    | county,region,sex,n/1,A,F,many              | 3 | row 1: n is not a whole number
        duplicate    | county,region,sex,n/1,A,F,5/1,A,F,5         | 3 | row 2 repeats an earlier cell
        two parents  | county,region,sex,n/1,A,F,5/2,A,M,5         | 3 | code A of variable region lies in two codes of county: 1 and 2
        empty code   | county,region,sex,n/1,,F,5                  | 3 | row 1 has no code in column region
        no column    | county,region,n/1,A,5                       | 3 | has no column sex
        no rows      | county,region,sex,n                         | 3 | has no rows
        all zero     | county,region,sex,n/1,A,F,0                 | 3 | no cell that is not empty
        ragged       | county,region,sex,n/1,A,F                   | 3 | row 1 has 3 values, not 4
        overflow     | county,region,sex,n/1,A,F,9223372036854775807/1,A,M,9223372036854775807 | 3 | too large to be added up exactly
        """)
    void brokenInput_isRefusedInOneLine(String what, String input, int code, String message) throws IOException {
        int exit = protect(DESIGN, input.replace("/", "\n") + "\n");

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(message);
        assertThat(exit).isEqualTo(code);
        assertThat(Files.exists(folder.resolve("out"))).as("nothing is written").isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        unknown key      | protection.wdith=3              | 2 | did you mean width?
        unknown word     | rules.zeros=hidden              | 2 | use unsafe, published, structural
        unknown variable | tables=[{name=t,by=[age]}]    | 3 | has no column age
        unknown level    | tables=[{name=t,by=[{variable=region,levels=[state]}]}] | 2 | a level that region does not have: state
        p% of counts     | rules.p-percent=15              | 2 | without a magnitude
        unknown code     | rules.forced=[{sex=X}]        | 3 | a code that sex does not have: X
        """)
    void brokenDesign_isRefusedInOneLine(String what, String override, int code, String message) throws IOException {
        int exit = protect(DESIGN, INPUT, "--set", override);

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(message);
        assertThat(exit).isEqualTo(code);
    }

    @Test
    void designWhoseOnlyColumnIsMisspelt_isToldWhichColumnsThereAre() throws IOException {
        String design = "tables = [ { name = t, by = [rac] } ]\nrules = { minimum-frequency = 3, zeros = published }\n";

        int exit = protect(design, "race,sex\nw,F\nb,M\n");

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains("has no column rac — it has race, sex");
        assertThat(exit).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        two parents | code,parent/A,1/A,2      | 3 | code A has two parents
        cycle       | code,parent/A,1/1,2/2,1  | 3 | is its own ancestor
        unknown     | code,parent/A,1          | 3 | code B is not in the hierarchy of region
        """)
    void brokenCodeFile_isRefusedInOneLine(String what, String codes, int code, String message) throws IOException {
        file("codes.csv", codes.replace("/", "\n") + "\n");

        int exit = protect(DESIGN.replace("[county, region]", "{ file = \"codes.csv\" }"), INPUT);

        assertThat(said.lines()).as(said).hasSize(1);
        assertThat(said).contains(message);
        assertThat(exit).isEqualTo(code);
    }

    @Test
    void emptyFile_isRefused() throws IOException {
        assertThat(protect(DESIGN, "")).isEqualTo(3);
        assertThat(said).contains("is empty").hasLineCount(1);
    }

    // oracles/README: peers' patterns of the synthetic tables, and how many cells they leave open.
    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "age-race-reason, gauss_none_maxN9, synthetic/t3_age_race_reason_10k, 21, 21, -1",
        "age-race-reason, sdctable_0.32.7_SIMPLEHEURISTIC_maxN9, synthetic/t3_age_race_reason_10k, 21, 21, -1",
        "age-race-reason, gauss_sm-sub2Sum_maxN9, synthetic/t3_age_race_reason_10k, -1, 18, -1",
        "age-race-reason, gauss_sm-subSpace_maxN9, synthetic/t3_age_race_reason_10k, 61, 0, 0",
        "county-race, gauss_none_maxN9, synthetic/s2_county_race_100k, 32, 2, 23",
        "county-race, gauss_def_maxN9, synthetic/s2_county_race_100k, 33, 0, 23",
        "county-race, gauss_sm-subSpace_maxN9, synthetic/s2_county_race_100k, 56, 0, 0",
        "county-race, sdctable_0.32.7_HYPERCUBE_maxN9, synthetic/s2_county_race_100k, 61, 0, 0",
    })
    void attack_findsWhatIsOpenInOtherToolsPatterns(
            String design, String pattern, String place, int complementary, int exact, int singletons) {
        louver(
                "attack",
                "conf/designs/" + design + ".conf",
                "--input",
                SharedFolder.require("oracles/" + place + "/" + pattern + ".csv")
                        .toString(),
                "--truth",
                SharedFolder.require("oracles/" + place + "/inner_counts.csv").toString(),
                "--output",
                at("attack"));

        Config found = summary("attack");
        assertThat(found.getInt("exact")).as(said).isEqualTo(exact);
        if (complementary >= 0) {
            assertThat(found.getInt("complementary")).isEqualTo(complementary);
        }
        if (singletons >= 0) {
            assertThat(found.getInt("singleton_exact")).isEqualTo(singletons);
        }
    }

    /** Elimination counts a withheld cell as possibly 0; a reader of published zeros knows that it is at least 1. */
    @Test
    void attack_onEliminationWithIntervalsOfTen_findsCellsNarrowerThanNine() {
        String place = "oracles/synthetic/s2_county_race_100k/";
        louver(
                "attack",
                "conf/designs/county-race.conf",
                "--input",
                SharedFolder.require(place + "gauss_def_rangeMin10_maxN9.csv").toString(),
                "--truth",
                SharedFolder.require(place + "inner_counts.csv").toString(),
                "--set",
                "protection.width=9",
                "--output",
                at("attack"));

        Config found = summary("attack");
        assertThat(found.getInt("complementary")).isEqualTo(80);
        assertThat(found.getInt("narrower_than_required")).isEqualTo(6);
        assertThat(found.getString("verdict")).isEqualTo("failed");
    }
}
