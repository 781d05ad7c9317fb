package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ℓ-diversity, t-closeness, δ-presence and population estimates. */
class AttributeMeasuresTest {
    @Test
    void diversity_handComputed() {
        Diversity even = Diversity.of(2, 2, 0, 2);
        assertThat(even.distinct()).isEqualTo(3);
        assertThat(even.entropy()).isCloseTo(3, within(1e-12));
        Diversity skewed = Diversity.of(3, 1);
        assertThat(skewed.entropy()).isCloseTo(Math.pow(4.0 / 3, 0.75) * Math.pow(4, 0.25), within(1e-12));
        assertThat(even.least(skewed)).isEqualTo(new Diversity(2, skewed.entropy()));
        assertThat(Diversity.UNBOUNDED.least(even)).isEqualTo(even);
    }

    @Test
    void recursiveDiversity_handComputed() {
        // sorted 5, 3, 2: r1 < c (r2 + r3) is 5 < c·5.
        assertThat(Diversity.recursive(1, 2, 3, 5, 2)).isFalse();
        assertThat(Diversity.recursive(1.01, 2, 3, 5, 2)).isTrue();
        assertThat(Diversity.recursive(2.6, 3, 3, 5, 2)).isTrue();
        assertThat(Diversity.recursive(100, 4, 3, 5, 2)).isFalse();
    }

    /** The example of Li et al. (2007): salaries 3k..11k, classes {3,4,5} at 0.375 and {6,8,11} at 0.167. */
    @Test
    void orderedCloseness_exampleOfThePaper_agrees() {
        long[] overall = {1, 1, 1, 1, 1, 1, 1, 1, 1};
        assertThat(Closeness.ordered(new long[] {1, 1, 1, 0, 0, 0, 0, 0, 0}, overall))
                .isCloseTo(0.375, within(1e-12));
        assertThat(Closeness.ordered(new long[] {0, 0, 0, 1, 0, 1, 0, 0, 1}, overall))
                .isCloseTo(0.1667, within(1e-4));
    }

    @Test
    void equalCloseness_handComputed() {
        assertThat(Closeness.equal(new long[] {4, 0}, new long[] {1, 1})).isCloseTo(0.5, within(1e-15));
    }

    /** Two groups of two values: moving half a record within a group costs ½ · ½, across groups ½ · 1. */
    @Test
    void hierarchicalCloseness_handComputed() {
        ValueTree tree = new ValueTree(new int[][] {{0, 0, 1, 1}, {0, 0, 0, 0}});
        assertThat(Closeness.hierarchical(new long[] {1, 0, 0, 0}, new long[] {1, 1, 0, 0}, tree))
                .isCloseTo(0.25, within(1e-15));
        assertThat(Closeness.hierarchical(new long[] {1, 0, 0, 0}, new long[] {1, 0, 1, 0}, tree))
                .isCloseTo(0.5, within(1e-15));
        assertThat(Closeness.hierarchical(new long[] {1, 0, 0, 0}, new long[] {1, 1, 1, 1}, tree))
                .isCloseTo(0.25 * 0.5 + 0.5, within(1e-15));
        assertThatThrownBy(() -> new ValueTree(new int[][] {{0, 0}, {0, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ValueTree(new int[][] {{0, 0, 1}, {0, 1, 1}, {0, 0, 0}}))
                .hasMessageContaining("splits");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hierarchicalCloseness_flatTree_isEqualCloseness(long seed) {
        Random random = new Random(seed);
        long[] a = random.longs(5, 0, 9).toArray();
        long[] b = random.longs(5, 1, 9).toArray();
        a[0]++;
        assertThat(Closeness.hierarchical(a, b, new ValueTree(new int[][] {new int[5]})))
                .isCloseTo(Closeness.equal(a, b), within(1e-12));
    }

    @Test
    void presence_classes_keepsTheExtremes() {
        Presence both = Presence.of(1, 4).and(Presence.of(3, 4));
        assertThat(both).isEqualTo(new Presence(0.25, 0.75));
        assertThat(Presence.of(5, 4)).isEqualTo(new Presence(1, 1));
        assertThat(Presence.of(1, 0)).isEqualTo(new Presence(1, 1));
        assertThatThrownBy(() -> Presence.of(-1, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void population_betweenYears_isInterpolatedWithItsMargin() {
        PopulationEstimate first = new PopulationEstimate(100, 30);
        PopulationEstimate last = new PopulationEstimate(200, 40);
        Map<Integer, PopulationEstimate> years = Map.of(2015, first, 2020, last);
        PopulationEstimate middle = PopulationEstimate.at(2017, years);
        assertThat(middle.people()).isCloseTo(140, within(1e-12));
        assertThat(middle.margin()).isCloseTo(Math.hypot(18, 16), within(1e-12));
        assertThat(middle.atLeast()).isEqualTo(115);
        assertThat(PopulationEstimate.at(2010, years)).isEqualTo(first);
        assertThat(PopulationEstimate.at(2025, years)).isEqualTo(last);
        assertThat(new PopulationEstimate(10, 30).atLeast()).isZero();
        assertThat(first.plus(last)).isEqualTo(new PopulationEstimate(300, 50));
    }

    /** Against going from year to year in steps of one: people and margins move on straight lines. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void population_randomYears_agreesWithWalkingFromYearToYear(long seed) {
        java.util.Random random = new java.util.Random(seed);
        java.util.TreeMap<Integer, PopulationEstimate> byYear = new java.util.TreeMap<>();
        for (int i = 0; i < 4; i++) {
            byYear.put(2010 + random.nextInt(12), new PopulationEstimate(random.nextInt(500), random.nextInt(60)));
        }
        for (int year = 2008; year < 2025; year++) {
            int before = year;
            while (before > 2000 && !byYear.containsKey(before)) {
                before--;
            }
            int after = year;
            while (after < 2030 && !byYear.containsKey(after)) {
                after++;
            }
            before = byYear.containsKey(before) ? before : after;
            after = byYear.containsKey(after) ? after : before;
            PopulationEstimate first = byYear.getOrDefault(before, new PopulationEstimate(0, 0));
            PopulationEstimate last = byYear.getOrDefault(after, first);
            int steps = after - before;
            double people = steps == 0
                    ? first.people()
                    : (first.people() * (after - year) + last.people() * (year - before)) / steps;
            double variance = steps == 0
                    ? first.margin() * first.margin()
                    : (Math.pow(first.margin() * (after - year), 2) + Math.pow(last.margin() * (year - before), 2))
                            / (steps * steps);
            PopulationEstimate found = PopulationEstimate.at(year, byYear);
            assertThat(found.people()).isCloseTo(people, within(1e-9));
            assertThat(found.margin()).isCloseTo(Math.sqrt(variance), within(1e-9));
            assertThat(found.atLeast()).isEqualTo((long) Math.floor(Math.max(0, found.people() - found.margin())));
        }
    }
}
