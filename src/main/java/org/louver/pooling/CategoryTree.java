package org.louver.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.louver.table.InvalidTable;
import org.louver.table.SpanningVariable;

/**
 * The categories of one variable as the search sees them: a tree whose root is the total and whose leaves, the <em>atoms</em>, are the
 * finest categories that a table may show. Nodes are numbered from 0, the root, level by level; atoms from 0 in the order
 * of their codes. Immutable.
 */
public final class CategoryTree {
    private final String name;
    private final List<String> levels;
    private final List<String> code = new ArrayList<>();
    private final List<Integer> parent = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<BitSet> atoms = new ArrayList<>();
    private final List<Integer> depth = new ArrayList<>();
    private final int[] nodeOfAtom;
    private final int[] atomOfSpanningNode;

    private CategoryTree(SpanningVariable variable, int[] chain, List<String> levels) {
        this.name = variable.name();
        this.levels = levels;
        int[] finest = variable.nodesOn(chain[chain.length - 1]);
        this.nodeOfAtom = new int[finest.length];
        this.atomOfSpanningNode = new int[variable.nodes()];
        Map<Integer, Integer> atomOf = new HashMap<>();
        for (int atom = 0; atom < finest.length; atom++) {
            atomOf.put(finest[atom], atom);
        }
        java.util.Arrays.fill(atomOfSpanningNode, -1);
        for (int leaf = 0; leaf < variable.leaves(); leaf++) {
            int held = atomOf.getOrDefault(variable.nodeOfLeaf(chain[chain.length - 1], leaf), -1);
            atomOfSpanningNode[variable.nodeOfLeaf(variable.finest(), leaf)] = held;
        }
        Map<Integer, Integer> numberOf = new HashMap<>();
        for (int step = 0; step < chain.length; step++) {
            for (int node : variable.nodesOn(chain[step])) {
                if (!numberOf.containsKey(node)) {
                    int above = step == 0 ? -1 : numberOf.getOrDefault(variable.ancestor(node, chain[step - 1]), -1);
                    numberOf.put(node, add(variable.code(node), above));
                }
            }
        }
        for (int atom = 0; atom < finest.length; atom++) {
            int node = numberOf.getOrDefault(finest[atom], 0);
            nodeOfAtom[atom] = node;
            for (int at = node; at >= 0; at = parent.get(at)) {
                atoms.get(at).set(atom);
            }
        }
    }

    private int add(String nodeCode, int above) {
        code.add(nodeCode);
        parent.add(above);
        children.add(new ArrayList<>());
        atoms.add(new BitSet());
        depth.add(above < 0 ? 0 : depth.get(above) + 1);
        if (above >= 0) {
            children.get(above).add(code.size() - 1);
        }
        return code.size() - 1;
    }

    /**
     * The tree over the given levels of a variable.
     *
     * @param levels names from coarse to fine, without the total; each must refine the one before
     * @throws InvalidTable if a level is unknown or the levels do not nest
     */
    public static CategoryTree of(SpanningVariable variable, List<String> levels) {
        int[] chain = new int[levels.size() + 1];
        for (int step = 1; step < chain.length; step++) {
            chain[step] = variable.level(levels.get(step - 1));
            if (chain[step] < 0 || !variable.refines(chain[step], chain[step - 1])) {
                throw new InvalidTable(
                        "levels of " + variable.name() + " do not form one hierarchy: " + String.join(", ", levels),
                        "aggregate along levels that lie within each other, named from coarse to fine");
            }
        }
        if (levels.isEmpty()) {
            throw new InvalidTable(
                    "variable " + variable.name() + " has no level to aggregate", "show at least one level of it");
        }
        return new CategoryTree(variable, chain, List.copyOf(levels));
    }

    /** The first roll-up of a variable from coarse to fine: each level that refines the one before and leads to the finest. */
    public static CategoryTree of(SpanningVariable variable) {
        List<String> chain = new ArrayList<>();
        int last = 0;
        for (int level = 1; level < variable.levels().size(); level++) {
            if (variable.refines(level, last) && variable.refines(variable.finest(), level)) {
                chain.add(variable.levels().get(level));
                last = level;
            }
        }
        return of(variable, chain);
    }

    public String name() {
        return name;
    }

    /** Names of the levels from coarse to fine, without the total. */
    public List<String> levels() {
        return levels;
    }

    public int nodes() {
        return code.size();
    }

    public int atoms() {
        return nodeOfAtom.length;
    }

    public String code(int node) {
        return code.get(node);
    }

    /** The node with this code, or −1; a code on several levels is the coarsest of them. */
    public int node(String wanted) {
        return code.indexOf(wanted);
    }

    /** The parent, or −1 for the root. */
    public int parent(int node) {
        return parent.get(node);
    }

    public List<Integer> children(int node) {
        return List.copyOf(children.get(node));
    }

    /** How far below the root the node lies. */
    public int depth(int node) {
        return depth.get(node);
    }

    /** The node of an atom. */
    public int nodeOfAtom(int atom) {
        return nodeOfAtom[atom];
    }

    /** The atoms under a node; a copy. */
    public BitSet atomsOf(int node) {
        return (BitSet) atoms.get(node).clone();
    }

    /** The atom that holds a leaf of the spanning variable, by its node there; −1 for nodes that are no leaves. */
    public int atomOfLeafNode(int spanningNode) {
        return atomOfSpanningNode[spanningNode];
    }

    boolean intersects(int node, BitSet others) {
        return atoms.get(node).intersects(others);
    }

    int size(int node) {
        return atoms.get(node).cardinality();
    }

    @Override
    public String toString() {
        return "CategoryTree[" + name + ", " + code.size() + " nodes, " + nodeOfAtom.length + " atoms]";
    }
}
