package org.louver.pooling;

import java.util.ArrayList;
import java.util.List;

/** Every recoding of a tree that its rules allow. */
final class AllRecodings {
    private final Constraints constraints;
    private final CategoryTree tree;
    private final int most;

    private AllRecodings(Constraints constraints, int most) {
        this.constraints = constraints;
        this.tree = constraints.tree();
        this.most = most;
    }

    private static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("more recodings than asked for", null, false, false);
        }
    }

    /** All of them, or none where there are more than {@code most}; an empty list inside an empty tree of choices is no recoding. */
    static java.util.Optional<List<Recoding>> of(Constraints constraints, int most) {
        try {
            return java.util.Optional.of(new AllRecodings(constraints, most)
                    .under(0).stream()
                            .map(categories -> new Recoding(constraints.tree(), categories))
                            .distinct()
                            .toList());
        } catch (TooMany tooMany) {
            return java.util.Optional.empty();
        }
    }

    private List<List<Category>> under(int node) {
        List<List<Category>> found = new ArrayList<>();
        List<Integer> children = tree.children(node);
        if (!children.isEmpty()) {
            List<List<List<Category>>> apart = new ArrayList<>();
            children.forEach(child -> apart.add(under(child)));
            partitions(children, apart, new boolean[children.size()], 0, List.of(), found);
        }
        Category whole = Category.of(tree, List.of(node));
        if (constraints.allows(whole.atoms())) {
            found.add(List.of(whole));
        }
        return found;
    }

    /** Extends {@code before}, which covers the children marked as taken, over all others. */
    private void partitions(
            List<Integer> children,
            List<List<List<Category>>> apart,
            boolean[] taken,
            int first,
            List<Category> before,
            List<List<Category>> found) {
        int next = first;
        while (next < taken.length && taken[next]) {
            next++;
        }
        if (next == taken.length) {
            found.add(before);
            if (found.size() > most) {
                throw new TooMany();
            }
            return;
        }
        taken[next] = true;
        for (List<Category> own : apart.get(next)) {
            partitions(children, apart, taken, next + 1, joined(before, own), found);
        }
        List<Integer> others = new ArrayList<>();
        for (int child = next + 1; child < taken.length; child++) {
            if (!taken[child]) {
                others.add(child);
            }
        }
        if (others.size() > VariableCuts.MOST_SUBSET_CHILDREN) {
            throw new TooMany();
        }
        for (int mask = 1; mask < 1 << others.size(); mask++) {
            List<Integer> members = new ArrayList<>(List.of(children.get(next)));
            for (int place = 0; place < others.size(); place++) {
                if ((mask >> place & 1) == 1) {
                    members.add(children.get(others.get(place)));
                    taken[others.get(place)] = true;
                }
            }
            if (members.size() < children.size() && constraints.allowsPool(members)) {
                partitions(
                        children, apart, taken, next + 1, joined(before, List.of(Category.of(tree, members))), found);
            }
            for (int place = 0; place < others.size(); place++) {
                if ((mask >> place & 1) == 1) {
                    taken[others.get(place)] = false;
                }
            }
        }
        taken[next] = false;
    }

    private static List<Category> joined(List<Category> before, List<Category> own) {
        List<Category> all = new ArrayList<>(before);
        all.addAll(own);
        return all;
    }
}
