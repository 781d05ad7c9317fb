package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.louver.table.ProtectionLevels;

/** The programs on solved relations against a solver that knows nothing of them (GLOP, {@link WholeProgram}). */
class WithheldProgramTest {
    private static final double FAR = 9;

    private final MovableCells problem = ManySmallCounts.problem(5, 9);
    private final SolvedRelations relations = new SolvedRelations(problem);
    private final WholeProgram oracle = new WholeProgram(problem);
    private final SplittableRandom random = new SplittableRandom(3);

    private static double cost(MovableCells problem, MoveLimits limits, IntToDoubleFunction move) {
        double[] described = new double[4];
        double cost = 0;
        for (int c = 0; c < problem.count; c++) {
            limits.describe(c, described, 0);
            double y = move.applyAsDouble(c);
            cost += y > 0 ? y * described[MoveLimits.UP_PRICE] : -y * described[MoveLimits.DOWN_PRICE];
        }
        return cost;
    }

    @Test
    void solve_overManySets_findsMovesAsCheapAsAnotherSolverDoes() {
        WithheldProgram program = new WithheldProgram(problem, relations);
        int found = 0;
        int none = 0;
        for (int round = 0; round < 12; round++) {
            BitSet set = ManySmallCounts.someWithheld(problem, random, 2 + 3 * round);
            BitSet moving = (BitSet) set.clone();
            moving.clear(random.nextInt(problem.count));
            MoveLimits limits = ManySmallCounts.among(problem, moving);
            for (int k = 0; k < 15; k++) {
                int p = problem.primaries[random.nextInt(problem.primaries.length)];
                double distance = k % 3 == 0 ? -Math.min(FAR, (double) problem.room[p]) : FAR;
                if (distance == 0 || !moving.get(p)) {
                    continue;
                }
                MoveSimplex.Outcome expected = oracle.solve(p, distance, limits, 1);
                assertThat(program.solve(set, p, distance, limits, 1)).isEqualTo(expected);
                if (expected == MoveSimplex.Outcome.FOUND) {
                    assertThat(cost(problem, limits, program::moveOf))
                            .isCloseTo(cost(problem, limits, oracle::moveOf), Percentage.withPercentage(1e-3));
                    found++;
                } else {
                    none++;
                }
            }
        }
        assertThat(found).isGreaterThan(30);
        assertThat(none).isGreaterThan(5);
    }

    @Test
    void unprotected_ofManySets_areThoseThatAnotherSolverCannotMoveSoFar() {
        Evidence evidence = new Evidence(problem);
        for (int p : problem.primaries) {
            evidence.require(p, new ProtectionLevels(Math.min(1, problem.room[p]), 9, 0));
        }
        MoveSimplex simplex = new MoveSimplex(problem, evidence, relations, false);
        IntervalProgram intervals = new IntervalProgram(problem, evidence, simplex, relations);
        int open = 0;
        int closed = 0;
        for (int round = 0; round < 6; round++) {
            BitSet set = ManySmallCounts.someWithheld(problem, random, 3 + 4 * round);
            List<Integer> asked =
                    Arrays.stream(problem.primaries).boxed().limit(60).toList();
            int[] unprotected = intervals.unprotected(set, asked, asked.size());
            for (int p : asked) {
                boolean moves = oracle.solve(p, 9, ManySmallCounts.among(problem, set), 1) == MoveSimplex.Outcome.FOUND
                        && (problem.room[p] == 0
                                || oracle.solve(p, -1, ManySmallCounts.among(problem, set), 1)
                                        == MoveSimplex.Outcome.FOUND);
                assertThat(IntStream.of(unprotected).noneMatch(c -> c == p))
                        .as("class %d in round %d", p, round)
                        .isEqualTo(moves);
                open += moves ? 1 : 0;
                closed += moves ? 0 : 1;
            }
        }
        assertThat(open).isGreaterThan(20);
        assertThat(closed).isGreaterThan(20);
    }
}
