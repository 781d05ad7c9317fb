package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerResidentTest {
    /** Takoma Park, ACS five-year estimates: non-Hispanic White and Black residents. */
    private static final Residents WHITE = new Residents(8_188, 491);

    private static final Residents BLACK = new Residents(5_823, 546);

    /** "Some other race" 1,006 ± 327 and "two or more races" 959 ± 369: √(327² + 369²) = 493.0. */
    @Test
    void sum_ofTwoGroups_addsMarginsInQuadrature() {
        Residents sum = Residents.sum(List.of(new Residents(1_006, 327), new Residents(959, 369)));

        assertThat(sum.number()).isEqualTo(1_965);
        assertThat(sum.marginOfError()).isCloseTo(493.05, within(0.01));
    }

    /** 491 / 1.645 / 8,188 = 0.036453; by hand with Byar's limits 361.76 and 441.18 of 400 events. */
    @Test
    void rate_of400Events_combinesChanceWithTheSurveysError() {
        Estimate rate = PerResident.rate(CountBounds.exactly(400), WHITE, 1);
        double value = 400 / 8_188.0;

        assertThat(WHITE.relativeError()).isCloseTo(0.036453, within(1e-6));
        assertThat(rate.bounds()).isEqualTo(Interval.exactly(value));
        double below = Math.hypot(Math.log(400 / 361.76), 1.96 * 0.036453);
        double above = Math.hypot(Math.log(441.18 / 400), 1.96 * 0.036453);
        assertThat(rate.confidence().lower()).isCloseTo(value * Math.exp(-below), within(2e-6));
        assertThat(rate.confidence().upper()).isCloseTo(value * Math.exp(above), within(2e-6));
    }

    /** Census Bureau: MOE(N/P) = √(MOE_N² + R²·MOE_P²) / P; the interval has that width to first order. */
    @Test
    void rate_ofManyEvents_agreesWithTheHandbooksMarginOfARatio() {
        double events = 40_000;
        Residents residents = new Residents(1_000_000, 9_000);
        Estimate rate = PerResident.rate(CountBounds.exactly((long) events), residents, 1);
        double ratio = events / residents.number();
        double margin90 = Math.hypot(1.645 * Math.sqrt(events), ratio * residents.marginOfError()) / residents.number();

        double halfWidth = (rate.confidence().upper() - rate.confidence().lower()) / 2;
        assertThat(halfWidth / Confidence.Z * 1.645).isCloseTo(margin90, within(margin90 * 0.005));
    }

    @Test
    void rate_ofCountedResidents_isThePoissonIntervalAlone() {
        Estimate rate = PerResident.rate(CountBounds.exactly(10), Residents.counted(100), 2);

        assertThat(rate.confidence().lower()).isCloseTo(Confidence.count(10).lower() / 200, within(1e-12));
        assertThat(rate.confidence().upper()).isCloseTo(Confidence.count(10).upper() / 200, within(1e-12));
    }

    @Test
    void rate_withoutEvents_startsAtZero() {
        Interval confidence = PerResident.rate(CountBounds.exactly(0), new Residents(100, 82.25), 1)
                .confidence();

        assertThat(confidence.lower()).isZero();
        // Relative error 0.5: Byar's 3.6689 · e^(1.96 · 0.5) / 100.
        assertThat(confidence.upper()).isCloseTo(0.09776, within(1e-4));
    }

    /** (900/5,823) / (400/8,188) = 3.1638; variance 1/900 + 1/400 + 0.0570² + 0.0365² = 0.008189. */
    @Test
    void ratio_ofTwoGroups_isWiderThanChanceAlone() {
        Estimate ratio =
                PerResident.ratio(CountBounds.exactly(900), BLACK, CountBounds.exactly(400), WHITE, Interval.UNKNOWN);

        assertThat(ratio.bounds().lower()).isCloseTo(3.1638, within(1e-4));
        assertThat(ratio.confidence().lower()).isCloseTo(3.1638 * Math.exp(-1.96 * Math.sqrt(0.008189)), within(1e-3));
        assertThat(ratio.confidence().upper()).isCloseTo(3.1638 * Math.exp(1.96 * Math.sqrt(0.008189)), within(1e-3));
    }

    @Test
    void rate_ofWithheldEvents_enclosesEveryCountThatTheBoundsAllow() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long low = random.nextInt(20);
            CountBounds events = new CountBounds(low, low + random.nextInt(30));
            Residents residents = new Residents(50 + random.nextInt(5_000), random.nextInt(400));
            Estimate whole = PerResident.rate(events, residents, 3);
            for (long count = events.lower(); count <= events.upper(); count++) {
                Interval one = PerResident.rate(CountBounds.exactly(count), residents, 3)
                        .confidence();
                assertThat(whole.confidence().lower()).as("seed %d", seed).isLessThanOrEqualTo(one.lower());
                assertThat(whole.confidence().upper()).as("seed %d", seed).isGreaterThanOrEqualTo(one.upper());
            }
        }
    }

    /** The survey and the records both err; 95 % of the intervals hold the true rate, within what 2,000 draws allow. */
    @Test
    void rate_ofASurveyedPopulation_coversTheTruthAsOftenAsPromised() {
        Random random = new Random(11);
        int covered = 0;
        for (int run = 0; run < 2_000; run++) {
            long residents = Math.round(5_000 + 304 * random.nextGaussian());
            long events = Math.round(400 + 20 * random.nextGaussian());
            covered += PerResident.rate(CountBounds.exactly(events), new Residents(residents, 500), 1)
                            .confidence()
                            .contains(0.08)
                    ? 1
                    : 0;
        }
        assertThat(covered).isBetween(1_860, 1_940);
    }

    @Test
    void residents_belowZero_areRefused() {
        assertThatThrownBy(() -> new Residents(-1, 19)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Residents(30, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
