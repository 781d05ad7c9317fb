package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proofs among the withheld cells of a seeded table of three variables with many small counts. */
class WitnessRouterTest {
    private static final long WIDTH = 9;
    private static final long HALF = 5;

    private MovableCells problem;
    private Evidence evidence;
    private MoveSimplex simplex;
    private WitnessRouter router;

    @BeforeEach
    void build() {
        problem = ManySmallCounts.problem(20260101, WIDTH);
        evidence = new Evidence(problem);
        simplex = new MoveSimplex(problem, evidence, new SolvedRelations(problem), true);
        double[] once = new double[problem.count];
        Arrays.fill(once, 1);
        router = new WitnessRouter(problem, evidence, once, simplex);
    }

    /** All upwards, all downwards, one step down or half each way are what is tried first; other shares protect as well. */
    @ParameterizedTest
    @EnumSource(WitnessRouter.Pace.class)
    void reach_widthOpenInBothDirectionsTogether_isFoundWhateverTheShare(WitnessRouter.Pace pace) {
        router.pace(pace);
        int unusual = 0;
        for (int p : problem.primaries) {
            long up = farthest(p, true);
            long down = farthest(p, false);
            boolean usual = up == WIDTH || down == WIDTH || (up == WIDTH - 1 && down > 0) || Math.min(up, down) >= HALF;
            if (usual || up + down < WIDTH) {
                continue;
            }
            List<Witness> proof = router.reach(p, evidence.required(p), -1, List.of(), Scope.WITHHELD);
            assertThat(proof != null && evidence.shows(proof, p, evidence.required(p), -1))
                    .as("class %d, %d up and %d down", p, up, down)
                    .isTrue();
            unusual++;
        }
        assertThat(unusual).isGreaterThan(20);
    }

    private long farthest(int p, boolean upward) {
        MoveLimits limits = ManySmallCounts.among(problem, evidence.withheld());
        return LongStream.rangeClosed(1, WIDTH)
                .takeWhile(far -> simplex.solve(p, upward, far, limits) == MoveSimplex.Outcome.FOUND)
                .max()
                .orElse(0);
    }
}
