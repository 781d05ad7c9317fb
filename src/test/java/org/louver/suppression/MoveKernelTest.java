package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that grow and change at random among the relations of a seeded table of three variables. */
class MoveKernelTest {
    private static final int STEPS = 600;
    private static final double CLOSE = 1e-6;
    private static final double PIVOT = 0.3;

    private final MovableCells problem = ManySmallCounts.problem(20260101, 9);
    private final SplittableRandom random = new SplittableRandom(20261130);

    private MoveKernel kernel(boolean dense) {
        return dense ? new DenseKernel(problem) : new EtaKernel(problem);
    }

    /** Grows the kernel where it can and changes it elsewhere. */
    private MoveKernel changed(boolean dense) {
        MoveKernel kernel = kernel(dense);
        for (int step = 0; step < STEPS; step++) {
            int row = random.nextInt(problem.term.length);
            boolean grows = !kernel.holds(row);
            int q = kernel.size() == 0 ? -1 : random.nextInt(kernel.size());
            if (grows) {
                kernel.rhoOfRow(row);
            } else {
                kernel.rhoOfBasic(q);
            }
            double[] effect = effects(kernel);
            int entering = entering(kernel, effect);
            if (entering >= 0 && grows) {
                kernel.border(row, entering, effect[entering]);
            } else if (entering >= 0) {
                kernel.replace(q, entering);
            }
        }
        return kernel;
    }

    private double[] effects(MoveKernel kernel) {
        double[] effect = new double[problem.count];
        for (int k = 0; k < kernel.rhoCount(); k++) {
            int row = kernel.rhoRow(k);
            for (int t = 0; t < problem.term[row].length; t++) {
                effect[problem.term[row][t]] += kernel.rhoFactor(k) * problem.sign[row][t];
            }
        }
        return effect;
    }

    /** One of the classes with enough effect that are not basic, or −1. */
    private int entering(MoveKernel kernel, double[] effect) {
        List<Integer> candidates = new ArrayList<>();
        for (int c = 0; c < problem.count; c++) {
            if (!kernel.isBasic(c) && Math.abs(effect[c]) > PIVOT) {
                candidates.add(c);
            }
        }
        return candidates.isEmpty() ? -1 : candidates.get(random.nextInt(candidates.size()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rhoOfBasic_afterManyChanges_hasAnEffectOnItsOwnBasicClassAlone(boolean dense) {
        MoveKernel kernel = changed(dense);

        assertThat(kernel.size()).isGreaterThan(100);
        for (int q = 0; q < kernel.size(); q++) {
            kernel.rhoOfBasic(q);
            double[] effect = effects(kernel);
            for (int other = 0; other < kernel.size(); other++) {
                double expected = other == q ? -1 : 0;
                assertThat(Math.abs(effect[kernel.basic(other)] - expected)).isLessThan(CLOSE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rhoOfRow_outsideTheKernel_leavesNoBasicClassAnEffect(boolean dense) {
        MoveKernel kernel = changed(dense);
        int asked = 0;

        for (int row = 0; row < problem.term.length; row++) {
            if (!kernel.holds(row)) {
                kernel.rhoOfRow(row);
                double[] effect = effects(kernel);
                assertThat(kernel.rhoRow(0)).isEqualTo(row);
                for (int q = 0; q < kernel.size(); q++) {
                    assertThat(Math.abs(effect[kernel.basic(q)])).isLessThan(CLOSE);
                }
                asked++;
            }
        }
        assertThat(asked).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void solve_imbalancesOfItsRelations_balancesThem(boolean dense) {
        MoveKernel kernel = changed(dense);
        double[] imbalance = new double[problem.term.length];
        for (int row = 0; row < imbalance.length; row++) {
            imbalance[row] = random.nextInt(-4, 5);
        }
        double[] value = new double[problem.count];

        kernel.solve(imbalance, value);

        for (int row = 0; row < imbalance.length; row++) {
            double sum = imbalance[row];
            for (int t = 0; t < problem.term[row].length; t++) {
                int c = problem.term[row][t];
                sum += kernel.isBasic(c) ? problem.sign[row][t] * value[c] : 0;
            }
            if (kernel.holds(row)) {
                assertThat(Math.abs(sum)).isLessThan(CLOSE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clear_afterUse_holdsNothing(boolean dense) {
        MoveKernel kernel = changed(dense);
        int row = kernel.holds(0) ? 0 : 1;

        kernel.clear();

        assertThat(kernel.size()).isZero();
        assertThat(kernel.holds(row)).isFalse();
        kernel.rhoOfRow(row);
        assertThat(kernel.rhoRows()).containsExactly(row);
        assertThat(kernel.rhoFactors()).containsExactly(1);
    }
}
