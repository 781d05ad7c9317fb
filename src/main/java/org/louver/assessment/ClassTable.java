package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.louver.engine.PhysicalRows;
import org.louver.risk.ClassSizes;
import org.louver.risk.KeyPacking;
import org.louver.risk.LongCounts;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;
import scala.Tuple2;

/**
 * The classes of a table over its key variables, counted exactly: one pass over the records, then only packed longs.
 *
 * <p>Each task codes the values it meets and packs the codes; the driver merges the dictionaries (small); tasks recode, sort and count
 * primitive longs and shuffle runs of distinct classes as bytes. No hash stands for a key: hashes only choose a partition. Two Spark
 * jobs. Close it to free what is persisted.
 */
final class ClassTable implements AutoCloseable {
    /** Classes that one task merges, about. */
    private static final long RECORDS_PER_PARTITION = 1 << 22;

    private final Dictionary dictionary;
    private final KeyPacking packing;
    private final ClassSizes sizes;
    private final JavaRDD<Run> runs;

    /** All classes of one partition as bytes ({@link RunCodec}), with their sizes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Run(byte[] classes, Map<Long, Long> sizes) implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    private ClassTable(Dictionary dictionary, KeyPacking packing, ClassSizes sizes, JavaRDD<Run> runs) {
        this.dictionary = dictionary;
        this.packing = packing;
        this.sizes = sizes;
        this.runs = runs;
    }

    /**
     * Counts the classes over key variables.
     *
     * @throws org.louver.refusal.Refusal if a key does not exist, is constant or unique per record, or there is no record
     */
    static ClassTable count(Dataset<Row> records, List<String> keyNames) {
        return count(records, keyNames, Dictionary::requireUsefulKeys);
    }

    /** The same over any columns of a table, which may be constant or tell everybody apart. */
    static ClassTable ofColumns(Dataset<Row> records, List<String> columns) {
        return count(records, columns, any -> {});
    }

    private static ClassTable count(Dataset<Row> records, List<String> keyNames, Consumer<Dictionary> requirement) {
        List<KeyColumn> keys = KeyColumn.of(records, keyNames);
        JavaRDD<Coded> coded = PhysicalRows.of(KeyColumn.select(records, keys))
                .mapPartitionsWithIndex((index, rows) -> coding(index, rows, keys), false)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return count(coded, keys, requirement);
        } finally {
            coded.unpersist(false);
        }
    }

    private static Iterator<Coded> coding(int index, Iterator<InternalRow> rows, List<KeyColumn> keys) {
        return new RecordCoding(index, rows, keys);
    }

    private static ClassTable count(JavaRDD<Coded> coded, List<KeyColumn> keys, Consumer<Dictionary> requirement) {
        List<Coded.Dictionaries> parts = coded.filter(Coded.Dictionaries.class::isInstance)
                .map(Coded.Dictionaries.class::cast)
                .collect();
        Dictionary dictionary = Dictionary.merge(keys, parts);
        requirement.accept(dictionary);
        KeyPacking packing = dictionary.packing();
        int[] cardinality = new int[packing.keys()];
        Arrays.setAll(cardinality, packing::cardinality);
        Map<Integer, long[][]> placed = new TreeMap<>();
        for (Coded.Dictionaries part : parts) {
            placed.put(part.partition(), dictionary.placed(part, packing));
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(coded.context());
        int partitions = (int) Math.max(context.defaultParallelism(), dictionary.records() / RECORDS_PER_PARTITION + 1);
        Broadcast<Map<Integer, long[][]>> translation = context.broadcast(placed);
        JavaPairRDD<Integer, byte[]> shuffled = coded.flatMapToPair(
                        part -> runs(part, translation.value(), cardinality, partitions))
                .partitionBy(new ByNumber(partitions));
        JavaRDD<Run> runs = shuffled.mapPartitions(incoming -> merged(incoming, cardinality))
                .persist(StorageLevel.MEMORY_AND_DISK());
        ClassSizes sizes = ClassSizes.of(Map.of());
        for (Map<Long, Long> part : runs.map(Run::sizes).collect()) {
            sizes = sizes.plus(ClassSizes.of(part));
        }
        return new ClassTable(dictionary, packing, sizes, runs);
    }

    private static Iterator<Tuple2<Integer, byte[]>> runs(
            Coded part, Map<Integer, long[][]> translation, int[] cardinality, int partitions) {
        long[][] placed = translation.get(part.partition());
        if (!(part instanceof Coded.Block block) || placed == null || block.records() == 0) {
            return java.util.Collections.emptyIterator();
        }
        KeyPacking packing = KeyPacking.of(cardinality);
        boolean wide = packing.words() == 2;
        PackedClasses classes = recoded(block, placed, packing);
        RunCodec[] buckets = new RunCodec[partitions];
        for (int i = 0; i < classes.size(); i++) {
            int bucket = bucket(classes.high(i), classes.low(i), partitions);
            if (buckets[bucket] == null) {
                buckets[bucket] = new RunCodec(wide);
            }
            buckets[bucket].append(classes.high(i), classes.low(i), classes.count(i));
        }
        List<Tuple2<Integer, byte[]>> runs = new ArrayList<>();
        for (int bucket = 0; bucket < partitions; bucket++) {
            if (buckets[bucket] != null) {
                runs.add(new Tuple2<>(bucket, buckets[bucket].toBytes()));
            }
        }
        return runs.iterator();
    }

    private static int bucket(long high, long low, int partitions) {
        return (int) Long.remainderUnsigned(LongCounts.mix(low ^ LongCounts.mix(high)), partitions);
    }

    private static PackedClasses recoded(Coded.Block block, long[][] placed, KeyPacking packing) {
        KeyPacking own = KeyPacking.of(block.cardinality());
        int records = block.records();
        long[] low = new long[records];
        long[] high = new long[packing.words() == 2 ? records : 0];
        for (int key = 0; key < placed.length; key++) {
            long[] from = own.word(key) == 0 ? block.low() : block.high();
            long[] to = packing.word(key) == 0 ? low : high;
            long[] place = placed[key];
            for (int i = 0; i < records; i++) {
                to[i] |= place[own.code(key, from[i])];
            }
        }
        return PackedClasses.count(high, low, records, packing);
    }

    private static Iterator<Run> merged(Iterator<Tuple2<Integer, byte[]>> incoming, int[] cardinality) {
        boolean wide = KeyPacking.of(cardinality).words() == 2;
        List<PackedClasses> decoded = new ArrayList<>();
        incoming.forEachRemaining(run -> decoded.add(RunCodec.decode(run._2(), wide)));
        PackedClasses classes = PackedClasses.merge(decoded);
        return List.of(new Run(RunCodec.encode(classes, wide), sizesOf(classes)))
                .iterator();
    }

    private static Map<Long, Long> sizesOf(PackedClasses classes) {
        ClassSizes sizes = classes.sizes();
        Map<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            map.put(sizes.size(i), sizes.classes(i));
        }
        return map;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /** Codes per key, missing included. */
    int[] cardinality() {
        int[] cardinality = new int[packing.keys()];
        Arrays.setAll(cardinality, packing::cardinality);
        return cardinality;
    }

    KeyPacking packing() {
        return packing;
    }

    /** How many classes have how many records. */
    ClassSizes sizes() {
        return sizes;
    }

    /** The classes, partitioned by a hash of the packed class. */
    JavaRDD<Run> runs() {
        return runs;
    }

    @Override
    public void close() {
        runs.unpersist(false);
    }

    /** Puts key i into partition i. */
    static final class ByNumber extends Partitioner {
        private static final long serialVersionUID = 1L;
        private final int partitions;

        ByNumber(int partitions) {
            this.partitions = partitions;
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }
    }
}
