package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Two ages and two reasons. In every one of the four strata Black people are searched exactly twice as often as White people, but they
 * are stopped more where everybody is searched more.
 */
class StandardisationTest {
    private static final List<String> AGES = List.of("young", "old");
    private static final List<String> REASONS = List.of("moving", "equipment");
    private static final long[] BLACK_STOPS = {100, 100, 100, 60};
    private static final long[] BLACK_SEARCHES = {10, 20, 30, 24};
    private static final long[] WHITE_STOPS = {300, 200, 100, 40};
    private static final long[] WHITE_SEARCHES = {15, 20, 15, 8};

    private static Question question(List<String> standardiseBy) {
        return new Question(
                "q",
                "?",
                "t",
                Measure.RATE_RATIO,
                "race",
                "Black",
                "White",
                new TreeMap<>(Map.of("searched", List.of("yes"))),
                new TreeMap<>(),
                standardiseBy,
                Map.of(),
                new Question.Gate(true, OptionalDouble.of(0.2), 1));
    }

    /** Searches by age and reason are uncertain by {@code slack}; by age alone they are published. */
    private static CountTable table(long slack) {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (String race : List.of("Black", "White")) {
            long[] stops = race.equals("Black") ? BLACK_STOPS : WHITE_STOPS;
            long[] searches = race.equals("Black") ? BLACK_SEARCHES : WHITE_SEARCHES;
            for (int age = 0; age < 2; age++) {
                for (int reason = 0; reason < 2; reason++) {
                    int stratum = 2 * age + reason;
                    counted(cells, race, AGES.get(age), REASONS.get(reason), stops[stratum], searches[stratum], slack);
                }
                int first = 2 * age;
                counted(
                        cells,
                        race,
                        AGES.get(age),
                        "Total",
                        stops[first] + stops[first + 1],
                        searches[first] + searches[first + 1],
                        0);
            }
        }
        for (int age = 0; age < 2; age++) {
            for (int reason = 0; reason < 2; reason++) {
                int stratum = 2 * age + reason;
                everybody(cells, AGES.get(age), REASONS.get(reason), BLACK_STOPS[stratum] + WHITE_STOPS[stratum]);
            }
            int first = 2 * age;
            everybody(
                    cells,
                    AGES.get(age),
                    "Total",
                    BLACK_STOPS[first] + BLACK_STOPS[first + 1] + WHITE_STOPS[first] + WHITE_STOPS[first + 1]);
        }
        return new CountTable("t", "stops", List.of("year", "race", "age", "reason", "searched"), cells);
    }

    private static void counted(
            List<CountTable.Cell> cells,
            String race,
            String age,
            String reason,
            long stops,
            long searches,
            long slack) {
        cells.add(new CountTable.Cell(List.of("2023", race, age, reason, "Total"), CountBounds.exactly(stops)));
        cells.add(new CountTable.Cell(
                List.of("2023", race, age, reason, "yes"),
                new CountBounds(Math.max(1, searches - slack), searches + slack)));
    }

    private static void everybody(List<CountTable.Cell> cells, String age, String reason, long stops) {
        cells.add(new CountTable.Cell(List.of("2023", "Total", age, reason, "Total"), CountBounds.exactly(stops)));
    }

    private static Answer.Entry asked(long slack, String... standardiseBy) {
        return Answers.of(question(List.of(standardiseBy)), table(slack)).pooled();
    }

    /** Weights 0.4, 0.3, 0.2, 0.1: 0.04 + 0.06 + 0.06 + 0.04 = 0.2 against 0.1. */
    @Test
    void standard_ofAgeAndReason_removesWhatBothExplain() {
        Answer.Entry entry = asked(0, "age", "reason");

        assertThat(entry.group().bounds().middle()).isCloseTo(0.2, within(1e-12));
        assertThat(entry.reference().bounds().middle()).isCloseTo(0.1, within(1e-12));
        assertThat(entry.ratio().bounds().middle()).isCloseTo(2, within(1e-9));
        assertThat(entry.coverage()).isEqualTo(1);
    }

    /** Ages alone: 0.7 · 30/200 + 0.3 · 54/160 = 0.20625 against 0.7 · 35/500 + 0.3 · 23/140 = 0.0982857. */
    @Test
    void standard_ofAgeAlone_leavesWhatTheReasonExplains() {
        assertThat(asked(0, "age").ratio().bounds().middle()).isCloseTo(0.20625 / 0.09828571428571428, within(1e-9));
    }

    @Test
    void standard_ofWithheldStrata_enclosesTheValueFromTheRecords() {
        Interval bounds = asked(6, "age", "reason").ratio().bounds();

        assertThat(bounds.lower()).isLessThan(2);
        assertThat(bounds.upper()).isGreaterThan(2);
    }

    /** 500 tables whose counts in full detail, sizes of strata among them, lie anywhere between bounds that hold. */
    @Test
    void standard_of500SeededTables_alwaysEnclosesTheValueFromTheRecords() {
        CountTable records = table(0);
        int widened = 0;
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<CountTable.Cell> cells = new ArrayList<>();
            for (int cell = 0; cell < records.cells(); cell++) {
                long count = records.bounds(cell).lower();
                cells.add(new CountTable.Cell(
                        records.codesOf(cell),
                        random.nextInt(3) > 0
                                ? CountBounds.exactly(count)
                                : new CountBounds(
                                        Math.max(1, count - random.nextInt(20)), count + random.nextInt(20))));
            }
            CountTable released = new CountTable("t", "stops", records.dimensions(), cells);
            Answer.Entry seen =
                    Answers.of(question(List.of("age", "reason")), released).pooled();

            assertThat(seen.ratio().bounds().lower()).as("seed %d", seed).isLessThanOrEqualTo(2 + 1e-12);
            assertThat(seen.ratio().bounds().upper()).as("seed %d", seed).isGreaterThanOrEqualTo(2 - 1e-12);
            assertThat(seen.group().bounds().lower()).as("seed %d", seed).isLessThanOrEqualTo(0.2 + 1e-12);
            assertThat(seen.group().bounds().upper()).as("seed %d", seed).isGreaterThanOrEqualTo(0.2 - 1e-12);
            widened += seen.ratio().bounds().isExact() ? 0 : 1;
        }
        assertThat(widened).isGreaterThan(400);
    }

    @Test
    void gate_thatBothDimensionsLose_namesTheOneThatKeepsIt() {
        assertThat(Answers.of(question(List.of("age", "reason")), table(6)).passes())
                .isFalse();
        assertThat(CoarserDesigns.suggestion(question(List.of("age", "reason")), List.of(table(6))))
                .hasValue("table t keeps it, year by year, standardised by age");
    }
}
