package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedClassesTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void countMergeAndCodec_randomCodes_agreeWithAMap(long seed) {
        Random random = new Random(seed);
        int keys = 1 + random.nextInt(8);
        int[] cardinality = random.ints(keys, 1, seed % 2 == 0 ? 1 << 14 : 9).toArray();
        KeyPacking packing = KeyPacking.of(cardinality);
        boolean wide = packing.words() == 2;
        Map<List<Integer>, Long> expected = new TreeMap<>(PackedClassesTest::compare);
        List<PackedClasses> runs = new ArrayList<>();
        for (int run = 0; run < 1 + random.nextInt(5); run++) {
            int records = random.nextInt(300);
            long[] low = new long[records + 5];
            long[] high = new long[wide ? records + 5 : 0];
            for (int record = 0; record < records; record++) {
                List<Integer> codes = new ArrayList<>();
                for (int key = 0; key < keys; key++) {
                    int code = random.nextBoolean()
                            ? cardinality[key] - 1 - random.nextInt(Math.min(2, cardinality[key]))
                            : random.nextInt(Math.min(2, cardinality[key]));
                    codes.add(code);
                    (packing.word(key) == 0 ? low : high)[record] |= packing.place(key, code);
                }
                expected.merge(codes, 1L, Long::sum);
            }
            PackedClasses counted = PackedClasses.count(high, low, records, packing);
            runs.add(RunCodec.decode(RunCodec.encode(counted, wide), wide));
        }
        PackedClasses merged = PackedClasses.merge(runs);
        Map<List<Integer>, Long> found = new TreeMap<>(PackedClassesTest::compare);
        CodedClasses coded = merged.coded(packing);
        for (int i = 0; i < merged.size(); i++) {
            List<Integer> codes = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                codes.add(coded.code(key, i));
            }
            assertThat(found.put(codes, merged.count(i))).isNull();
            assertThat(i == 0 || merged.high(i) > merged.high(i - 1) || merged.low(i) > merged.low(i - 1))
                    .isTrue();
        }
        assertThat(found).isEqualTo(expected);
        assertThat(merged.sizes().records())
                .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
        if (merged.size() > 0) {
            int mask = 1 + random.nextInt((1 << keys) - 1);
            assertThat(histogram(coded.histogram(mask))).isEqualTo(projected(expected, mask));
        }
    }

    private static Map<Long, Long> histogram(ClassSizes sizes) {
        Map<Long, Long> histogram = new TreeMap<>();
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            histogram.put(sizes.size(i), sizes.classes(i));
        }
        return histogram;
    }

    private static Map<Long, Long> projected(Map<List<Integer>, Long> classes, int mask) {
        Map<List<Integer>, Long> projected = new TreeMap<>(PackedClassesTest::compare);
        classes.forEach((codes, count) -> projected.merge(
                Arrays.stream(KeySubsets.keys(mask)).mapToObj(codes::get).toList(), count, Long::sum));
        Map<Long, Long> histogram = new TreeMap<>();
        projected.values().forEach(count -> histogram.merge(count, 1L, Long::sum));
        return histogram;
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        return Arrays.compare(
                a.stream().mapToInt(Integer::intValue).toArray(),
                b.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void packing_moreThanTwoLongs_isRefused() {
        int[] wide = new int[9];
        Arrays.fill(wide, 1 << 15);
        assertThat(KeyPacking.fits(wide)).isFalse();
        assertThatThrownBy(() -> KeyPacking.of(wide)).isInstanceOf(IllegalArgumentException.class);
        assertThat(KeyPacking.of(Arrays.copyOf(wide, 8)).words()).isEqualTo(2);
        assertThat(KeyPacking.of(100, 6, 2).words()).isEqualTo(1);
    }

    @Test
    void keySubsets_upToTwoOfThree_bySizeThenMask() {
        assertThat(KeySubsets.upTo(2, 3)).containsExactly(1, 2, 4, 3, 5, 6);
        assertThat(KeySubsets.upTo(4, 8)).hasSize(8 + 28 + 56 + 70);
        assertThat(KeySubsets.keys(0b1011)).containsExactly(0, 1, 3);
    }
}
