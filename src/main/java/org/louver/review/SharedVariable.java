package org.louver.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.louver.table.SpanningVariable;

/**
 * One variable in the categories of several releases: those of this one as they are, those of earlier ones as further levels, and
 * one level of all their intersections, which every other level adds up from.
 *
 * @param variable with all levels
 * @param levels names of the levels that some release shows, and of the intersections
 * @param codeOf leaves → code, for every category of any release
 */
record SharedVariable(SpanningVariable variable, List<String> levels, Map<BitSet, String> codeOf) {

    /**
     * Lays categories over a variable; O(categories² · leaves).
     *
     * @param variable as this release has it
     * @param shown names of the levels that this release shows
     * @param categories sets of leaves that earlier releases show, none of them empty
     */
    static SharedVariable of(SpanningVariable variable, Collection<String> shown, Collection<BitSet> categories) {
        Map<BitSet, String> codeOf = new LinkedHashMap<>();
        codeOf.put(leaves(variable, 0), variable.code(0));
        List<int[]> partitions = new ArrayList<>();
        for (String name : shown) {
            int level = variable.level(name);
            int[] partition = new int[variable.leaves()];
            for (int leaf = 0; leaf < partition.length; leaf++) {
                partition[leaf] = variable.nodeOfLeaf(level, leaf);
                codeOf.putIfAbsent(leaves(variable, partition[leaf]), variable.code(partition[leaf]));
            }
            partitions.add(partition);
        }
        Map<String, List<String>> added = new LinkedHashMap<>();
        List<BitSet> open = categories.stream()
                .distinct()
                .filter(set -> !codeOf.containsKey(set))
                .sorted(Comparator.comparingInt(BitSet::cardinality).reversed().thenComparing(BitSet::toString))
                .toList();
        while (!open.isEmpty()) {
            int[] partition = new int[variable.leaves()];
            List<BitSet> later = new ArrayList<>();
            BitSet taken = new BitSet();
            int number = 0;
            for (BitSet set : open) {
                if (set.intersects(taken)) {
                    later.add(set);
                } else {
                    taken.or(set);
                    number++;
                    for (int leaf = set.nextSetBit(0); leaf >= 0; leaf = set.nextSetBit(leaf + 1)) {
                        partition[leaf] = number;
                    }
                }
            }
            add(free(variable, "earlier"), partition, variable, codeOf, added);
            partitions.add(partition);
            open = later;
        }
        int[] between = intersections(variable, partitions);
        if (!partitions.isEmpty() && partitions.stream().noneMatch(partition -> same(partition, between))) {
            add("intersections", between, variable, codeOf, added);
        }
        List<String> levels = new ArrayList<>(shown);
        levels.addAll(added.keySet());
        return new SharedVariable(variable.withLevels(added), levels, codeOf);
    }

    /** The leaves of a node; none for −1. */
    static BitSet leaves(SpanningVariable variable, int node) {
        BitSet leaves = new BitSet();
        for (int index = 0; node >= 0 && index < variable.levelCount(node); index++) {
            for (int leaf = 0; leaf < variable.leaves(); leaf++) {
                if (variable.nodeOfLeaf(variable.levelOf(node, index), leaf) == node) {
                    leaves.set(leaf);
                }
            }
        }
        return leaves;
    }

    /** The node that stands for a set of leaves that was laid over the variable. */
    int node(BitSet leaves) {
        String code = codeOf.get(leaves);
        return code == null ? -1 : variable.node(code);
    }

    private static void add(
            String level,
            int[] partition,
            SpanningVariable variable,
            Map<BitSet, String> codeOf,
            Map<String, List<String>> added) {
        String name = level + " " + (added.size() + 1);
        Map<Integer, BitSet> members = new LinkedHashMap<>();
        for (int leaf = 0; leaf < partition.length; leaf++) {
            members.computeIfAbsent(partition[leaf], unseen -> new BitSet()).set(leaf);
        }
        List<String> codes = new ArrayList<>();
        for (int part : partition) {
            BitSet set = members.get(part);
            codes.add(codeOf.computeIfAbsent(set, unseen -> free(variable, name + ", category " + part)));
        }
        added.put(name, codes);
    }

    /** A name that no code and no level of the variable has. */
    private static String free(SpanningVariable variable, String wanted) {
        String name = wanted;
        while (variable.node(name) >= 0 || variable.levels().stream().anyMatch(name::equals)) {
            name = name + " (shared)";
        }
        return name;
    }

    private static int[] intersections(SpanningVariable variable, List<int[]> partitions) {
        Map<List<Integer>, Integer> numberOf = new HashMap<>();
        int[] number = new int[variable.leaves()];
        for (int leaf = 0; leaf < number.length; leaf++) {
            int at = leaf;
            List<Integer> within =
                    partitions.stream().map(partition -> partition[at]).toList();
            number[leaf] = numberOf.computeIfAbsent(within, unseen -> numberOf.size());
        }
        return number;
    }

    private static boolean same(int[] one, int[] other) {
        Map<Integer, Integer> there = new HashMap<>();
        Map<Integer, Integer> back = new HashMap<>();
        for (int leaf = 0; leaf < one.length; leaf++) {
            there.putIfAbsent(one[leaf], other[leaf]);
            back.putIfAbsent(other[leaf], one[leaf]);
            if (there.get(one[leaf]) != other[leaf] || back.get(other[leaf]) != one[leaf]) {
                return false;
            }
        }
        return true;
    }
}
