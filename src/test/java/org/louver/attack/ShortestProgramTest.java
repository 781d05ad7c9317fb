package org.louver.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Shortest moves in the square of {@link MoveTest}: nine cells of 2, whose totals are published. */
class ShortestProgramTest {
    private static final int[] NOBODY = {};

    private final ReaderEquations equations = new ReaderEquations(MoveTest.square());
    private final long[] base = IntStream.range(0, 9).mapToLong(cell -> 2).toArray();
    private final int[] scope = IntStream.range(0, 9).toArray();
    private final ShortestProgram program = new ShortestProgram(equations, scope, base);

    @Test
    void move_oneCell_changesFourCells() {
        Move move = found(program.move(0, -2, NOBODY));

        assertThat(move.unknown()).hasSize(4);
        assertThat(move.change(0).compareTo(Fraction.of(-2))).isZero();
    }

    @Test
    void move_frozenCells_standStillForThisQuestionOnly() {
        int[] used = found(program.move(0, 1, NOBODY)).unknown();
        int[] others = Arrays.stream(used).filter(cell -> cell != 0).toArray();

        Move around = found(program.move(0, 1, others));

        assertThat(Arrays.stream(others).noneMatch(around::touches)).isTrue();
        assertThat(found(program.move(0, 1, NOBODY)).unknown()).isEqualTo(used);
        assertThat(program.solved()).isEqualTo(3);
    }

    @Test
    void move_thatNothingAllows_isNone() {
        assertThat(program.move(0, -3, NOBODY)).as("below 0").isNull();
        assertThat(program.move(0, 5, NOBODY)).as("more than its row holds").isNull();
        assertThat(program.move(0, 1, new int[] {1, 2})).as("alone in its row").isNull();
        assertThat(program.move(0, 1, NOBODY)).isNotNull();
    }

    private Move found(double @Nullable [] amount) {
        return Objects.requireNonNull(Move.near(equations, scope, Objects.requireNonNull(amount), base, true));
    }
}
