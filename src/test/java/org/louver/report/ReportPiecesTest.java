package org.louver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(Utility.verdict(List.of(table)))
                .contains("None of the 1 withheld counts")
                .contains("holds 10 values");
        assertThat(Utility.verdict(List.of(table("u", List.of("year"), "2022", exactly(20)))))
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
}
