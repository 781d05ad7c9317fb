package org.louver.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table that is published: the variables that span it. Every axis shows its total; a table without axes is one cell.
 *
 * @param name its name in every output
 * @param axes its variables, each at most once
 * @param fixed variable → the one code to which the table is restricted; never an axis. What the other codes of the variable hold can
 *     often be had by subtraction, so they are cells of the system although no table shows them
 */
public record TableDesign(String name, List<Axis> axes, Map<String, String> fixed) {
    public TableDesign {
        axes = List.copyOf(axes);
        fixed = Map.copyOf(fixed);
        Set<String> seen = new LinkedHashSet<>();
        for (Axis axis : axes) {
            if (!seen.add(axis.variable()) || fixed.containsKey(axis.variable())) {
                throw new InvalidTable(
                        "table " + name + " is spanned twice by " + axis.variable(), "name each variable once");
            }
        }
    }

    /** A table that no variable is held fixed for. */
    public TableDesign(String name, List<Axis> axes) {
        this(name, axes, Map.of());
    }

    /** A table over all levels of the given variables. */
    public static TableDesign of(String name, String... variables) {
        return new TableDesign(
                name,
                List.of(variables).stream()
                        .map(variable -> new Axis(variable, List.of()))
                        .toList());
    }

    /**
     * One variable of a table.
     *
     * @param levels the levels that the table shows besides the total; empty for all
     */
    public record Axis(String variable, List<String> levels) {
        public Axis {
            levels = List.copyOf(levels);
        }
    }
}
