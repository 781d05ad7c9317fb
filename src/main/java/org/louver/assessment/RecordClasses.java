package org.louver.assessment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.engine.PhysicalRows;
import org.louver.engine.ValueCodes;

/**
 * Class-level results joined back to the records, for the measures that need it.
 *
 * <p>The classes travel to every executor as bytes, a few per class, and are looked up while the records are read a second time:
 * nothing is shuffled. An executor needs about 30 bytes of heap per class.
 */
final class RecordClasses {
    private RecordClasses() {}

    /**
     * The records with the size of their class appended as a long.
     *
     * @param classes counted over the same records
     */
    static Dataset<Row> withClassSize(Dataset<Row> records, ClassTable classes, String column) {
        return with(records, classes.dictionary(), ClassLookup.ofSizes(classes), column);
    }

    /**
     * The records with what the lookup gives for their class appended as a long; 0 where it has nothing.
     *
     * @param dictionary of the keys of the lookup, or of the leading ones if the others are 0 in it
     */
    static Dataset<Row> with(Dataset<Row> records, Dictionary dictionary, ClassLookup lookup, String column) {
        List<KeyColumn> keys = dictionary.keys();
        List<Column> columns = new ArrayList<>();
        StructType schema = records.schema();
        for (String name : records.columns()) {
            columns.add(functions.col("`" + name.replace("`", "``") + "`"));
        }
        int[] place = new int[keys.size()];
        for (int key = 0; key < place.length; key++) {
            place[key] = keys.get(key).heldAs(schema);
            if (place[key] < 0) {
                place[key] = columns.size();
                columns.add(keys.get(key).values().as("__key_" + key));
            }
        }
        Dataset<Row> keyed = records.select(columns.toArray(Column[]::new));
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(records.sparkSession().sparkContext());
        Broadcast<ClassLookup> shared = context.broadcast(lookup);
        Broadcast<Dictionary> values = context.broadcast(dictionary);
        int width = schema.size();
        JavaRDD<InternalRow> looked =
                PhysicalRows.of(keyed).mapPartitions(rows -> appended(rows, values.value(), shared.value(), place));
        StructType withKeys = keyed.schema().add(column, DataTypes.LongType, false);
        Dataset<Row> result = ((org.apache.spark.sql.classic.SparkSession) records.sparkSession())
                .internalCreateDataFrame(looked.rdd(), withKeys, false);
        if (columns.size() == width) {
            return result;
        }
        columns.subList(width, columns.size()).clear();
        columns.add(functions.col("`" + column.replace("`", "``") + "`"));
        return result.select(columns.toArray(Column[]::new));
    }

    private static Iterator<InternalRow> appended(
            Iterator<InternalRow> rows, Dictionary dictionary, ClassLookup lookup, int[] place) {
        int keys = place.length;
        boolean[] text = new boolean[keys];
        ValueCodes[] codes = new ValueCodes[keys];
        for (int key = 0; key < keys; key++) {
            text[key] = dictionary.keys().get(key).isText();
            codes[key] = ValueCodes.of(text[key], dictionary.values(key));
        }
        ClassLookup.Reader reader = lookup.reader();
        Object[] appended = new Object[1];
        JoinedRow joined = new JoinedRow();
        GenericInternalRow right = new GenericInternalRow(appended);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public InternalRow next() {
                InternalRow row = rows.next();
                reader.clear();
                for (int key = 0; key < keys; key++) {
                    int at = place[key];
                    if (!row.isNullAt(at)) {
                        reader.set(
                                key,
                                text[key] ? codes[key].code(row.getUTF8String(at)) : codes[key].code(row.getLong(at)));
                    }
                }
                appended[0] = reader.value();
                return joined.apply(row, right);
            }
        };
    }
}
