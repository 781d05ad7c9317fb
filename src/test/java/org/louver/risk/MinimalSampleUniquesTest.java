package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimalSampleUniquesTest {
    private static CodedClasses coded(String[][] rows) {
        int keys = rows[0].length;
        int[][] codes = new int[keys][rows.length];
        int[] cardinality = new int[keys];
        for (int key = 0; key < keys; key++) {
            Map<String, Integer> dictionary = new HashMap<>();
            for (int row = 0; row < rows.length; row++) {
                codes[key][row] = dictionary.computeIfAbsent(rows[row][key], value -> dictionary.size());
            }
            cardinality[key] = dictionary.size();
        }
        long[] ones = new long[rows.length];
        Arrays.fill(ones, 1);
        return new CodedClasses(cardinality, codes, ones);
    }

    /** The ten rows of the SUDA guideline, oracles/README.md. */
    @Test
    void score_guidelineExample_agrees() {
        String[] rows = {
            "Urban Female Si E", "Urban Female Si E", "Urban Female Pi N", "Urban Male Sc E", "Rural Female Sc U",
            "Urban Male Sc E", "Urban Female Pc N", "Urban Male Ps U", "Urban Female Si N", "Urban Female Si N"
        };
        CodedClasses classes =
                coded(Arrays.stream(rows).map(row -> row.split(" ")).toArray(String[][]::new));
        MinimalSampleUniques.Scores scores = MinimalSampleUniques.score(classes, 4);
        long[] found = new long[10];
        for (int i = 0; i < 10; i++) {
            found[i] = scores.score(i);
        }
        assertThat(found).containsExactly(0, 0, 6, 0, 12, 0, 6, 10, 0, 0);
        assertThat(scores.minimalUniques(1)).isEqualTo(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void score_randomRecords_agreesWithTryingEverySubset(long seed) {
        Random random = new Random(seed);
        int keys = 2 + random.nextInt(4);
        int rows = 5 + random.nextInt(60);
        String[][] data = new String[rows][keys];
        for (String[] row : data) {
            for (int key = 0; key < keys; key++) {
                row[key] = "v" + random.nextInt(2 + key * 3);
            }
        }
        int most = 1 + random.nextInt(keys);
        MinimalSampleUniques.Scores scores = MinimalSampleUniques.score(coded(data), most);
        double[] withKey = new double[keys];
        double total = 0;
        for (int row = 0; row < rows; row++) {
            long[] slow = slowScore(data, row, most);
            assertThat(scores.score(row)).as("row %d", row).isEqualTo(slow[keys]);
            total += slow[keys];
            for (int key = 0; key < keys; key++) {
                assertThat(scores.contribution(key, row))
                        .as("row %d, key %d", row, key)
                        .isEqualTo(slow[key]);
                withKey[key] += slow[key];
            }
        }
        for (int key = 0; key < keys; key++) {
            assertThat(scores.contributionShares()[key])
                    .isCloseTo(total == 0 ? 0 : withKey[key] / total, within(1e-12));
        }
    }

    /** Per key the part of the score from minimal sample uniques that hold it, and last the score. */
    private static long[] slowScore(String[][] data, int row, int most) {
        int keys = data[0].length;
        List<Integer> minimal = new ArrayList<>();
        long[] score = new long[keys + 1];
        for (int size = 1; size <= most; size++) {
            for (int mask = 1; mask < 1 << keys; mask++) {
                int candidate = mask;
                if (Integer.bitCount(mask) == size
                        && minimal.stream().noneMatch(smaller -> (smaller & candidate) == smaller)
                        && alone(data, row, mask)) {
                    minimal.add(mask);
                    long weight = 1;
                    for (int i = 2; i <= keys - size; i++) {
                        weight *= i;
                    }
                    score[keys] += weight;
                    for (int key : KeySubsets.keys(mask)) {
                        score[key] += weight;
                    }
                }
            }
        }
        return score;
    }

    private static boolean alone(String[][] data, int row, int mask) {
        for (int other = 0; other < data.length; other++) {
            boolean same = other != row;
            for (int key : KeySubsets.keys(mask)) {
                same &= data[other][key].equals(data[row][key]);
            }
            if (same) {
                return false;
            }
        }
        return true;
    }

    @Test
    void contributionShares_oneKeyAlone_isTheWholeScore() {
        CodedClasses classes = coded(new String[][] {{"a", "x"}, {"a", "x"}, {"b", "x"}});
        assertThat(MinimalSampleUniques.score(classes, 2).contributionShares()).containsExactly(1, 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void projectedSizes_hugeRadix_agreesWithComparingCodes(long seed) {
        Random random = new Random(seed);
        int rows = 40;
        int[] cardinality = {1 << 22, 1 << 22, 1 << 22, 3};
        int[][] codes = new int[4][rows];
        long[] counts = new long[rows];
        for (int row = 0; row < rows; row++) {
            counts[row] = 1L + random.nextInt(3);
            for (int key = 0; key < 4; key++) {
                codes[key][row] = cardinality[key] - 1 - random.nextInt(2);
            }
        }
        long[] sizes = new CodedClasses(cardinality, codes, counts).projectedSizes(0b1111);
        for (int row = 0; row < rows; row++) {
            long expected = 0;
            for (int other = 0; other < rows; other++) {
                boolean same = true;
                for (int[] column : codes) {
                    same &= column[row] == column[other];
                }
                expected += same ? counts[other] : 0;
            }
            assertThat(sizes[row]).isEqualTo(expected);
        }
        assertThat(new CodedClasses(cardinality, codes, counts)
                        .histogram(0b1111)
                        .records())
                .isEqualTo(Arrays.stream(counts).sum());
    }

    /** 4 uniques, 3 pairs, fraction ½: 2 / (2 + 3) = 0.4 by hand. */
    @Test
    void dataIntrusion_handComputed() {
        ClassSizes sizes = ClassSizes.of(Map.of(1L, 4L, 2L, 3L, 9L, 1L));
        assertThat(DataIntrusion.correctGivenUnique(sizes, 0.5)).isCloseTo(0.4, within(1e-15));
        assertThat(DataIntrusion.correctGivenUnique(sizes, 1)).isEqualTo(1);
        // q = 1 with eight keys, A = 1/2 + 1/4: 1 / (1 + 4 · 1.5 / (2 · 0.75)) = 0.2 and 1 / (1 + 4 · 1.5 / (4 · 0.75))
        // = 1/3.
        assertThat(DataIntrusion.spread(new double[] {2, 0, 4}, 8, 4, 0.4)[0]).isCloseTo(0.2, within(1e-15));
        assertThat(DataIntrusion.spread(new double[] {2, 0, 4}, 8, 4, 0.4)[1]).isZero();
        assertThat(DataIntrusion.spread(new double[] {2, 0, 4}, 8, 4, 0.4)[2]).isCloseTo(1 / 3.0, within(1e-15));
    }
}
