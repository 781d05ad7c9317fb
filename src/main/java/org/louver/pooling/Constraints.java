package org.louver.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.table.InvalidTable;

/** The rules of one variable, resolved against its tree. */
final class Constraints {
    private final CategoryTree tree;
    private final MergeRules rules;
    private final List<BitSet> alone = new ArrayList<>();
    private final List<List<BitSet>> apart = new ArrayList<>();
    private final List<BitSet> together = new ArrayList<>();
    private final long[] weight;
    private final Map<Integer, Integer> rank = new HashMap<>();
    private final List<BitSet[]> borders = new ArrayList<>();

    Constraints(CategoryTree tree, MergeRules rules) {
        this.tree = tree;
        this.rules = rules;
        rules.alone().stream().sorted().forEach(code -> alone.add(named(code)));
        for (Set<String> set : rules.apart()) {
            apart.add(set.stream().sorted().map(this::named).toList());
        }
        for (Set<String> set : rules.together()) {
            BitSet held = new BitSet();
            set.stream().map(tree::node).filter(node -> node >= 0).forEach(node -> held.or(tree.atomsOf(node)));
            together.add(held);
        }
        this.weight = new long[tree.atoms()];
        rules.floor().ifPresent(floor -> {
            for (int atom = 0; atom < weight.length; atom++) {
                weight[atom] = floor.weight().getOrDefault(tree.code(tree.nodeOfAtom(atom)), 0L);
            }
        });
        if (rules.neighbours() instanceof Neighbours.Ordered ordered) {
            for (int place = 0; place < ordered.codes().size(); place++) {
                int node = tree.node(ordered.codes().get(place));
                if (node >= 0) {
                    rank.put(node, place);
                }
            }
        } else if (rules.neighbours() instanceof Neighbours.Bordering bordering) {
            for (Set<String> border : bordering.borders()) {
                List<Integer> ends = border.stream()
                        .map(tree::node)
                        .filter(node -> node >= 0)
                        .toList();
                if (ends.size() == 2) {
                    borders.add(new BitSet[] {tree.atomsOf(ends.get(0)), tree.atomsOf(ends.get(1))});
                }
            }
        }
    }

    private BitSet named(String code) {
        int node = tree.node(code);
        if (node < 0) {
            throw new InvalidTable(
                    "a rule of aggregation names a code that " + tree.name() + " does not have: " + code,
                    "correct it or take it out");
        }
        return tree.atomsOf(node);
    }

    CategoryTree tree() {
        return tree;
    }

    boolean fixed() {
        return rules.fixed();
    }

    int leastMembers() {
        return rules.leastMembers();
    }

    boolean ordered() {
        return rules.neighbours() instanceof Neighbours.Ordered;
    }

    boolean bordering() {
        return rules.neighbours() instanceof Neighbours.Bordering;
    }

    /** The place of a node in the declared order, or −1. */
    int rank(int node) {
        return rank.getOrDefault(node, -1);
    }

    /** Whether two siblings border on each other. */
    boolean adjacent(int one, int other) {
        for (BitSet[] border : borders) {
            if ((tree.intersects(one, border[0]) && tree.intersects(other, border[1]))
                    || (tree.intersects(one, border[1]) && tree.intersects(other, border[0]))) {
                return true;
            }
        }
        return false;
    }

    /** Whether these atoms may be one category, as far as it does not matter whose siblings they are. */
    boolean allows(BitSet atoms) {
        if (rules.floor().isPresent()
                && atoms.stream().mapToLong(atom -> weight[atom]).sum()
                        < rules.floor().get().least()) {
            return false;
        }
        for (BitSet whole : together) {
            BitSet parted = (BitSet) whole.clone();
            parted.andNot(atoms);
            if (atoms.intersects(whole) && !parted.isEmpty()) {
                return false;
            }
        }
        if (atoms.cardinality() == tree.atoms() && tree.atoms() > 1) {
            return rules.mayGo();
        }
        return (!rules.fixed() || atoms.cardinality() == 1) && separable(atoms);
    }

    private boolean separable(BitSet atoms) {
        for (BitSet kept : alone) {
            BitSet outside = (BitSet) atoms.clone();
            outside.andNot(kept);
            if (atoms.intersects(kept) && !outside.isEmpty()) {
                return false;
            }
        }
        for (List<BitSet> separated : apart) {
            if (separated.stream().filter(atoms::intersects).count() > 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether siblings fall short of a pool only by its floor, by how many they are, or by who else belongs to them. */
    boolean mayGrow(List<Integer> members) {
        BitSet atoms = new BitSet();
        members.forEach(member -> atoms.or(tree.atomsOf(member)));
        return separable(atoms) && neighbours(members);
    }

    /** Whether some, not all, children of one node may be one pool; the neighbourhood included. */
    boolean allowsPool(List<Integer> members) {
        if (members.size() < rules.leastMembers()) {
            return false;
        }
        BitSet atoms = new BitSet();
        members.forEach(member -> atoms.or(tree.atomsOf(member)));
        return allows(atoms) && neighbours(members);
    }

    private boolean neighbours(List<Integer> members) {
        if (rules.neighbours() instanceof Neighbours.Ordered) {
            List<Integer> places = members.stream().map(this::rank).sorted().toList();
            List<Integer> siblings = tree.children(tree.parent(members.get(0))).stream()
                    .map(this::rank)
                    .filter(place -> place >= 0)
                    .sorted()
                    .toList();
            int first = siblings.indexOf(places.get(0));
            return places.get(0) >= 0
                    && first + places.size() <= siblings.size()
                    && siblings.subList(first, first + places.size()).equals(places);
        }
        return !(rules.neighbours() instanceof Neighbours.Bordering) || connected(members);
    }

    private boolean connected(List<Integer> members) {
        List<Integer> reached = new ArrayList<>(List.of(members.get(0)));
        for (int next = 0; next < reached.size(); next++) {
            for (int member : members) {
                if (!reached.contains(member) && adjacent(reached.get(next), member)) {
                    reached.add(member);
                }
            }
        }
        return reached.size() == members.size();
    }
}
