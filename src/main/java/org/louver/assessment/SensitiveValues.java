package org.louver.assessment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.louver.refusal.Refusal;
import org.louver.risk.Closeness;
import org.louver.risk.CodedClasses;
import org.louver.risk.Diversity;
import org.louver.risk.KeyPacking;
import org.louver.risk.LongCounts;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;
import org.louver.risk.ValueTree;
import scala.Tuple2;

/**
 * What a class gives away about a sensitive variable: the last key of a class table, the others making the class.
 *
 * @param least distinct and entropy ℓ of the least diverse class
 * @param disclosed records in classes with a single sensitive value
 * @param equal largest earth mover's distance of a class from all records, equal ground distance
 * @param ordered the same, values in their sorted order
 * @param hierarchical the same on the tree of the values, if there is one
 * @param notRecursive records in classes that are not recursively (c, ℓ)-diverse
 */
record SensitiveValues(
        Diversity least, long disclosed, double equal, double ordered, OptionalDouble hierarchical, long notRecursive) {
    /** Counts that a task holds at once, about. */
    private static final long COUNTS_PER_PARTITION = 1 << 22;

    /**
     * What is asked of every class.
     *
     * @param c and {@code l}: recursive (c, ℓ)-diversity
     * @param tree how the codes of the sensitive variable are grouped, missing included; without one there is no hierarchical distance
     */
    record Demand(double c, int l, Optional<ValueTree> tree) {}

    private record PackedKey(long high, long low) {}

    /** Plain numbers that travel between tasks. */
    private record Part(
            int distinct,
            double entropy,
            long disclosed,
            double equal,
            double ordered,
            double hierarchical,
            long notRecursive)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        Part and(Part other) {
            return new Part(
                    Math.min(distinct, other.distinct),
                    Math.min(entropy, other.entropy),
                    Math.addExact(disclosed, other.disclosed),
                    Math.max(equal, other.equal),
                    Math.max(ordered, other.ordered),
                    Math.max(hierarchical, other.hierarchical),
                    Math.addExact(notRecursive, other.notRecursive));
        }
    }

    /** Over all classes; classes are shuffled by their keys, as bytes. */
    static SensitiveValues of(ClassTable classes, Demand demand) {
        int[] cardinality = classes.cardinality();
        int sensitive = cardinality.length - 1;
        long[] overall = classes.runs()
                .map(run -> totals(run.classes(), cardinality, sensitive))
                .reduce(SensitiveValues::sum);
        int partitions = Math.toIntExact(Math.max(
                classes.runs().getNumPartitions(),
                Math.multiplyExact(classes.sizes().classes(), (long) overall.length) / COUNTS_PER_PARTITION + 1));
        double c = demand.c();
        int l = demand.l();
        // A task gets null where there is no tree: an Optional does not travel.
        @Nullable ValueTree tree = demand.tree().orElse(null);
        Part all = classes.runs()
                .flatMapToPair(run -> byClass(run.classes(), cardinality, sensitive, partitions)
                        .iterator())
                .groupByKey(new ClassTable.ByNumber(partitions))
                .map(group -> measured(group._2(), cardinality, sensitive, overall, c, l, tree))
                .reduce(Part::and);
        return new SensitiveValues(
                new Diversity(all.distinct(), all.entropy()),
                all.disclosed(),
                all.equal(),
                all.ordered(),
                demand.tree().isPresent() ? OptionalDouble.of(all.hierarchical()) : OptionalDouble.empty(),
                all.notRecursive());
    }

    /**
     * The tree over the codes of a sensitive variable.
     *
     * @param classes over the variable and its coarser levels, from fine to coarse
     * @throws Refusal exit 3 if a value falls into two groups of a level
     */
    static ValueTree tree(ClassTable classes) {
        KeyPacking packing = classes.packing();
        int levels = packing.keys() - 1;
        int[][] group = new int[levels + 1][packing.cardinality(0)];
        for (int level = 0; level < levels; level++) {
            Arrays.fill(group[level], -1);
        }
        for (ClassTable.Run run : classes.runs().collect()) {
            CodedClasses coded =
                    RunCodec.decode(run.classes(), packing.words() == 2).coded(packing);
            for (int i = 0; i < coded.classes(); i++) {
                for (int level = 0; level < levels; level++) {
                    int value = coded.code(0, i);
                    int parent = coded.code(level + 1, i);
                    if (group[level][value] >= 0 && group[level][value] != parent) {
                        throw splits(classes, level);
                    }
                    group[level][value] = parent;
                }
            }
        }
        for (int level = 0; level < levels; level++) {
            // Where no record lacks the value, its code is a group of its own.
            group[level][0] = group[level][0] < 0 ? packing.cardinality(level + 1) : group[level][0];
        }
        try {
            return new ValueTree(group);
        } catch (IllegalArgumentException notNested) {
            throw splits(classes, levels - 1);
        }
    }

    private static Refusal splits(ClassTable classes, int level) {
        String column = classes.dictionary().keys().get(level + 1).name();
        return Refusal.input(
                column + " does not group the finer values: one of them has two values of " + column,
                "name columns that nest, from fine to coarse");
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(sum[i], b[i]);
        }
        return sum;
    }

    private static long[] totals(byte[] run, int[] cardinality, int sensitive) {
        KeyPacking packing = KeyPacking.of(cardinality);
        PackedClasses classes = RunCodec.decode(run, packing.words() == 2);
        CodedClasses coded = classes.coded(packing);
        long[] totals = new long[cardinality[sensitive]];
        for (int i = 0; i < coded.classes(); i++) {
            totals[coded.code(sensitive, i)] += coded.count(i);
        }
        return totals;
    }

    private static List<Tuple2<Integer, byte[]>> byClass(byte[] run, int[] cardinality, int sensitive, int partitions) {
        KeyPacking packing = KeyPacking.of(cardinality);
        boolean wide = packing.words() == 2;
        PackedClasses classes = RunCodec.decode(run, wide);
        int keys = (1 << sensitive) - 1;
        long highBits = keys == 0 ? 0 : packing.bitsOf(keys, 1);
        long lowBits = keys == 0 ? 0 : packing.bitsOf(keys, 0);
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

    private static Part measured(
            Iterable<byte[]> runs,
            int[] cardinality,
            int sensitive,
            long[] overall,
            double c,
            int l,
            @Nullable ValueTree tree) {
        KeyPacking packing = KeyPacking.of(cardinality);
        int keys = (1 << sensitive) - 1;
        long highBits = packing.bitsOf(keys, 1);
        long lowBits = packing.bitsOf(keys, 0);
        PackedClasses classes = SpecialUniques.all(runs, packing);
        CodedClasses coded = classes.coded(packing);
        Map<PackedKey, long[]> counts = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            counts.computeIfAbsent(
                                    new PackedKey(classes.high(i) & highBits, classes.low(i) & lowBits),
                                    key -> new long[overall.length])[coded.code(sensitive, i)] +=
                    classes.count(i);
        }
        Part part = new Part(Integer.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0);
        for (long[] count : counts.values()) {
            Diversity diversity = Diversity.of(count);
            long records = 0;
            for (long one : count) {
                records += one;
            }
            part = part.and(new Part(
                    diversity.distinct(),
                    diversity.entropy(),
                    diversity.distinct() == 1 ? records : 0,
                    Closeness.equal(count, overall),
                    Closeness.ordered(count, overall),
                    tree == null ? 0 : Closeness.hierarchical(count, overall, tree),
                    Diversity.recursive(c, l, count) ? 0 : records));
        }
        return part;
    }
}
