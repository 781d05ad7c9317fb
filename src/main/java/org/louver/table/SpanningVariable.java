package org.louver.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A variable that spans tables: nodes with codes, node 0 being the total, on levels that each partition the same leaves.
 *
 * <p>Several alternative hierarchies of one variable are levels that do not refine each other (region &lt; county and region
 * &lt; size class). Level 0 is the total, the last level the leaves. Which level refines which is read off the partitions, so
 * a roll-up that nobody declared but every reader can see counts too. A leaf of an uneven hierarchy, and a parent whose only
 * child carries the same code, are one node on several levels. Immutable.
 */
public final class SpanningVariable {
    /** The code of node 0; no other node may carry it. */
    public static final String TOTAL = "Total";

    private final String name;
    private final List<String> levels;
    private final String[] code;
    private final Map<String, Integer> nodeOfCode;
    /** nodeAt[level][leaf]: the node of that level which holds the leaf. */
    private final int[][] nodeAt;
    /** Any one leaf under each node. */
    private final int[] leafOf;
    /** The levels on which a node lies, ascending. */
    private final int[][] levelsOf;

    /** The nodes of each level, ascending. */
    private final int[][] nodesOn;

    private final boolean[][] refines;

    SpanningVariable(String name, List<String> levels, String[] code, Map<String, Integer> nodeOfCode, int[][] nodeAt) {
        this.name = name;
        this.levels = List.copyOf(levels);
        this.code = code;
        this.nodeOfCode = Map.copyOf(nodeOfCode);
        this.nodeAt = nodeAt;
        this.leafOf = new int[code.length];
        List<List<Integer>> on = new ArrayList<>();
        for (int node = 0; node < code.length; node++) {
            on.add(new ArrayList<>());
        }
        for (int level = 0; level < nodeAt.length; level++) {
            for (int leaf = nodeAt[level].length - 1; leaf >= 0; leaf--) {
                int node = nodeAt[level][leaf];
                leafOf[node] = leaf;
                List<Integer> seen = on.get(node);
                if (seen.isEmpty() || seen.get(seen.size() - 1) != level) {
                    seen.add(level);
                }
            }
        }
        this.levelsOf = on.stream()
                .map(seen -> seen.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        this.nodesOn = Arrays.stream(nodeAt)
                .map(held -> Arrays.stream(held).sorted().distinct().toArray())
                .toArray(int[][]::new);
        this.refines = refinements();
    }

    /** A variable of one level under its total. */
    public static SpanningVariable flat(String name, Iterable<String> codes) {
        SpanningVariableBuilder builder = new SpanningVariableBuilder(name).hierarchy(List.of(name));
        codes.forEach(code -> builder.leaf(List.of(code)));
        return builder.build();
    }

    /** Starts a variable whose codes are given leaf by leaf. */
    public static SpanningVariableBuilder named(String name) {
        return new SpanningVariableBuilder(name);
    }

    /**
     * The same variable with further levels over the same leaves, put before the leaves.
     *
     * @param added name of the level → code of every leaf, by leaf number; a code that stands for the same leaves as one of this
     *     variable is the same node
     * @throws InvalidTable if a level is there already or a code is empty or the word for the total
     */
    public SpanningVariable withLevels(Map<String, List<String>> added) {
        if (added.isEmpty()) {
            return this;
        }
        SpanningVariableBuilder builder = named(name);
        String leafLevel = levels.get(finest());
        for (int level = 1; level < finest(); level++) {
            builder.hierarchy(List.of(levels.get(level), leafLevel));
        }
        added.keySet().forEach(level -> {
            if (levels.contains(level)) {
                throw new InvalidTable("variable " + name + " has a level " + level + " already", "rename it");
            }
            builder.hierarchy(List.of(level, leafLevel));
        });
        for (int leaf = 0; leaf < leaves(); leaf++) {
            List<String> codes = new ArrayList<>();
            for (int level = 1; level < finest(); level++) {
                codes.add(code[nodeAt[level][leaf]]);
            }
            for (List<String> codeOfLeaf : added.values()) {
                codes.add(codeOfLeaf.get(leaf));
            }
            codes.add(code[nodeAt[finest()][leaf]]);
            builder.leaf(codes);
        }
        return builder.build();
    }

    public String name() {
        return name;
    }

    /** How many nodes there are, the total included. */
    public int nodes() {
        return code.length;
    }

    /** How many leaves there are. */
    public int leaves() {
        return nodeAt[0].length;
    }

    /** The code that readers see. */
    public String code(int node) {
        return code[node];
    }

    /** The node with this code, or −1. */
    public int node(String wanted) {
        return nodeOfCode.getOrDefault(wanted, -1);
    }

    /** Names of the levels; index 0 is the total, the last one the leaves. */
    public List<String> levels() {
        return levels;
    }

    /** The level of that name, or −1. */
    public int level(String wanted) {
        return levels.indexOf(wanted);
    }

    /** The level of the leaves. */
    public int finest() {
        return nodeAt.length - 1;
    }

    public boolean isLeaf(int node) {
        return nodeAt[finest()][leafOf[node]] == node;
    }

    /** The node of {@code level} that holds the leaf, 0 ≤ leaf &lt; leaves. */
    public int nodeOfLeaf(int level, int leaf) {
        return nodeAt[level][leaf];
    }

    /** The node of {@code level} that holds {@code node}; meaningful where a level of the node refines {@code level}. */
    public int ancestor(int node, int level) {
        return nodeAt[level][leafOf[node]];
    }

    /** The nodes of a level, ascending; they partition the leaves. */
    public int[] nodesOn(int level) {
        return nodesOn[level].clone();
    }

    /** How many levels the node lies on. */
    public int levelCount(int node) {
        return levelsOf[node].length;
    }

    /** The {@code index}-th level on which the node lies, ascending. */
    public int levelOf(int node, int index) {
        return levelsOf[node][index];
    }

    /** Whether the node lies on the level. */
    public boolean onLevel(int node, int level) {
        return nodeAt[level][leafOf[node]] == node;
    }

    /** Whether every node of {@code fine} lies within one node of {@code coarse}; equal partitions: the later one refines the earlier. */
    public boolean refines(int fine, int coarse) {
        return refines[fine][coarse];
    }

    private boolean[][] refinements() {
        int count = nodeAt.length;
        boolean[][] result = new boolean[count][count];
        for (int fine = 0; fine < count; fine++) {
            for (int coarse = 0; coarse < count; coarse++) {
                boolean equalOrLater = fine > coarse || !within(coarse, fine);
                result[fine][coarse] = fine == coarse || (within(fine, coarse) && equalOrLater);
            }
        }
        return result;
    }

    private boolean within(int fine, int coarse) {
        int[] holder = new int[code.length];
        Arrays.fill(holder, -1);
        for (int leaf = 0; leaf < leaves(); leaf++) {
            int part = nodeAt[fine][leaf];
            if (holder[part] >= 0 && holder[part] != nodeAt[coarse][leaf]) {
                return false;
            }
            holder[part] = nodeAt[coarse][leaf];
        }
        return true;
    }

    @Override
    public String toString() {
        return "SpanningVariable[" + name + ", " + code.length + " nodes, levels " + levels + "]";
    }
}
