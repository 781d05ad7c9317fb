package org.louver.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.louver.SharedFolder;

/** What the town's release says per resident, against the town's own survey and records, and what partners' notebooks make of it. */
final class TakomaParkRelease {
    /** American Community Survey, five-year estimates: Black residents and the margin of error at the 90 % level. */
    private static final double BLACK = 5_823;

    private static final double MARGIN = 546;
    private static final double YEARS = 6;

    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Path folder;
    private final Path release;

    TakomaParkRelease(Path folder) {
        this.folder = folder;
        this.release = folder.resolve("public/2020.1");
    }

    /** Stops counted anew from the city's file; the interval is wider than chance alone by the survey's error. */
    void requireRatesPerResidentWithTheSurveysError() {
        CSVRecord pooled = rows(release.resolve("trends.csv")).stream()
                .filter(row -> row.get("question").equals("stops_per_resident")
                        && row.get("period").equals("all years"))
                .findFirst()
                .orElseThrow();
        double rate = stopsOf("black") / (BLACK * YEARS);
        double surveysError = 1.96 * MARGIN / 1.645 / BLACK;

        assertThat(number(pooled, "group_lower")).isLessThanOrEqualTo(rate * (1 + 1e-5));
        assertThat(number(pooled, "group_upper")).isGreaterThanOrEqualTo(rate * (1 - 1e-5));
        assertThat(number(pooled, "group_confidence_lower")).isLessThanOrEqualTo(rate * Math.exp(-surveysError));
        assertThat(number(pooled, "group_confidence_upper")).isGreaterThanOrEqualTo(rate * Math.exp(surveysError));
        // Ten thousand stops: chance adds next to nothing to it.
        assertThat(Math.log(number(pooled, "group_confidence_upper") / number(pooled, "group_upper")))
                .isCloseTo(surveysError, within(0.01));
        assertThat(number(pooled, "ratio_lower")).isGreaterThan(2);
        assertThat(text(release.resolve("report.html")))
                .contains("per 1,000 residents and year")
                .contains("For each resident of their group, were Black drivers stopped more often than White drivers?")
                .contains("For each adult male resident of their group");
    }

    /** The file of the house holds each value from the records beside bounds that contain it; the public has no such column. */
    void requireBoundsHoldTheRecords() {
        List<CSVRecord> rows = rows(folder.resolve("internal/2020.1/questions.csv"));
        assertThat(rows).hasSize(5 * 7).allSatisfy(row -> {
            double value = number(row, "records_ratio");
            assertThat(number(row, "ratio_lower")).isLessThanOrEqualTo(value * (1 + 1e-9));
            assertThat(number(row, "ratio_upper")).isGreaterThanOrEqualTo(value * (1 - 1e-9));
        });
        // Something was withheld, or the comparison would say nothing.
        assertThat(rows).anyMatch(row -> !row.get("ratio_lower").equals(row.get("ratio_upper")));
        assertThat(text(release.resolve("trends.csv"))).doesNotContain("records_");
    }

    /** Every notebook and the R script, with the town's own survey as population; needs what CI installs, and says so where it is absent. */
    void requireNotebooksRun() {
        Path survey = SharedFolder.require("data")
                .resolve("takoma_park/acs_race_ethnicity.csv.gz")
                .toAbsolutePath();
        Path output = folder.resolve("notebooks");
        if (run(List.of("/usr/bin/python3", "-c", "import nbconvert, ipykernel, pandas, matplotlib"), survey) != 0
                || run(List.of("Rscript", "--version"), survey) != 0) {
            System.err.println("skipped: the notebooks on Takoma Park need nbconvert, pandas, matplotlib and R");
            return;
        }
        assertThat(run(List.of("scripts/run-notebooks", release.toString(), output.toString()), survey))
                .as("scripts/run-notebooks")
                .isZero();
        assertThat(text(output.resolve("census.html"))).contains("5823").contains("against white");
        assertThat(text(output.resolve("disparity-with-bounds.html"))).contains("against");
        assertThat(output.resolve("delta.txt")).isNotEmptyFile();
        assertThat(output.resolve("first-look.pdf")).isNotEmptyFile();
    }

    private int run(List<String> command, Path survey) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("notebooks.log").toFile());
            builder.environment().put("LOUVER_POPULATION", survey.toString());
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException absent) {
            return -1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Read as a plain CSV: fields of the file hold quotes and line ends. */
    private static long stopsOf(String race) {
        Path stops = SharedFolder.require("data").resolve("takoma_park/stops_violations_2015_2020.csv.gz");
        try (Reader text = new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(stops)), StandardCharsets.UTF_8);
                CSVParser rows = WITH_HEADER.parse(text)) {
            return rows.stream()
                    .filter(row -> row.get("race").equalsIgnoreCase(race))
                    .map(row -> row.get("stop.id"))
                    .distinct()
                    .count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static List<CSVRecord> rows(Path file) {
        try (var records = WITH_HEADER.parse(Files.newBufferedReader(file))) {
            return records.getRecords();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
