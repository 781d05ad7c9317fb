package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves among the withheld cells of a seeded table of three variables with many small counts. */
class MoveSimplexTest {
    private static final long WIDTH = 9;
    private static final double TOLERANCE = 1e-6;

    private MovableCells problem;
    private Evidence evidence;
    private MoveSimplex simplex;

    @BeforeEach
    void build() {
        problem = ManySmallCounts.problem(20260101, WIDTH);
        evidence = new Evidence(problem);
        simplex = new MoveSimplex(problem, evidence, new SolvedRelations(problem), false);
    }

    @Test
    void solve_amongWithheld_movesAsFarAsAskedOrProvesThatNothingDoes() {
        int found = 0;
        int none = 0;
        for (int p : problem.primaries) {
            MoveSimplex.Outcome outcome =
                    simplex.solve(p, true, WIDTH, ManySmallCounts.among(problem, evidence.withheld()));
            if (outcome == MoveSimplex.Outcome.FOUND) {
                Witness move = Objects.requireNonNull(simplex.found());
                assertThat(move.moveOf(p)).isGreaterThanOrEqualTo(WIDTH);
                assertThat(Arrays.stream(move.cells())).allMatch(evidence::withheld);
                found++;
            } else if (outcome == MoveSimplex.Outcome.NONE) {
                assertThat(contradicts(p)).as("proof for class %d", p).isTrue();
                none++;
            }
        }
        assertThat(found).isGreaterThan(50);
        assertThat(none).isGreaterThan(5);
    }

    /** Whether the combination of relations cannot come to 0 once p has moved, whatever else moves within its limits. */
    private boolean contradicts(int p) {
        double[] factor = new double[problem.count];
        int[] rows = simplex.rayRows();
        double[] values = simplex.rayValues();
        for (int k = 0; k < rows.length; k++) {
            for (int t = 0; t < problem.term[rows[k]].length; t++) {
                factor[problem.term[rows[k]][t]] += values[k] * problem.sign[rows[k]][t];
            }
        }
        double least = factor[p] * WIDTH;
        double most = least;
        for (int c = 0; c < problem.count; c++) {
            if (c != p && evidence.withheld(c) && Math.abs(factor[c]) > TOLERANCE) {
                double down = -factor[c] * (double) problem.room[c];
                double up = factor[c] * Double.POSITIVE_INFINITY;
                least += Math.min(down, up);
                most += Math.max(down, up);
            }
        }
        return least > TOLERANCE || most < -TOLERANCE;
    }
}
