package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.louver.utility.ChangePoints.Change;

class MeasuresTest {
    /** Wilson for 81 of 263: Newcombe 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I. */
    @Test
    void wilson_ofPublishedExample_matches() {
        Interval interval = Confidence.proportion(81, 182);

        assertThat(interval.lower()).isCloseTo(0.2553, within(5e-5));
        assertThat(interval.upper()).isCloseTo(0.3662, within(5e-5));
    }

    /** Exact Poisson limits for 10 events are 4.795 and 18.390 (Garwood's table). */
    @Test
    void byar_ofTenEvents_isCloseToTheExactLimits() {
        Interval interval = Confidence.count(10);

        assertThat(interval.lower()).isCloseTo(4.795, within(0.02));
        assertThat(interval.upper()).isCloseTo(18.390, within(0.02));
    }

    /** Physicians' Health Study, aspirin: 104 of 11,037 against 189 of 11,034; RR 0.55 (0.43 to 0.70) as textbooks give it. */
    @Test
    void katz_ofTheAspirinTrial_matchesTheTextbook() {
        Interval interval = Measure.RATE_RATIO
                .compare(
                        Part.of(CountBounds.exactly(104), CountBounds.exactly(11_037 - 104)),
                        Part.of(CountBounds.exactly(189), CountBounds.exactly(11_034 - 189)))
                .confidence();

        assertThat(interval.lower()).isCloseTo(0.433, within(0.001));
        assertThat(interval.upper()).isCloseTo(0.698, within(0.001));
    }

    /** Everything that a box of counts can hold gives an interval within the one reported for the box. */
    @ParameterizedTest
    @EnumSource(
            value = Measure.class,
            names = {"RATE_RATIO", "ODDS_RATIO"})
    void comparison_ofABoxOfCounts_enclosesEveryPointOfTheBox(Measure measure) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Part group = box(random);
            Part reference = box(random);
            Estimate box = measure.compare(group, reference);
            for (int draw = 0; draw < 50; draw++) {
                Part a = point(random, group);
                Part b = point(random, reference);
                Estimate point = measure.compare(a, b);
                if (point.confidence().isBounded()) {
                    assertThat(box.bounds().contains(point.bounds().lower()))
                            .as("seed %d", seed)
                            .isTrue();
                    assertThat(box.confidence().lower())
                            .as("seed %d", seed)
                            .isLessThanOrEqualTo(point.confidence().lower() + 1e-12);
                    assertThat(box.confidence().upper())
                            .as("seed %d", seed)
                            .isGreaterThanOrEqualTo(point.confidence().upper() - 1e-12);
                }
            }
        }
    }

    private static Part box(Random random) {
        long hits = random.nextInt(20);
        long misses = random.nextInt(60);
        return Part.of(
                new CountBounds(hits, hits + random.nextInt(12)), new CountBounds(misses, misses + random.nextInt(12)));
    }

    private static Part point(Random random, Part box) {
        return Part.of(one(random, box.hits()), one(random, box.misses()));
    }

    private static CountBounds one(Random random, CountBounds bounds) {
        return CountBounds.exactly(bounds.lower() + random.nextInt((int) (bounds.upper() - bounds.lower()) + 1));
    }

    @Test
    void changePoints_ofAPlantedStep_findTheYearAndNothingElse() {
        List<Part> series = new ArrayList<>();
        for (int year = 0; year < 10; year++) {
            long hits = year < 6 ? 100 : 160;
            series.add(Part.of(CountBounds.exactly(hits), CountBounds.exactly(1_000 - hits)));
        }
        assertThat(ChangePoints.of(series)).containsExactly(new Change(6, true));
        assertThat(ChangePoints.of(series.subList(0, 6))).isEmpty();
        assertThat(ChangePoints.of(List.of())).isEmpty();
    }

    @Test
    void changePoints_thatDependOnWithheldCells_areNotCertain() {
        List<Part> series = new ArrayList<>();
        for (int year = 0; year < 8; year++) {
            CountBounds hits = year < 4 ? CountBounds.exactly(100) : new CountBounds(100, 180);
            series.add(Part.of(hits, CountBounds.exactly(900)));
        }
        // 100 until then and 180 from then on is allowed for each of the withheld years.
        assertThat(ChangePoints.of(series))
                .containsExactly(
                        new Change(4, false), new Change(5, false), new Change(6, false), new Change(7, false));
    }

    @Test
    void openPolicingGates_onBounds_sayUndecidedWhereBoundsStraddle() {
        assertThat(InclusionGate.SUBJECT_RACE_KNOWN.outcome(new Interval(0.7, 0.9)))
                .isEqualTo(InclusionGate.Outcome.PASSES);
        assertThat(InclusionGate.SUBJECT_RACE_KNOWN.outcome(new Interval(0.6, 0.9)))
                .isEqualTo(InclusionGate.Outcome.UNDECIDED);
        assertThat(InclusionGate.SEARCH_BASIS_KNOWN.outcome(new Interval(0.1, 0.4)))
                .isEqualTo(InclusionGate.Outcome.FAILS);
    }

    @Test
    void verdict_ofExactBounds_isSameConclusionEvenWhenThereIsNoDifference() {
        Interval one = new Interval(0.8, 1.2);
        assertThat(Verdict.of(new Estimate(Interval.exactly(1), one, true))).isEqualTo(Verdict.SAME_CONCLUSION);
        assertThat(Verdict.of(new Estimate(new Interval(1.1, 1.4), new Interval(0.9, 1.7), true)))
                .isEqualTo(Verdict.SAME_SIGN);
        assertThat(Verdict.of(new Estimate(new Interval(0.9, 1.4), new Interval(0.7, 1.7), true)))
                .isEqualTo(Verdict.LOST);
    }
}
