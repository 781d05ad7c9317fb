package org.louver.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.refusal.Refusal;

/**
 * Columns of a file, each value once and a number per row: ten million rows of a few columns fit, and every distinct text is parsed
 * once. A missing value is the empty text.
 */
final class CodedColumns {
    private final Path file;
    private final Map<String, Column> columns;
    private final int rows;

    private CodedColumns(Path file, Map<String, Column> columns, int rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /** One column: the text of row r is {@code texts.get(code[r])}. */
    @SuppressWarnings("ArrayRecordComponent") // internal to this room and never compared
    record Column(String name, List<String> texts, int[] code) {
        String text(int row) {
            return texts.get(code[row]);
        }
    }

    Path file() {
        return file;
    }

    int rows() {
        return rows;
    }

    boolean has(String name) {
        return columns.containsKey(name);
    }

    Set<String> names() {
        return columns.keySet();
    }

    /**
     * One column.
     *
     * @throws Refusal exit 3 if the file has no such column
     */
    Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw Refusal.input(
                    file + " has no column " + name,
                    "it has " + String.join(", ", columns.keySet()) + ": correct the design or the file");
        }
        return column;
    }

    /**
     * The same rows with one column under a further name, whatever stood under it.
     *
     * @throws Refusal exit 3 if the file has no such column
     */
    CodedColumns with(String existing, String furtherName) {
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.put(
                furtherName,
                new Column(
                        furtherName, column(existing).texts(), column(existing).code()));
        return new CodedColumns(file, more, rows);
    }

    /** Where a row is, for messages; the first row of data is row 1. */
    String row(int row) {
        return file + " row " + (row + 1);
    }

    /** Collects values column by column or row by row. */
    static final class Builder {
        private final Path file;
        private final Map<String, Map<String, Integer>> numbers = new LinkedHashMap<>();
        private final List<int[]> codes = new ArrayList<>();
        private final int[] length;
        private final List<Map<String, Integer>> dictionaries;

        Builder(Path file, List<String> names) {
            this.file = file;
            for (String name : names) {
                if (numbers.put(name, new HashMap<>()) != null) {
                    throw Refusal.input(file + " has two columns called " + name, "rename one of them");
                }
                codes.add(new int[1024]);
            }
            this.length = new int[names.size()];
            this.dictionaries = new ArrayList<>(numbers.values());
        }

        /** The number of a text in a column. */
        int number(int column, String text) {
            Map<String, Integer> dictionary = dictionaries.get(column);
            Integer known = dictionary.get(text);
            if (known == null) {
                known = dictionary.size();
                dictionary.put(text, known);
            }
            return known;
        }

        void append(int column, int number) {
            int[] code = codes.get(column);
            if (length[column] == code.length) {
                code = Arrays.copyOf(code, Math.multiplyExact(2, code.length));
                codes.set(column, code);
            }
            code[length[column]++] = number;
        }

        CodedColumns build() {
            Map<String, Column> columns = new LinkedHashMap<>();
            int at = 0;
            for (Map.Entry<String, Map<String, Integer>> entry : numbers.entrySet()) {
                String[] texts = new String[entry.getValue().size()];
                entry.getValue().forEach((text, number) -> texts[number] = text);
                columns.put(
                        entry.getKey(),
                        new Column(entry.getKey(), List.of(texts), Arrays.copyOf(codes.get(at), length[at])));
                at++;
            }
            return new CodedColumns(file, columns, length.length == 0 ? 0 : length[0]);
        }
    }
}
