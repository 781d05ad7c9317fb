package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.louver.standalone.TwoRollUps.DESIGN;
import static org.louver.standalone.TwoRollUps.input;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Earlier releases: what attack learns from them, and what protect keeps of them. */
class EarlierReleaseTest extends CommandFolder {
    @Test
    void earlierRelease_thatShowedAWithheldCell_opensOthers() throws IOException {
        assertThat(protect(DESIGN, input())).as(said).isZero();
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
        assertThat(protect(DESIGN, input())).as(said).isZero();
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
        assertThat(protect(DESIGN, input())).as(said).isZero();
        String pattern = Files.readString(folder.resolve("out/published.csv"));
        String[] keeping = {"--set", "protection.earlier=earlier.csv", "--set", "protection.keep-earlier=true"};

        file("earlier.csv", pattern);
        assertThat(protect(DESIGN, input(), keeping)).as(said).isZero();
        String kept = Files.readString(folder.resolve("out/cells.csv"));
        file("earlier.csv", pattern.replaceAll(",[0-9]+,published,[0-9]+,[0-9]+", ",77,published,77,77"));
        assertThat(protect(DESIGN, input(), keeping)).as(said).isZero();

        assertThat(folder.resolve("out/cells.csv")).hasContent(kept);
    }
}
