package org.louver.suppression.block;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.louver.table.SpanningVariable;

/**
 * How the nodes of one variable are dealt out to strips. The codes of one level, each with all that is below it, go in groups of siblings: a
 * group moves while everything beside and above it stays. The nodes above, and a few of the largest codes to absorb what they move,
 * are strip 0.
 *
 * @param strips the nodes of each strip; strip 0 overlaps others
 * @param home the strip in which each node is protected
 */
@SuppressWarnings("ArrayRecordComponent") // read-only after construction, never compared
record VariableCut(List<BitSet> strips, int[] home) {
    /** Fewer siblings than this in a group hardly find partners. */
    static final int FEWEST_SIBLINGS = 4;

    /** All nodes in one strip. */
    static VariableCut none(SpanningVariable variable) {
        BitSet all = new BitSet();
        all.set(0, variable.nodes());
        return new VariableCut(List.of(all), new int[variable.nodes()]);
    }

    boolean cuts() {
        return strips.size() > 1;
    }

    /**
     * Groups the codes of a level.
     *
     * @param weight how many cells lie under each node of the variable
     * @param siblings how many codes make a group, about
     */
    static VariableCut at(SpanningVariable variable, int level, long[] weight, int siblings) {
        BitSet above = new BitSet();
        above.set(0, variable.nodes());
        TreeMap<Integer, List<Integer>> codesOf = new TreeMap<>();
        for (int code : variable.nodesOn(level)) {
            if (weight[code] > 0) {
                codesOf.computeIfAbsent(parent(variable, level, code), each -> new ArrayList<>())
                        .add(code);
            }
        }
        BitSet[] below = new BitSet[variable.nodes()];
        for (int node = 0; node < variable.nodes(); node++) {
            int unit = unit(variable, level, node);
            if (unit >= 0) {
                above.clear(node);
                below[unit] = below[unit] == null ? new BitSet() : below[unit];
                below[unit].set(node);
            }
        }
        List<BitSet> strips = new ArrayList<>();
        strips.add(above);
        int donors = Math.max(2, siblings / codesOf.size());
        for (List<Integer> codes : codesOf.values()) {
            codes.sort(Comparator.comparingLong((Integer code) -> -weight[code]).thenComparingInt(code -> code));
            codes.stream().limit(donors).forEach(code -> above.or(below[code]));
            int groups = Math.max(1, (codes.size() + siblings - 1) / siblings);
            List<BitSet> dealt = new ArrayList<>();
            for (int group = 0; group < groups; group++) {
                dealt.add(new BitSet());
            }
            for (int rank = 0; rank < codes.size(); rank++) {
                // To and fro, so that every group has large codes and small ones.
                int at = rank % (2 * groups);
                dealt.get(at < groups ? at : 2 * groups - 1 - at).or(below[codes.get(rank)]);
            }
            strips.addAll(dealt);
        }
        int[] home = new int[variable.nodes()];
        for (int strip = 1; strip < strips.size(); strip++) {
            for (int node = strips.get(strip).nextSetBit(0);
                    node >= 0;
                    node = strips.get(strip).nextSetBit(node + 1)) {
                home[node] = strip;
            }
        }
        return new VariableCut(List.copyOf(strips), home);
    }

    /** How many codes of the level have cells. */
    static int codes(SpanningVariable variable, int level, long[] weight) {
        int codes = 0;
        for (int code : variable.nodesOn(level)) {
            codes += weight[code] > 0 ? 1 : 0;
        }
        return codes;
    }

    /** The code of the level at or above the node, or −1. */
    static int unit(SpanningVariable variable, int level, int node) {
        for (int index = 0; index < variable.levelCount(node); index++) {
            if (variable.refines(variable.levelOf(node, index), level)) {
                return variable.ancestor(node, level);
            }
        }
        return -1;
    }

    /** The node above, on the finest level that the given one refines. */
    private static int parent(SpanningVariable variable, int level, int code) {
        int parent = 0;
        int most = 0;
        for (int coarse = 0; coarse < variable.levels().size(); coarse++) {
            int codes = variable.nodesOn(coarse).length;
            if (coarse != level && variable.refines(level, coarse) && codes > most) {
                most = codes;
                parent = variable.ancestor(code, coarse);
            }
        }
        return parent;
    }
}
