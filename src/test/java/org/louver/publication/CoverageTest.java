package org.louver.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void csv_ofLinks_tellsRoughSharesOfManyRecordsOnly() {
        String csv = Coverage.csv(List.of(
                new Coverage("stop", "arrests", "stops", 2019, 1_000, 874),
                new Coverage("stop", "arrests", "stops", 2020, 249, 100),
                new Coverage("stop", "arrests", "stops", 2021, 250, 249),
                new Coverage("stop", "arrests", "stops", 2022, 300, 1),
                new Coverage("area", "arrests", "areas", 0, 5_000, 4_000)));

        assertThat(csv.lines())
                .containsExactly(
                        "link,from,to,year,unlinked_percent",
                        "stop,arrests,stops,2019,13",
                        "stop,arrests,stops,2021,under 5",
                        "stop,arrests,stops,2022,over 95");
    }

    /** Whatever number is printed, at least 11 records are behind it and behind its complement. */
    @Test
    void csv_ofEverySmallLink_neverNamesFewerThanElevenRecords() {
        for (long all = 200; all <= 400; all++) {
            for (long linked = 0; linked <= all; linked++) {
                String last = Coverage.csv(List.of(new Coverage("a", "b", "c", 2020, all, linked)))
                        .strip()
                        .replaceFirst("(?s).*,", "");
                if (last.matches("\\d+")) {
                    assertThat(Math.min(linked, all - linked)).isGreaterThanOrEqualTo(11);
                }
            }
        }
    }

    @Test
    void coverage_asText_carriesNoCount() {
        assertThat(new Coverage("stop", "arrests", "stops", 2019, 7, 3)).hasToString("Coverage[stop, 2019]");
    }
}
