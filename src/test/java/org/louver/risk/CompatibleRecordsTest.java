package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompatibleRecordsTest {
    /** Sizes of random records with holes, each measure taken record by record. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void measures_randomRecords_agreeWithEveryRecord(long seed) {
        Random random = new Random(seed);
        int[][] records = new int[25][];
        for (int i = 0; i < records.length; i++) {
            records[i] = random.ints(3, 0, 4).toArray();
        }
        TreeMap<Long, Long> bySize = new TreeMap<>();
        double expected = 0;
        double individual = 0;
        double highest = 0;
        long small = 0;
        long atRisk = 0;
        for (int[] one : records) {
            long size = 0;
            for (int[] other : records) {
                boolean compatible = true;
                for (int key = 0; key < 3; key++) {
                    compatible &= one[key] == 0 || other[key] == 0 || one[key] == other[key];
                }
                size += compatible ? 1 : 0;
            }
            bySize.merge(size, 1L, Long::sum);
            expected += 1.0 / size;
            highest = Math.max(highest, 1.0 / size);
            individual += IndividualRisk.of(size, size / 0.3);
            small += size < 4 ? 1 : 0;
            atRisk += 1.0 / size > 0.25 ? 1 : 0;
        }
        CompatibleRecords sizes = new CompatibleRecords(bySize);
        assertThat(sizes.records()).isEqualTo(25);
        assertThat(sizes.recordsBelow(4)).isEqualTo(small);
        assertThat(sizes.expected()).isCloseTo(expected, within(1e-12));
        assertThat(sizes.individual(0.3)).isCloseTo(individual, within(1e-12));
        ReidentificationRisk risk = sizes.prosecutor(0.25);
        assertThat(risk.highest()).isEqualTo(highest);
        assertThat(risk.average()).isCloseTo(expected / 25, within(1e-12));
        assertThat(risk.shareAboveThreshold()).isEqualTo(atRisk / 25.0);
        double[] picks = new double[4_000];
        for (int pick = 0; pick < picks.length; pick++) {
            for (Map.Entry<Long, Long> entry : bySize.entrySet()) {
                for (long record = 0; record < entry.getValue(); record++) {
                    picks[pick] += random.nextLong(entry.getKey()) == 0 ? 1 : 0;
                }
            }
        }
        ExpectedReidentifications interval = ExpectedReidentifications.prosecutor(sizes);
        assertThat(interval.expected()).isEqualTo(sizes.expected());
        assertThat(Arrays.stream(picks).average().orElseThrow()).isCloseTo(interval.expected(), within(0.2));
        double inside = Arrays.stream(picks)
                        .filter(right -> right >= interval.lower() - 0.5 && right <= interval.upper() + 0.5)
                        .count()
                / 4_000.0;
        assertThat(inside).isBetween(0.93, 1.0);
        assertThat(interval.upper() - interval.lower()).isBetween(1.0, 12.0);
        double uniques = 0.3 * sizes.uniques();
        assertThat(DataIntrusion.correctGivenUnique(sizes, 0.3))
                .isCloseTo(uniques == 0 ? 0 : uniques / (uniques + 0.7 * bySize.getOrDefault(2L, 0L)), within(1e-12));
    }

    /** Without holes records fall into classes, and the measures are those of the classes. */
    @ParameterizedTest(name = "fraction {0}")
    @ValueSource(doubles = {0.1, 0.5, 1})
    void measures_withoutHoles_areThoseOfClasses(double fraction) {
        ClassSizes classes = ClassSizes.ofClasses(1, 1, 2, 2, 2, 5, 9);
        TreeMap<Long, Long> bySize = new TreeMap<>();
        for (int i = 0; i < classes.distinctSizes(); i++) {
            bySize.put(classes.size(i), classes.size(i) * classes.classes(i));
        }
        CompatibleRecords sizes = new CompatibleRecords(bySize);
        assertThat(sizes.prosecutor(0.2)).isEqualTo(ReidentificationRisk.prosecutor(classes, 0.2));
        assertThat(sizes.individual(fraction)).isCloseTo(IndividualRisk.expected(classes, fraction), within(1e-12));
        assertThat(DataIntrusion.correctGivenUnique(sizes, fraction))
                .isEqualTo(DataIntrusion.correctGivenUnique(classes, fraction));
        assertThatThrownBy(() -> new CompatibleRecords(new TreeMap<>())).isInstanceOf(IllegalArgumentException.class);
        assertThat(sizes.toString()).isEqualTo("CompatibleRecords[4 different sizes]");
    }
}
