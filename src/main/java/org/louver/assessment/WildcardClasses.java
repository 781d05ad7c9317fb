package org.louver.assessment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.refusal.Refusal;
import org.louver.risk.CompatibleRecords;
import org.louver.risk.KeyPacking;
import org.louver.risk.RunCodec;

/**
 * How many records are compatible with a record when a missing value may be any value, as sdcMicro counts: two records are
 * compatible if they agree on every key that both have.
 *
 * <p>Worked out on classes. With patterns P, Q of missing keys, a class of pattern P meets those of pattern Q that agree with it on
 * the keys outside P ∪ Q: one join for all pairs, of classes × patterns rows.
 */
final class WildcardClasses {
    private static final int MOST_PATTERNS = 256;

    private WildcardClasses() {}

    /**
     * How many records have how many compatible records, themselves included.
     *
     * @throws Refusal exit 3 if there are more than 256 patterns of missing keys
     */
    static CompatibleRecords compatible(SparkSession spark, ClassTable classes) {
        TreeMap<Long, Long> histogram = new TreeMap<>();
        Dataset<Row> sizes = sizes(spark, classes).groupBy("size").agg(sum("n").as("records"));
        for (Row row : sizes.collectAsList()) {
            histogram.put(row.getLong(0), row.getLong(1));
        }
        return new CompatibleRecords(histogram);
    }

    /** Finds the number of records compatible with those of a class; for {@link RecordClasses#with}. */
    static ClassLookup lookup(SparkSession spark, ClassTable classes) {
        RunCodec run = new RunCodec(classes.packing().words() == 2);
        for (Row row : sizes(spark, classes).orderBy("high", "low").collectAsList()) {
            run.append(row.getLong(0), row.getLong(1), row.getLong(3));
        }
        return new ClassLookup(classes.cardinality(), List.of(run.toBytes()));
    }

    /** One row per class: {@code high}, {@code low}, {@code n} and {@code size}, the records compatible with it. */
    private static Dataset<Row> sizes(SparkSession spark, ClassTable classes) {
        Dataset<Row> packed = ClassRows.packed(spark, classes);
        List<Integer> patterns = packed.select("missing").distinct().collectAsList().stream()
                .map(row -> row.getInt(0))
                .sorted()
                .toList();
        if (patterns.size() > MOST_PATTERNS) {
            throw Refusal.input(
                    "the risk keys are missing in " + patterns.size() + " different combinations",
                    "use missing = own, or leave out keys that are often missing");
        }
        Dataset<Row> pairs = broadcast(pairs(spark, patterns, classes.packing()));
        Dataset<Row> known = packed.join(pairs, col("missing").equalTo(col("theirs")))
                .groupBy(
                        col("mine"),
                        col("common"),
                        col("high").bitwiseAND(col("highBits")).as("knownHigh"),
                        col("low").bitwiseAND(col("lowBits")).as("knownLow"))
                .agg(sum("n").as("m"));
        Dataset<Row> probes = packed.join(
                        broadcast(pairs.select("mine", "common", "highBits", "lowBits")
                                .distinct()),
                        col("missing").equalTo(col("mine")))
                .select(
                        col("high"),
                        col("low"),
                        col("n"),
                        col("mine"),
                        col("common"),
                        col("high").bitwiseAND(col("highBits")).as("knownHigh"),
                        col("low").bitwiseAND(col("lowBits")).as("knownLow"));
        return probes.join(
                        known,
                        scala.jdk.javaapi.CollectionConverters.asScala(
                                        List.of("mine", "common", "knownHigh", "knownLow"))
                                .toSeq(),
                        "inner")
                .groupBy("high", "low", "n")
                .agg(sum("m").as("size"));
    }

    private static Dataset<Row> pairs(SparkSession spark, List<Integer> patterns, KeyPacking packing) {
        int all = (1 << packing.keys()) - 1;
        List<Row> rows = new ArrayList<>();
        for (int mine : patterns) {
            for (int theirs : patterns) {
                int common = all & ~(mine | theirs);
                rows.add(RowFactory.create(mine, theirs, common, packing.bitsOf(common, 1), packing.bitsOf(common, 0)));
            }
        }
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("mine", DataTypes.IntegerType, false)
                        .add("theirs", DataTypes.IntegerType, false)
                        .add("common", DataTypes.IntegerType, false)
                        .add("highBits", DataTypes.LongType, false)
                        .add("lowBits", DataTypes.LongType, false));
    }
}
