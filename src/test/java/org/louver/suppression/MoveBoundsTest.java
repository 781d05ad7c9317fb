package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

class MoveBoundsTest {
    private static final int FARTHEST = 12;

    private final MovableCells problem = ManySmallCounts.problem(4, 9);
    private final SplittableRandom random = new SplittableRandom(11);
    private final BitSet withheld = ManySmallCounts.someWithheld(problem, random, 4);
    private final MoveBounds bounds = new MoveBounds(problem);

    @Test
    void narrow_classesPublishedOneByOne_isAsWorkedOutAnew() {
        List<String> whole = reaches(anew(withheld));
        bounds.propagate(withheld);
        for (int c : someOf(withheld, 40)) {
            withheld.clear(c);
            bounds.narrow(withheld);
        }
        assertThat(reaches(bounds)).isEqualTo(reaches(anew(withheld))).isNotEqualTo(whole);
    }

    @Test
    void suppose_onePublished_isAsWorkedOutAnewAndTakenBackLeavesNothing() {
        bounds.propagate(withheld);
        List<String> before = reaches(bounds);
        int tighter = 0;
        for (int c : someOf(withheld, 60)) {
            BitSet without = (BitSet) withheld.clone();
            without.clear(c);
            bounds.suppose(c);
            List<String> supposed = reaches(bounds);
            bounds.takeBack();
            assertThat(supposed).isEqualTo(reaches(anew(without)));
            assertThat(reaches(bounds)).isEqualTo(before);
            tighter += supposed.equals(before) ? 0 : 1;
        }
        assertThat(tighter).isPositive();
    }

    @Test
    void propagate_afterASupposition_forgetsIt() {
        bounds.propagate(withheld);
        List<String> before = reaches(bounds);
        bounds.suppose(withheld.nextSetBit(0));
        bounds.narrow(withheld);
        assertThat(reaches(bounds)).isEqualTo(before);
        bounds.suppose(withheld.nextSetBit(0));
        bounds.propagate(withheld);
        bounds.takeBack();
        assertThat(reaches(bounds)).isEqualTo(before);
    }

    @Test
    void propagate_manyCellsThatMayMakeUpForAHugeOne_staysWithinTheLongs() {
        int cells = 42;
        long[] value = LongStream.range(0, cells).map(cell -> 10 + cell).toArray();
        value[1] = 1_000_000_000_000_000_000L;
        value[0] = LongStream.of(value).skip(1).sum();
        CellStatus[] status = new CellStatus[cells];
        Arrays.fill(status, CellStatus.PRIMARY);
        status[0] = CellStatus.FORCED;
        status[1] = CellStatus.UNPUBLISHED;
        ProtectionLevels[] levels = new ProtectionLevels[cells];
        Arrays.fill(levels, ProtectionLevels.width(9));
        levels[0] = ProtectionLevels.NONE;
        levels[1] = ProtectionLevels.NONE;
        long[] cost = new long[cells];
        Arrays.fill(cost, 1000);
        int[] alone = new int[cells];
        Arrays.fill(alone, -1);
        AdditiveSystem total = AdditiveSystem.over(cells)
                .relation(0, IntStream.range(1, cells).toArray())
                .build();
        SuppressionPattern pattern = ComplementarySuppression.protect(
                new AssessedCells(total, value, new long[cells], status, levels, cost, alone),
                SuppressionSettings.standard());
        assertThat(pattern.unachievable()).isEmpty();
        assertThat(IntStream.range(0, cells).filter(cell -> pattern.status(cell) == CellStatus.COMPLEMENTARY))
                .isEmpty();
    }

    private MoveBounds anew(BitSet set) {
        MoveBounds fresh = new MoveBounds(problem);
        fresh.propagate(set);
        return fresh;
    }

    private int[] someOf(BitSet set, int count) {
        int[] all = set.stream().toArray();
        return random.ints(count, 0, all.length).map(k -> all[k]).distinct().toArray();
    }

    /** What the bounds rule out of every class, each way and by width. */
    private List<String> reaches(MoveBounds of) {
        List<String> reaches = new ArrayList<>();
        for (int c = 0; c < problem.count; c++) {
            StringBuilder reach = new StringBuilder();
            for (int far = 1; far <= FARTHEST; far++) {
                reach.append(of.rulesOut(c, new ProtectionLevels(far, 0, 0)) ? 'd' : '-')
                        .append(of.rulesOut(c, new ProtectionLevels(0, far, 0)) ? 'u' : '-')
                        .append(of.rulesOut(c, new ProtectionLevels(0, 0, far)) ? 'w' : '-');
            }
            reaches.add(reach.toString());
        }
        return reaches;
    }
}
