package org.louver.risk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToLongFunction;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

/**
 * Attribute disclosure in tables: groups whose members all, or nearly all, fall into one category of a variable, and categories into
 * which none of a group falls. A group is a cell on some level of the variable, its categories are the cells below it on the next
 * finer level that the table shows.
 *
 * <p>O(cells · variables · categories). A variable with a single possible category below a group discloses nothing by it.
 */
public final class GroupDisclosure {
    private final TabulatedCells cells;
    private final LinkedTables tables;
    private final IntToLongFunction members;
    private final CellRules rules;
    private final Map<Long, List<CellFinding>> found = new HashMap<>();

    private GroupDisclosure(TabulatedCells cells, IntToLongFunction members, CellRules rules) {
        this.cells = cells;
        this.tables = cells.tables();
        this.members = members;
        this.rules = rules;
    }

    /**
     * All findings by the key of the category's cell, which may be empty and then is in no list of cells.
     *
     * @param members people of a cell, by its number
     * @param sensitive variables whose categories are looked at
     */
    public static Map<Long, List<CellFinding>> find(
            TabulatedCells cells, IntToLongFunction members, Set<String> sensitive, CellRules rules) {
        GroupDisclosure disclosure = new GroupDisclosure(cells, members, rules);
        for (int table = 0; table < cells.tables().designs().size(); table++) {
            disclosure.table(table, sensitive);
        }
        return disclosure.found;
    }

    private void table(int table, Set<String> sensitive) {
        for (TableDesign.Axis axis : tables.designs().get(table).axes()) {
            if (sensitive.contains(axis.variable())) {
                variable(table, axis);
            }
        }
    }

    private void variable(int table, TableDesign.Axis axis) {
        int variable = index(axis.variable());
        SpanningVariable spanning = tables.variables().get(variable);
        Map<Integer, List<int[]>> categories = categories(spanning, shown(spanning, axis));
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.count(cell) == 0 || !tables.shows(table, cells.key(cell))) {
                continue;
            }
            int node = tables.keys().node(cells.key(cell), variable);
            for (int[] below : categories.getOrDefault(node, List.of())) {
                group(cell, variable, below);
            }
        }
    }

    private void group(int group, int variable, int[] below) {
        for (int category : below) {
            long key = tables.keys().with(cells.key(group), variable, category);
            int cell = cells.cell(key);
            long inside = cell < 0 || cells.count(cell) == 0 ? 0 : members.applyAsLong(cell);
            Optional<CellFinding> finding = rules.attributeDisclosure(
                    tables.variables().get(variable).name(), inside, members.applyAsLong(group));
            finding.ifPresent(one -> {
                List<CellFinding> all = found.computeIfAbsent(key, unseen -> new ArrayList<>(1));
                // Two tables may show the same group.
                if (!all.contains(one)) {
                    all.add(one);
                }
            });
        }
    }

    private int index(String name) {
        List<SpanningVariable> variables = tables.variables();
        for (int variable = 0; variable < variables.size(); variable++) {
            if (variables.get(variable).name().equals(name)) {
                return variable;
            }
        }
        throw new IllegalArgumentException("no variable " + name);
    }

    private static Set<Integer> shown(SpanningVariable spanning, TableDesign.Axis axis) {
        Set<Integer> levels = new TreeSet<>(Set.of(0));
        for (int level = 1; level < spanning.levels().size(); level++) {
            if (axis.levels().isEmpty()
                    || axis.levels().contains(spanning.levels().get(level))) {
                levels.add(level);
            }
        }
        return levels;
    }

    /** Per node, its categories on each next finer level shown; two or more, or none. */
    private static Map<Integer, List<int[]>> categories(SpanningVariable spanning, Set<Integer> shown) {
        Map<Integer, List<int[]>> categories = new HashMap<>();
        for (int coarse : shown) {
            for (int fine : shown) {
                boolean next = fine != coarse && spanning.refines(fine, coarse);
                for (int between : shown) {
                    next &= between == fine
                            || between == coarse
                            || !(spanning.refines(fine, between) && spanning.refines(between, coarse));
                }
                if (next) {
                    Map<Integer, Set<Integer>> below = new HashMap<>();
                    for (int node : spanning.nodesOn(fine)) {
                        below.computeIfAbsent(spanning.ancestor(node, coarse), unseen -> new LinkedHashSet<>())
                                .add(node);
                    }
                    below.forEach((node, parts) -> {
                        if (parts.size() > 1) {
                            categories
                                    .computeIfAbsent(node, unseen -> new ArrayList<>())
                                    .add(parts.stream()
                                            .mapToInt(Integer::intValue)
                                            .toArray());
                        }
                    });
                }
            }
        }
        return categories;
    }
}
