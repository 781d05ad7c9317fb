package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CommonDenominatorTest {
    @Test
    void of_fractionsOverOneDeterminant_isThatDeterminant() {
        assertThat(CommonDenominator.of(new double[] {1.0 / 11, -7.0 / 11, 3, 0}))
                .isEqualTo(11);
        assertThat(CommonDenominator.of(new double[] {2.0 / 13, 5.0 / 17})).isEqualTo(221);
        assertThat(CommonDenominator.of(new double[] {4, -9})).isEqualTo(1);
        assertThat(CommonDenominator.of(new double[0])).isEqualTo(1);
    }

    @Test
    void of_randomFractions_makesThemWhole() {
        SplittableRandom random = new SplittableRandom(20260101);
        for (int draw = 0; draw < 2000; draw++) {
            int denominator = random.nextInt(1, 3000);
            double[] values = random.ints(6, -20_000, 20_000)
                    .mapToDouble(numerator -> (double) numerator / denominator)
                    .toArray();

            long common = CommonDenominator.of(values);

            assertThat(denominator % common).as("%d of %d", common, denominator).isZero();
            for (double value : values) {
                assertThat(value * common)
                        .isCloseTo(Math.rint(value * common), org.assertj.core.data.Offset.offset(1e-5));
            }
        }
    }

    @Test
    void of_valuesThatAreNoSmallFractions_isNone() {
        assertThat(CommonDenominator.of(new double[] {Math.sqrt(2)})).isZero();
        assertThat(CommonDenominator.of(new double[] {1.0 / 4999, 1.0 / 4993})).isZero();
    }
}
