package org.louver.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.louver.config.FieldConfig;
import org.louver.config.FieldType;
import org.louver.config.SourceConfig;
import org.louver.config.SourceConfig.YearOf;
import org.louver.config.SourceFile;

/**
 * Raw rows → typed rows.
 *
 * <p>Adds {@code year}; {@code _problem} (field, reason, offending text), the first one in the order of the fields, null for a good
 * row; and {@code _emptied}, the fields whose value was made missing.
 */
final class TypedRows {
    static final String YEAR = "year";
    static final String PROBLEM = "_problem";
    static final String EMPTIED = "_emptied";

    private TypedRows() {}

    static Dataset<Row> typed(Dataset<Row> raw, SourceConfig source, SourceFile entry) {
        Collection<FieldConfig> fields =
                source.layouts().getOrDefault(entry.layout(), source.fields()).values();
        return raw.select(with(
                        raw.columns(),
                        fields,
                        field -> FieldParsing.text(col(field.name()), field.missing())
                                .as("t_" + field.name())))
                .transform(rows -> rows.select(with(
                        rows.columns(),
                        fields,
                        field -> FieldParsing.value(col("t_" + field.name()), field.type())
                                .as("v_" + field.name()))))
                .transform(rows -> rows.select(
                        with(rows.columns(), fields, field -> reason(field).as("r_" + field.name()))))
                .select(contract(source, entry, fields));
    }

    private static Column[] with(
            String[] kept, Collection<FieldConfig> fields, java.util.function.Function<FieldConfig, Column> added) {
        List<Column> columns = new ArrayList<>();
        for (String name : kept) {
            columns.add(col(name));
        }
        fields.forEach(field -> columns.add(added.apply(field)));
        return columns.toArray(Column[]::new);
    }

    private static Column reason(FieldConfig field) {
        Column text = col("t_" + field.name());
        Column value = col("v_" + field.name());
        Column broken = when(
                        text.isNotNull().and(value.isNull()),
                        lit(FieldParsing.unparsed(field.type()).word()))
                .when(
                        value.isNotNull()
                                .and(FieldParsing.withinRange(value, field.type())
                                        .equalTo(false)),
                        lit(Reason.OUTSIDE_RANGE.word()));
        return field.required() ? broken.when(text.isNull(), lit(Reason.MISSING.word())) : broken;
    }

    private static Column[] contract(SourceConfig source, SourceFile entry, Collection<FieldConfig> fields) {
        List<Column> columns = new ArrayList<>();
        List<Column> problems = new ArrayList<>();
        List<Column> emptied = new ArrayList<>();
        problems.add(when(col(RawRows.MALFORMED), problem("", Reason.MALFORMED_ROW, lit(null))));
        Column yearOfRow = yearOf(source, entry);
        columns.add(yearOfRow.as(YEAR));
        for (FieldConfig field : fields) {
            Column reason = col("r_" + field.name());
            columns.add(when(reason.isNull(), col("v_" + field.name())).as(field.name()));
            if (field.invalid() == FieldConfig.Invalid.QUARANTINE) {
                problems.add(when(reason.isNotNull(), problem(field.name(), reason, col("t_" + field.name()))));
            } else {
                emptied.add(when(reason.isNotNull(), lit(field.name())));
            }
        }
        problems.addAll(yearProblems(source, entry.years(), yearOfRow));
        columns.add(coalesce(problems.toArray(Column[]::new)).as(PROBLEM));
        columns.add((emptied.isEmpty()
                        ? array().cast("array<string>")
                        : FieldParsing.present(array(emptied.toArray(Column[]::new))))
                .as(EMPTIED));
        for (String place : List.of(RawRows.FILE, RawRows.BLOCK, RawRows.POSITION, RawRows.KIND)) {
            columns.add(col(place));
        }
        return columns.toArray(Column[]::new);
    }

    private static Column yearOf(SourceConfig source, SourceFile entry) {
        if (source.year() instanceof YearOf.Field field) {
            Column value = when(col("r_" + field.name()).isNull(), col("v_" + field.name()));
            FieldType type = source.field(entry.layout(), field.name()).type();
            return type instanceof FieldType.Whole ? value.try_cast("int") : year(value);
        } else if (source.year() instanceof YearOf.File) {
            return lit(entry.years().first());
        }
        return lit(null).cast("int");
    }

    private static List<Column> yearProblems(SourceConfig source, SortedSet<Integer> years, Column yearOfRow) {
        if (source.year() instanceof YearOf.Field field) {
            Column text = col("t_" + field.name());
            return List.of(
                    when(yearOfRow.isNull(), problem(field.name(), Reason.NO_YEAR, text)),
                    when(
                            yearOfRow.isin(years.toArray()).equalTo(false),
                            problem(field.name(), Reason.YEAR_OUTSIDE_FILE, text)));
        }
        return List.of();
    }

    private static Column problem(String field, Reason reason, Column text) {
        return problem(field, lit(reason.word()), text);
    }

    private static Column problem(String field, Column reason, Column text) {
        return struct(
                lit(field).as("field"), reason.as("reason"), text.cast("string").as("value"));
    }
}
