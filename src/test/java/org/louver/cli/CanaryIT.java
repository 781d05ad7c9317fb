package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import picocli.CommandLine;

/** What nobody outside may read is in no log, no event log, no message and no page, however a run ends. */
class CanaryIT {
    private static final String CANARY = "LVRCANARY";
    private static final Pattern INCIDENT = Pattern.compile("IN20[0-9]{2}-[0-9]{8}");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void review_ofGeneratedRecords_saysNothingOfAnybody() throws IOException {
        Path raw = folder.resolve("raw");
        Jurisdiction.write(new Plan(2_000, 2015, 2024, 7), raw, Format.CSV, 2, false);
        assertThat(Files.readString(raw.resolve("opt-outs.csv"))).containsPattern(INCIDENT);
        try (Overheard overheard = new Overheard(TestSpark.session())) {
            CommandRun run = CommandRun.of(
                    "review",
                    "-c",
                    "conf/demo.conf",
                    "--set",
                    "data=\"" + raw + "\"",
                    "--set",
                    "output=\"" + folder.resolve("out") + "\"");
            String page = Files.readString(folder.resolve("out/internal/2024.1/review.html"));
            assertThat(page).contains("Cells by rule", "one or two people: whoever knows of them", "risk/cells.csv");

            assertThat(run.exitCode()).as(run.err()).isZero();
            // The victim-attack: what an abuser knows leads to no small cell.
            assertThat(run.out()).contains("0 public cells narrow to a victim", "demonstration");
            assertThat(page).contains("Demonstration.", "Domestic and family violence", "Records to look at");
            assertThat(overheard.events()).isGreaterThan(100);
            for (String heard : List.of(run.out(), run.err(), page, overheard.text())) {
                assertThat(heard.contains(CANARY)).isFalse();
                // No incident is named, neither the planted ones nor those that were opted out.
                assertThat(INCIDENT.matcher(heard).find()).isFalse();
            }
        }
    }

    @Test
    void everyRefusal_overRecordsFullOfNames_quotesNone() throws IOException {
        assertThat(refused(2, "--set", "rules.minimum-frequncy=5")).contains("not a key that Louver knows");
        rows("stop_id,date,sex\n");
        assertThat(refused(3)).contains("hold no row");
        StringBuilder dates = new StringBuilder("stop_id,date,sex,name\n");
        for (int i = 0; i < 40; i++) {
            dates.append(CANARY).append(i).append(",LVRCANARY,LVRCANARY F,LVRCANARY\n");
        }
        rows(dates.toString());
        refused(3);
        rows(good());
        assertThat(refused(7)).contains("lacks the approval");
        assertThat(refused(4, "--set", "rules.minimum-frequency=100")).contains("no upper bound");
        refused(6, "--set", "output=\"/proc/louver\"");
        Files.write(folder.resolve("stops.csv.gz"), good().getBytes(StandardCharsets.UTF_8));
        String path = "sources.stops.files=[{path=\"" + folder.resolve("stops.csv.gz") + "\",years=[2020]}]";
        refused(3, "--set", path);
    }

    @Test
    void audit_withoutAnEnd_quotesNoRecord() throws IOException {
        StringBuilder text = new StringBuilder("stop_id,date,sex,name\n");
        for (int i = 0; i < 400; i++) {
            text.append(CANARY).append(i).append(",20").append(10 + i % 7).append("-01-10,");
            text.append((char) ('A' + i * i * i % 11)).append(",LVRCANARY\n");
        }
        rows(text.toString());

        assertThat(refused(
                        5,
                        "--set",
                        "sources.stops.files=[{path=\"" + folder.resolve("stops.csv") + "\",years=[\"2010-2016\"]}]",
                        "--set",
                        "audit.most-programs=1"))
                .contains("did not come to an end");
    }

    @Test
    void defect_inForeignCodeThatQuotesARecord_isShownWithoutItsWords() {
        StringWriter shown = new StringWriter();
        CommandLine command = new CommandLine(new Louver()).setErr(new PrintWriter(shown, true));

        int exitCode = Louver.report(new IllegalStateException(CANARY, new RuntimeException("row " + CANARY)), command);

        assertThat(exitCode).isEqualTo(1);
        assertThat(shown.toString()).contains("defect").doesNotContain(CANARY);
    }

    private String refused(int exitCode, String... more) throws IOException {
        Path config = ReviewIT.configuration(folder);
        try (Overheard overheard = new Overheard(TestSpark.session())) {
            CommandRun run = CommandRun.of(Stream.concat(Stream.of("release", "-c", config.toString()), Stream.of(more))
                    .toArray(String[]::new));
            assertThat(run.exitCode())
                    .as(run.err().replace(CANARY, "a record!"))
                    .isEqualTo(exitCode);
            for (String heard : List.of(run.out(), run.err(), overheard.text())) {
                assertThat(heard.contains(CANARY))
                        .as("exit " + exitCode + " quotes a record")
                        .isFalse();
            }
            return run.err();
        }
    }

    private void rows(String text) throws IOException {
        Files.writeString(folder.resolve("stops.csv"), text);
    }

    private static String good() {
        StringBuilder text = new StringBuilder("stop_id,date,sex,name\n");
        for (int i = 0; i < 60; i++) {
            text.append("LVRCANARY")
                    .append(i)
                    .append(",2020-01-10,")
                    .append(i % 10 == 0 ? "F" : i % 10 == 1 ? "X" : "M")
                    .append(",LVRCANARY\n");
        }
        return text.toString();
    }
}
