package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.louver.table.ProtectionLevels;

/** Moves among the withheld cells of a seeded table of three variables with many small counts. */
class MoveSimplexTest {
    private static final long WIDTH = 9;
    private static final double TOLERANCE = 1e-6;

    private MovableCells problem;
    private Evidence evidence;
    private MoveSimplex simplex;

    @BeforeEach
    void build() {
        SplittableRandom random = new SplittableRandom(20260101);
        TestTable table =
                new TestTable().variable(new int[] {0}).variable(new int[] {1}).variable(new int[] {2});
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                for (int c = 0; c < 8; c++) {
                    int size = 1 << random.nextInt(6);
                    table.row(random.nextInt(3) == 0 ? 0 : random.nextInt(1, size + 1), "a" + a, "b" + b, "c" + c);
                }
            }
        }
        problem = MovableCells.of(
                table.counts(WIDTH, false, ProtectionLevels.width(WIDTH)), SuppressionSettings.standard());
        evidence = new Evidence(problem);
        simplex = new MoveSimplex(problem, evidence.rows(), false);
    }

    /** What is withheld moves, at the same price each. */
    private final class Withheld implements MoveLimits {
        @Override
        public void describe(int c, double[] into, int from) {
            boolean moves = evidence.withheld(c);
            into[from + UP_PRICE] = 1 + MoveSimplex.tieBreak(c);
            into[from + DOWN_PRICE] = 1 + MoveSimplex.tieBreak(c);
            into[from + HIGH] = moves ? Double.POSITIVE_INFINITY : 0;
            into[from + LOW] = moves ? (double) problem.room[c] : 0;
        }

        @Override
        public boolean onlyWithheld() {
            return true;
        }

        @Override
        public boolean onlyNear() {
            return false;
        }
    }

    @Test
    void solve_amongWithheld_movesAsFarAsAskedOrProvesThatNothingDoes() {
        int found = 0;
        int none = 0;
        for (int p : problem.primaries) {
            MoveSimplex.Outcome outcome = simplex.solve(p, true, WIDTH, new Withheld());
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

    @Test
    void solve_amongWithheld_takesFewerStepsThanWhereAllRelationsCostTheSame() {
        long closing = 0;
        long plain = 0;
        for (int p : problem.primaries) {
            long before = simplex.work();
            simplex.solve(p, true, WIDTH, new Withheld());
            long between = simplex.work();
            simplex.reaches(p, (double) WIDTH, new Withheld());
            closing += between - before;
            plain += simplex.work() - between;
        }
        assertThat(closing).isLessThan(plain * 3 / 4);
    }
}
