package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose question would not survive, as who runs it sees it. */
class GateIT {
    private static final List<String> OUTCOMES = List.of("force", "arrest", "warning");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void question_thatWouldNotSurvive_stopsTheReleaseAndNamesTheDesignThatKeepsIt() throws IOException {
        CommandRun run = release("narrower-than = 0.02");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        List<String> refusals =
                run.err().lines().filter(line -> line.startsWith("louver: ")).toList();
        assertThat(refusals).hasSize(1);
        assertThat(refusals.get(0))
                .contains("question arrests does not survive", "publish table outcomes with outcome put together");
        assertThat(folder.resolve("out/public")).doesNotExist();
    }

    /** Nothing would be published, and the house knows what it would have to change, without a release. */
    @Test
    void dryRun_ofAQuestionThatWouldNotSurvive_namesTheDesignToo() throws IOException {
        CommandRun run = release("narrower-than = 0.02", "--dry-run");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.err())
                .contains("question arrests does not survive", "publish table outcomes with outcome put together");
        assertThat(Files.readString(folder.resolve("out/internal/r1/questions.csv")))
                .contains("records_ratio")
                .contains("arrests,2021,");
    }

    /** Without the records only what is published can be tried, and the message says so. */
    @Test
    void trends_ofAPublicReleaseAlone_sayWhatCouldBeTried() throws IOException {
        CommandRun published = release("same-sign = false");
        assertThat(published.exitCode()).as(published.err()).isZero();
        Path questions = Files.writeString(folder.resolve("questions.conf"), """
                questions { arrests {
                  text = "Were Black people arrested more often?", table = outcomes, variable = race, compare = [black, white]
                  event { outcome = [arrest] }, gate { same-sign = true, narrower-than = 0.0001 } } }
                """);

        CommandRun run = CommandRun.of(
                "trends", folder.resolve("out/public/r1").toString(), "--questions", questions.toString(), "--gate");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.err())
                .contains("question arrests does not survive")
                .contains("tried: what this release publishes; louver release lays tables out anew as well");
    }

    /** Nine in ten of the county's stops are another agency's: what is too few for one of them is enough for both. */
    @Test
    void trends_ofAnAgencyThatIsWithheld_nameTheCountyThatTheCodeListPutsItIn() throws IOException {
        CommandRun published = released("""
                variables { year { periods = [year], from = date }, race { }, arrest_made { }, place { hierarchies = [ [county, agency] ] } }
                tables = [ { name = outcomes, unit = stops, by = [year, race, arrest_made, place] } ]
                """);
        assertThat(published.exitCode()).as(published.err()).isZero();
        Path questions = Files.writeString(folder.resolve("questions.conf"), """
                questions { arrests {
                  text = "Were Black people arrested more often in Easton?", table = outcomes, variable = race, compare = [black, white]
                  event { arrest_made = [yes] }, among { place = [Easton] }, gate { narrower-than = 0.3 } } }
                """);

        CommandRun run = CommandRun.of(
                "trends", folder.resolve("out/public/r1").toString(), "--questions", questions.toString(), "--gate");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("question arrests does not survive", "with place as \"East\"");
    }

    /** The control: the same records pass a gate that they meet. */
    @Test
    void question_thatSurvives_isPublishedWithItsBounds() throws IOException {
        CommandRun run = release("same-sign = false");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/public/r1/trends.csv"))).contains("arrests");
    }

    private CommandRun release(String gate, String... options) throws IOException {
        return released("""
                variables { year { periods = [year], from = date }, race { }, outcome { } }
                tables = [ { name = outcomes, unit = stops, by = [year, race, outcome] } ]
                publication { formats = [csv], questions { arrests {
                  text = "Were Black people arrested more often?", table = outcomes, variable = race, compare = [black, white]
                  event { outcome = [arrest] }, gate { %s } } } }
                """.formatted(gate), options);
    }

    private CommandRun released(String plan, String... options) throws IOException {
        Random random = new Random(5);
        StringBuilder stops = new StringBuilder("stop_id,date,race,outcome,arrest_made,county,agency\n");
        int number = 0;
        for (String year : List.of("2021", "2022", "2023")) {
            for (String race : List.of("asian", "black", "white")) {
                for (int stop = 0; stop < 400; stop++) {
                    double drawn = random.nextDouble();
                    String outcome = OUTCOMES.get(drawn < 0.01 ? 0 : drawn < 0.1 ? 1 : 2);
                    String place = number % 2 == 0 ? "West,Weston" : number % 20 == 1 ? "East,Easton" : "East,Midway";
                    stops.append("S%d,%s-03-01,%s,%s,%s,%s%n"
                            .formatted(number++, year, race, outcome, drawn < 0.1 ? "yes" : "no", place));
                }
            }
        }
        Files.writeString(folder.resolve("stops.csv"), stops);
        return StopsRelease.run(
                folder,
                "r1",
                "stops.csv",
                "2021-2023",
                "race { type = text }, outcome { type = text }, arrest_made { type = text }, county { type = text }, agency { type = text }",
                plan,
                options);
    }
}
