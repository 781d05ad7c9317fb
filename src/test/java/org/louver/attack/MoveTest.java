package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.louver.table.AdditiveSystem;

/** Moves of a withheld square of nine cells whose totals are published, made of a solver's floating-point answers. */
class MoveTest {
    private static final int SIDE = 3;
    private static final int WIDTH = SIDE + 1;
    private static final long INNER = 2;

    private final ReaderEquations equations = new ReaderEquations(square());
    private final long[] base =
            IntStream.range(0, SIDE * SIDE).mapToLong(k -> INNER).toArray();
    private final int[] scope = IntStream.range(0, SIDE * SIDE).toArray();

    static PublishedCells square() {
        int cells = WIDTH * WIDTH;
        AdditiveSystem.Builder system = AdditiveSystem.over(cells);
        boolean[] withheld = new boolean[cells];
        long[] value = new long[cells];
        for (int line = 0; line < WIDTH; line++) {
            system.relation(line * WIDTH + SIDE, line * WIDTH, line * WIDTH + 1, line * WIDTH + 2);
            system.relation(SIDE * WIDTH + line, line, WIDTH + line, 2 * WIDTH + line);
        }
        for (int cell = 0; cell < cells; cell++) {
            long rows = cell / WIDTH == SIDE ? SIDE : 1;
            long columns = cell % WIDTH == SIDE ? SIDE : 1;
            withheld[cell] = rows == 1 && columns == 1;
            value[cell] = INNER * rows * columns;
        }
        return PublishedCells.of(system.build(), withheld, value, new long[cells]);
    }

    /** Two rectangles that share a cell: one moves by a, the other by b. */
    private static double[] twoRectangles(double a, double b) {
        return new double[] {a, -a, 0, -a, a + b, -b, 0, -b, b};
    }

    @Test
    void near_denominatorThatNoListHas_isFoundFromContinuedFractions() {
        Move move = Objects.requireNonNull(
                Move.near(equations, scope, twoRectangles(5.0 / 19 + 1e-12, 7.0 / 11), base, false));

        assertThat(move.change(0).compareTo(new Fraction(5, 19))).isZero();
        assertThat(move.change(8).compareTo(new Fraction(7, 11))).isZero();
    }

    @Test
    void near_fractionsForWholeNumbers_isRefused() {
        assertThat(Move.near(equations, scope, twoRectangles(5.0 / 19, 7.0 / 11), base, true))
                .isNull();
        assertThat(Move.near(equations, scope, twoRectangles(1, 1), base, true)).isNotNull();
    }

    @Test
    void near_amountsThatAreNoMove_isRefused() {
        double[] unbalanced = twoRectangles(5.0 / 19, 7.0 / 11);
        unbalanced[4] += 1.0 / 209;
        double[] tooFar = Arrays.stream(twoRectangles(5.0 / 19, 7.0 / 11))
                .map(each -> 11 * each)
                .toArray();

        assertThat(Move.near(equations, scope, unbalanced, base, false)).isNull();
        assertThat(Move.near(equations, scope, tooFar, base, false)).isNull();
        assertThat(Move.near(equations, scope, twoRectangles(Math.sqrt(0.5), Math.E - 2), base, false))
                .isNull();
    }
}
