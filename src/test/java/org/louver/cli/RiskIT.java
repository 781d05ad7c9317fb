package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;

/** The risk command from a configuration file to the internal folder. */
class RiskIT {
    @TempDir
    Path folder = Path.of("");

    private int run(String risk, String... more) throws IOException {
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
        return Louver.run(Stream.concat(Stream.of("risk", "-c", config.toString()), Stream.of(more))
                .toArray(String[]::new));
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
    void risk_unknownKeyOrSource_isRefused() throws IOException {
        assertThat(run("keys = [sax]")).isEqualTo(2);
        assertThat(run("keys = [stop_id, sex]")).isEqualTo(3);
        assertThat(run("keys = [sex], source = arrests")).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
