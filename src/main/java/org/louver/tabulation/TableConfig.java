package org.louver.tabulation;

import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.louver.config.AggregationConfig;
import org.louver.config.Section;
import org.louver.table.TableDesign;

/**
 * One table of a release as its configuration describes it.
 *
 * @param name directory and file name
 * @param unit the source whose rows are counted, one row per unit
 * @param axes variable → levels to show besides the total, empty for all; in the order of the columns
 * @param where variable → the one code that the table is restricted to; the variable is no column
 * @param aggregation whether and how its categories may become coarser
 */
public record TableConfig(
        String name,
        String unit,
        Map<String, List<String>> axes,
        Map<String, String> where,
        AggregationConfig aggregation) {

    public TableConfig {
        axes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        where = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /** The same table over other axes. */
    public TableConfig over(Map<String, List<String>> otherAxes) {
        return new TableConfig(name, unit, otherAxes, where, aggregation);
    }

    /** Whether its categories may become coarser. */
    public boolean aggregates() {
        return aggregation.method() != AggregationConfig.Method.SUPPRESS;
    }

    /** The table as it is laid out in cells. */
    public TableDesign design() {
        List<TableDesign.Axis> spanned = new ArrayList<>();
        axes.forEach((variable, levels) -> spanned.add(new TableDesign.Axis(variable, levels)));
        return new TableDesign(name, spanned, where);
    }

    /** All variables that the table needs, shown or not. */
    public Set<String> variables() {
        Set<String> all = new LinkedHashSet<>(axes.keySet());
        all.addAll(where.keySet());
        return all;
    }

    static TableConfig read(Section section, Set<String> units, Set<String> variables, Set<String> periods) {
        String name = section.text("name");
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw section.refusal("name", "cannot name a file", "use lower-case letters, digits and underscores");
        }
        String unit = section.text("unit");
        if (!units.contains(unit)) {
            throw section.refusal(
                    "unit",
                    "is not a source",
                    "use one of " + String.join(", ", units.stream().sorted().toList()));
        }
        Map<String, List<String>> axes = new LinkedHashMap<>();
        List<Map.Entry<String, List<String>>> by = section.list("by", value -> {
            if (value instanceof ConfigObject object) {
                Section axis = section.sectionOf("by", object);
                Map.Entry<String, List<String>> entry =
                        Map.entry(axis.text("variable"), axis.texts("levels", List.of()));
                axis.refuseUnknownKeys();
                return entry;
            }
            return Map.entry(String.valueOf(value.unwrapped()), List.<String>of());
        });
        for (Map.Entry<String, List<String>> axis : by) {
            if (axes.put(axis.getKey(), axis.getValue()) != null) {
                throw section.refusal("by", "names " + axis.getKey() + " twice", "name each variable once");
            }
        }
        Map<String, String> where = new LinkedHashMap<>();
        Section conditions = section.sectionOrEmpty("where");
        for (String variable : conditions.keys()) {
            where.put(variable, conditions.text(variable));
            if (axes.containsKey(variable)) {
                throw conditions.refusal(variable, "is both shown and fixed", "leave it out of by, or out of where");
            }
        }
        Stream.concat(axes.keySet().stream(), where.keySet().stream())
                .filter(variable -> !variables.contains(variable))
                .findFirst()
                .ifPresent(variable -> {
                    throw section.refusal(
                            "by", "names " + variable + ", which is not a variable", "declare it under variables");
                });
        if (axes.keySet().stream().filter(periods::contains).count() != 1) {
            throw section.refusal(
                    "by",
                    "does not name exactly one variable with periods",
                    "datasets are partitioned by year: add it");
        }
        AggregationConfig aggregation = AggregationConfig.read(section, axes.keySet());
        // For the words about the table, which are read elsewhere.
        section.has("counts");
        section.refuseUnknownKeys();
        return new TableConfig(name, unit, axes, where, aggregation);
    }
}
