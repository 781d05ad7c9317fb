package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves among the withheld cells of a seeded table of three variables with many small counts. */
class GrowingProgramTest {
    private static final long WIDTH = 9;
    private static final double TOLERANCE = 1e-6;

    private MovableCells problem;
    private Evidence evidence;
    private GrowingProgram program;

    @BeforeEach
    void build() {
        problem = ManySmallCounts.problem(20260101, WIDTH);
        evidence = new Evidence(problem);
        program = new GrowingProgram(problem, evidence.rows());
    }

    @Test
    void solve_amongWithheld_movesAsFarAsAskedOrProvesThatNothingDoes() {
        int found = 0;
        int none = 0;
        for (int p : problem.primaries) {
            MoveSimplex.Outcome outcome = push(p, 1000);
            if (outcome == MoveSimplex.Outcome.FOUND) {
                assertThat(program.moveOf(p)).isEqualTo(WIDTH);
                assertThat(balances()).as("move of class %d", p).isTrue();
                found++;
            } else if (outcome == MoveSimplex.Outcome.NONE) {
                assertThat(contradicts(p)).as("proof for class %d", p).isTrue();
                none++;
            }
        }
        assertThat(found).isGreaterThan(50);
        assertThat(none).isGreaterThan(5);
    }

    @Test
    void solve_thatWouldOutgrowItsLimits_isUndecided() {
        int undecided = 0;
        for (int p : problem.primaries) {
            MoveSimplex.Outcome outcome = push(p, 3);
            assertThat(program.relations()).isLessThan(3);
            undecided += outcome == MoveSimplex.Outcome.UNDECIDED ? 1 : 0;
        }
        assertThat(undecided).isPositive();
    }

    private MoveSimplex.Outcome push(int p, int mostRelations) {
        MoveLimits among = ManySmallCounts.among(problem, evidence.withheld());
        return program.solve(p, WIDTH, among, 1, new GrowingProgram.Growth(mostRelations, 4000), 0);
    }

    /** Whether the last move keeps every relation and every limit. */
    private boolean balances() {
        double[] move = new double[problem.count];
        for (int c : program.moved()) {
            move[c] = program.moveOf(c);
            if (-move[c] > (double) problem.room[c] + TOLERANCE || (move[c] != 0 && !evidence.withheld(c))) {
                return false;
            }
        }
        for (int row = 0; row < problem.term.length; row++) {
            double sum = 0;
            for (int k = 0; k < problem.term[row].length; k++) {
                sum += problem.sign[row][k] * move[problem.term[row][k]];
            }
            if (Math.abs(sum) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** Whether the combination of relations cannot come to 0 once p has moved, whatever else moves within its limits. */
    private boolean contradicts(int p) {
        double[] factor = new double[problem.count];
        int[] rows = program.contradiction();
        double[] values = program.factors();
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
