package org.louver.safety;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;
import org.louver.config.FieldConfig;
import org.louver.config.FieldType;
import org.louver.config.ReleaseConfig;
import org.louver.config.SourceConfig;

/**
 * A made-up record before and after the policy: the policy's own code runs on it, no real record is read.
 *
 * @param counted whether tables count the record at all
 * @param single whether tables of single records may count it
 */
public record SyntheticExample(String source, String what, List<Line> lines, boolean counted, boolean single) {
    private static final String ORDINARY = "an ordinary record";
    private static final int EVENING = 79_800;

    public SyntheticExample {
        lines = List.copyOf(lines);
    }

    /**
     * One field.
     *
     * @param after what tables may use of it; absent where a field is dropped or left empty
     */
    public record Line(String field, String before, Optional<String> after) {}

    /** Per source an ordinary record, and one of the first class of each different treatment. */
    static List<SyntheticExample> of(SafetyPlan plan, SortedMap<String, Dataset<Row>> sources) {
        List<SyntheticExample> examples = new ArrayList<>();
        sources.forEach((source, records) -> {
            SourceConfig config = plan.release().source(source);
            if (config.year() instanceof SourceConfig.YearOf.None) {
                return;
            }
            examples.add(example(plan, config, records, ORDINARY, 0));
            List<SensitiveClass.Treatment> shown = new ArrayList<>();
            for (SensitiveClass each : plan.policy().classes()) {
                if (!shown.contains(each.treatment())) {
                    shown.add(each.treatment());
                    long mask =
                            Long.lowestOneBit(SensitivityColumns.bits(plan.policy(), java.util.Set.of(each.name())));
                    examples.add(example(plan, config, records, "a record of the class " + each.title(), mask));
                }
            }
        });
        return examples;
    }

    private static SyntheticExample example(
            SafetyPlan plan, SourceConfig source, Dataset<Row> like, String what, long mask) {
        StructType schema = new StructType();
        List<@Nullable Object> values = new ArrayList<>();
        for (StructField field : like.schema().fields()) {
            schema = schema.add(field.name(), field.dataType(), true);
            values.add(value(plan.release(), source, field, mask));
        }
        Dataset<Row> made = like.sparkSession().createDataFrame(List.of(RowFactory.create(values.toArray())), schema);
        List<Row> counted = plan.tables(source.name(), made).collectAsList();
        boolean single = counted.stream()
                .anyMatch(row -> SensitiveClass.Records.KEEP.word().equals(row.getAs(ReleasableEvents.RECORD_LEVEL)));
        List<Line> lines = new ArrayList<>();
        for (String field : Safety.available(plan.release(), source.name())) {
            int column = schema.getFieldIndex(field).isEmpty() ? -1 : schema.fieldIndex(field);
            if (column >= 0) {
                lines.add(new Line(field, shown(values.get(column)), after(counted, field)));
            }
        }
        return new SyntheticExample(source.name(), what, lines, !counted.isEmpty(), single);
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Number seconds && seconds.intValue() == EVENING ? "22:10" : String.valueOf(value);
    }

    private static Optional<String> after(List<Row> counted, String field) {
        if (counted.isEmpty() || !List.of(counted.get(0).schema().fieldNames()).contains(field)) {
            return Optional.empty();
        }
        return Optional.ofNullable(counted.get(0).getAs(field)).map(String::valueOf);
    }

    private static @Nullable Object value(ReleaseConfig release, SourceConfig source, StructField field, long mask) {
        String name = field.name();
        DataType type = field.dataType();
        if (name.equals(SafetyPlan.OWN)) {
            return mask;
        } else if (name.equals(SafetyPlan.LINKED)) {
            return 0L;
        } else if (type instanceof BooleanType) {
            return true;
        } else if (type.equals(DataTypes.DateType)) {
            return Date.valueOf("2015-05-17");
        } else if (type instanceof TimestampType) {
            return Timestamp.valueOf("2015-05-17 22:10:00");
        } else if (type instanceof TimestampNTZType) {
            return LocalDateTime.parse("2015-05-17T22:10:00");
        } else if (type instanceof NumericType) {
            return number(release, name, type);
        } else if (type.equals(DataTypes.StringType)) {
            return text(release, source, name);
        }
        return null;
    }

    private static @Nullable Object number(ReleaseConfig release, String name, DataType type) {
        FieldKind kind = SafetySettings.kind(release, name).orElse(FieldKind.NUMBER);
        int value = switch (kind) {
            case AGE -> 34;
            // Hours of the day are hours; other times are seconds since midnight.
            case CLOCK -> name.endsWith("hour") ? 22 : EVENING;
            default -> name.endsWith("year") ? 2015 : 3;
        };
        if (type.equals(DataTypes.IntegerType)) {
            return value;
        } else if (type.equals(DataTypes.LongType)) {
            return (long) value;
        } else if (type instanceof DecimalType) {
            return BigDecimal.valueOf(value);
        }
        return null;
    }

    private static String text(ReleaseConfig release, SourceConfig source, String name) {
        FieldConfig declared = source.fields().get(name);
        if (declared != null && declared.type() instanceof FieldType.Code code) {
            return code.codes().values().stream().sorted().findFirst().orElse("example");
        } else if (declared != null && declared.type() instanceof FieldType.Time) {
            return "22:10:00";
        }
        return switch (SafetySettings.kind(release, name).orElse(FieldKind.CATEGORY)) {
            case IDENTIFIER -> "EX-000017";
            case NAME -> "Jane Example";
            case CONTACT -> "555-0100";
            case NARRATIVE -> "A text that somebody wrote";
            case ADDRESS -> "1532 Example St";
            case PLACE -> "Example area";
            case OFFENCE -> "Example offence";
            case CLOCK -> "22:10";
            default -> name.startsWith("link_") ? "linked" : "example";
        };
    }
}
