package org.louver.assessment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.risk.KeyPacking;
import org.louver.risk.PackedClasses;
import org.louver.risk.RunCodec;

/** Classes as rows, for what is easier said in SQL than in packed longs: one row per class, so never used per record. */
final class ClassRows {
    private ClassRows() {}

    /** One column per key with its label (null where missing), and {@code n}. */
    static Dataset<Row> labelled(SparkSession spark, ClassTable classes) {
        Broadcast<Dictionary> dictionary =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(classes.dictionary());
        StructType schema = new StructType();
        for (KeyColumn key : classes.dictionary().keys()) {
            schema = schema.add(key.name(), DataTypes.StringType, true);
        }
        JavaRDD<Row> rows = classes.runs().flatMap(run -> labelled(run.classes(), dictionary.value()));
        return spark.createDataFrame(rows, schema.add("n", DataTypes.LongType, false));
    }

    private static Iterator<Row> labelled(byte[] run, Dictionary dictionary) {
        KeyPacking packing = dictionary.packing();
        PackedClasses classes = RunCodec.decode(run, packing.words() == 2);
        int keys = packing.keys();
        return java.util.stream.IntStream.range(0, classes.size())
                .mapToObj(i -> {
                    Object[] values = new Object[keys + 1];
                    for (int key = 0; key < keys; key++) {
                        int code = packing.code(key, packing.word(key) == 0 ? classes.low(i) : classes.high(i));
                        values[key] = code == 0 ? null : dictionary.label(key, code);
                    }
                    values[keys] = classes.count(i);
                    return RowFactory.create(values);
                })
                .iterator();
    }

    /** {@code high}, {@code low}, {@code n} and {@code missing}, the set of keys without a value as a bit mask. */
    static Dataset<Row> packed(SparkSession spark, ClassTable classes) {
        int[] cardinality = classes.cardinality();
        JavaRDD<Row> rows = classes.runs().flatMap(run -> packed(run.classes(), cardinality));
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("high", DataTypes.LongType, false)
                        .add("low", DataTypes.LongType, false)
                        .add("n", DataTypes.LongType, false)
                        .add("missing", DataTypes.IntegerType, false));
    }

    private static Iterator<Row> packed(byte[] run, int[] cardinality) {
        KeyPacking packing = KeyPacking.of(cardinality);
        PackedClasses classes = RunCodec.decode(run, packing.words() == 2);
        List<Row> rows = new ArrayList<>(classes.size());
        for (int i = 0; i < classes.size(); i++) {
            int missing = 0;
            for (int key = 0; key < cardinality.length; key++) {
                long word = packing.word(key) == 0 ? classes.low(i) : classes.high(i);
                missing |= packing.code(key, word) == 0 ? 1 << key : 0;
            }
            rows.add(RowFactory.create(classes.high(i), classes.low(i), classes.count(i), missing));
        }
        return rows.iterator();
    }
}
