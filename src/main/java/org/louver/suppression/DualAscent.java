package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.louver.suppression.SuppressionPattern.Bound;
import org.louver.table.ProtectionLevels;

/**
 * What single relations demand, and the lower bound that follows without a linear program: each relation of a primary class says what the
 * others in it must at least lend (a {@link Cut} of one row), and prices are put on these cuts, one after the other, as high as the costs
 * that are left allow (dual ascent for covering problems, Bilde &amp; Krarup 1977, doi 10.1016/S0167-5060(08)70728-3). Any prices that
 * leave no cost negative bound every pattern from below; all in exact longs. Linear in the entries of the primary classes' relations,
 * sorting aside.
 */
final class DualAscent {
    private static final int[] NOBODY = {};
    private static final double[] ONCE = {1};
    /** Fine enough that rounding prices down loses little. */
    private static final long SCALE = 1L << 12;

    private static final long WHOLE = 1L << 10;

    private final MovableCells problem;
    private final List<Cut> cuts;

    DualAscent(MovableCells problem, Evidence evidence) {
        this.problem = problem;
        cuts = demanded(problem, evidence);
    }

    Bound bound() {
        return new Bound(ascend(cuts, problem.cost), ascend(cuts, problem.weights()));
    }

    /** What single relations demand of every pattern. */
    List<Cut> cuts() {
        return cuts;
    }

    /** Short cuts first: they leave the least choice. */
    private static List<Cut> demanded(MovableCells problem, Evidence evidence) {
        List<Cut> cuts = new ArrayList<>();
        for (int p : problem.primaries) {
            ProtectionLevels levels = evidence.required(p);
            for (int row : problem.rowsOf[p]) {
                Cut.Reach up = Cut.Reach.of(problem, p, true, new int[] {row}, ONCE, NOBODY);
                Cut.Reach down = Cut.Reach.of(problem, p, false, new int[] {row}, ONCE, NOBODY);
                if (up != null) {
                    add(cuts, Cut.of(problem, levels.upper(), up));
                    // What the class itself has room for downwards counts towards the width.
                    add(cuts, Cut.of(problem, levels.sliding() - Math.min(levels.sliding(), problem.room[p]), up));
                }
                if (down != null && levels.lower() <= problem.room[p]) {
                    add(cuts, Cut.of(problem, levels.lower(), down));
                }
                if (up != null && down != null) {
                    add(cuts, Cut.of(problem, levels.sliding(), up, down));
                }
            }
        }
        cuts.sort(Comparator.comparingInt((Cut cut) -> cut.cell().length));
        return cuts;
    }

    private static void add(List<Cut> cuts, @Nullable Cut cut) {
        if (cut != null && cut.cell().length > 0) {
            cuts.add(cut);
        }
    }

    private static long ascend(List<Cut> cuts, long[] cost) {
        long[] left =
                Arrays.stream(cost).map(each -> Math.multiplyExact(each, SCALE)).toArray();
        long sum = 0;
        for (Cut cut : cuts) {
            long[] share = shares(cut);
            long price = Long.MAX_VALUE;
            for (int k = 0; k < share.length; k++) {
                price = Math.min(price, Math.multiplyExact(left[cut.cell()[k]], WHOLE) / share[k]);
            }
            for (int k = 0; k < share.length; k++) {
                left[cut.cell()[k]] -= -Math.floorDiv(-Math.multiplyExact(price, share[k]), WHOLE);
            }
            sum = Math.addExact(sum, price);
        }
        return -Math.floorDiv(-sum, SCALE);
    }

    /** Coefficients in parts of the right-hand side, rounded upwards, which only weakens the cut. */
    private static long[] shares(Cut cut) {
        return Arrays.stream(cut.coefficient())
                .map(a -> Math.min(WHOLE, (long) Math.ceil((double) a / (double) cut.least() * WHOLE * (1 + 1e-12))))
                .toArray();
    }
}
