package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.SharedFolder;
import org.louver.config.Section;
import org.louver.refusal.Refusal;
import org.louver.utility.Question;
import org.louver.utility.Residents;

class PopulationTableTest {
    @TempDir
    Path directory;

    private Map<String, Residents> read(String groups) throws IOException {
        Path file = directory.resolve("acs.csv");
        Files.writeString(
                file,
                "label,estimate,moe\r\nWhite alone,8919,527\r\nOther,1006,327\r\nTwo or more,959,369\r\nPacific,0,19\r\nBroken,-,19\r\n");
        return PopulationTable.read(Section.parse(
                        "table { file = \"" + file + "\", code = label, margin = moe, groups { " + groups + " } }",
                        "test")
                .section("table"));
    }

    @Test
    void table_ofASurvey_addsTheRowsOfAGroup() throws IOException {
        assertThat(read("white = White alone, other = [Other, Two or more]"))
                .containsEntry("white", new Residents(8_919, 527))
                .containsEntry("other", new Residents(1_965, Math.sqrt(327 * 327 + 369 * 369)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pacific = Pacific | has no residents",
                "broken = Broken | row 5 holds no number",
                "asian = Asian alone | names a row that the table lacks"
            })
    void table_withoutAUsableRow_isRefusedWithItsPlace(String groups, String problem) {
        assertThatThrownBy(() -> read(groups))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.line()).contains(problem));
    }

    @Test
    void table_ofARegisterByYear_isFilteredAndTakenAsExact() throws IOException {
        Path file = directory.resolve("population.csv");
        Files.writeString(
                file, "year,race,sex,residents\n2015,white,male,10\n2015,white,female,12\n2016,white,male,11\n");

        assertThat(PopulationTable.read(Section.parse(
                                "table { file = \"" + file
                                        + "\", code = race, residents = residents, only { year = 2015 }, groups { white = white } }",
                                "test")
                        .section("table")))
                .isEqualTo(Map.of("white", Residents.counted(22)));
    }

    @Test
    void question_perResident_takesMarginsFromTheConfigurationToo() {
        List<Question> questions =
                QuestionConfig.read(Section.parse("""
                        questions { stops {
                          text = "?", table = stops, measure = population-ratio, variable = race, compare = [black, white]
                          population { black = { residents = 5823, margin = 546 }, white = 8188 }
                        } }
                        """, "test").section("questions"));

        assertThat(questions.get(0).population())
                .containsEntry("black", new Residents(5_823, 546))
                .containsEntry("white", Residents.counted(8_188));
    }

    @Test
    void table_ofTakomaPark_isReadAsTheCityPublishesIt() {
        Path file = SharedFolder.require("data/takoma_park/acs_race_ethnicity.csv.gz");
        Section table = Section.parse(
                        "table { file = \"" + file
                                + "\", code = race_ethnicity, margin = moe, groups { black = Black or African American alone,"
                                + " white = NH White alone, hispanic = \"Hispanic or Latino:\" } }",
                        "test")
                .section("table");

        assertThat(PopulationTable.read(table))
                .isEqualTo(Map.of(
                        "black", new Residents(5_823, 546),
                        "white", new Residents(8_188, 491),
                        "hispanic", new Residents(2_052, 395)));
    }
}
