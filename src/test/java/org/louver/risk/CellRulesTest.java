package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Per-cell findings and the CalHHS score. */
class CellRulesTest {
    private static final CellRules RULES = new CellRules(11, 0.8, 0.95, 20_000, true);

    @Test
    void examine_cells_namesEveryRuleThatFires() {
        assertThat(RULES.examine(new CellExposure(0, 0, 0))).isEmpty();
        assertThat(RULES.examine(new CellExposure(30, 20, 3))).isEmpty();
        assertThat(RULES.examine(new CellExposure(1, 1, 1)))
                .containsExactly(
                        new CellFinding.Identifying(1),
                        new CellFinding.FewContributors(1, 11),
                        new CellFinding.DominantContributor(1, 0.8));
        assertThat(RULES.examine(new CellExposure(100, 12, 89)))
                .containsExactly(new CellFinding.DominantContributor(0.89, 0.8));
        assertThatThrownBy(() -> new CellExposure(3, 3, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attributeDisclosure_fullAndEmptyCategories_areFound() {
        assertThat(RULES.attributeDisclosure("outcome", 20, 20))
                .contains(new CellFinding.AttributeDisclosure("outcome", 20, 20, 0.95));
        assertThat(RULES.attributeDisclosure("outcome", 0, 20)).contains(new CellFinding.DisclosingZero("outcome", 20));
        assertThat(RULES.attributeDisclosure("outcome", 19, 20)).isPresent();
        assertThat(RULES.attributeDisclosure("outcome", 18, 20)).isEmpty();
        assertThat(RULES.attributeDisclosure("outcome", 1, 1)).isEmpty();
        assertThat(RULES.attributeDisclosure("outcome", 0, 0)).isEmpty();
        assertThat(new CellRules(11, 0.8, 0.95, 0, false).attributeDisclosure("outcome", 0, 20))
                .isEmpty();
        assertThatThrownBy(() -> RULES.attributeDisclosure("outcome", 3, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void derivableNumerator_roundedRates_agreesWithTryingEveryNumerator(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            long denominator = 1L + random.nextInt(300);
            int numerator = random.nextInt((int) denominator + 1);
            int decimals = random.nextInt(3);
            BigDecimal rate = rate(numerator, denominator, decimals);
            long least = -1;
            long most = -1;
            for (long candidate = 0; candidate <= denominator; candidate++) {
                if (rate(candidate, denominator, decimals).compareTo(rate) == 0) {
                    least = least < 0 ? candidate : least;
                    most = candidate;
                }
            }
            if (most >= 1 && most < 11) {
                assertThat(RULES.derivableNumerator(rate, 100, denominator))
                        .contains(new CellFinding.DerivableNumerator(least, most, denominator));
            } else {
                assertThat(RULES.derivableNumerator(rate, 100, denominator)).isEmpty();
            }
        }
    }

    private static BigDecimal rate(long numerator, long denominator, int decimals) {
        return BigDecimal.valueOf(100 * numerator)
                .divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }

    @Test
    void smallPopulation_belowTheThreshold_isFound() {
        assertThat(RULES.smallPopulation(19_999)).isPresent();
        assertThat(RULES.smallPopulation(20_000)).isEmpty();
    }

    /** Worked by hand from reference/policy.md: 7 + 5 + 3 + 1 + 0 + 4 = 20. */
    @Test
    void calHhs_countyByRaceSexAgeYear_showsEveryTerm() {
        CalHhsScore score = new CalHhsScore()
                .smallestCell(4)
                .ageBand("age", 5)
                .race("race", CalHhsScore.Race.GROUPS, 8)
                .sex("sex")
                .period(12)
                .geography(OptionalLong.of(30_000), OptionalLong.empty(), CalHhsScore.Service.AREA);
        assertThat(score.terms()).extracting(CalHhsScore.Term::points).containsExactly(7, 5, 3, 1, 0, 4);
        assertThat(score.total()).isEqualTo(20);
        assertThat(score.suppresses()).isTrue();
    }

    @Test
    void calHhs_bands_changeWhereTheGuidelinesSay() {
        assertThat(points(new CalHhsScore().smallestCell(1000))).containsExactly(2);
        assertThat(points(new CalHhsScore().smallestCell(999).smallestCell(99).smallestCell(10)))
                .containsExactly(3, 5, 7);
        assertThat(points(new CalHhsScore()
                        .ageBand("age", 30)
                        .ageBand("age", 29)
                        .ageBand("age", 10)
                        .ageBand("age", 5)
                        .ageBand("age", 2)))
                .containsExactly(1, 2, 3, 5, 7);
        assertThat(points(new CalHhsScore()
                        .period(60)
                        .period(24)
                        .period(12)
                        .period(6)
                        .period(3)
                        .period(1)))
                .containsExactly(-5, -3, 0, 3, 4, 5);
        assertThat(points(new CalHhsScore()
                        .race("race", CalHhsScore.Race.GROUPS, 5)
                        .race("race", CalHhsScore.Race.HISPANIC_OR_NOT, 2)))
                .containsExactly(2, 1);
        assertThat(points(new CalHhsScore()
                        .trait("relationship", OptionalLong.of(4_000_001), 3)
                        .trait("relationship", OptionalLong.of(20_000), 3)
                        .trait("offence", OptionalLong.empty(), 4)
                        .trait("offence", OptionalLong.empty(), 10)))
                .containsExactly(1, 7, 3, 7);
        long[] people = {2_000_001, 1_000_000, 560_000, 250_000, 100_000, 50_000, 20_001, 20_000, 4_000};
        int[] residence = {-5, -3, -1, 0, 1, 3, 4, 5, 7};
        for (int i = 0; i < people.length; i++) {
            assertThat(points(new CalHhsScore()
                            .geography(OptionalLong.of(people[i]), OptionalLong.empty(), CalHhsScore.Service.AREA)))
                    .containsExactly(residence[i]);
        }
        assertThat(points(new CalHhsScore()
                        .geography(OptionalLong.of(100_000), OptionalLong.empty(), CalHhsScore.Service.RURAL)))
                .as("the higher of the two")
                .containsExactly(5);
        assertThat(points(new CalHhsScore()
                        .onlyTimeAndGeography(5)
                        .onlyTimeAndGeography(3)
                        .onlyTimeAndGeography(2)
                        .dependentVariables(1)
                        .dependentVariables(2)
                        .dependentVariables(3)))
                .containsExactly(-5, -3, 0, 1, 2, 4);
        assertThat(CalHhsScore.needsNoAnalysis(11, 20_001)).isTrue();
        assertThat(CalHhsScore.needsNoAnalysis(11, 20_000)).isFalse();
    }

    private static List<Integer> points(CalHhsScore score) {
        return score.terms().stream().map(CalHhsScore.Term::points).toList();
    }

    /** The lines of the guidelines as bands, each asked for every value at and around its ends, and for random ones. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void calHhs_randomTables_addUpTheLinesOfTheGuidelines(long seed) {
        long[][] cell = {{1000, 2}, {100, 3}, {11, 5}, {0, 7}};
        long[][] age = {{30, 1}, {11, 2}, {6, 3}, {3, 5}, {0, 7}};
        long[][] time = {{60, -5}, {24, -3}, {12, 0}, {6, 3}, {3, 4}, {0, 5}};
        long[][] trait = {{4_000_001, 1}, {300_001, 2}, {100_001, 3}, {20_001, 5}, {0, 7}};
        long[][] home = {
            {2_000_001, -5},
            {1_000_000, -3},
            {560_000, -1},
            {250_000, 0},
            {100_000, 1},
            {50_000, 3},
            {20_001, 4},
            {4_001, 5},
            {0, 7}
        };
        long[][] service = {{2_000_001, -5}, {1_000_000, -4}, {560_000, -3}, {250_000, -1}, {20_001, 0}, {0, 1}};
        Map<CalHhsScore.Service, Integer> kinds = Map.of(
                CalHhsScore.Service.STREET_ADDRESS, 3, CalHhsScore.Service.RURAL, 5, CalHhsScore.Service.FRONTIER, 7);
        Random random = new Random(seed);
        for (int table = 0; table < 2_000; table++) {
            long smallest = near(random, cell);
            long years = near(random, age);
            long months = Math.max(1, near(random, time));
            long people = near(random, trait);
            long residents = near(random, home);
            long served = near(random, service);
            int groups = 2 + random.nextInt(9);
            int dependent = random.nextInt(5);
            CalHhsScore.Service kind = List.of(CalHhsScore.Service.values()).get(random.nextInt(4));
            long geography = Math.max(
                    points(home, residents),
                    kind == CalHhsScore.Service.AREA ? points(service, served) : kinds.getOrDefault(kind, 0));
            long expected = points(cell, smallest)
                    + points(age, years)
                    + points(time, months)
                    + points(trait, people)
                    + geography
                    + (groups <= 5 ? 2 : 3)
                    + 1
                    + List.of(0, 1, 2, 4, 4).get(dependent);
            CalHhsScore score = new CalHhsScore()
                    .smallestCell(smallest)
                    .ageBand("age", (int) years)
                    .period((int) months)
                    .trait("trait", OptionalLong.of(people), 3)
                    .geography(OptionalLong.of(residents), OptionalLong.of(served), kind)
                    .race("race", CalHhsScore.Race.GROUPS, groups)
                    .sex("sex")
                    .dependentVariables(dependent);
            assertThat(score.total()).isEqualTo((int) expected);
            assertThat(score.suppresses()).isEqualTo(expected >= 13);
        }
    }

    private static long near(Random random, long[][] bands) {
        long[] band = bands[random.nextInt(bands.length)];
        return Math.max(0, band[0] + random.nextInt(3) - 1);
    }

    private static long points(long[][] bands, long value) {
        for (long[] band : bands) {
            if (value >= band[0]) {
                return band[1];
            }
        }
        throw new IllegalStateException("the last band starts at 0");
    }
}
