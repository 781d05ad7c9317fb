package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The withheld square of {@link MoveTest}: nine cells of 2, all lines published. */
class CombinationTest {
    private final ReaderEquations equations = new ReaderEquations(MoveTest.square());
    private final long[] base = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    private final Combination combination = new Combination(equations, base);

    /** The equation of the first line of the square and that of its first column, wherever they stand. */
    private int equationOf(int... members) {
        for (int equation = 0; equation < equations.unknown.length; equation++) {
            if (java.util.Arrays.equals(equations.unknown[equation], members)) {
                return equation;
            }
        }
        throw new AssertionError("no such equation");
    }

    @Test
    void boundNear_oneLineOfThree_isTheRoomOfTheOtherTwo() {
        int[] line = {equationOf(0, 1, 2)};

        Fraction up = combination.boundNear(line, new double[] {1}, 0, true, new int[0]);

        assertThat(up).isEqualTo(new Fraction(4, 1));
        assertThat(combination.boundNear(line, new double[] {1}, 0, true, new int[] {2}))
                .isEqualTo(new Fraction(2, 1));
    }

    @Test
    void boundNear_multiplesThatAreNearlyThirds_isTheSameAsOfThirds() {
        int[] lines = {equationOf(0, 1, 2), equationOf(0, 3, 6)};

        Fraction near =
                combination.boundNear(lines, new double[] {1.0 / 3 + 1e-10, 2.0 / 3 - 1e-10}, 0, true, new int[0]);

        assertThat(near).isEqualTo(combination.boundNear(lines, new double[] {1, 2}, 0, true, new int[0]));
        assertThat(near).isEqualTo(new Fraction(12, 3));
    }

    @Test
    void boundNear_withoutTheUnknown_isNoBound() {
        assertThat(combination.boundNear(new int[] {equationOf(3, 4, 5)}, new double[] {1}, 0, true, new int[0]))
                .isNull();
    }

    @Test
    void boundNear_sumsBeyondLong_isNoBound() {
        long[] far = base.clone();
        far[1] = Long.MIN_VALUE;
        Combination overflowing = new Combination(equations, far);

        assertThat(overflowing.boundNear(new int[] {equationOf(0, 1, 2)}, new double[] {1}, 0, true, new int[0]))
                .isNull();
    }
}
