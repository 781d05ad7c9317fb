package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes of one move for all against a solver that asks of every primary class alone ({@link WholeProgram}). */
class JointMoveTest {
    /** So little that no room ends it: an exact value, fractions allowed, is what cannot move at all. */
    private static final double LITTLE = 1e-4;
    /** One class in so many is asked about. */
    private static final int SOME = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void optionalClasses_ofManySmallCounts_letEveryPrimaryClassMove(long seed) {
        MovableCells problem = ManySmallCounts.problem(seed, 3);
        BitSet chosen = new JointMove(problem).optionalClasses();

        assertThat(fixed(problem, chosen)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void optionalClasses_ofManySmallCounts_areFewOptionalOnesWithoutWhichSomeStandStill(long seed) {
        MovableCells problem = ManySmallCounts.problem(seed, 3);
        BitSet chosen = new JointMove(problem).optionalClasses();

        assertThat(chosen.stream()).allMatch(c -> problem.optional[c]);
        assertThat(chosen.cardinality()).isBetween(1, problem.primaries.length);
        assertThat(fixed(problem, new BitSet())).isPositive();
    }

    @Test
    void optionalClasses_withoutPrimaryClasses_areNone() {
        MovableCells problem = ManySmallCounts.problem(1, 0);

        assertThat(new JointMove(problem).optionalClasses().isEmpty()).isTrue();
    }

    /** How many primary classes stand still when only they and the chosen ones may move. */
    private static long fixed(MovableCells problem, BitSet chosen) {
        BitSet moving = (BitSet) chosen.clone();
        for (int p : problem.primaries) {
            moving.set(p);
        }
        MoveLimits limits = ManySmallCounts.among(problem, moving);
        WholeProgram alone = new WholeProgram(problem);
        int fixed = 0;
        for (int k = 0; k < problem.primaries.length; k += SOME) {
            int p = problem.primaries[k];
            boolean moves = alone.solve(p, LITTLE, limits, 1) == MoveSimplex.Outcome.FOUND
                    || (problem.room[p] > 0 && alone.solve(p, -LITTLE, limits, 1) == MoveSimplex.Outcome.FOUND);
            fixed += moves ? 0 : 1;
        }
        return fixed;
    }
}
