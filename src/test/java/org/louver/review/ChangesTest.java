package org.louver.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.PublicRelease;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

class ChangesTest {
    @ParameterizedTest
    @CsvSource({
        // Published in both.
        "40, 40, 39, 39, true",
        "40, 40, 40, 40, false",
        "40, 40, 29, 29, false",
        "40, 40, 50, 50, true",
        // Withheld in one: the ranges do not meet, and lie close together.
        "40, 40, 33, 39, true",
        "40, 40, 20, 39, false",
        "40, 40, 30, 44, false",
        "31, 35, 30, 30, true",
        "12, 20, 11, 11, true"
    })
    void ranges_thatDoNotMeetAndLieClose_differSlightly(
            long before, long beforeAtMost, long now, long nowAtMost, boolean slight) {
        PublicRow row = new PublicRow(List.of("2024", "A"), OptionalLong.empty(), now, nowAtMost);

        assertThat(Changes.isSlight(new CountBounds(before, beforeAtMost), row, 11))
                .isEqualTo(slight);
    }

    @Test
    void withheldParts_whoseSumIsOneLower_differThoughNoPublishedCountDoes() {
        // C grew by 20 and the total by 19: one person left A or B.
        Stream<PublicRow> before =
                Stream.of(row("Total", 100, 100), row("A", 1, 39), row("B", 1, 39), row("C", 60, 60));
        List<PublicRow> after = List.of(row("Total", 119, 119), row("A", 1, 38), row("B", 1, 38), row("C", 80, 80));

        assertThat(slight(before, after)).isEqualTo(1);
    }

    @Test
    void withheldParts_whoseSumIsTheSame_doNotDiffer() {
        Stream<PublicRow> before =
                Stream.of(row("Total", 100, 100), row("A", 1, 39), row("B", 1, 39), row("C", 60, 60));
        List<PublicRow> after = List.of(row("Total", 120, 120), row("A", 1, 39), row("B", 1, 39), row("C", 80, 80));

        assertThat(slight(before, after)).isZero();
    }

    private static long slight(Stream<PublicRow> before, List<PublicRow> after) {
        // Another year, published whole, shows that the categories add up to the total.
        Stream<PublicRow> whole = Stream.of("Total,60", "A,20", "B,20", "C,20")
                .map(line -> line.split(","))
                .map(cell -> new PublicRow(
                        List.of("2023", cell[0]),
                        OptionalLong.of(Long.parseLong(cell[1])),
                        Long.parseLong(cell[1]),
                        Long.parseLong(cell[1])));
        List<CountTable.Cell> cells = Stream.concat(whole, before)
                .map(row -> new CountTable.Cell(row.codes(), new CountBounds(row.lower(), row.upper())))
                .toList();
        List<String> dimensions = List.of("year", "beat");
        PublicRelease earlier = new PublicRelease(
                "r1",
                "t",
                "",
                "p",
                "CC0-1.0",
                java.util.Optional.empty(),
                false,
                List.of(new CountTable("t", "stops", dimensions, cells)),
                Map.of(),
                java.util.Optional.empty());
        return Changes.between(earlier, List.of(new PublicTable("t", "stops", dimensions, after)), 11)
                .slight();
    }

    private static PublicRow row(String beat, long lower, long upper) {
        return new PublicRow(
                List.of("2024", beat), lower == upper ? OptionalLong.of(lower) : OptionalLong.empty(), lower, upper);
    }
}
