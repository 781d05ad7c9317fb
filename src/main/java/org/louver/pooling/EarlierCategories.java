package org.louver.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The categories in which an earlier release showed a variable of a table.
 *
 * @param members category → codes of the atoms in it
 */
public record EarlierCategories(Map<String, List<String>> members) {
    public EarlierCategories {
        members = new TreeMap<>(members);
    }

    /** What is never parted while these stay as they are: every category of several atoms. */
    public List<Set<String>> together() {
        List<Set<String>> sets = new ArrayList<>();
        members.values().stream().filter(codes -> codes.size() > 1).forEach(codes -> sets.add(new TreeSet<>(codes)));
        return sets;
    }

    /** Whether a recoding shows other categories; codes that were not there before do not count. */
    public boolean brokenBy(Recoding recoding) {
        for (List<String> codes : members.values()) {
            BitSet atoms = atoms(recoding.tree(), codes);
            Set<Integer> now = new TreeSet<>();
            atoms.stream().forEach(atom -> now.add(recoding.categoryOf(atom)));
            if (now.size() > 1) {
                return true;
            }
            for (int category : now) {
                BitSet others = recoding.categories().get(category).atoms();
                others.andNot(atoms);
                others.and(known(recoding.tree()));
                if (!others.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private BitSet known(CategoryTree tree) {
        BitSet known = new BitSet();
        members.values().forEach(codes -> known.or(atoms(tree, codes)));
        return known;
    }

    private static BitSet atoms(CategoryTree tree, List<String> codes) {
        BitSet atoms = new BitSet();
        for (int atom = 0; atom < tree.atoms(); atom++) {
            if (codes.contains(tree.code(tree.nodeOfAtom(atom)))) {
                atoms.set(atom);
            }
        }
        return atoms;
    }

    /**
     * Whether a design parts one of these categories so that a small part shows: a reader who has both releases takes the safe
     * parts from the whole.
     *
     * @param variable place of the variable among the table's
     */
    public boolean revealedBy(CrossTable table, Design design, int variable, long threshold) {
        Recoding recoding = design.recodings().get(variable);
        for (List<String> codes : members.values()) {
            BitSet whole = atoms(recoding.tree(), codes);
            if (whole.stream().map(recoding::categoryOf).distinct().count() > 1
                    && table.smallest(design.recodings(), variable, whole) < threshold) {
                return true;
            }
        }
        return false;
    }
}
