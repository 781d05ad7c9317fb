package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves among the withheld cells of a seeded table of three variables with many small counts. */
class MoveSimplexTest {
    private static final long WIDTH = 9;

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
    void solve_amongWithheld_movesAsFarAsAskedOrNothing() {
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
                none++;
            }
        }
        assertThat(found).isGreaterThan(50);
        assertThat(none).isGreaterThan(5);
    }
}
