package org.louver.assessment;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.louver.refusal.Refusal;
import org.louver.risk.KeySubsets;

/**
 * A key variable as a column of the records, read either as text or as a long.
 *
 * @param kind how its values are read
 */
record KeyColumn(String name, Kind kind) implements Serializable {
    private static final long serialVersionUID = 1L;

    enum Kind {
        TEXT,
        /** Numbers with a fraction, read as text. */
        FRACTION,
        NUMBER,
        DATE,
        FLAG
    }

    /**
     * The keys of a table.
     *
     * @throws Refusal exit 2 if there is none, one is named twice, does not exist or holds no simple values
     */
    static List<KeyColumn> of(Dataset<Row> records, List<String> names) {
        List<String> columns = Arrays.asList(records.columns());
        if (names.isEmpty() || names.size() > KeySubsets.MOST_KEYS) {
            throw Refusal.configuration(
                    "names " + names.size() + " key variables", "name between 1 and " + KeySubsets.MOST_KEYS);
        }
        Set<String> seen = new HashSet<>();
        List<KeyColumn> keys = new ArrayList<>();
        for (String name : names) {
            if (!columns.contains(name)) {
                throw Refusal.configuration(
                        name + " is not a column of the records", "choose among " + String.join(", ", columns));
            }
            if (!seen.add(name)) {
                throw Refusal.configuration(name + " is named twice", "name it once");
            }
            keys.add(new KeyColumn(name, kind(name, records.schema().apply(name).dataType())));
        }
        return keys;
    }

    private static Kind kind(String name, DataType type) {
        if (type instanceof IntegralType) {
            return Kind.NUMBER;
        }
        if (type.equals(DataTypes.DateType)) {
            return Kind.DATE;
        }
        if (type.equals(DataTypes.BooleanType)) {
            return Kind.FLAG;
        }
        if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
            throw Refusal.configuration(name + " holds nested values", "choose a column of simple values");
        }
        return type instanceof FractionalType ? Kind.FRACTION : Kind.TEXT;
    }

    boolean isText() {
        return kind == Kind.TEXT || kind == Kind.FRACTION;
    }

    /** The order of its values as they are read: numbers and dates by size, texts by their letters. */
    Comparator<Object> order() {
        return switch (kind) {
            case TEXT -> Comparator.comparing(String.class::cast);
            case FRACTION ->
                Comparator.<Object>comparingDouble(value -> Double.parseDouble((String) value))
                        .thenComparing(String.class::cast);
            case NUMBER, DATE, FLAG -> Comparator.comparing(Long.class::cast);
        };
    }

    /** The values as a string or a long column. */
    Column values() {
        Column column = functions.col("`" + name.replace("`", "``") + "`");
        return switch (kind) {
            case TEXT, FRACTION -> column.cast(DataTypes.StringType);
            case NUMBER -> column.cast(DataTypes.LongType);
            case DATE -> functions.unix_date(column).cast(DataTypes.LongType);
            case FLAG -> column.cast(DataTypes.IntegerType).cast(DataTypes.LongType);
        };
    }

    /** Where a row of this schema holds the values as they are read, or −1 if they need a column of their own. */
    int heldAs(StructType schema) {
        DataType type = schema.apply(name).dataType();
        boolean asRead = isText() ? type.equals(DataTypes.StringType) : type.equals(DataTypes.LongType);
        return asRead ? schema.fieldIndex(name) : -1;
    }

    /** A value as people write it. */
    String label(Object value) {
        return switch (kind) {
            case TEXT, FRACTION, NUMBER -> String.valueOf(value);
            case DATE -> LocalDate.ofEpochDay((Long) value).toString();
            case FLAG -> (Long) value == 1 ? "true" : "false";
        };
    }

    /** The records reduced to their keys. */
    static Dataset<Row> select(Dataset<Row> records, List<KeyColumn> keys) {
        Column[] columns = keys.stream().map(key -> key.values().as(key.name())).toArray(Column[]::new);
        return records.select(columns);
    }
}
