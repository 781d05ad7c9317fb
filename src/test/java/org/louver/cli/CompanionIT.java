package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that stand for single records, and the companion of a class that is kept out of them. */
class CompanionIT {
    private static final String TABLES = """
            { name = everything, unit = incidents, by = [year, beat] }
            { name = single, unit = incidents, by = [year, beat], where { record_level = single } }
            { name = apart, unit = incidents, by = [year, beat], where { record_level = companion } }
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void records() throws IOException {
        StringBuilder text = new StringBuilder("incident_id,incident_date,beat,charge\n");
        rows(text, "North", 60, "Theft");
        rows(text, "South", 50, "Theft");
        rows(text, "North", 30, "Rape");
        rows(text, "South", 20, "Stalking");
        Files.writeString(folder.resolve("incidents.csv"), text);
    }

    @Test
    void companionFile_keepsTheClassOutOfSingleRecords_andSaysNoPlaceOfIt() throws IOException {
        String config = configuration("companion-file", "year", TABLES);

        CommandRun run = CommandRun.of("release", "-c", config);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(table("everything"))
                .contains(
                        "2020,North,60,60,60",
                        "2020,South,70,70,70",
                        "2020,Unknown,30,30,30",
                        "2020,Total,160,160,160");
        // Stalking is excluded there, rape has its companion.
        assertThat(table("single"))
                .contains("2020,North,60,60,60", "2020,South,50,50,50", "2020,Total,110,110,110")
                .noneMatch(row -> row.contains("Unknown"));
        assertThat(table("apart")).contains("2020,Unknown,30,30,30").noneMatch(row -> row.contains("North"));
    }

    @Test
    void explanation_namesTheTablesThatStandForSingleRecords() throws IOException {
        CommandRun run = CommandRun.of("policy", "explain", "-c", configuration("companion-file", "year", TABLES));

        assertThat(run.out())
                .contains(
                        "Of tables of single records, only those of a companion dataset count them; other tables count them. Of"
                                + " them, beat is not published.",
                        "Those tables are apart.",
                        "No single record is published, and no table of single records counts them; other tables count them.");
    }

    @Test
    void levelThatNoRecordHas_givesNoTable_andACoarserClassStopsFinerPeriods() throws IOException {
        CommandRun finer = CommandRun.of("release", "-c", configuration("year-only", "year, month", TABLES));

        assertThat(finer.exitCode()).isEqualTo(7);
        assertThat(finer.err())
                .contains(
                        "uses incident_date finer than policy year-only allows: it is published as the year only of the class");
        assertThat(folder.resolve("out/public")).doesNotExist();
    }

    private List<String> table(String name) throws IOException {
        return Files.readAllLines(
                folder.resolve("out/public/r1/data/" + name + "/csv/demonstration-" + name + ".readable.csv"));
    }

    private static void rows(StringBuilder text, String beat, int rows, String charge) {
        for (int i = 0; i < rows; i++) {
            text.append("I-%s-%s%d,2020-01-10,%s,%s%n".formatted(beat, charge, i, beat, charge));
        }
    }

    private String configuration(String policy, String periods, String tables) throws IOException {
        return Files.writeString(folder.resolve("release.conf"), """
                output = "%1$s/out"
                release { id = r1, name = test, title = "Test", publisher = "Test", contact = "a@example.org", licence = "CC0-1.0"
                  demonstration = true }
                sources.incidents {
                  event = incident
                  files = [ { path = "%1$s/incidents.csv", years = ["2020"] } ]
                  key = [incident_id]
                  year = incident_date
                  fields {
                    incident_id { type = text, required = true }
                    incident_date { type = date, required = true }
                    beat { type = text }
                    charge { type = text }
                  }
                }
                safety { policy = "%2$s/conf/policies/%3$s.conf" }
                variables { year { periods = [%4$s], from = incident_date }, beat { } }
                tables = [
                %5$s]
                rules { minimum-frequency = 11, zeros = published }
                protection { effort = 0, bound = false }
                """.formatted(
                                folder, Path.of("").toAbsolutePath(), policy, periods, tables))
                .toString();
    }
}
