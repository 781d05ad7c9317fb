package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.louver.utility.ChangePoints.Change;

class ChangePointsTest {
    private static final int SERIES = 10_000;

    /** Hits among 1,000 between both ends, in every year. */
    private static List<Part> years(int years, long least, long most) {
        return IntStream.range(0, years)
                .mapToObj(year -> Part.of(new CountBounds(least, most), new CountBounds(1_000 - most, 1_000 - least)))
                .toList();
    }

    private static List<Part> joined(List<Part> before, List<Part> after) {
        List<Part> series = new ArrayList<>(before);
        series.addAll(after);
        return series;
    }

    /** 60 four times and 140 four times is allowed, though neither all least nor all most shows a change. */
    @Test
    void change_thatOnlyMixedValuesShow_isFlaggedAsPossible() {
        assertThat(ChangePoints.of(years(8, 60, 140)))
                .contains(new Change(4, false))
                .noneMatch(Change::certain);
    }

    /** 120 eight times is allowed, though all least and all most both show a change. */
    @Test
    void change_thatOneAllowedConstantLevelUndoes_isNotCertain() {
        assertThat(ChangePoints.of(joined(years(4, 60, 120), years(4, 120, 180))))
                .contains(new Change(4, false))
                .noneMatch(Change::certain);
    }

    /** 119 and 121 are two levels, but no more than chance apart. */
    @Test
    void change_ofDisjointLevelsWithinChance_isNotCertain() {
        assertThat(ChangePoints.of(joined(years(4, 60, 119), years(4, 121, 180))))
                .noneMatch(Change::certain);
    }

    @Test
    void change_thatEveryAllowedValueShows_isCertain() {
        assertThat(ChangePoints.of(joined(years(4, 60, 65), years(4, 160, 165))))
                .containsExactly(new Change(4, true));
        assertThat(ChangePoints.of(joined(years(4, 160, 165), years(4, 60, 65))))
                .containsExactly(new Change(4, true));
    }

    /** Random tables of random boxes: where a change is certain, none of them is one level. */
    @Test
    void certainChange_ofRandomBoxes_holdsInEveryTableThatIsDrawn() {
        int certain = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Part> box = new ArrayList<>();
            for (int year = 0; year < 6; year++) {
                int least = (year < 3 ? 60 : 110) + random.nextInt(20);
                box.addAll(years(1, least, least + random.nextInt(40)));
            }
            if (ChangePoints.of(box).stream().anyMatch(Change::certain)) {
                certain++;
                for (int draw = 0; draw < 50; draw++) {
                    assertThat(ChangePoints.of(drawn(random, box)))
                            .as("seed %d", seed)
                            .isNotEmpty();
                }
            }
        }
        assertThat(certain).isBetween(50, 450);
    }

    private static List<Part> drawn(Random random, List<Part> box) {
        return box.stream()
                .map(part -> {
                    long hits = part.hits().lower()
                            + random.nextInt(
                                    (int) (part.hits().upper() - part.hits().lower()) + 1);
                    return Part.of(CountBounds.exactly(hits), CountBounds.exactly(1_000 - hits));
                })
                .toList();
    }

    /** The rate that the Javadoc of {@link ChangePoints} states. */
    @Test
    void constantSeries_of10YearsOf250At20Percent_raisesFewFalseAlarms() {
        assertThat(falseAlarms(10, 250, 0.2)).isBetween(0.0085, 0.0095);
    }

    /** Small counts and short series stay within the same share. */
    @Test
    void constantSeries_ofFewYearsOrSmallCounts_raiseFewFalseAlarms() {
        assertThat(falseAlarms(2, 250, 0.2)).isLessThan(0.05);
        assertThat(falseAlarms(20, 60, 0.05)).isLessThan(0.05);
    }

    private static double falseAlarms(int years, int size, double rate) {
        Random random = new Random(2_026);
        int alarms = 0;
        for (int series = 0; series < SERIES; series++) {
            List<Part> parts = new ArrayList<>();
            for (int year = 0; year < years; year++) {
                long hits = random.doubles(size).filter(draw -> draw < rate).count();
                parts.add(Part.of(CountBounds.exactly(hits), CountBounds.exactly(size - hits)));
            }
            alarms += ChangePoints.of(parts).isEmpty() ? 0 : 1;
        }
        return (double) alarms / SERIES;
    }
}
