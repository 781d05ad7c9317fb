package org.louver.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects the leaves of a {@link SpanningVariable}, each with its code on every level, and checks them. Not for sharing between threads.
 *
 * <p>Nodes are numbered level by level from coarse to fine, codes ascending within a level: the order in which leaves are
 * added does not matter.
 */
public final class SpanningVariableBuilder {
    private final String name;
    private final List<List<String>> hierarchies = new ArrayList<>();
    private final Set<String> levels = new LinkedHashSet<>();
    private final Map<String, List<String>> codesOfLeaf = new TreeMap<>();

    SpanningVariableBuilder(String name) {
        this.name = name;
    }

    /**
     * Adds a hierarchy.
     *
     * @param fromCoarseToFine names of its levels; the last must be the same in all hierarchies of the variable
     */
    public SpanningVariableBuilder hierarchy(List<String> fromCoarseToFine) {
        if (fromCoarseToFine.isEmpty()) {
            throw new InvalidTable("a hierarchy of " + name + " has no level", "name at least its finest level");
        }
        if (!hierarchies.isEmpty() && !finest().equals(last(fromCoarseToFine))) {
            throw new InvalidTable(
                    "the hierarchies of " + name + " end in different levels, " + finest() + " and "
                            + last(fromCoarseToFine),
                    "let all of them end in the same finest level");
        }
        if (fromCoarseToFine.contains(SpanningVariable.TOTAL)) {
            throw new InvalidTable(
                    "a level of " + name + " is called " + SpanningVariable.TOTAL,
                    "the total is implied: leave it out");
        }
        if (new LinkedHashSet<>(fromCoarseToFine).size() < fromCoarseToFine.size()) {
            throw new InvalidTable("a hierarchy of " + name + " names a level twice", "name each level once");
        }
        hierarchies.add(List.copyOf(fromCoarseToFine));
        levels.addAll(fromCoarseToFine);
        return this;
    }

    /** The levels whose codes {@link #leaf} expects: in order of appearance, the finest last. */
    public List<String> levels() {
        List<String> ordered = new ArrayList<>(levels);
        ordered.remove(finest());
        ordered.add(finest());
        return ordered;
    }

    /**
     * Adds a leaf; adding it again with the same codes changes nothing.
     *
     * @param codes its code on each of {@link #levels()}
     */
    public SpanningVariableBuilder leaf(List<String> codes) {
        if (codes.size() != levels.size()) {
            throw new IllegalArgumentException(name + " has " + levels.size() + " levels, not " + codes.size());
        }
        for (String code : codes) {
            if (code.isBlank()) {
                throw new InvalidTable(
                        "variable " + name + " has an empty code", "give every record a code, for instance Unknown");
            }
            if (code.equals(SpanningVariable.TOTAL)) {
                throw new InvalidTable(
                        "variable " + name + " has a code called " + SpanningVariable.TOTAL,
                        "rename it: the word stands for the total");
            }
        }
        String leaf = last(codes);
        List<String> before = codesOfLeaf.putIfAbsent(leaf, List.copyOf(codes));
        if (before != null && !before.equals(codes)) {
            for (int level = 0; level < codes.size(); level++) {
                if (!before.get(level).equals(codes.get(level))) {
                    throw twoParents(leaf, levels().get(level), before.get(level), codes.get(level));
                }
            }
        }
        return this;
    }

    /**
     * Ends the list.
     *
     * @throws InvalidTable if there is no leaf, or a code has two parents in one hierarchy
     */
    public SpanningVariable build() {
        if (codesOfLeaf.isEmpty()) {
            throw new InvalidTable("variable " + name + " has no codes", "check that the input is not empty");
        }
        List<String> ordered = levels();
        checkParents(ordered);
        List<List<String>> leaves = List.copyOf(codesOfLeaf.values());
        List<Map<String, int[]>> members = new ArrayList<>();
        for (int level = 0; level < ordered.size(); level++) {
            members.add(membersOf(leaves, level));
        }
        Map<String, Integer> taken = new HashMap<>();
        List<Map<String, String>> shown = qualify(ordered, members);
        List<String> codes = new ArrayList<>(List.of(SpanningVariable.TOTAL));
        taken.put(SpanningVariable.TOTAL, 0);
        int[][] nodeAt = new int[ordered.size() + 1][leaves.size()];
        for (int level = 0; level < ordered.size(); level++) {
            for (Map.Entry<String, int[]> node : members.get(level).entrySet()) {
                String code = shown.get(level).getOrDefault(node.getKey(), node.getKey());
                Integer number = taken.putIfAbsent(code, codes.size());
                if (number == null) {
                    codes.add(code);
                }
                for (int leaf : node.getValue()) {
                    nodeAt[level + 1][leaf] = number == null ? codes.size() - 1 : number;
                }
            }
        }
        List<String> names = new ArrayList<>(List.of(SpanningVariable.TOTAL));
        names.addAll(ordered);
        return new SpanningVariable(name, names, codes.toArray(String[]::new), taken, nodeAt);
    }

    /** Every code of a level determines its code on the next coarser level of the same hierarchy. */
    private void checkParents(List<String> ordered) {
        for (List<String> hierarchy : hierarchies) {
            for (int step = 1; step < hierarchy.size(); step++) {
                int coarse = ordered.indexOf(hierarchy.get(step - 1));
                int fine = ordered.indexOf(hierarchy.get(step));
                Map<String, String> parent = new HashMap<>();
                for (List<String> codes : codesOfLeaf.values()) {
                    String before = parent.putIfAbsent(codes.get(fine), codes.get(coarse));
                    if (before != null && !before.equals(codes.get(coarse))) {
                        throw twoParents(codes.get(fine), ordered.get(coarse), before, codes.get(coarse));
                    }
                }
            }
        }
    }

    private InvalidTable twoParents(String code, String level, String one, String other) {
        String first = one.compareTo(other) < 0 ? one : other;
        String second = one.compareTo(other) < 0 ? other : one;
        return new InvalidTable(
                "code " + code + " of variable " + name + " lies in two codes of " + level + ": " + first + " and "
                        + second,
                "give each code one parent, for instance by writing the parent into the code");
    }

    private static Map<String, int[]> membersOf(List<List<String>> leaves, int level) {
        Map<String, List<Integer>> grouped = new TreeMap<>();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            grouped.computeIfAbsent(leaves.get(leaf).get(level), code -> new ArrayList<>())
                    .add(leaf);
        }
        Map<String, int[]> members = new LinkedHashMap<>();
        grouped.forEach((code, leafNumbers) -> members.put(
                code, leafNumbers.stream().mapToInt(Integer::intValue).toArray()));
        return members;
    }

    /** A code that a finer level uses for other leaves is shown as level=code on the coarser one. */
    private List<Map<String, String>> qualify(List<String> ordered, List<Map<String, int[]>> members) {
        Map<String, int[]> taken = new HashMap<>();
        List<Map<String, String>> shown = new ArrayList<>();
        for (int level = 0; level < ordered.size(); level++) {
            shown.add(new HashMap<>());
        }
        for (int level = ordered.size() - 1; level >= 0; level--) {
            for (Map.Entry<String, int[]> node : members.get(level).entrySet()) {
                String code = node.getKey();
                int[] before = taken.putIfAbsent(code, node.getValue());
                if (before != null && !Arrays.equals(before, node.getValue())) {
                    String qualified = ordered.get(level) + "=" + code;
                    if (taken.putIfAbsent(qualified, node.getValue()) != null) {
                        throw new InvalidTable(
                                "variable " + name + " already has a code " + qualified, "rename the code");
                    }
                    shown.get(level).put(code, qualified);
                }
            }
        }
        return shown;
    }

    private String finest() {
        return last(hierarchies.isEmpty() ? List.of(name) : hierarchies.get(0));
    }

    private static String last(List<String> list) {
        return list.get(list.size() - 1);
    }
}
