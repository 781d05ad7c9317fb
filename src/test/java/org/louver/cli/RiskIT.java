package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;

/** The risk command from a configuration file to the internal folder. */
class RiskIT {
    @TempDir
    Path folder = Path.of("");

    private int run(String risk, String... more) throws IOException {
        return Louver.run(arguments(risk, more));
    }

    /** One line on standard error that names the line of the configuration, and the exit code. */
    private void assertRefused(String risk, int exitCode, String line) throws IOException {
        CommandRun run = CommandRun.of(arguments(risk));
        assertThat(run.err().lines().filter(said -> said.startsWith("louver:")))
                .as(risk)
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("louver: " + folder.resolve("release.conf") + ":")
                .contains(line)
                .contains(" — ");
        assertThat(run.exitCode()).as(risk).isEqualTo(exitCode);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String[] arguments(String risk, String... more) throws IOException {
        TestSpark.session();
        StringBuilder rows = new StringBuilder("stop_id,date,sex,age\n");
        for (int i = 0; i < 60; i++) {
            rows.append("s").append(i).append(",2020-01-").append(10 + i % 4).append(i % 3 == 0 ? ",F," : ",M,");
            rows.append(20 + i % 7).append("\n");
        }
        Files.writeString(folder.resolve("stops.csv"), rows);
        Path config = folder.resolve("release.conf");
        Files.writeString(config, """
                output = "%1$s/out"
                release {
                  id = "1", name = test, title = "Test", publisher = "Test", contact = "a@example.org", licence = "CC0-1.0"
                }
                sources.stops {
                  event = stop
                  files = [ { path = "%1$s/stops.csv", years = ["2020"] } ]
                  key = [stop_id]
                  year = date
                  fields {
                    stop_id { type = text, required = true }
                    date { type = date, required = true }
                    sex { type = text }
                    age { type = integer }
                  }
                }
                risk { %2$s }
                """.formatted(folder, risk));
        return Stream.concat(Stream.of("risk", "-c", config.toString()), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void risk_smallSource_writesInternallyAndNothingPublic() throws IOException {
        assertThat(run("keys = [sex, age, date]")).isZero();
        Path internal = folder.resolve("out/internal/1/risk");
        assertThat(internal.resolve("risk.json")).content().contains("\"sample uniques\"", "k-anonymity");
        assertThat(folder.resolve("out/public")).doesNotExist();
        assertThat(run("keys = [sex, age, date]", "--explore")).isZero();
        assertThat(internal.resolve("explore.svg")).exists();
    }

    @Test
    void risk_recordsAndVariables_writesOneRowPerRecord() throws IOException {
        assertThat(run(
                        "keys = [sex, band, date] }\nvariables { band { from = age, bands = [[0, 22], [0, 20, 22, 24]] }",
                        "--records"))
                .isZero();
        Path written = folder.resolve("out/internal/1/risk/records");
        var records = TestSpark.session().read().parquet(written.toString());
        assertThat(records.columns())
                .startsWith("stop_id", "sex", "band", "date", "class_size")
                .contains("suda_score");
        assertThat(records.count()).isEqualTo(60);
        assertThat(records.select("band").distinct().count()).isEqualTo(3);
        assertThat(folder.resolve("out/public")).doesNotExist();
    }

    @Test
    void risk_keysThatSayNothing_areRefusedInOneLine() throws IOException {
        assertRefused("keys = [sax]", 2, "risk.keys: sax is not a column of the records");
        assertRefused("keys = []", 2, "risk.keys: names 0 key variables");
        assertRefused("keys = [sex, year]", 3, "risk.keys: year has the same value in every record");
        assertRefused("keys = [stop_id, sex]", 3, "risk.keys: stop_id is (nearly) different in every record");
        assertRefused("keys = [sex], source = arrests", 2, "risk.source is no source of this release");
        assertRefused("keys = [sex], person = who", 2, "risk.person names who, which is not a column");
        assertRefused("keys = [sex], sensitive = [outcome]", 2, "risk.sensitive: outcome is not a column");
        assertRefused(
                "keys = [sex], places { levels = [beat], traits = [sex] }", 2, "risk.places: beat is not a column");
        assertRefused(
                "keys = [sex], tables = [ { by = [sex, beat] }, { by = [sex, age] } ]", 2, "risk.tables: beat is");
        assertRefused(
                "keys = [sex], sensitive = [age], sensitive-levels { age = [date] }",
                3,
                "risk.sensitive: date does not group the finer values");
    }

    @Test
    void risk_samplingFractionOutsideItsRange_isRefusedInOneLine() throws IOException {
        for (String fraction : List.of("0", "-0.2", "1.5", "NaN")) {
            assertRefused("keys = [sex], sample-fraction = " + fraction, 2, "risk.sample-fraction is");
        }
        assertRefused("keys = [sex], sample-fraction = half", 2, "risk.sample-fraction must be a number");
    }

    @Test
    void risk_populationThatDoesNotFit_isRefusedInOneLine() throws IOException {
        Path people = folder.resolve("people.csv");
        Files.writeString(people, "gender,n\nfemale,4000\nmale,5000\n");
        String table =
                "keys = [sex, age], population { path = \"" + people + "\", people = n, columns { sex = gender } }";
        assertRefused(
                table, 3, "risk.population.columns: no code of sex in the records occurs in the population table");
        assertRefused(table.replace("people.csv", "nobody.csv"), 2, "nobody.csv, which cannot be read as csv");
        assertRefused(
                table.replace("people = n", "people = n, format = parquet"), 2, "which cannot be read as parquet");
        assertRefused(
                table.replace("people = n", "people = m"), 2, "risk.population.people names m, which is no column");
        assertRefused(table.replace("sex = gender", "sax = gender"), 2, "risk.population.columns: sax is not a column");
    }

    @Test
    void risk_tableWithoutRecords_isRefusedInOneLine() throws IOException {
        String[] arguments = arguments("keys = [sex, age]");
        for (String[] empty :
                new String[][] {{"stop_id,date,sex,age\n", "its files hold no row"}, {"", "stops.csv is empty"}}) {
            Files.writeString(folder.resolve("stops.csv"), empty[0]);
            CommandRun run = CommandRun.of(arguments);
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err().lines().filter(said -> said.startsWith("louver:")))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("source stops: ", empty[1]);
        }
    }
}
