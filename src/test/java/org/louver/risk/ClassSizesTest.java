package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;

/** Histogram measures: against counting by hand, and against the answers of sdcMicro and ARX in the oracles folder. */
class ClassSizesTest {
    /** The adult records, nine keys, as ARX reads them. */
    private static ClassSizes adult() throws IOException {
        Path file = SharedFolder.require("oracles/arx/adult.csv.gz");
        Map<String, Long> classes = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                classes.merge(line, 1L, Long::sum);
            }
        }
        return ClassSizes.ofClasses(
                classes.values().stream().mapToLong(Long::longValue).toArray());
    }

    @Test
    void adult_allNineKeys_agreesWithArx() throws IOException {
        ClassSizes adult = adult();
        assertThat(adult.records()).isEqualTo(30162);
        assertThat(adult.classes()).isEqualTo(19502);
        assertThat(adult.uniques()).isEqualTo(15512);
        assertThat((double) adult.uniques() / adult.records()).isEqualTo(0.5142895033485844);
        ReidentificationRisk risk = ReidentificationRisk.prosecutor(adult, 0.2);
        assertThat(risk.average()).isEqualTo(0.6465751607983555);
        assertThat(risk.highest()).isEqualTo(1);
    }

    @Test
    void populationUniqueness_adult_agreesWithArxAndTheCorrectedSlideNegativeBinomial() throws IOException {
        ClassSizes adult = adult();
        assertThat(PopulationUniqueness.pitman(adult, 0.1).orElseThrow()).isCloseTo(0.27684993883653597, within(1e-9));
        assertThat(PopulationUniqueness.pitman(adult, 0.01).orElseThrow()).isCloseTo(0.1446083531167384, within(1e-9));
        PitmanModel model = PitmanModel.fit(adult).orElseThrow();
        assertThat(model.theta()).isCloseTo(3176.2335, within(5e-5));
        assertThat(model.alpha()).isCloseTo(0.71794895, within(5e-9));
        assertThat(PopulationUniqueness.zayatz(adult, 0.1)).isCloseTo(0.3207402393466189, within(1e-9));
        assertThat(PopulationUniqueness.slideNegativeBinomial(adult, 0.2).orElseThrow())
                .isCloseTo(0.3195, within(5e-5));
    }

    @Test
    void dankarsRule_adult_takesPitmanForSmallFractionsAndTheSmallerEstimateAbove() throws IOException {
        ClassSizes adult = adult();
        assertThat(PopulationUniqueness.dankar(adult, 0.1).model()).isEqualTo(PopulationUniqueness.Model.PITMAN);
        double slide = PopulationUniqueness.slideNegativeBinomial(adult, 0.5).orElseThrow();
        double zayatz = PopulationUniqueness.zayatz(adult, 0.5);
        assertThat(PopulationUniqueness.dankar(adult, 0.5).share()).isEqualTo(Math.min(slide, zayatz));
    }

    @Test
    void populationUniqueness_allUnique_leavesZayatzOnly() {
        ClassSizes allUnique = ClassSizes.of(Map.of(1L, 50L));
        assertThat(PopulationUniqueness.pitman(allUnique, 0.05)).isEmpty();
        assertThat(PopulationUniqueness.slideNegativeBinomial(allUnique, 0.5)).isEmpty();
        assertThat(PopulationUniqueness.dankar(allUnique, 0.05).model()).isEqualTo(PopulationUniqueness.Model.ZAYATZ);
        assertThat(PopulationUniqueness.zayatz(ClassSizes.of(Map.of(3L, 5L)), 0.5))
                .isZero();
    }

    @Test
    void populationUniqueness_completeEnumeration_isTheSampleUniqueness() {
        ClassSizes sizes = ClassSizes.of(Map.of(1L, 40L, 2L, 20L, 5L, 4L));
        assertThat(PopulationUniqueness.zayatz(sizes, 1)).isCloseTo(0.4, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void measures_randomRecords_agreeWithCountingEachRecord(long seed) {
        Random random = new Random(seed);
        int[] record = random.ints(200, 0, 1 + random.nextInt(150)).toArray();
        Map<Integer, Long> classes = new HashMap<>();
        for (int value : record) {
            classes.merge(value, 1L, Long::sum);
        }
        ClassSizes sizes = ClassSizes.ofClasses(
                classes.values().stream().mapToLong(Long::longValue).toArray());
        double sum = 0;
        double highest = 0;
        int above = 0;
        int below = 0;
        for (int value : record) {
            long size = classes.getOrDefault(value, 0L);
            sum += 1.0 / size;
            highest = Math.max(highest, 1.0 / size);
            above += 1.0 / size > 0.25 ? 1 : 0;
            below += size < 3 ? 1 : 0;
        }
        ReidentificationRisk risk = ReidentificationRisk.prosecutor(sizes, 0.25);
        assertThat(risk.average()).isCloseTo(sum / 200, within(1e-12));
        assertThat(risk.highest()).isEqualTo(highest);
        assertThat(risk.shareAboveThreshold()).isEqualTo(above / 200.0);
        assertThat(sizes.recordsBelow(3)).isEqualTo(below);
        assertThat(ExpectedReidentifications.prosecutor(sizes).expected()).isCloseTo(sum, within(1e-9));
    }

    @Test
    void journalistAndMarketer_handComputed() {
        MatchedClassSizes sizes = MatchedClassSizes.of(List.of(
                new MatchedClassSizes.Group(1, 4, 2),
                new MatchedClassSizes.Group(3, 10, 1),
                new MatchedClassSizes.Group(1, 0, 1)));
        assertThat(sizes.records()).isEqualTo(6);
        assertThat(sizes.kMap()).isZero();
        assertThat(sizes.recordsBelow(5)).isEqualTo(3);
        assertThat(ReidentificationRisk.marketer(sizes)).isCloseTo((0.25 + 0.25 + 0.3 + 1) / 6, within(1e-15));
        ReidentificationRisk journalist = ReidentificationRisk.journalist(sizes, 0.2);
        assertThat(journalist.highest()).isEqualTo(1);
        assertThat(journalist.average()).isCloseTo(1.8 / 6, within(1e-15));
        assertThat(journalist.shareAboveThreshold()).isEqualTo(0.5);
        ExpectedReidentifications expected = ExpectedReidentifications.journalist(sizes);
        assertThat(expected.expected()).isCloseTo(1.8, within(1e-12));
        assertThat(expected.lower()).isEqualTo(1);
    }

    /** 95 % of many simulated attacks should fall into the interval; half the interval must not. */
    @Test
    void expectedReidentifications_simulatedMatching_fallsIntoTheInterval() {
        ClassSizes sizes = ClassSizes.of(Map.of(1L, 5L, 2L, 30L, 3L, 40L, 7L, 20L));
        ExpectedReidentifications interval = ExpectedReidentifications.prosecutor(sizes);
        Random random = new Random(11);
        int inside = 0;
        int insideHalf = 0;
        double total = 0;
        for (int attack = 0; attack < 4000; attack++) {
            int correct = 0;
            for (int i = 0; i < sizes.distinctSizes(); i++) {
                for (long one = 0; one < sizes.classes(i); one++) {
                    correct += fixedPoints((int) sizes.size(i), random);
                }
            }
            total += correct;
            inside += correct >= interval.lower() && correct <= interval.upper() ? 1 : 0;
            double half = (interval.upper() - interval.lower()) / 4;
            insideHalf += Math.abs(correct - interval.expected()) <= half ? 1 : 0;
        }
        assertThat(total / 4000).isCloseTo(interval.expected(), within(0.5));
        assertThat(inside / 4000.0).isBetween(0.93, 0.975);
        assertThat(insideHalf / 4000.0).isLessThan(0.8);
    }

    private static int fixedPoints(int size, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, random);
        int fixed = 0;
        for (int i = 0; i < size; i++) {
            fixed += order.get(i) == i ? 1 : 0;
        }
        return fixed;
    }

    @Test
    void plus_disjointClasses_addsUpAndRefusesOverflow() {
        ClassSizes both = ClassSizes.of(Map.of(1L, 2L, 3L, 1L)).plus(ClassSizes.of(Map.of(1L, 1L, 4L, 2L)));
        assertThat(both.uniques()).isEqualTo(3);
        assertThat(both.records()).isEqualTo(14);
        assertThatThrownBy(() -> ClassSizes.of(Map.of(Long.MAX_VALUE, 2L))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ClassSizes.of(Map.of(0L, 2L))).isInstanceOf(IllegalArgumentException.class);
    }
}
