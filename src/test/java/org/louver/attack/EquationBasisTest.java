package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Seeded equations over few columns, with a basis that is built up and changed at random. */
class EquationBasisTest {
    private static final int EQUATIONS = 40;
    private static final int COLUMNS = 60;
    private static final int PER_EQUATION = 5;
    private static final int CHANGES = 200;
    private static final double CLOSE = 1e-6;
    private static final double PIVOT = 0.5;

    private final SplittableRandom random = new SplittableRandom(20261130);
    private final double[][] coefficient = new double[EQUATIONS][COLUMNS];
    private final EquationBasis basis = new EquationBasis(EQUATIONS);

    /** Adds all equations, each with a basic column, then exchanges columns. */
    private void build() {
        for (int column = 0; column < COLUMNS; column++) {
            basis.addColumn(column);
        }
        for (int equation = 0; equation < EQUATIONS; equation++) {
            int[] columns = random.ints(0, COLUMNS)
                    .distinct()
                    .limit(PER_EQUATION)
                    .sorted()
                    .toArray();
            long[] signs = Arrays.stream(columns).mapToLong(column -> sign()).toArray();
            for (int place = 0; place < columns.length; place++) {
                coefficient[equation][columns[place]] = (double) signs[place];
            }
            int row = basis.add(equation, columns, signs);
            assertThat(basis.holds(equation)).isTrue();
            assertThat(enter(row)).as("a column for equation %d", equation).isTrue();
        }
        for (int change = 0; change < CHANGES; change++) {
            enter(random.nextInt(basis.rows()));
        }
    }

    private long sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    /** Makes the column with the largest effect on the row basic there; false if none has much. */
    private boolean enter(int row) {
        basis.combine(row);
        int entering = -1;
        for (int index = 0; index < basis.touched(); index++) {
            int column = basis.touched(index);
            boolean larger = entering < 0 || Math.abs(basis.effect(column)) > Math.abs(basis.effect(entering));
            entering = !isBasic(column) && larger ? column : entering;
        }
        if (entering < 0 || Math.abs(basis.effect(entering)) < PIVOT) {
            return false;
        }
        pull(entering, 1);
        basis.answer();
        basis.exchange(row, entering);
        return true;
    }

    private void pull(int column, double step) {
        for (int equation = 0; equation < EQUATIONS; equation++) {
            if (coefficient[equation][column] != 0) {
                basis.pull(equation, coefficient[equation][column] * step);
            }
        }
    }

    private boolean isBasic(int column) {
        for (int row = 0; row < basis.rows(); row++) {
            if (basis.basic(row) == column) {
                return true;
            }
        }
        return false;
    }

    @Test
    void combine_afterManyExchanges_hasAnEffectOfOneOnItsBasicColumnAndNoneOnTheOthers() {
        build();

        for (int row = 0; row < basis.rows(); row++) {
            basis.combine(row);
            for (int index = 0; index < basis.touched(); index++) {
                int column = basis.touched(index);
                if (isBasic(column)) {
                    double expected = basis.basic(row) == column ? 1 : 0;
                    assertThat(Math.abs(basis.effect(column) - expected)).isLessThan(CLOSE);
                }
            }
        }
    }

    @Test
    void combine_ofARow_isTheEquationsTimesItsFactors() {
        build();

        for (int row = 0; row < basis.rows(); row++) {
            double[] sum = new double[COLUMNS];
            double[] factors = basis.factors(row);
            for (int other = 0; other < factors.length; other++) {
                for (int column = 0; column < COLUMNS; column++) {
                    sum[column] += factors[other] * coefficient[basis.equation(other)][column];
                }
            }
            basis.combine(row);
            for (int index = 0; index < basis.touched(); index++) {
                int column = basis.touched(index);
                assertThat(Math.abs(basis.effect(column) - sum[column])).isLessThan(CLOSE);
                sum[column] = 0;
            }
            assertThat(Arrays.stream(sum).map(Math::abs).max().orElse(0)).isLessThan(CLOSE);
        }
    }

    @Test
    void answer_toMovesOfSeveralColumns_balancesEveryEquation() {
        build();
        double[] move = new double[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            if (!isBasic(column) && random.nextInt(3) == 0) {
                move[column] = random.nextInt(1, 9);
                pull(column, move[column]);
            }
        }
        assertThat(basis.pulled()).isTrue();

        double[] fall = basis.answer();

        assertThat(basis.pulled()).isFalse();
        for (int row = 0; row < basis.rows(); row++) {
            move[basis.basic(row)] -= fall[row];
        }
        for (int equation = 0; equation < EQUATIONS; equation++) {
            double imbalance = 0;
            for (int column = 0; column < COLUMNS; column++) {
                imbalance += coefficient[equation][column] * move[column];
            }
            assertThat(Math.abs(imbalance)).isLessThan(CLOSE);
        }
    }

    @Test
    void clear_afterUse_forgetsEquations() {
        build();

        basis.clear();

        assertThat(basis.rows()).isZero();
        assertThat(basis.holds(0)).isFalse();
        assertThat(basis.add(3, new int[] {1, 2}, new long[] {1, -1})).isZero();
        basis.combine(0);
        assertThat(basis.touched()).isEqualTo(2);
        assertThat(basis.effect(2)).isEqualTo(-1);
    }
}
