package org.louver.pooling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.table.SpanningVariable;

/**
 * A recoding as levels of its spanning variable: what a table shows instead of its own levels.
 *
 * <p>Each level of the table becomes the partition into its nodes or, where the cut lies higher, the categories of the cut. Levels that
 * come out as they were keep their names; the others are new levels over the same leaves, so that tables with and
 * without the recoding stay linked.
 *
 * @param shown names of the levels that the table shows, from coarse to fine; none if the variable went
 * @param added those of them that the variable does not have yet → code of every leaf, by leaf number
 * @param pools code → codes of the members, for every pool
 */
public record RecodedLevels(List<String> shown, Map<String, List<String>> added, Map<String, List<String>> pools) {
    public RecodedLevels {
        shown = List.copyOf(shown);
    }

    /**
     * Works the levels out.
     *
     * @param table name of the table, which makes the names of new levels distinct
     */
    public static RecodedLevels of(SpanningVariable variable, Recoding recoding, String table) {
        CategoryTree tree = recoding.tree();
        if (!recoding.merges()) {
            // A variable of one category, such as the only year of a release, adds nothing to the total, but did not
            // go.
            return new RecodedLevels(tree.levels(), Map.of(), Map.of());
        }
        List<String> names = names(variable, recoding);
        Map<String, List<String>> pools = new LinkedHashMap<>();
        for (int number = 0; number < names.size(); number++) {
            Category category = recoding.categories().get(number);
            if (category.isPool()) {
                pools.put(
                        names.get(number),
                        category.members().stream().map(tree::code).toList());
            }
        }
        List<String> shown = new ArrayList<>();
        Map<String, List<String>> added = new LinkedHashMap<>();
        List<Integer> before = partition(variable, leaf -> 0);
        for (String name : tree.levels()) {
            int level = variable.level(name);
            int[] atomOfLeaf = new int[variable.leaves()];
            for (int leaf = 0; leaf < atomOfLeaf.length; leaf++) {
                atomOfLeaf[leaf] = tree.atomOfLeafNode(variable.nodeOfLeaf(variable.finest(), leaf));
            }
            List<String> codes = new ArrayList<>();
            for (int leaf = 0; leaf < variable.leaves(); leaf++) {
                int node = variable.nodeOfLeaf(level, leaf);
                int category = recoding.categoryOf(atomOfLeaf[leaf]);
                codes.add(
                        within(variable, level, node, recoding, category, atomOfLeaf)
                                ? names.get(category)
                                : variable.code(node));
            }
            List<Integer> now = partition(variable, leaf -> codes.get(leaf));
            if (!now.equals(before)) {
                if (now.equals(partition(variable, leaf -> variable.nodeOfLeaf(level, leaf)))) {
                    shown.add(name);
                } else {
                    shown.add(name + " of " + table);
                    added.put(name + " of " + table, codes);
                }
            }
            before = now;
        }
        return new RecodedLevels(shown, added, pools);
    }

    /** Whether a node lies within a category. */
    private static boolean within(
            SpanningVariable variable, int level, int node, Recoding recoding, int category, int[] atomOfLeaf) {
        for (int leaf = 0; leaf < atomOfLeaf.length; leaf++) {
            if (variable.nodeOfLeaf(level, leaf) == node && recoding.categoryOf(atomOfLeaf[leaf]) != category) {
                return false;
            }
        }
        return true;
    }

    /** Leaves numbered by the first leaf that shares their label: equal lists are equal partitions. */
    private static List<Integer> partition(SpanningVariable variable, java.util.function.IntFunction<Object> label) {
        Map<Object, Integer> first = new java.util.HashMap<>();
        List<Integer> numbers = new ArrayList<>();
        for (int leaf = 0; leaf < variable.leaves(); leaf++) {
            numbers.add(first.computeIfAbsent(label.apply(leaf), unseen -> first.size()));
        }
        return numbers;
    }

    /** The code of every category, in their order; distinct, and no pool is called like a node. */
    public static List<String> names(SpanningVariable variable, Recoding recoding) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Category category : recoding.categories()) {
            String name = PoolNames.of(recoding, category);
            while (category.isPool() && (variable.node(name) >= 0 || taken.contains(name))) {
                name = name + " (together)";
            }
            taken.add(name);
            names.add(name);
        }
        return names;
    }
}
