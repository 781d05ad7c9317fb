package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

class ReportPiecesTest {
    private static CountTable table(String name, List<String> dimensions, Object... cells) {
        List<CountTable.Cell> read = new ArrayList<>();
        for (int at = 0; at < cells.length; at += 2) {
            long[] bounds = (long[]) cells[at + 1];
            read.add(new CountTable.Cell(
                    List.of(((String) cells[at]).split("\\|")), new CountBounds(bounds[0], bounds[1])));
        }
        return new CountTable(name, "stops", dimensions, read);
    }

    private static long[] exactly(long count) {
        return new long[] {count, count};
    }

    @Test
    void whatIsNew_ofPublishedTotals_comparesTheLastTwoYears() {
        List<String> by = List.of("year", "race");
        assertThat(WhatIsNew.html(List.of(
                        table("t", by, "2022|Total", exactly(200), "2023|Total", exactly(150), "2023|a", exactly(1)))))
                .contains("2023: 150 stops, 25.0 % fewer than the year before");
    }

    @Test
    void whatIsNew_ofOneYearOrAWithheldTotal_saysNothing() {
        List<String> by = List.of("year", "race");
        assertThat(WhatIsNew.html(List.of(table("t", by, "2023|Total", exactly(150)))))
                .isEmpty();
        assertThat(WhatIsNew.html(List.of(table("t", by, "2022|Total", new long[] {1, 9}, "2023|Total", exactly(150)))))
                .isEmpty();
    }

    private static final CountTable SEARCHES = new CountTable(
            "results",
            "stops",
            "stops with a search",
            List.of("year", "race"),
            List.of(
                    new CountTable.Cell(List.of("2022", "Total"), new CountBounds(50, 50)),
                    new CountTable.Cell(List.of("2023", "Total"), new CountBounds(60, 60)),
                    new CountTable.Cell(List.of("2023", "a"), new CountBounds(60, 60))),
            Map.of());

    @Test
    void captions_ofATableWithAFilter_sayWhatIsCounted() {
        CountTable stops = table("t", List.of("year", "race"), "2022|Total", exactly(200), "2023|Total", exactly(150));

        assertThat(WhatIsNew.html(List.of(stops, SEARCHES)))
                .contains("2023: 150 stops, ", "2023: 60 stops with a search, 20.0 % more");
        assertThat(Charts.trend("c", SEARCHES, "race"))
                .contains("<caption>Number of stops with a search by year and race, table results")
                .contains("\"y\":\"stops with a search\"");
        assertThat(DataQuality.html(List.of(SEARCHES))).contains("subject race known, of all stops with a search");
    }

    @Test
    void fileNames_withCharactersThatAddressesCannotHold_areLinkedAllTheSame() {
        assertThat(Html.linkedTable("files", List.of("file"), List.of(List.of("codes/a b#1:\"é\".csv"))))
                .contains("<a href=\"codes/a%20b%231%3A%22%C3%A9%22.csv\">codes/a b#1:&quot;é&quot;.csv</a>");
    }

    /** Three of four counts in full detail are published and all totals; the one range runs over 3, 4, …, 12. */
    @Test
    void utility_ofATable_tellsDetailAndWidth() {
        CountTable table = table(
                "t",
                List.of("year", "race"),
                "2022|a",
                exactly(20),
                "2022|b",
                exactly(30),
                "2023|a",
                new long[] {3, 12},
                "2023|b",
                exactly(31),
                "2022|Total",
                exactly(50),
                "2023|Total",
                exactly(40));

        assertThat(Utility.html(List.of(table))).contains("<td>75.0 %</td><td>100.0 %</td><td>10</td><td>10</td>");
        assertThat(Utility.verdict(List.of(table), "It passed;"))
                .contains("Its 1 withheld counts")
                .contains("the narrowest range holds 10 values")
                .startsWith("<p>It passed; Its");
        assertThat(Utility.verdict(List.of(table("u", List.of("year"), "2022", exactly(20))), "It passed;"))
                .contains("withholds nothing");
    }

    /** Code b is there until 2022 only. */
    @Test
    void trend_ofACategoryThatEnds_marksItsLastYear() {
        CountTable table = table(
                "t",
                List.of("year", "race"),
                "2021|a",
                exactly(20),
                "2022|a",
                exactly(20),
                "2022|b",
                exactly(9),
                "2023|a",
                exactly(21));

        assertThat(Charts.trend("c", table, "race"))
                .contains("{\"label\":\"first: b\",\"x\":\"2022\"}")
                .contains("{\"label\":\"last: b\",\"x\":\"2022\"}")
                .doesNotContain("first: a");
    }

    /** Eight categories, six lines: the smallest two are withheld most, and one category is large but stands for missing values. */
    @Test
    void trend_ofManyCategories_drawsTheLargestAndTheMostWithheld() {
        List<Object> cells = new ArrayList<>();
        for (String year : List.of("2022", "2023")) {
            for (int at = 0; at < 6; at++) {
                cells.addAll(List.of(year + "|" + "abcdef".charAt(at), exactly(1_000 - 100L * at)));
            }
            cells.addAll(List.of(year + "|Unknown", exactly(5_000), year + "|unknown", exactly(4_000)));
            cells.addAll(List.of(year + "|tiny", new long[] {1, 9}, year + "|small", new long[] {1, 19}));
        }

        String html = Charts.trend("c", table("t", List.of("year", "race"), cells.toArray()), "race");

        assertThat(html)
                .contains("(6 of 10: the largest and the most withheld)")
                .contains("\"name\":\"tiny\"", "\"name\":\"small\"", "\"name\":\"a\"", "\"name\":\"d\"")
                .doesNotContain("\"name\":\"Unknown\"", "\"name\":\"unknown\"", "\"name\":\"e\"");
    }

    @Test
    void inclusionGates_ofOtherTables_nameWhatTheyCount() {
        CountTable searches =
                table("searches_by_result", List.of("year", "race"), "2023|Total", exactly(50), "2023|a", exactly(50));
        CountTable arrests = new CountTable(
                "arrests_by_person",
                "arrests",
                List.of("year", "race"),
                List.of(
                        new CountTable.Cell(List.of("2023", "Total"), new CountBounds(50, 50)),
                        new CountTable.Cell(List.of("2023", "a"), new CountBounds(50, 50))));

        assertThat(DataQuality.html(List.of(searches))).contains("subject race known, of all searches");
        assertThat(DataQuality.html(List.of(arrests)))
                .contains("subject race known, of all arrests")
                .doesNotContain("of all stops");
    }

    @Test
    void fileList_ofARelease_holdsReadableFilesAndSaysWhereTheOtherFormatsLie(@TempDir Path release)
            throws IOException {
        for (String file : List.of("data/t/csv/t.readable.csv", "data/t/parquet/year=2023/part-00000.parquet")) {
            Files.createDirectories(release.resolve(file).getParent());
            Files.writeString(release.resolve(file), "abc");
        }

        assertThat(FileList.html(ReleaseFiles.in(release), java.util.Map.of()))
                .contains("<a href=\"data/t/csv/t.readable.csv\">data/t/csv/t.readable.csv</a>")
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
                .contains("1 files, 3 bytes in all")
                .doesNotContain("part-00000", "data/&lt;table&gt;/delta");
    }

    @Test
    void whoDisappears_namesPeopleAndPlacesFirst() {
        CountTable table = table(
                "t",
                List.of("year", "outcome", "race", "sex"),
                "2023|arrest|a|f",
                new long[] {1, 9},
                "2023|arrest|Total|Total",
                exactly(20),
                "2023|arrest|Total|f",
                new long[] {1, 9});

        String html = WhoDisappears.html(List.of(table));

        assertThat(html.indexOf("withheld by race")).isPositive().isLessThan(html.indexOf("withheld by sex"));
        assertThat(html.indexOf("withheld by sex")).isLessThan(html.indexOf("withheld by outcome"));
    }

    /** Among 50 victims 20 are businesses, which have no age: 3 of 30 people lack theirs. */
    @Test
    void missingValues_whereSomeCannotHaveTheValue_areOfTheOthersAlone() {
        assertThat(DataQuality.html(List.of(table(
                        "victims",
                        List.of("year", "age", "sex"),
                        "2023|18-64|female",
                        exactly(27),
                        "2023|Unknown|female",
                        exactly(3),
                        "2023|Total|female",
                        exactly(30),
                        "2023|Unknown|not applicable",
                        exactly(20),
                        "2023|Total|not applicable",
                        exactly(20),
                        "2023|Unknown|Total",
                        exactly(23),
                        "2023|Total|Total",
                        exactly(50)))))
                .contains("10.0 %")
                .doesNotContain("46.0 %");
    }

    /** 5 of 50. */
    @Test
    void missingValues_ofATableByAgency_areToldByAgencyAndYear() {
        assertThat(DataQuality.html(List.of(table(
                        "t",
                        List.of("year", "agency", "race"),
                        "2023|North|Total",
                        exactly(50),
                        "2023|North|Unknown",
                        exactly(5),
                        "2023|Total|Total",
                        exactly(50),
                        "2023|Total|Unknown",
                        exactly(5)))))
                .contains("agency North")
                .contains("10.0 %");
    }

    @Test
    void inclusionGates_ofATableOfSearches_areAllFour() {
        CountTable stops = table(
                "stops_by_search",
                List.of("year", "race", "search_conducted", "contraband_found"),
                "2023|Total|Total|Total",
                exactly(100),
                "2023|Unknown|Total|Total",
                exactly(40),
                "2023|Total|Unknown|Total",
                exactly(10),
                "2023|Total|true|Total",
                exactly(20),
                "2023|Total|true|Unknown",
                new long[] {5, 15},
                "2023|Total|Total|Unknown",
                exactly(90));
        CountTable searches = table(
                "searches_by_basis",
                List.of("year", "search_basis"),
                "2023|Total",
                exactly(20),
                "2023|Unknown",
                exactly(2));

        assertThat(DataQuality.html(List.of(stops, searches)))
                .contains("subject race known, of all stops</td><td>60.0 %</td><td class=\"words\">fails")
                .contains("search recorded either way, of all stops</td><td>90.0 %</td><td class=\"words\">passes")
                .contains(
                        "contraband recorded either way, of all searches</td><td>25.0 % to 75.0 %</td><td class=\"words\">undecided")
                .contains("basis recorded, of all searches</td><td>90.0 %</td><td class=\"words\">passes");
    }

    @Test
    void coverage_ofARelease_isShownWhereThereIsOne(@TempDir Path release) throws IOException {
        assertThat(LinkCoverage.html(ReleaseFiles.in(release))).isEmpty();

        Files.writeString(
                release.resolve(LinkCoverage.FILE),
                "link,from,to,year,unlinked_percent\r\nstop,arrests,stops,2019,under 5\r\n");
        assertThat(LinkCoverage.html(ReleaseFiles.in(release)))
                .contains("arrests to stops")
                .contains("under 5 %");
    }

    @Test
    void coverage_ofLinksWithoutAPlace_saysWhichTheyAre(@TempDir Path release) throws IOException {
        Files.writeString(
                release.resolve(LinkCoverage.FILE),
                String.join(
                        "\r\n",
                        "link,from,to,year,place,unlinked_percent",
                        "a,arrests,stops,2019,,8",
                        "a,arrests,stops,2019,North,7",
                        "a,arrests,stops,2020,,8",
                        "a,arrests,stops,2020,South,6",
                        "b,calls,stops,2019,,9"));

        assertThat(LinkCoverage.html(ReleaseFiles.in(release)))
                .contains("nobody asked for it: calls to stops.")
                .contains("too few</td>");
    }
}
