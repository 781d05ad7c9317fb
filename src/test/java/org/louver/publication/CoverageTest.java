package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void csv_ofLinks_tellsRoughSharesOfManyRecordsOnly() {
        String csv = Coverage.csv(
                List.of(
                        new Coverage("stop", "arrests", "stops", 2019, 1_000, 874),
                        new Coverage("stop", "arrests", "stops", 2020, 249, 100),
                        new Coverage("stop", "arrests", "stops", 2021, 250, 249),
                        new Coverage("stop", "arrests", "stops", 2022, 300, 1),
                        new Coverage("area", "arrests", "areas", 0, 5_000, 4_000)),
                Map.of());

        assertThat(csv.lines())
                .containsExactly(
                        "link,from,to,place,year,unlinked_percent",
                        "stop,arrests,stops,,2019,13",
                        "stop,arrests,stops,,2021,under 5",
                        "stop,arrests,stops,,2022,over 95");
    }

    /** Whatever number is printed, at least 11 records are behind it and behind its complement. */
    @Test
    void csv_ofEverySmallLink_neverNamesFewerThanElevenRecords() {
        for (long all = 200; all <= 400; all++) {
            for (long linked = 0; linked <= all; linked++) {
                String last = Coverage.csv(List.of(new Coverage("a", "b", "c", 2020, all, linked)), Map.of())
                        .strip()
                        .replaceFirst("(?s).*,", "");
                if (last.matches("\\d+")) {
                    assertThat(Math.min(linked, all - linked)).isGreaterThanOrEqualTo(11);
                }
            }
        }
    }

    private static Coverage place(String code, long concerned, long linked) {
        return new Coverage("stop", "arrests", "stops", code, true, 2020, concerned, linked);
    }

    private static List<String> placesOf(List<Coverage> coverage, String... shown) {
        return Coverage.csv(coverage, Map.of("arrests", Set.of(shown)))
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1)[3])
                .toList();
    }

    @Test
    void csv_ofManyPlaces_tellsEachThatTheTablesShow() {
        assertThat(placesOf(List.of(place("Elm", 300, 200), place("Oak", 400, 300)), "Elm", "Oak"))
                .containsExactly("Elm", "Oak");
        assertThat(Coverage.csv(List.of(place("=Elm, north", 300, 200)), Map.of("arrests", Set.of("=Elm, north"))))
                .contains("stop,arrests,stops,\"'=Elm, north\",2020,33\r\n");
    }

    /** All of the year less the others would tell the share of the one without a line, to a few records. */
    @Test
    void csv_withOneSmallPlace_silencesTheNextSmallestToo() {
        List<Coverage> places = List.of(place("Elm", 30, 25), place("Oak", 260, 200), place("Ash", 900, 100));

        assertThat(placesOf(places, "Elm", "Oak", "Ash")).containsExactly("Ash");
    }

    @Test
    void csv_withManyRecordsWithoutALine_silencesNobodyElse() {
        List<Coverage> places =
                List.of(place("Elm", 130, 25), place("Fir", 130, 20), place("Oak", 260, 200), place("Ash", 900, 100));

        assertThat(placesOf(places, "Elm", "Fir", "Oak", "Ash")).containsExactly("Oak", "Ash");
    }

    /** A place that no table shows is not named here either; records without one are of no place. */
    @Test
    void csv_ofAPlaceThatNoTableShows_keepsSilent() {
        List<Coverage> places = List.of(place("Elm", 600, 25), place("", 600, 20), place("Oak", 260, 200));

        assertThat(placesOf(places, "Oak")).containsExactly("Oak");
    }

    @Test
    void coverage_asText_carriesNoCount() {
        assertThat(new Coverage("stop", "arrests", "stops", 2019, 7, 3)).hasToString("Coverage[stop, 2019]");
    }
}
