package org.louver.utility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureTest {
    private static final Part WHITE = Part.of(CountBounds.exactly(500), CountBounds.exactly(500));

    /** Wilson's lower limit of n out of n is n / (n + z²), so the ratio to a rate of one half can be as low as twice that. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3, 18})
    void ratio_whereEverySearchOfFewWasAHit_isNotSurerThanThatRateIs(long searches) {
        Part few = Part.of(CountBounds.exactly(searches), CountBounds.exactly(0));
        double least = (double) searches / ((double) searches + Confidence.Z * Confidence.Z);

        Interval confidence = Measure.RATE_RATIO.compare(few, WHITE).confidence();

        assertThat(confidence.lower()).isLessThanOrEqualTo(2 * least);
        assertThat(confidence.upper()).isGreaterThan(2);
    }

    /** Withheld between 1 and 18, all of them hits: the fewest decide. */
    @org.junit.jupiter.api.Test
    void ratio_ofAWithheldNumberOfHitsWithoutMisses_isAsUnsureAsOneSearch() {
        Part withheld = Part.of(new CountBounds(1, 18), CountBounds.exactly(0));
        Part one = Part.of(CountBounds.exactly(1), CountBounds.exactly(0));

        assertThat(Measure.RATE_RATIO.compare(withheld, WHITE).confidence().lower())
                .isLessThanOrEqualTo(
                        Measure.RATE_RATIO.compare(one, WHITE).confidence().lower() + 1e-9)
                .isLessThan(1);
    }
}
