package org.louver.table;

import java.util.Arrays;
import java.util.List;

/**
 * Packs a cell, one node per variable, into a long whose order is row-major with the total first. Immutable.
 */
public final class CellKeys {
    private final List<SpanningVariable> variables;
    private final long[] stride;
    private final long size;

    /**
     * Keys for cells over these variables.
     *
     * @throws InvalidTable if the variables span more than 2⁶² combinations
     */
    public CellKeys(List<SpanningVariable> variables) {
        this.variables = List.copyOf(variables);
        this.stride = new long[variables.size()];
        long product = 1;
        for (int variable = variables.size() - 1; variable >= 0; variable--) {
            stride[variable] = product;
            long nodes = variables.get(variable).nodes();
            if (product > (1L << 62) / nodes) {
                throw new InvalidTable(
                        "the " + variables.size() + " variables span more than 2^62 combinations of codes",
                        "split the tables over several designs, or use coarser codes");
            }
            product *= nodes;
        }
        this.size = product;
    }

    public List<SpanningVariable> variables() {
        return variables;
    }

    /** How many keys there are: keys run from 0 to size − 1. */
    public long size() {
        return size;
    }

    /** Packs one node per variable. */
    public long key(int... nodes) {
        long key = 0;
        for (int variable = 0; variable < stride.length; variable++) {
            key += stride[variable] * nodes[variable];
        }
        return key;
    }

    /** The node of one variable. */
    public int node(long key, int variable) {
        return (int) (key / stride[variable] % variables.get(variable).nodes());
    }

    /** The key with the node of one variable exchanged. */
    public long with(long key, int variable, int node) {
        return key + stride[variable] * (node - node(key, variable));
    }

    /** The codes of a cell, one per variable. */
    public List<String> codes(long key) {
        String[] codes = new String[stride.length];
        for (int variable = 0; variable < codes.length; variable++) {
            codes[variable] = variables.get(variable).code(node(key, variable));
        }
        return List.of(codes);
    }

    /** Codes for a message: {@code region=A, sex=Total}. */
    public String describe(long key) {
        StringBuilder text = new StringBuilder();
        for (int variable = 0; variable < stride.length; variable++) {
            text.append(variable == 0 ? "" : ", ")
                    .append(variables.get(variable).name())
                    .append('=')
                    .append(variables.get(variable).code(node(key, variable)));
        }
        return text.toString();
    }

    /** Sorted and without repetitions; the argument is left as it is. */
    static long[] distinct(long[] keys) {
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, kept);
    }
}
