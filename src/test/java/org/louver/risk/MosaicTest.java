package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MosaicTest {
    private static Mosaic.Cell cell(String shared, String own, long count) {
        return new Mosaic.Cell(List.of(shared), List.of(own), count);
    }

    /** In the block everybody was arrested, and one of them is an 80-year-old: a table nobody published says so. */
    @Test
    void join_fullCell_identifies() {
        Mosaic.Findings findings = Mosaic.join(
                List.of(cell("block", "arrest", 6), cell("other", "arrest", 5), cell("other", "none", 5)),
                List.of(cell("block", "80", 1), cell("block", "30", 5), cell("other", "30", 10)),
                11,
                5);
        assertThat(findings.joins()).isEqualTo(4);
        assertThat(findings.exact()).isEqualTo(4);
        assertThat(findings.identifying()).isEqualTo(1);
        assertThat(findings.small()).isEqualTo(4);
        assertThat(findings.worst().get(0))
                .isEqualTo(new Mosaic.Join(List.of("block"), List.of("arrest"), List.of("80"), 1, 1));
    }

    @Test
    void join_disagreeingMargins_isRefused() {
        assertThatThrownBy(() -> Mosaic.join(List.of(cell("s", "a", 1)), List.of(cell("s", "b", 2)), 11, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Against the extremes of the joint count over every joint table with these margins. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void join_smallTables_agreesWithTryingEveryJointTable(long seed) {
        Random random = new Random(seed);
        int[] joint = random.ints(4, 0, 3).toArray();
        joint[random.nextInt(4)]++;
        long[] rows = {joint[0] + joint[1], joint[2] + joint[3]};
        long[] columns = {joint[0] + joint[2], joint[1] + joint[3]};
        Map<String, long[]> bounds = new TreeMap<>();
        for (long x = 0; x <= Math.min(rows[0], columns[0]); x++) {
            long[] table = {x, rows[0] - x, columns[0] - x, rows[1] - columns[0] + x};
            if (table[2] < 0 || table[3] < 0) {
                continue;
            }
            for (int i = 0; i < 4; i++) {
                long[] bound = bounds.computeIfAbsent(
                        "r" + i / 2 + "c" + i % 2, key -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
                bound[0] = Math.min(bound[0], table[i]);
                bound[1] = Math.max(bound[1], table[i]);
            }
        }
        List<Mosaic.Cell> first = new ArrayList<>();
        List<Mosaic.Cell> second = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            first.add(cell("s", "r" + i, rows[i]));
            second.add(cell("s", "c" + i, columns[i]));
        }
        Mosaic.Findings findings = Mosaic.join(first, second, 3, 100);
        long expected = bounds.values().stream().filter(bound -> bound[0] >= 1).count();
        assertThat(findings.joins()).isEqualTo(expected);
        for (Mosaic.Join join : findings.worst()) {
            long[] bound = bounds.getOrDefault(
                    join.ownOfFirst().get(0) + join.ownOfSecond().get(0), new long[] {-1, -1});
            assertThat(List.of(join.certain(), join.most())).isEqualTo(List.of(bound[0], bound[1]));
        }
    }
}
