package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
    private static final int CASES = 500;

    /** Strata whose weights and membership come from the release give the same standard for records and release. */
    @ParameterizedTest
    @EnumSource(Measure.class)
    void bounds_of500SeededReleases_alwaysContainTheRawValue(Measure measure) {
        int narrowed = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stops stops = new Stops(random, 5 + random.nextInt(200), 0.15, 1.6);
            Question question = Stops.question(measure, List.of());
            Answer raw = Answers.of(question, stops.records());
            Answer published = Answers.of(question, stops.released(random, 10, 0.2));

            for (int year = 0; year < raw.years().size(); year++) {
                Answer.Entry known = raw.years().get(year);
                Answer.Entry seen = published.years().get(year);
                assertContains(seed, seen.group(), known.group());
                assertContains(seed, seen.reference(), known.reference());
                assertContains(seed, seen.ratio(), known.ratio());
                narrowed += seen.ratio().sharp() ? 1 : 0;
            }
            assertContains(seed, published.pooled().ratio(), raw.pooled().ratio());
        }
        assertThat(narrowed).isPositive();
    }

    /** Bounds are a superset of the raw value, and both ends of the raw confidence interval lie within the published one. */
    private static void assertContains(int seed, Estimate published, Estimate raw) {
        Interval bounds = published.bounds();
        assertThat(bounds.lower())
                .as("seed %d", seed)
                .isLessThanOrEqualTo(raw.bounds().lower());
        if (raw.bounds().isBounded()) {
            assertThat(bounds.upper())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(raw.bounds().upper());
        }
        if (raw.confidence().isBounded()) {
            assertThat(published.confidence().lower())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(raw.confidence().lower() + 1e-12);
            assertThat(published.confidence().upper())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(raw.confidence().upper() - 1e-12);
        }
    }

    @Test
    void standardisedBounds_of100SeededReleases_containTheRawRateUnderTheSameWeights() {
        for (int seed = 0; seed < CASES; seed += 5) {
            Random random = new Random(seed);
            Stops stops = new Stops(random, 30 + random.nextInt(200), 0.15, 1.6);
            Question question = Stops.question(Measure.RATE_RATIO, List.of("place"));
            Answer raw = Answers.of(question, stops.records());
            // Stratum sizes are published here, so weights agree; searches are withheld.
            Answer published = Answers.of(question, stops.released(random, 4, 0));
            for (int year = 0; year < raw.years().size(); year++) {
                if (raw.years().get(year).coverage()
                                == published.years().get(year).coverage()
                        && raw.years().get(year).coverage() == 1) {
                    double value = raw.years().get(year).ratio().bounds().lower();
                    Interval bounds = published.years().get(year).ratio().bounds();
                    assertThat(bounds.lower()).as("seed %d", seed).isLessThanOrEqualTo(value * (1 + 1e-12));
                    assertThat(bounds.upper()).as("seed %d", seed).isGreaterThanOrEqualTo(value * (1 - 1e-12));
                }
            }
        }
    }

    @Test
    void plantedDisparity_overManySeeds_liesWithinItsIntervalsAboutAsOftenAsPromised() {
        int ratios = 0;
        int rates = 0;
        int odds = 0;
        int runs = 200;
        for (int seed = 0; seed < runs; seed++) {
            CountTable records = new Stops(new Random(1_000 + seed), 3_000, 0.10, 1.5).records();
            Answer.Entry rate = Answers.of(Stops.question(Measure.RATE_RATIO, List.of()), records)
                    .pooled();
            Answer.Entry odd = Answers.of(Stops.question(Measure.ODDS_RATIO, List.of()), records)
                    .pooled();
            ratios += rate.ratio().confidence().contains(1.5) ? 1 : 0;
            rates += rate.group().confidence().contains(0.15) ? 1 : 0;
            odds += odd.ratio().confidence().contains(0.15 / 0.85 / (0.10 / 0.90)) ? 1 : 0;
        }
        // 95 % of 200 is 190; 178 is the 0.1 % quantile of the binomial.
        assertThat(List.of(ratios, rates, odds)).allMatch(covered -> covered >= 178);
    }

    /** Two cells tied by their published sum move against each other: the fractional program knows, intervals do not. */
    @Test
    void quotient_ofCellsTiedByATotal_isSharp() {
        List<CountTable.Cell> cells = new ArrayList<>();
        cell(cells, "2023", "Black", 4, 16);
        cell(cells, "2023", "White", 4, 16);
        cell(cells, "2023", "Total", 20, 20);
        cell(cells, "2022", "Black", 7, 7);
        cell(cells, "2022", "White", 3, 3);
        cell(cells, "2022", "Total", 10, 10);
        CountTable table = new CountTable("t", "stops", List.of("year", "race"), cells);
        int[] black = table.select(Map.of("year", List.of("2023"), "race", List.of("Black")));
        int[] white = table.select(Map.of("year", List.of("2023"), "race", List.of("White")));
        int[] both = {black[0], white[0]};

        try (ConsistentCounts counts = ConsistentCounts.around(table, both).orElseThrow()) {
            Interval share = counts.quotient(black, both);
            Interval odds = counts.quotient(black, white);
            assertThat(share.lower()).isCloseTo(4 / 20.0, within(1e-9)).isLessThanOrEqualTo(4 / 20.0);
            assertThat(share.upper()).isCloseTo(16 / 20.0, within(1e-9)).isGreaterThanOrEqualTo(16 / 20.0);
            assertThat(odds.lower()).isCloseTo(4 / 16.0, within(1e-9)).isLessThanOrEqualTo(4 / 16.0);
            assertThat(odds.upper()).isCloseTo(16 / 4.0, within(1e-9)).isGreaterThanOrEqualTo(16 / 4.0);
            assertThat(counts.difference(both, new int[0])).isEqualTo(CountBounds.exactly(20));
        }
    }

    /** Against every integer table that fits: bounds contain them all and touch the extremes up to integrality. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void quotient_onTwoByThreeTables_enclosesEveryConsistentTable(int seed) {
        Random random = new Random(seed);
        long[][] count = new long[2][3];
        for (long[] line : count) {
            for (int column = 0; column < 3; column++) {
                line[column] = 1L + random.nextInt(6);
            }
        }
        String[] columns = {"a", "b", "c"};
        List<CountTable.Cell> cells = new ArrayList<>();
        long[] columnTotal = new long[3];
        for (int year = 0; year < 2; year++) {
            long rowTotal = 0;
            for (int column = 0; column < 3; column++) {
                cell(cells, "202" + year, columns[column], 1, 12);
                rowTotal += count[year][column];
                columnTotal[column] += count[year][column];
            }
            cell(cells, "202" + year, "Total", rowTotal, rowTotal);
        }
        long grand = 0;
        for (int column = 0; column < 3; column++) {
            cell(cells, "Total", columns[column], columnTotal[column], columnTotal[column]);
            grand += columnTotal[column];
        }
        cell(cells, "Total", "Total", grand, grand);
        // A published line of a further year lets a reader confirm that categories add up.
        CountTable table = new CountTable("t", "stops", List.of("year", "kind"), cells);
        int[] top = table.select(Map.of("year", List.of("2020"), "kind", List.of("a")));
        int[] bottom = table.select(Map.of("year", List.of("2020"), "kind", List.of("a", "b")));

        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (long a = 1; a < columnTotal[0]; a++) {
            for (long b = 1; b < columnTotal[1]; b++) {
                long c = count[0][0] + count[0][1] + count[0][2] - a - b;
                if (c >= 1 && c < columnTotal[2]) {
                    least = Math.min(least, (double) a / (a + b));
                    most = Math.max(most, (double) a / (a + b));
                }
            }
        }
        try (ConsistentCounts counts = ConsistentCounts.around(table, bottom).orElseThrow()) {
            Interval bounds = counts.quotient(top, bottom);
            assertThat(bounds.lower()).isLessThanOrEqualTo(least).isCloseTo(least, within(1e-9));
            assertThat(bounds.upper()).isGreaterThanOrEqualTo(most).isCloseTo(most, within(1e-9));
        }
    }

    /** Two withheld years of a group whose published total is 20: all years together are known exactly, per resident too. */
    @Test
    void ratePerResident_ofYearsTiedByAPublishedTotal_isExact() {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (String race : List.of("Black", "White")) {
            cell(cells, "2022", race, 4, 16);
            cell(cells, "2023", race, 4, 16);
            cell(cells, "Total", race, 20, 20);
        }
        cell(cells, "2022", "Total", 20, 20);
        cell(cells, "2023", "Total", 20, 20);
        cell(cells, "Total", "Total", 40, 40);
        CountTable table = new CountTable("searches", "stops", List.of("year", "race"), cells);
        Question asked = new Question(
                "q",
                "?",
                "searches",
                Measure.POPULATION_RATIO,
                "race",
                "Black",
                "White",
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Map.of("Black", Residents.counted(100), "White", Residents.counted(200)),
                Question.Gate.NONE);

        Answer answer = Answers.of(asked, table);

        assertThat(answer.pooled().group().bounds()).isEqualTo(Interval.exactly(20 / 200.0));
        assertThat(answer.pooled().ratio().bounds()).isEqualTo(Interval.exactly(2));
        // 2022: Black x, White 20 − x; the quotient of tied counts lies between 4/16 and 16/4.
        assertThat(answer.years().get(0).ratio().bounds().lower()).isCloseTo(0.5, within(1e-9));
        assertThat(answer.years().get(0).ratio().bounds().upper()).isCloseTo(8, within(1e-9));
    }

    @Test
    void relations_ofADimensionOnTwoLevels_areNotUsed() {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (String year : List.of("2022", "2023")) {
            cell(cells, year, "District", 30, 30);
            cell(cells, year, "Beat 1", 10, 10);
            cell(cells, year, "Beat 2", 1, 20);
            cell(cells, year, "Total", 30, 30);
        }
        CountTable table = new CountTable("t", "stops", List.of("year", "place"), cells);

        assertThat(table.relations().relations()).isZero();
    }

    @Test
    void gate_thatFails_namesTheCoarserDesignThatKeepsTheQuestion() {
        Stops stops = new Stops(new Random(7), 400, 0.1, 1.6);
        Question asked = new Question(
                "q",
                "?",
                "searches",
                Measure.RATE_RATIO,
                "race",
                "Black",
                "White",
                new TreeMap<>(Map.of("searched", List.of("yes"))),
                new TreeMap<>(),
                List.of(),
                Map.of(),
                new Question.Gate(true, java.util.OptionalDouble.of(0.2), 1));
        List<CountTable.Cell> cells = new ArrayList<>();
        CountTable records = stops.records();
        for (String race : List.of("Black", "White", "Asian", "Total")) {
            for (String searched : List.of("yes", "Total")) {
                for (String year : List.of("2021", "2022", "2023", "Total")) {
                    long count = records.sum(records.select(Map.of(
                                    "year", year.equals("Total") ? Stops.YEARS : List.of(year),
                                    "race", List.of(race),
                                    "searched", List.of(searched))))
                            .lower();
                    boolean withheld = searched.equals("yes")
                            && List.of("2022", "2023").contains(year)
                            && List.of("Black", "White").contains(race);
                    cells.add(new CountTable.Cell(
                            List.of(year, race, "Total", searched),
                            withheld ? new CountBounds(1, count + 5) : CountBounds.exactly(count)));
                }
            }
        }
        CountTable table = new CountTable("searches", "stops", List.of("year", "race", "place", "searched"), cells);
        Answer answer = Answers.of(asked, table);

        assertThat(answer.passes()).isFalse();
        assertThat(answer.years().get(1).verdict()).isNotEqualTo(Verdict.SAME_CONCLUSION);
        assertThat(CoarserDesigns.suggestion(asked, List.of(table)))
                .hasValue("table searches keeps it with all years together");
    }

    /** Six years, one search rate: withheld years are too wide alone, and narrow enough in pairs with a published one. */
    @Test
    void gate_thatFailsByYear_passesInPeriodsWhereThatIsEnough() {
        List<CountTable.Cell> cells = new ArrayList<>();
        for (int year = 2015; year < 2021; year++) {
            for (String race : List.of("Black", "White")) {
                long stops = race.equals("Black") ? 1_000 : 2_000;
                long searches = race.equals("Black") ? 90 : 100;
                int slack = year % 2 == 0 && race.equals("Black") ? 12 : 0;
                cells.add(new CountTable.Cell(List.of("" + year, race, "Total"), CountBounds.exactly(stops)));
                cells.add(new CountTable.Cell(
                        List.of("" + year, race, "yes"), new CountBounds(searches - slack, searches + slack)));
            }
        }
        CountTable table = new CountTable("t", "stops", List.of("year", "race", "searched"), cells);
        Question asked = Stops.question(Measure.RATE_RATIO, List.of())
                .of("t")
                .gated(new Question.Gate(true, java.util.OptionalDouble.of(0.2), 1));

        assertThat(Answers.of(asked, table).passes()).isFalse();
        assertThat(CoarserDesigns.suggestion(asked, List.of(table))).hasValue("table t keeps it in periods of 2 years");
        assertThat(Answers.of(asked, table, 4).years())
                .extracting(Answer.Entry::period)
                .containsExactly("2015-2018", "2019-2020");
    }

    /** A rate of 10 % that falls to 7 % in the fourth of eight years is found there, in the records and in the release. */
    @Test
    void plantedTrend_ofARate_isFoundInItsYear() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<CountTable.Cell> cells = new ArrayList<>();
            for (int year = 0; year < 8; year++) {
                for (String race : List.of("Black", "White")) {
                    double rate = year < 3 ? 0.10 : 0.07;
                    long searches =
                            random.doubles(4_000).filter(draw -> draw < rate).count();
                    int slack = random.nextInt(10) == 0 ? 5 : 0;
                    cells.add(new CountTable.Cell(List.of("201" + year, race, "Total"), CountBounds.exactly(4_000)));
                    cells.add(new CountTable.Cell(
                            List.of("201" + year, race, "yes"), new CountBounds(searches - slack, searches + slack)));
                }
            }
            CountTable table = new CountTable("t", "stops", List.of("year", "race", "searched"), cells);
            List<ChangePoints.Change> changes = Answers.of(
                            Stops.question(Measure.RATE_RATIO, List.of()).of("t"), table)
                    .changes();
            found += changes.contains(new ChangePoints.Change(3, true)) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(45);
    }

    private static void cell(List<CountTable.Cell> cells, String year, String code, long lower, long upper) {
        cells.add(new CountTable.Cell(List.of(year, code), new CountBounds(lower, upper)));
    }
}
