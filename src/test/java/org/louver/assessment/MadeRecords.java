package org.louver.assessment;

import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.TestSpark;

/** Random records of mixed types. */
final class MadeRecords {
    static final SparkSession SPARK = TestSpark.session();
    static final StructType SCHEMA = new StructType()
            .add("place", DataTypes.StringType)
            .add("age", DataTypes.IntegerType)
            .add("day", DataTypes.DateType)
            .add("flag", DataTypes.BooleanType)
            .add("outcome", DataTypes.StringType);

    /** Mixed types, missing values, names longer than eight bytes that share a prefix. */
    static List<Row> records(long seed, int number, double missing) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(RowFactory.create(
                    random.nextDouble() < missing ? null : "district-" + random.nextInt(4),
                    random.nextDouble() < missing ? null : random.nextInt(5) - 2,
                    random.nextDouble() < missing ? null : Date.valueOf("2020-01-0" + (1 + random.nextInt(3))),
                    random.nextDouble() < missing ? null : random.nextBoolean(),
                    "o" + random.nextInt(3)));
        }
        return rows;
    }

    static Dataset<Row> dataset(List<Row> rows, int partitions) {
        return SPARK.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

    private MadeRecords() {}
}
