package org.louver.pooling;

import java.util.BitSet;
import java.util.List;

/**
 * One published category: a node of the tree, or a pool of siblings.
 *
 * @param members nodes of the tree; one for a node, two or more siblings for a pool
 * @param atoms the atoms under them
 */
public record Category(List<Integer> members, BitSet atoms) {
    public Category {
        members = members.stream().sorted().toList();
        atoms = (BitSet) atoms.clone();
    }

    /** The category of these members of a tree. */
    static Category of(CategoryTree tree, List<Integer> members) {
        BitSet atoms = new BitSet();
        members.forEach(member -> atoms.or(tree.atomsOf(member)));
        return new Category(members, atoms);
    }

    public boolean isPool() {
        return members.size() > 1;
    }

    /** The lowest atom. */
    int first() {
        return atoms.nextSetBit(0);
    }

    /** The next atom from {@code from} on, or −1. */
    int next(int from) {
        return atoms.nextSetBit(from);
    }

    /** How many atoms it holds. */
    public int size() {
        return atoms.cardinality();
    }

    @Override
    public BitSet atoms() {
        return (BitSet) atoms.clone();
    }
}
