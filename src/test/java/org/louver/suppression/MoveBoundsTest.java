package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
