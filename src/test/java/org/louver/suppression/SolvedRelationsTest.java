package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SolvedRelationsTest {
    private static final double TOLERANCE = 1e-6;

    private final MovableCells problem = ManySmallCounts.problem(7, 9);
    private final SolvedRelations relations = new SolvedRelations(problem);
    private final SplittableRandom random = new SplittableRandom(11);

    /** The free classes of the set move at random, and the basic ones with them. */
    private double[] moved(BitSet set) {
        double[] y = new double[problem.count];
        for (int column = 0; column < relations.columns(); column++) {
            int c = relations.free(column);
            y[c] = set.get(c) ? random.nextInt(-5, 6) : 0;
        }
        for (int row = 0; row < relations.rows(); row++) {
            for (int column = 0; column < relations.columns(); column++) {
                y[relations.basic(row)] += relations.line(row)[column] * y[relations.free(column)];
            }
        }
        return y;
    }

    private boolean additive(double[] y) {
        for (int row = 0; row < problem.term.length; row++) {
            double sum = 0;
            for (int t = 0; t < problem.term[row].length; t++) {
                sum += problem.sign[row][t] * y[problem.term[row][t]];
            }
            if (Math.abs(sum) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(BitSet set, double[] y) {
        for (int c = 0; c < y.length; c++) {
            if (!set.get(c) && Math.abs(y[c]) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    @Test
    void cover_ofOneSetAfterAnother_letsFreeClassesMoveWhateverTheOthersDo() {
        for (int round = 0; round < 40; round++) {
            BitSet set = ManySmallCounts.someWithheld(problem, random, 2 + round % 4);
            relations.cover(set);
            double[] y = moved(set);
            assertThat(additive(y)).as("round %d", round).isTrue();
            assertThat(within(set, y)).as("round %d", round).isTrue();
            y[relations.basic(0)] += 1;
            assertThat(additive(y)).as("a wrong move").isFalse();
        }
    }

    @Test
    void cover_ofOneSetAfterAnother_leavesAsManyClassesFreeAsASolutionFromNothing() {
        for (int round = 0; round < 40; round++) {
            BitSet set = ManySmallCounts.someWithheld(problem, random, 2 + round % 4);
            relations.cover(set);
            SolvedRelations anew = new SolvedRelations(problem);
            anew.cover(set);
            assertThat(freeOf(relations, set)).as("round %d", round).isEqualTo(freeOf(anew, set));
        }
    }

    /** Parts of a sparse set that nothing joins have relations of their own; a class that joins them need not be mentioned by these. */
    @Test
    void cover_ofSetsThatGrowClassByClass_leavesAsManyClassesFreeAsASolutionFromNothing() {
        for (int round = 0; round < 3; round++) {
            BitSet set = new BitSet();
            for (int c = 0; c < problem.count; c++) {
                set.set(c, random.nextInt(100) < 20);
            }
            while (set.cardinality() < problem.count / 2) {
                relations.cover(set);
                SolvedRelations anew = new SolvedRelations(problem);
                anew.cover(set);
                assertThat(freeOf(relations, set)).as("round %d", round).isEqualTo(freeOf(anew, set));
                assertThat(additive(moved(set))).as("round %d", round).isTrue();
                set.set(random.nextInt(problem.count));
            }
        }
    }

    private static long freeOf(SolvedRelations solved, BitSet set) {
        return IntStream.range(0, solved.columns())
                .filter(column -> set.get(solved.free(column)))
                .count();
    }

    @Test
    void cover_ofASet_leavesNoMoveOut() {
        Evidence evidence = new Evidence(problem);
        MoveSimplex simplex = new MoveSimplex(problem, evidence, new SolvedRelations(problem), false);
        relations.cover(evidence.withheld());
        int moves = 0;
        for (int p : problem.primaries) {
            if (simplex.solve(p, true, 9, ManySmallCounts.among(problem, evidence.withheld()))
                    == MoveSimplex.Outcome.FOUND) {
                Witness witness = simplex.found();
                for (int row = 0; witness != null && row < relations.rows(); row++) {
                    double sum = 0;
                    for (int column = 0; column < relations.columns(); column++) {
                        sum += relations.line(row)[column] * witness.moveOf(relations.free(column));
                    }
                    if (witness.integral()) {
                        assertThat(sum)
                                .isCloseTo((double) witness.moveOf(relations.basic(row)), Offset.offset(TOLERANCE));
                        moves++;
                    }
                }
            }
        }
        assertThat(moves).isGreaterThan(1000);
    }

    @Test
    void exchange_thousandsOfTimes_keepsTheRelations() {
        BitSet set = ManySmallCounts.someWithheld(problem, random, 2);
        relations.cover(set);
        for (int k = 0; k < 3000; k++) {
            int row = random.nextInt(relations.rows());
            int column = random.nextInt(relations.columns());
            if (Math.abs(relations.line(row)[column]) > 0.6) {
                relations.exchange(row, column);
            }
            if (k % 250 == 0) {
                relations.cover(set);
                assertThat(additive(moved(set))).isTrue();
            }
        }
        relations.cover(set);
        assertThat(additive(moved(set))).isTrue();
    }
}
