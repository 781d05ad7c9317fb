package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
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

        assertThat(own).doesNotContain("src=");
        List<String> links = Pattern.compile("href=\"(?!#|data:)([^\"]*)\"")
                .matcher(own)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .contains("SHA256SUMS", "DICTIONARY.md", "codes/age_group.csv", "trends.csv")
                .anyMatch(link -> link.endsWith("searches.csv.gz"))
                .allSatisfy(link ->
                        assertThat(release.resolve(URI.create(link).getPath())).isRegularFile());
        assertThat(page).contains("default-src 'none'").contains("\"@type\":\"Dataset\"");
        assertThat(own).doesNotContain("{{").contains("[c] ").contains("Are Black drivers searched more often");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void report_inABrowser_hasNoConsoleErrorAndFits(int width) throws IOException, InterruptedException {
        Browser.Visit browsed = browse(Files.readString(release.resolve("report.html")), width);

        assertThat(browsed.errors()).isEmpty();
        assertThat(browsed.scrollWidth()).isLessThanOrEqualTo(width);
        assertThat(browsed.drawings()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void browserCheck_ofABrokenAndAWidePage_findsBoth() throws IOException, InterruptedException {
        String page = Files.readString(release.resolve("report.html"));

        Browser.Visit browsed = browse(
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
            Browser.Visit browsed = browse(page, width);
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

    /** What axe-core can tell of WCAG 2.2 AA: contrast, names, roles, sizes of targets, order of headings; every table unfolded. */
    @ParameterizedTest
    @CsvSource({"360, false", "1280, false", "1280, true"})
    void report_inLightAndDark_hasNoViolationThatAxeFinds(int width, boolean dark)
            throws IOException, InterruptedException {
        assertThat(Browser.violations(Files.readString(release.resolve("report.html")), width, dark, output))
                .isEmpty();
    }

    /** The control: a picture without words, and grey on grey. */
    @Test
    void axe_ofAPageWithBarriers_findsThem() throws IOException, InterruptedException {
        String page = Files.readString(release.resolve("report.html"))
                .replace(
                        "<footer>",
                        "<img src=\"data:,\"><p style=\"color:#999;background:#aaa\">hard to read</p><footer>");

        assertThat(Browser.violations(page, 1280, false, output))
                .anyMatch(violation -> violation.startsWith("image-alt"))
                .anyMatch(violation -> violation.startsWith("color-contrast"));
    }

    private static Browser.Visit browse(String page, int width) throws IOException, InterruptedException {
        return Browser.visit(page, width, output);
    }
}
