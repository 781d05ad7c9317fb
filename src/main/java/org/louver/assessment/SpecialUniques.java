package org.louver.assessment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.louver.risk.CodedClasses;
import org.louver.risk.DataIntrusion;
import org.louver.risk.KeyPacking;
import org.louver.risk.KeySubsets;
import org.louver.risk.MinimalSampleUniques;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;
import scala.Tuple2;

/**
 * Special unique detection over all classes of a table: each task takes some of the key subsets and marks the records alone on
 * them; the marks are then brought together per block of classes and scored by {@link MinimalSampleUniques}.
 *
 * <p>Records that share all keys with others have no score. A task holds the codes of all classes: 4 bytes per class and key.
 */
final class SpecialUniques implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Classes per block of marks. */
    private static final int BLOCK = 1 << 16;

    private static final int CLASSES = 0;

    private final List<String> keys;
    private final TreeMap<Long, Long> scores = new TreeMap<>();
    private final double[] contribution;
    private final long[] minimalUniques;

    private SpecialUniques(List<String> keys) {
        this.keys = keys;
        this.contribution = new double[keys.size()];
        this.minimalUniques = new long[keys.size() + 1];
    }

    /** Marks of one subset, or the packed classes themselves, for one block of classes. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Slice(int mask, long[] words, byte[] classes) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Scored(
            TreeMap<Long, Long> scores,
            double[] contribution,
            long[] minimalUniques,
            byte[] classesByScore,
            byte[] classesByKey)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Scores every record, with minimal sample uniques of up to {@code most} keys. Two jobs at most. */
    static SpecialUniques find(ClassTable classes, int most) {
        JavaRDD<Scored> scored = scored(classes, most);
        SpecialUniques result = new SpecialUniques(
                classes.dictionary().keys().stream().map(KeyColumn::name).toList());
        for (Scored part : scored.map(one ->
                        new Scored(one.scores(), one.contribution(), one.minimalUniques(), new byte[0], new byte[0]))
                .collect()) {
            part.scores().forEach((score, number) -> result.scores.merge(score, number, Math::addExact));
            for (int key = 0; key < result.contribution.length; key++) {
                result.contribution[key] += part.contribution()[key];
            }
            for (int size = 0; size < result.minimalUniques.length; size++) {
                result.minimalUniques[size] += part.minimalUniques()[size];
            }
        }
        return result;
    }

    /** Finds the score of a record by its class; for {@link RecordClasses#with}. */
    static ClassLookup lookup(ClassTable classes, int most) {
        return new ClassLookup(
                classes.cardinality(),
                scored(classes, most).map(Scored::classesByScore).collect());
    }

    /** Finds the key with the largest part of a record's score, the first key being 1; for {@link RecordClasses#with}. */
    static ClassLookup mostContributing(ClassTable classes, int most) {
        return new ClassLookup(
                classes.cardinality(),
                scored(classes, most).map(Scored::classesByKey).collect());
    }

    private static JavaRDD<Scored> scored(ClassTable classes, int most) {
        int[] cardinality = classes.cardinality();
        int tasks = Math.max(
                1, Math.min(classes.runs().context().defaultParallelism(), 1 << Math.min(10, cardinality.length)));
        return bySubset(classes, tasks)
                .flatMapToPair(task -> marks(task._1(), task._2(), tasks, cardinality, most))
                .groupByKey(new ClassTable.ByNumber(blocks(classes)))
                .map(block -> score(block._2(), cardinality));
    }

    /** Every task with all classes: what measures over many subsets of the keys need. */
    static JavaPairRDD<Integer, Iterable<byte[]>> bySubset(ClassTable classes, int tasks) {
        return classes.runs()
                .flatMapToPair(run -> {
                    List<Tuple2<Integer, byte[]>> copies = new ArrayList<>();
                    for (int task = 0; task < tasks; task++) {
                        copies.add(new Tuple2<>(task, run.classes()));
                    }
                    return copies.iterator();
                })
                .groupByKey(new ClassTable.ByNumber(tasks));
    }

    /** All runs of a task, in ascending order of class whatever order they came in. */
    static PackedClasses all(Iterable<byte[]> runs, KeyPacking packing) {
        List<PackedClasses> decoded = new ArrayList<>();
        runs.forEach(run -> decoded.add(RunCodec.decode(run, packing.words() == 2)));
        return PackedClasses.merge(decoded);
    }

    private static int blocks(ClassTable classes) {
        return Math.toIntExact(classes.sizes().classes() / BLOCK + 1);
    }

    private static Iterator<Tuple2<Integer, Slice>> marks(
            int task, Iterable<byte[]> runs, int tasks, int[] cardinality, int most) {
        KeyPacking packing = KeyPacking.of(cardinality);
        PackedClasses classes = all(runs, packing);
        CodedClasses coded = classes.coded(packing);
        List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
        if (task == 0) {
            for (int from = 0; from < classes.size(); from += BLOCK) {
                RunCodec part = new RunCodec(packing.words() == 2);
                for (int i = from; i < Math.min(classes.size(), from + BLOCK); i++) {
                    part.append(classes.high(i), classes.low(i), classes.count(i));
                }
                slices.add(new Tuple2<>(from / BLOCK, new Slice(CLASSES, new long[0], part.toBytes())));
            }
        }
        List<Integer> subsets = KeySubsets.upTo(most, cardinality.length);
        Iterator<Integer> mine = java.util.stream.IntStream.range(0, subsets.size())
                .filter(index -> index % tasks == task)
                .mapToObj(subsets::get)
                .iterator();
        return new Marks(slices.iterator(), mine, coded);
    }

    /** Marks subset after subset, so that only one is in memory. */
    private static final class Marks implements Iterator<Tuple2<Integer, Slice>> {
        private Iterator<Tuple2<Integer, Slice>> ready;
        private final Iterator<Integer> subsets;
        private final CodedClasses classes;

        Marks(Iterator<Tuple2<Integer, Slice>> first, Iterator<Integer> subsets, CodedClasses classes) {
            this.ready = first;
            this.subsets = subsets;
            this.classes = classes;
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && subsets.hasNext()) {
                int mask = subsets.next();
                long[] bits = MinimalSampleUniques.unique(classes, mask);
                List<Tuple2<Integer, Slice>> slices = new ArrayList<>();
                for (int from = 0; from < bits.length; from += BLOCK / 64) {
                    long[] words = Arrays.copyOfRange(bits, from, Math.min(bits.length, from + BLOCK / 64));
                    slices.add(new Tuple2<>(from / (BLOCK / 64), new Slice(mask, words, new byte[0])));
                }
                ready = slices.iterator();
            }
            return ready.hasNext();
        }

        @Override
        public Tuple2<Integer, Slice> next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            return ready.next();
        }
    }

    private static Scored score(Iterable<Slice> slices, int[] cardinality) {
        boolean wide = KeyPacking.of(cardinality).words() == 2;
        Map<Integer, long[]> unique = new TreeMap<>();
        PackedClasses classes = PackedClasses.merge(List.of());
        for (Slice slice : slices) {
            if (slice.mask() == CLASSES) {
                classes = RunCodec.decode(slice.classes(), wide);
            } else {
                unique.put(slice.mask(), slice.words());
            }
        }
        MinimalSampleUniques.Scores found = MinimalSampleUniques.score(unique, cardinality.length, classes.size());
        TreeMap<Long, Long> histogram = new TreeMap<>();
        double[] contribution = new double[cardinality.length];
        long[] minimal = new long[cardinality.length + 1];
        RunCodec byScore = new RunCodec(wide);
        RunCodec byKey = new RunCodec(wide);
        for (int i = 0; i < classes.size(); i++) {
            if (found.score(i) > 0) {
                histogram.merge(found.score(i), 1L, Math::addExact);
                byScore.append(classes.high(i), classes.low(i), found.score(i));
                int largest = 0;
                for (int key = 0; key < contribution.length; key++) {
                    contribution[key] += found.contribution(key, i);
                    largest = found.contribution(key, i) > found.contribution(largest, i) ? key : largest;
                }
                byKey.append(classes.high(i), classes.low(i), largest + 1L);
            }
        }
        for (int size = 1; size < minimal.length; size++) {
            minimal[size] = found.minimalUniques(size);
        }
        return new Scored(histogram, contribution, minimal, byScore.toBytes(), byKey.toBytes());
    }

    List<String> keys() {
        return keys;
    }

    /** How many records have which score; records without one are left out. */
    SortedMap<Long, Long> scoreHistogram() {
        return scores;
    }

    /** Number of minimal sample uniques of {@code size} keys. */
    long minimalUniques(int size) {
        return minimalUniques[size];
    }

    /** Share of the total score that involves each key. */
    double[] contributionShares() {
        double total = scores.entrySet().stream()
                .mapToDouble(entry -> (double) entry.getKey() * entry.getValue())
                .sum();
        return Arrays.stream(contribution)
                .map(one -> total == 0 ? 0 : one / total)
                .toArray();
    }

    /** DIS-SUDA score per SUDA score. */
    SortedMap<Long, Double> spread(ClassTable classes, double fraction) {
        double probability = DataIntrusion.correctGivenUnique(classes.sizes(), fraction);
        double exponent = DataIntrusion.exponent(keys.size());
        double inverse = scores.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * Math.pow((double) entry.getKey(), -exponent))
                .sum();
        TreeMap<Long, Double> spread = new TreeMap<>();
        scores.keySet()
                .forEach(score -> spread.put(
                        score,
                        DataIntrusion.spread(
                                (double) score, keys.size(), classes.sizes().uniques(), probability, inverse)));
        return spread;
    }
}
