package org.louver.suppression;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.louver.table.ProtectionLevels;

/** A seeded table of three variables with many small counts, and programs over it in which every class costs about the same. */
final class ManySmallCounts {
    private ManySmallCounts() {}

    static MovableCells problem(long seed, long width) {
        SplittableRandom random = new SplittableRandom(seed);
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
        return MovableCells.of(
                table.counts(width, false, ProtectionLevels.width(width)), SuppressionSettings.standard());
    }

    /** The primary classes and some others. */
    static BitSet someWithheld(MovableCells problem, SplittableRandom random, int oneIn) {
        BitSet set = new BitSet();
        for (int c = 0; c < problem.count; c++) {
            set.set(c, !problem.optional[c] || random.nextInt(oneIn) == 0);
        }
        return set;
    }

    /** The classes of the set move, each at its own price. */
    static MoveLimits among(MovableCells problem, BitSet set) {
        return new MoveLimits() {
            @Override
            public void describe(int c, double[] into, int from) {
                boolean moves = set.get(c);
                into[from + UP_PRICE] = 1 + MoveSimplex.tieBreak(c);
                into[from + DOWN_PRICE] = 1 + MoveSimplex.tieBreak(problem.count + c);
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
        };
    }
}
