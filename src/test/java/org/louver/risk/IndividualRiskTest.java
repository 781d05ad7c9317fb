package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndividualRiskTest {
    /** Values of sdcMicro's indivRisk, oracles/README.md. */
    @ParameterizedTest
    @CsvSource({
        "3, 108, .01355297",
        "1, 45.5, .08579129",
        "1, 17, .17707583",
        "2, 100, .01877883",
        "1, 123.5, .03931625"
    })
    void risk_oracleCases_agreesToTheDigitsGiven(long sample, double population, double expected) {
        assertThat(IndividualRisk.of(sample, population)).isCloseTo(expected, within(5e-9));
    }

    /** E(1/F | f) = Σ_{h ≥ f} (1/h) C(h−1, f−1) p^f (1−p)^{h−f}: the definition, summed term by term. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.9",
        "1, 0.3",
        "2, 0.5",
        "2, 0.05",
        "5, 0.49",
        "5, 0.51",
        "12, 0.2",
        "63, 0.1",
        "64, 0.1",
        "70, 0.02",
        "300, 0.4"
    })
    void risk_anyFraction_isTheMeanOfTheInversePopulation(long sample, double p) {
        double probability = Math.pow(p, (double) sample);
        double mean = 0;
        for (long people = sample;
                people < 2_000_000 && (people < 20.0 * sample / p || probability > 1e-18);
                people++) {
            mean += probability / people;
            probability *= (1 - p) * people / (people - sample + 1.0);
        }
        assertThat(IndividualRisk.of(sample, sample / p)).isCloseTo(mean, within(mean * 1e-9));
    }

    @Test
    void risk_completeEnumeration_isOneOverTheClass() {
        assertThat(IndividualRisk.of(7, 7)).isCloseTo(1.0 / 7, within(1e-15));
        assertThat(IndividualRisk.of(1, 0.5)).isEqualTo(1);
        assertThat(IndividualRisk.expected(ClassSizes.of(Map.of(1L, 3L, 4L, 2L)), 1))
                .isCloseTo(5, within(1e-12));
    }

    /** Each record by itself, its mean 1/F summed term by term. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.5, 0.9})
    void expected_randomClasses_isTheSumOverRecords(double fraction) {
        Random random = new Random(7);
        long[] sizes = random.longs(30, 1, 9).toArray();
        double expected = 0;
        for (long size : sizes) {
            for (long record = 0; record < size; record++) {
                double probability = Math.pow(fraction, (double) size);
                for (long people = size; probability > 1e-20 || people < 20 * size / fraction; people++) {
                    expected += probability / people;
                    probability *= (1 - fraction) * people / (people - size + 1.0);
                }
            }
        }
        assertThat(IndividualRisk.expected(ClassSizes.ofClasses(sizes), fraction))
                .isCloseTo(expected, within(expected * 1e-9));
    }
}
