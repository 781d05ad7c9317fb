package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of two ends of an interval, whose denominators a solver's answers choose. */
class FractionTest {
    @ParameterizedTest(name = "{0}/{1} + {2}/{3} ≥ {4}: {5}")
    @CsvSource({
        "1, 3, 2, 3, 1, true",
        "1, 3, 333333, 500000, 1, false",
        "4611686018427387904, 1048576, 4611686018427387904, 1000003, 9009718694514, true",
        "4611686018427387904, 1048576, 4611686018427387904, 1000003, 9009718694515, false",
    })
    void togetherAtLeast_whateverTheDenominators_isExact(
            long numerator, long denominator, long other, long otherDenominator, long whole, boolean expected) {
        Fraction one = new Fraction(numerator, denominator);
        Fraction two = new Fraction(other, otherDenominator);

        assertThat(one.togetherAtLeast(two, whole)).isEqualTo(expected);
        assertThat(two.togetherAtLeast(one, whole)).isEqualTo(expected);
    }
}
