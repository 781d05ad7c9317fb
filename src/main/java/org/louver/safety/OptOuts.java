package org.louver.safety;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;

/**
 * Records that victims asked to be withheld: never announced, gone before anything is counted. The list has one column per field that
 * identifies records, and fits the driver: it is as long as people have asked.
 *
 * @param fields columns of the list; the place of a field tells its values from those of others
 * @param listed hashed values of all columns
 */
record OptOuts(List<String> fields, Broadcast<KeyFindings> listed) {

    /** @throws org.louver.refusal.Refusal exit 2 if the list cannot be read, or has a column that is a field of no source */
    static OptOuts read(SparkSession spark, NamedFile file, ReleaseConfig release) {
        Dataset<Row> list;
        try {
            list = spark.read().option("header", "true").csv(file.path());
        } catch (Exception unreadable) {
            throw file.refusal("the opt-out list cannot be read", "check the path and its permissions");
        }
        List<String> fields = List.of(list.columns());
        for (String field : fields) {
            boolean known = release.sources().values().stream()
                    .anyMatch(source -> source.fields().containsKey(field));
            if (!known) {
                throw file.refusal(
                        "the opt-out list has the column " + field + ", which is a field of no source",
                        "name its columns like the fields that identify the records");
            }
        }
        Column[] hashes = fields.stream().map(field -> hash(fields, field)).toArray(Column[]::new);
        KeyFindings listed = new KeyFindings();
        for (Row row : list.select(hashes).collectAsList()) {
            for (int column = 0; column < hashes.length; column++) {
                if (!row.isNullAt(column)) {
                    listed.add(row.getLong(column), SafetyPlan.OPTED_OUT);
                }
            }
        }
        return new OptOuts(
                fields, JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(listed));
    }

    /** The records, those on the list marked in the column of their own findings. */
    Dataset<Row> mark(Dataset<Row> records) {
        List<String> own = Arrays.asList(records.columns());
        Column mask = fields.stream()
                .filter(own::contains)
                .map(field -> KeyFindings.of(listed, hash(fields, field)))
                .reduce(col(SafetyPlan.OWN), Column::bitwiseOR);
        return records.withColumn(SafetyPlan.OWN, mask);
    }

    private static Column hash(List<String> fields, String field) {
        return KeyFindings.hash(fields.indexOf(field), col(field).cast("string"));
    }
}
