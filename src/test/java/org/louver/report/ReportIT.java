package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.config.Section;
import org.louver.publication.PublicReleases;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

/** The report of a real publication, and what a browser makes of it. */
class ReportIT {
    @TempDir
    static Path output;

    private static Path release;

    @BeforeAll
    static void publish() {
        release = SampleRelease.write(output);
    }

    @Test
    void report_ofACopyOfThePublicTree_isTheSamePage(@TempDir Path copy) throws IOException {
        copyWithoutReport(release, copy);
        assertThat(ReleaseReport.of(ReleaseFiles.in(copy))).isEqualTo(Files.readString(release.resolve("report.html")));
    }

    @Test
    void report_ofARelease_refersToNothingOutsideItself() throws IOException {
        String page = Files.readString(release.resolve("report.html"));
        String own = page.substring(0, page.indexOf("</main>"));

        assertThat(own).doesNotContainPattern("(src|href)=\"(?!#|data:)");
        assertThat(page).contains("default-src 'none'").contains("\"@type\":\"Dataset\"");
        assertThat(own).doesNotContain("{{").contains("[c] ").contains("Are Black drivers searched more often");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void report_inABrowser_hasNoConsoleErrorAndFits(int width) throws IOException, InterruptedException {
        Browsed browsed = browse(Files.readString(release.resolve("report.html")), width);

        assertThat(browsed.errors()).isEmpty();
        assertThat(browsed.scrollWidth()).isLessThanOrEqualTo(width);
        assertThat(browsed.drawings()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void browserCheck_ofABrokenAndAWidePage_findsBoth() throws IOException, InterruptedException {
        String page = Files.readString(release.resolve("report.html"));

        Browsed browsed = browse(
                page.replace("<footer>", "<div style=\"width:900px\">wide</div><footer>")
                        .replace("echarts.init(", "echarts.gone("),
                360);
        assertThat(browsed.scrollWidth()).isGreaterThan(360);
        assertThat(browsed.errors()).isNotEmpty();
    }

    /** Nothing left, one year, one race, no geography, no dimension at all, texts that would break a page, and very many tables. */
    @ParameterizedTest
    @CsvSource({
        "all-withheld, Every count of this release is withheld",
        "one-year, At a glance",
        "one-race, At a glance",
        "no-geography, At a glance",
        "no-dimension, At a glance",
        "hostile, &lt;script&gt;alert",
        "many-tables, table_199"
    })
    void report_ofACopyOfAnOddRelease_isSensibleAndFitsPhonesAndScreens(String kind, String says, @TempDir Path other)
            throws IOException, InterruptedException {
        Path copy = other.resolve("copy");
        copyWithoutReport(PublicReleases.publishCsv(other, odd(kind)), copy);
        String page = ReleaseReport.of(ReleaseFiles.in(copy));

        assertThat(page).contains(says).doesNotContain("<script>alert");
        assertThat(page.substring(0, page.indexOf("</main>")))
                .doesNotContain("{{TABLES}}")
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
        for (int width : new int[] {360, 1280}) {
            Browsed browsed = browse(page, width);
            assertThat(browsed.errors()).as("%s at %d", kind, width).isEmpty();
            assertThat(browsed.scrollWidth()).as("%s at %d", kind, width).isLessThanOrEqualTo(width);
        }
    }

    private static void copyWithoutReport(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals("report.html")) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static List<PublicTable> odd(String kind) {
        return switch (kind) {
            case "all-withheld" ->
                List.of(new PublicTable(
                        "t",
                        "stops",
                        List.of("year", "race"),
                        List.of(
                                new PublicRow(List.of("2023", "Black"), OptionalLong.empty(), 1, 9),
                                new PublicRow(List.of("2023", "Total"), OptionalLong.empty(), 1, 9))));
            case "one-year" -> List.of(table("t", row(20, "2023", "Black"), row(30, "2023", "White")));
            case "one-race" -> List.of(table("t", row(20, "2022", "Black"), row(30, "2023", "Black")));
            case "no-geography" ->
                List.of(table("t", row(20, "2022", "Black"), row(30, "2023", "Black"), row(40, "2023", "White")));
            case "no-dimension" -> List.of(new PublicTable("t", "stops", List.of("year"), List.of(row(20, "2023"))));
            case "hostile" ->
                List.of(new PublicTable(
                        "t",
                        "stops",
                        List.of("year", "race"),
                        List.of(
                                row(20, "2023", "</script><script>alert(1)</script>"),
                                row(20, "2023", "{{FILES}}\"'&"))));
            default -> {
                List<PublicTable> many = new ArrayList<>();
                for (int table = 0; table < 200; table++) {
                    many.add(table("table_" + table, row(20, "2022", "Black"), row(20, "2023", "Black")));
                }
                yield many;
            }
        };
    }

    private static PublicTable table(String name, PublicRow... rows) {
        return new PublicTable(name, "stops", List.of("year", "race"), List.of(rows));
    }

    private static PublicRow row(long count, String... codes) {
        return new PublicRow(Arrays.asList(codes), OptionalLong.of(count), count, count);
    }

    @Test
    void gate_thatTheReleaseCannotMeet_refusesToPublish(@TempDir Path other) {
        Section strict = Section.parse(
                        "publication {"
                                + SampleRelease.QUESTIONS.replaceFirst(
                                        "compare = \\[Native",
                                        "gate { same-sign = true, narrower-than = 0.001 }, compare = [Native")
                                + "}",
                        "strict")
                .section("publication");

        assertThatThrownBy(() -> PublicReleases.publish(other, List.of(SampleRelease.searches()), strict))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.exitCode()).isEqualTo(ExitCode.POLICY);
                    assertThat(refusal.line()).contains("question native");
                });
        assertThat(other.resolve("public/2024.1")).doesNotExist();
    }

    private record Browsed(List<String> errors, int scrollWidth, int drawings) {}

    /** Loads the page in a frame of the given width, since a headless window cannot be as narrow as a phone. */
    private static Browsed browse(String page, int width) throws IOException, InterruptedException {
        String chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        assumeTrue(!chromium.isEmpty(), "skipped: no Chromium here");
        Path directory = Files.createTempDirectory(output, "browser");
        String measure = "<script>addEventListener('load',()=>setTimeout(()=>parent.postMessage("
                + "document.documentElement.scrollWidth+' '+document.querySelectorAll('.chart svg').length,'*'),500))</script></body>";
        // The chart library holds the closing tag too, as a text.
        int end = page.lastIndexOf("</body>");
        Files.writeString(directory.resolve("page.html"), page.substring(0, end) + measure + "</html>");
        Files.writeString(
                directory.resolve("frame.html"),
                "<body style='margin:0'><script>onmessage=e=>document.body.dataset.measured=e.data</script><iframe src=page.html style='border:0;height:800px;width:"
                        + width + "px'></iframe></body>");
        Path dom = directory.resolve("dom.html");
        Path log = directory.resolve("log.txt");
        Process process = new ProcessBuilder(
                        chromium,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--window-size=1300,900",
                        "--virtual-time-budget=3000",
                        "--enable-logging=stderr",
                        "--dump-dom",
                        directory.resolve("frame.html").toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("Chromium ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> errors =
                text(log).lines().filter(line -> line.contains(":CONSOLE")).toList();
        var measured = java.util.regex.Pattern.compile("data-measured=\"(\\d+) (\\d+)\"")
                .matcher(text(dom));
        assertThat(measured.find()).as("the page was measured: %s", text(log)).isTrue();
        return new Browsed(errors, Integer.parseInt(measured.group(1)), Integer.parseInt(measured.group(2)));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
