package org.louver.standalone;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.louver.refusal.Refusal;

/** Reads flat columns of a Parquet file, column by column, through Parquet's own reader. */
final class ParquetColumns {
    private ParquetColumns() {}

    /**
     * Reads the columns that are wanted.
     *
     * @throws Refusal exit 3 if it is not whole, or a column is nested
     */
    static CodedColumns read(Path file, Predicate<String> wanted) throws IOException {
        try {
            return readWhole(file, wanted);
        } catch (Refusal | FileSystemException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            // Parquet reports a broken file by many kinds of exceptions, whose messages may quote values.
            throw Refusal.input(file + " is no whole Parquet file: cut short or damaged", "write or copy it again");
        }
    }

    private static CodedColumns readWhole(Path file, Predicate<String> wanted) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            MessageType whole = reader.getFooter().getFileMetaData().getSchema();
            List<Type> fields = new ArrayList<>();
            for (Type field : whole.getFields()) {
                if (wanted.test(field.getName())) {
                    if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
                        throw Refusal.input(
                                file + " column " + field.getName() + " is nested", "flatten it to one value per row");
                    }
                    fields.add(field);
                }
            }
            MessageType schema = new MessageType(whole.getName(), fields);
            CodedColumns.Builder columns = new CodedColumns.Builder(
                    file, fields.stream().map(Type::getName).toList());
            if (fields.isEmpty()) {
                return columns.build();
            }
            reader.setRequestedSchema(schema);
            String createdBy = reader.getFooter().getFileMetaData().getCreatedBy();
            PageReadStore group = reader.readNextRowGroup();
            while (group != null) {
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        group, new GroupRecordConverter(schema).getRootConverter(), schema, createdBy);
                for (int column = 0; column < fields.size(); column++) {
                    ColumnDescriptor descriptor = schema.getColumns().get(column);
                    append(columns, column, store.getColumnReader(descriptor), group.getRowCount(), file);
                }
                group = reader.readNextRowGroup();
            }
            return columns.build();
        }
    }

    private static void append(CodedColumns.Builder columns, int column, ColumnReader values, long rows, Path file) {
        PrimitiveType type = values.getDescriptor().getPrimitiveType();
        int defined = values.getDescriptor().getMaxDefinitionLevel();
        int missing = -1;
        Map<Object, Integer> numbers = new HashMap<>();
        for (long row = 0; row < rows; row++) {
            if (values.getCurrentDefinitionLevel() < defined) {
                missing = missing < 0 ? columns.number(column, "") : missing;
                columns.append(column, missing);
            } else {
                Object raw = raw(values, type.getPrimitiveTypeName());
                Integer number = numbers.get(raw);
                if (number == null) {
                    number = columns.number(column, text(raw, type, file));
                    numbers.put(raw instanceof Binary binary ? binary.copy() : raw, number);
                }
                columns.append(column, number);
            }
            values.consume();
        }
    }

    private static Object raw(ColumnReader values, PrimitiveTypeName type) {
        return switch (type) {
            case INT32 -> values.getInteger();
            case INT64 -> values.getLong();
            case BOOLEAN -> values.getBoolean();
            case FLOAT -> values.getFloat();
            case DOUBLE -> values.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> values.getBinary();
        };
    }

    private static String text(Object raw, PrimitiveType type, Path file) {
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            BigInteger unscaled = raw instanceof Binary binary
                    ? new BigInteger(binary.getBytes())
                    : BigInteger.valueOf(((Number) raw).longValue());
            return new BigDecimal(unscaled, decimal.getScale()).toPlainString();
        }
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
                || type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
            throw Refusal.input(
                    file + " column " + type.getName() + " has a type that is no code and no number",
                    "write it as string, integer, double or decimal");
        }
        if (raw instanceof Binary binary) {
            return binary.toStringUsingUTF8();
        }
        if (raw instanceof Double || raw instanceof Float) {
            double number = ((Number) raw).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                return "NaN";
            }
            return new BigDecimal(raw.toString()).stripTrailingZeros().toPlainString();
        }
        return raw.toString();
    }
}
