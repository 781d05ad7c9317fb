package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.louver.tabulation.VariableSource;

/**
 * The variables of a release as columns of its records, so that risk is measured on the categories that tables will show: a level by
 * its name, and a variable by its own name on its finest level. A level that is called like a field of the source has
 * {@code _level} behind its name.
 */
public final class RecordVariables {
    private final Map<String, VariableSource> variables;

    /** @param variables by name; those that read fields which the records lack are left out */
    public RecordVariables(Map<String, VariableSource> variables) {
        this.variables = new LinkedHashMap<>(variables);
    }

    /** The records with a column for each level and variable; nothing is computed that nobody asks for. */
    Dataset<Row> beside(Dataset<Row> records) {
        List<String> fields = Arrays.asList(records.columns());
        Map<String, Column> columns = new LinkedHashMap<>();
        for (VariableSource source : of(fields).values()) {
            source.levels().forEach((level, code) -> {
                if (!reads(source, level)) {
                    columns.putIfAbsent(column(level, fields), code);
                }
            });
        }
        of(fields).forEach((name, source) -> {
            Column finest = source.levels().get(finest(source));
            if (finest != null && !fields.contains(name)) {
                columns.putIfAbsent(name, finest);
            }
        });
        List<Column> selected = new ArrayList<>(List.of(functions.col("*")));
        columns.forEach((name, column) -> selected.add(column.as(name)));
        return records.select(selected.toArray(Column[]::new));
    }

    /**
     * The coarser levels of keys, from fine to coarse: for a level those above it, for a field its bands or periods. What was
     * declared for a key takes their place.
     */
    SortedMap<String, List<String>> coarser(
            Dataset<Row> records, List<String> keys, SortedMap<String, List<String>> declared) {
        List<String> fields = Arrays.asList(records.columns());
        SortedMap<String, List<String>> coarser = new TreeMap<>(declared);
        for (String key : keys) {
            List<String> levels = new ArrayList<>();
            of(fields).forEach((name, source) -> {
                String level = key.equals(name) && !fields.contains(name) ? finest(source) : key;
                for (List<String> hierarchy : source.hierarchies()) {
                    boolean coded = source.fields().contains(key) && !reads(source, key);
                    int from = coded ? hierarchy.size() : hierarchy.indexOf(level);
                    for (int above = from - 1; above >= 0; above--) {
                        levels.add(
                                reads(source, hierarchy.get(above))
                                        ? hierarchy.get(above)
                                        : column(hierarchy.get(above), fields));
                    }
                }
            });
            levels.removeAll(keys);
            if (!levels.isEmpty()) {
                coarser.putIfAbsent(key, levels.stream().distinct().toList());
            }
        }
        return coarser;
    }

    private Map<String, VariableSource> of(List<String> fields) {
        Map<String, VariableSource> known = new LinkedHashMap<>(variables);
        known.values().removeIf(source -> !fields.containsAll(source.fields()));
        return known;
    }

    /** Whether the level is a field as it stands, so that the records have it already. */
    private static boolean reads(VariableSource source, String level) {
        return source instanceof VariableSource.Fields && source.fields().contains(level);
    }

    private static String column(String level, List<String> fields) {
        return fields.contains(level) ? level + "_level" : level;
    }

    private static String finest(VariableSource source) {
        List<String> hierarchy = source.hierarchies().get(0);
        return hierarchy.get(hierarchy.size() - 1);
    }
}
