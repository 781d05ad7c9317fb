package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.louver.suppression.SuppressionSettings.Singletons;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

class WeightsTest {
    private static final SuppressionSettings QUICK =
            SuppressionSettings.standard().withEffort(0).withBound(false);

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** Three or four skewed variables, one with groups; some counts small, some large. */
    private static AssessedCells table(SplittableRandom random, long small, long width) {
        TestTable table = new TestTable()
                .variable(new int[] {0, 1})
                .variable(new int[] {2})
                .variable(new int[] {3});
        boolean four = random.nextInt(3) == 0;
        if (four) {
            table.variable(new int[] {4});
        }
        int leaves = random.nextInt(3, 9);
        int second = random.nextInt(2, 6);
        int third = random.nextInt(2, 5);
        for (int a = 0; a < leaves; a++) {
            for (int b = 0; b < second; b++) {
                for (int c = 0; c < third; c++) {
                    for (int d = 0; d < (four ? 3 : 1); d++) {
                        if (random.nextInt(4) > 0) {
                            long count = random.nextInt(1, 4 << random.nextInt(6));
                            table.row(count, "g" + a / 3, "a" + a, "b" + b, "c" + c, "d" + d);
                        }
                    }
                }
            }
        }
        return table.counts(small, false, ProtectionLevels.width(width));
    }

    private static AssessedCells weighted(AssessedCells cells, SplittableRandom random) {
        int n = cells.cells();
        int most = 1 + random.nextInt(3) * random.nextInt(1, 300);
        long[] cost = IntStream.range(0, n)
                .mapToLong(c -> Math.multiplyExact(cells.cost(c), random.nextInt(3) == 0 ? most : 1L))
                .toArray();
        return new AssessedCells(
                cells.system(),
                IntStream.range(0, n).mapToLong(cells::value).toArray(),
                IntStream.range(0, n).mapToLong(cells::floor).toArray(),
                IntStream.range(0, n).mapToObj(cells::status).toArray(CellStatus[]::new),
                IntStream.range(0, n).mapToObj(cells::levels).toArray(ProtectionLevels[]::new),
                cost,
                IntStream.range(0, n).map(cells::soleContributor).toArray());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void weights_onAnyCells_neverMakeARequirementUnmeetable(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long small = random.nextInt(2, 11);
        AssessedCells cells = table(random, small, random.nextBoolean() ? 1 : small);
        SuppressionSettings settings =
                QUICK.withSingletons(random.nextBoolean() ? Singletons.PROTECTED : Singletons.IGNORED);

        assertThat(ComplementarySuppression.protect(weighted(cells, random), settings)
                        .unachievable())
                .isEqualTo(ComplementarySuppression.protect(cells, settings).unachievable());
    }
}
