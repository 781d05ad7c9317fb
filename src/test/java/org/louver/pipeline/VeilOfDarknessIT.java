package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;

/** The planted veil of darkness is found again in the public figures of a release, by the demonstration's own question. */
class VeilOfDarknessIT {
    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    /** Nothing is planted for Hispanic people: who finds a difference between them and White people finds it by the method. */
    private static final String CONTROL = """
            { text = "?", table = stops_by_light, measure = odds-ratio, variable = race, compare = [hispanic, white]
              event { light = [light] }, among { light = [light, dark] } }
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void release() {
        Jurisdiction.write(new Plan(40_000, 2015, 2024, 7), folder.resolve("raw"), Format.CSV, 2, true);
        ReleasePlan plan = ReleasePlan.load(
                Path.of("conf/demo.conf"),
                Map.of(
                        "data",
                        "\"" + folder.resolve("raw") + "\"",
                        "output",
                        "\"" + folder.resolve("out") + "\"",
                        "tables",
                        """
                        [ { name = stops_by_search, unit = stops, by = [year, race, search_conducted] }
                          { name = searches_by_result, unit = stops, by = [year, race, contraband_found], where { search_conducted = "true" } }
                          { name = stops_by_light, unit = stops, by = [year, race, light] } ]
                        """,
                        "publication.questions.search_rate.gate.same-sign",
                        "false",
                        "publication.questions.hit_rate.gate.same-sign",
                        "false",
                        "publication.questions.control",
                        CONTROL));
        new ReleaseJob(TestSpark.session(), plan, (stage, outcome, seconds) -> {}, Clock.systemUTC()).run(false);
    }

    @Test
    void light_oddsOfBlackPeople_areWhatWasPlanted() throws IOException {
        double planted = ConfigFactory.parseFile(
                        folder.resolve("raw/truth.json").toFile())
                .getDouble("planted_disparity.black_daylight_odds_ratio");

        CSVRecord answer = answer("light_odds");

        assertThat(planted)
                .isGreaterThan(1.1)
                .isBetween(number(answer, "confidence_lower"), number(answer, "confidence_upper"));
        assertThat(number(answer, "confidence_lower")).isGreaterThan(1);
    }

    @Test
    void light_oddsOfHispanicPeople_areThoseOfWhitePeople() throws IOException {
        CSVRecord answer = answer("control");

        assertThat(1.0).isBetween(number(answer, "confidence_lower"), number(answer, "confidence_upper"));
        assertThat(number(answer, "confidence_upper") - number(answer, "confidence_lower"))
                .isLessThan(0.5);
    }

    @Test
    void table_ofLight_isProtectedLikeEveryOther() throws IOException {
        String table = Files.readString(
                folder.resolve("out/public/2024.1/data/stops_by_light/csv/demonstration-stops_by_light.readable.csv"));

        assertThat(table).contains(",light,", ",dark,", ",other time,", "[c]");
        assertThat(new PublicTree(folder.resolve("out/public")).requireNoCountBelow(TestSpark.session(), 11))
                .isPositive();
    }

    private static CSVRecord answer(String question) throws IOException {
        try (CSVParser rows =
                CSVParser.parse(folder.resolve("out/public/2024.1/trends.csv"), StandardCharsets.UTF_8, WITH_HEADER)) {
            return rows.stream()
                    .filter(row -> row.get("question").equals(question)
                            && row.get("period").equals("all years"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
