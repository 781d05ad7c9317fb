package org.louver.tabulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.TestSpark;

class SmallestDistinctIT {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void smallestDistinct_anyPartitioning_keepsTheSmallestKeysOfEachGroup(long seed) {
        Random random = new Random(seed);
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            keys.add("p" + random.nextInt(40));
        }
        List<String> expected = new TreeSet<>(keys).stream().limit(7).toList();
        for (int partitions : new int[] {1, 2, 7}) {
            Dataset<Row> rows = TestSpark.session()
                    .createDataset(keys, Encoders.STRING())
                    .repartition(partitions)
                    .toDF("person");
            var smallest = functions.udaf(new SmallestDistinct(TestSpark.session(), 7), Encoders.STRING());
            assertThat(rows.agg(smallest.apply(functions.col("person"))).first().<String>getList(0))
                    .isEqualTo(expected);
        }
    }
}
