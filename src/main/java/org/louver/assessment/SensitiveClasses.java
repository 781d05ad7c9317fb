package org.louver.assessment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.louver.risk.ClassDisclosure;
import org.louver.risk.CodedClasses;
import org.louver.risk.KeyPacking;
import org.louver.risk.LongCounts;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;
import org.louver.risk.ValueTree;
import scala.Tuple2;

/**
 * The classes over all keys of a class table but the last, the sensitive variable, with what each discloses about it. Classes are
 * shuffled by their keys, as bytes; a task holds one count per class and value of its part.
 */
final class SensitiveClasses {
    /** Counts that a task holds at once, about. */
    private static final long COUNTS_PER_PARTITION = 1 << 22;

    /**
     * The classes of one task by what they disclose.
     *
     * @param disclosures different ones, ascending
     * @param records in classes of each
     * @param numbered classes as bytes of {@link RunCodec}, counted as one more than the place of their disclosure; the bits of the
     *     sensitive variable are 0
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(List<ClassDisclosure> disclosures, long[] records, byte[] numbered) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private record ClassKey(long high, long low) implements Comparable<ClassKey> {
        @Override
        public int compareTo(ClassKey other) {
            return high == other.high ? Long.compare(low, other.low) : Long.compare(high, other.high);
        }
    }

    private SensitiveClasses() {}

    static JavaRDD<Part> of(ClassTable classes, SensitiveValues.Demand demand) {
        int[] cardinality = classes.cardinality();
        int values = cardinality[cardinality.length - 1];
        long[] overall =
                classes.runs().map(run -> totals(run.classes(), cardinality)).reduce(SensitiveClasses::sum);
        int partitions = Math.toIntExact(Math.max(
                classes.runs().getNumPartitions(),
                Math.multiplyExact(classes.sizes().classes(), (long) values) / COUNTS_PER_PARTITION + 1));
        double c = demand.c();
        int l = demand.l();
        // A task gets null where there is no tree: an Optional does not travel.
        @Nullable ValueTree tree = demand.tree().orElse(null);
        JavaPairRDD<Integer, Iterable<byte[]>> byClass = classes.runs()
                .flatMapToPair(
                        run -> byClass(run.classes(), cardinality, partitions).iterator())
                .groupByKey(new ClassTable.ByNumber(partitions));
        return byClass.map(group -> part(group._2(), cardinality, overall, c, l, tree));
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], b[i]);
        }
        return sum;
    }

    private static long[] totals(byte[] run, int[] cardinality) {
        int sensitive = cardinality.length - 1;
        KeyPacking packing = KeyPacking.of(cardinality);
        CodedClasses coded = RunCodec.decode(run, packing.words() == 2).coded(packing);
        long[] totals = new long[cardinality[sensitive]];
        for (int i = 0; i < coded.classes(); i++) {
            totals[coded.code(sensitive, i)] += coded.count(i);
        }
        return totals;
    }

    private static List<Tuple2<Integer, byte[]>> byClass(byte[] run, int[] cardinality, int partitions) {
        KeyPacking packing = KeyPacking.of(cardinality);
        boolean wide = packing.words() == 2;
        PackedClasses classes = RunCodec.decode(run, wide);
        int keys = (1 << (cardinality.length - 1)) - 1;
        long highBits = packing.bitsOf(keys, 1);
        long lowBits = packing.bitsOf(keys, 0);
        Map<Integer, RunCodec> buckets = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            long hash = LongCounts.mix((classes.low(i) & lowBits) ^ LongCounts.mix(classes.high(i) & highBits));
            buckets.computeIfAbsent((int) Long.remainderUnsigned(hash, partitions), bucket -> new RunCodec(wide))
                    .append(classes.high(i), classes.low(i), classes.count(i));
        }
        List<Tuple2<Integer, byte[]>> runs = new ArrayList<>();
        buckets.forEach((bucket, codec) -> runs.add(new Tuple2<>(bucket, codec.toBytes())));
        return runs;
    }

    private static Part part(
            Iterable<byte[]> runs, int[] cardinality, long[] overall, double c, int l, @Nullable ValueTree tree) {
        int sensitive = cardinality.length - 1;
        KeyPacking packing = KeyPacking.of(cardinality);
        int keys = (1 << sensitive) - 1;
        long highBits = packing.bitsOf(keys, 1);
        long lowBits = packing.bitsOf(keys, 0);
        PackedClasses classes = SpecialUniques.all(runs, packing);
        CodedClasses coded = classes.coded(packing);
        TreeMap<ClassKey, long[]> counts = new TreeMap<>();
        for (int i = 0; i < classes.size(); i++) {
            counts.computeIfAbsent(
                                    new ClassKey(classes.high(i) & highBits, classes.low(i) & lowBits),
                                    key -> new long[overall.length])[coded.code(sensitive, i)] +=
                    classes.count(i);
        }
        TreeMap<ClassKey, ClassDisclosure> disclosed = new TreeMap<>();
        TreeMap<ClassDisclosure, Long> records = new TreeMap<>();
        counts.forEach((key, count) -> {
            ClassDisclosure disclosure = ClassDisclosure.of(count, overall, c, l, tree);
            disclosed.put(key, disclosure);
            records.merge(disclosure, Arrays.stream(count).sum(), Math::addExact);
        });
        List<ClassDisclosure> different = new ArrayList<>(records.keySet());
        RunCodec numbered = new RunCodec(packing.words() == 2);
        disclosed.forEach((key, disclosure) ->
                numbered.append(key.high(), key.low(), Collections.binarySearch(different, disclosure) + 1L));
        return new Part(
                different, records.values().stream().mapToLong(Long::longValue).toArray(), numbered.toBytes());
    }
}
