package org.louver.tabulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.louver.config.Section;

/**
 * All tables of a release and the variables that span them: the {@code variables} and {@code tables} sections.
 *
 * @param variables by name
 * @param tables in the order of the file
 */
public record TabulationPlan(Map<String, VariableSource> variables, List<TableConfig> tables) {
    public TabulationPlan {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        tables = List.copyOf(tables);
    }

    /**
     * Reads the two sections.
     *
     * @param root the whole file
     * @param fieldsOf source → fields that its records have when they are counted
     */
    public static TabulationPlan read(Section root, Map<String, Set<String>> fieldsOf) {
        Map<String, VariableSource> variables = variables(root.section("variables"));
        implied(root, fieldsOf).forEach(variables::putIfAbsent);
        Set<String> periods = variables.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof VariableSource.Periods)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<TableConfig> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section table : root.sections("tables")) {
            TableConfig read = TableConfig.read(table, fieldsOf.keySet(), variables.keySet(), periods);
            if (!names.add(read.name())) {
                throw table.refusal("name", "is taken by another table", "choose another");
            }
            requireFields(table, read, variables, fieldsOf.getOrDefault(read.unit(), Set.of()));
            tables.add(read);
        }
        if (tables.isEmpty()) {
            throw root.refusal("tables", "is empty", "describe at least one table");
        }
        return new TabulationPlan(variables, tables);
    }

    /** A condition may name a field that no variable is made of: it is held fixed, so it needs no other description. */
    private static Map<String, VariableSource> implied(Section root, Map<String, Set<String>> fieldsOf) {
        Map<String, VariableSource> implied = new LinkedHashMap<>();
        for (Section table : root.sections("tables")) {
            Set<String> fields = fieldsOf.getOrDefault(table.text("unit", ""), Set.of());
            table.sectionOrEmpty("where").keys().stream()
                    .filter(fields::contains)
                    .forEach(field -> implied.put(field, new VariableSource.Fields(List.of(List.of(field)))));
        }
        return implied;
    }

    /** The variable of this name. */
    public VariableSource variable(String name) {
        VariableSource variable = variables.get(name);
        if (variable == null) {
            throw new IllegalArgumentException("no variable " + name);
        }
        return variable;
    }

    /** The variables of the {@code variables} section, by name. */
    public static Map<String, VariableSource> variables(Section declared) {
        Map<String, VariableSource> variables = new LinkedHashMap<>();
        for (String name : declared.keys()) {
            variables.put(name, VariableSource.read(declared.section(name), name));
        }
        return variables;
    }

    private static void requireFields(
            Section section, TableConfig table, Map<String, VariableSource> variables, Set<String> fields) {
        for (String variable : table.variables()) {
            VariableSource source = variables.get(variable);
            if (source == null) {
                throw new IllegalStateException("variables were checked");
            }
            for (String field : source.fields()) {
                if (!fields.contains(field)) {
                    throw section.refusal(
                            "by",
                            "needs field " + field + " (variable " + variable + "), which " + table.unit()
                                    + " do not have",
                            "declare the field, bring it over a link, or allow it in the policy");
                }
            }
        }
    }

    /** The sources that are counted, in the order of their first table. */
    public List<String> units() {
        return tables.stream().map(TableConfig::unit).distinct().toList();
    }

    /** The tables of one unit. */
    public List<TableConfig> tablesOf(String unit) {
        return tables.stream().filter(table -> table.unit().equals(unit)).toList();
    }

    /** The variables that any table of the unit needs, in the order of their first use. */
    public Map<String, VariableSource> variablesOf(String unit) {
        Set<String> used = new LinkedHashSet<>();
        tablesOf(unit).forEach(table -> used.addAll(table.variables()));
        Map<String, VariableSource> needed = new LinkedHashMap<>();
        for (String name : used) {
            VariableSource source = variables.get(name);
            if (source != null) {
                needed.put(name, source);
            }
        }
        return needed;
    }
}
