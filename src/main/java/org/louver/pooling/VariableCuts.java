package org.louver.pooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The best recodings of one variable while all others stay as they are: dynamic programming up its tree. Loss and unsafe cells are
 * sums over categories, so the best for a branch is a part of the best for all; siblings are partitioned exactly by subsets
 * (up to {@value #MOST_SUBSET_CHILDREN} children), ordered siblings exactly by intervals; larger sets by merging step by step.
 */
final class VariableCuts {
    static final int MOST_SUBSET_CHILDREN = 9;
    private static final int MOST_INTERVAL_CHILDREN = 80;
    private static final long MOST_SUBSET_WORK = 20_000_000;

    private final Constraints constraints;
    private final CategoryTree tree;
    private final long threshold;
    private final Detail detail;
    private final long price;
    /** The records of every atom. */
    private final long[] margin;

    private final int cap;
    private final SparseCounts[] column;
    private boolean exact = true;

    /**
     * Prepares the search.
     *
     * @param columns one per atom
     * @param price what a unit of detail costs
     * @param cap how many options are kept per branch
     */
    VariableCuts(Constraints constraints, SparseCounts[] columns, long threshold, Detail detail, long price, int cap) {
        this.constraints = constraints;
        this.tree = constraints.tree();
        this.threshold = threshold;
        this.detail = detail;
        this.price = price;
        this.margin = Arrays.stream(columns).mapToLong(SparseCounts::records).toArray();
        this.cap = cap;
        this.column = new SparseCounts[tree.nodes()];
        Arrays.fill(column, SparseCounts.NONE);
        for (int atom = 0; atom < columns.length; atom++) {
            column[tree.nodeOfAtom(atom)] = columns[atom];
        }
        for (int node = tree.nodes() - 1; node >= 0; node--) {
            column[node] = sum(tree.children(node), column[node]);
        }
    }

    private SparseCounts sum(List<Integer> nodes, SparseCounts own) {
        List<SparseCounts> open = new ArrayList<>(List.of(own));
        nodes.forEach(node -> open.add(column[node]));
        while (open.size() > 1) {
            List<SparseCounts> half = new ArrayList<>();
            for (int at = 0; at < open.size(); at += 2) {
                half.add(at + 1 < open.size() ? open.get(at).plus(open.get(at + 1)) : open.get(at));
            }
            open.clear();
            open.addAll(half);
        }
        return open.get(0);
    }

    /** Whether nothing was left out so far. */
    boolean exact() {
        return exact;
    }

    /** By rising loss and falling unsafe cells; empty if the rules allow nothing. */
    List<Option> front() {
        return front(0);
    }

    private List<Option> front(int node) {
        List<Option> options = new ArrayList<>();
        Category whole = Category.of(tree, List.of(node));
        if (constraints.allows(whole.atoms())) {
            options.add(option(whole, column[node]));
        }
        List<Integer> children = tree.children(node);
        if (!children.isEmpty() && (!constraints.fixed() || tree.atoms() > 1)) {
            options.addAll(split(children));
        }
        return thin(options);
    }

    private List<Option> thin(List<Option> options) {
        List<Option> kept = Option.nondominated(options, Integer.MAX_VALUE);
        exact &= kept.size() <= cap;
        return kept.size() <= cap ? kept : Option.nondominated(kept, cap);
    }

    private Option option(Category category, SparseCounts counts) {
        long kept = tree.depth(category.members().get(0)) - (category.isPool() ? 1L : 0);
        long levels = 0;
        for (int atom = category.first(); atom >= 0; atom = category.next(atom + 1)) {
            levels += tree.depth(tree.nodeOfAtom(atom)) - kept;
        }
        long loss = detail.of(tree, category, margin, price);
        return Option.of(category, loss, counts.unsafeCells(threshold), counts.unsafeRecords(threshold), levels);
    }

    /** The children of a node, each by itself or in pools. */
    private List<Option> split(List<Integer> unordered) {
        List<Integer> children = new ArrayList<>(unordered);
        // Larger first: ties fall by numbers before they fall by names.
        children.sort(Comparator.comparingLong((Integer child) -> -column[child].records())
                .thenComparingLong(child -> -column[child].unsafeCells(threshold)));
        List<List<Option>> apart = new ArrayList<>();
        children.forEach(child -> apart.add(front(child)));
        if (constraints.fixed() || children.size() == 1) {
            return beside(apart);
        }
        if (constraints.ordered()) {
            return intervals(children, apart);
        }
        SubsetPools subsets = new SubsetPools(children, column, constraints, threshold);
        if (children.size() <= MOST_SUBSET_CHILDREN && subsets.work() <= MOST_SUBSET_WORK) {
            return subsets(children, apart, subsets);
        }
        exact = false;
        return new StepwisePools(children, column, constraints, threshold)
                .states().stream()
                        .flatMap(state -> {
                            List<List<Option>> parts = new ArrayList<>();
                            for (List<Integer> group : state) {
                                parts.add(
                                        group.size() == 1
                                                ? apart.get(children.indexOf(group.get(0)))
                                                : constraints.allowsPool(group) ? List.of(pool(group)) : List.of());
                            }
                            return beside(parts).stream();
                        })
                        .toList();
    }

    private Option pool(List<Integer> members) {
        return option(Category.of(tree, members), sum(members, SparseCounts.NONE));
    }

    private List<Option> beside(List<List<Option>> parts) {
        List<Option> all = List.of(Option.NOTHING);
        for (List<Option> part : parts) {
            all = thin(Option.sums(all, part, Integer.MAX_VALUE));
        }
        return all;
    }

    private List<Option> subsets(List<Integer> children, List<List<Option>> apart, SubsetPools pools) {
        int full = (1 << children.size()) - 1;
        List<List<Option>> best = new ArrayList<>();
        best.add(List.of(Option.NOTHING));
        Option[] pooled = new Option[full + 1];
        pools.forEach((mask, unsafeCells, unsafeRecords) -> {
            List<Integer> members = new ArrayList<>();
            for (int child = 0; child < children.size(); child++) {
                if ((mask >> child & 1) == 1) {
                    members.add(children.get(child));
                }
            }
            Category category = Category.of(tree, members);
            Option bare = option(category, new SparseCounts(new int[0], new long[0]));
            pooled[mask] = Option.of(category, bare.loss, unsafeCells, unsafeRecords, bare.levels);
        });
        for (int mask = 1; mask <= full; mask++) {
            int lowest = Integer.lowestOneBit(mask);
            List<Option> found = new ArrayList<>();
            for (int part = mask; part > 0; part = (part - 1) & mask) {
                if ((part & lowest) == 0) {
                    continue;
                }
                List<Option> rest = best.get(mask ^ part);
                if (part == lowest) {
                    found.addAll(Option.sums(rest, apart.get(Integer.numberOfTrailingZeros(lowest)), cap));
                } else if (pooled[part] != null) {
                    for (Option other : rest) {
                        found.add(other.beside(pooled[part]));
                    }
                }
            }
            best.add(thin(found));
        }
        return best.get(full);
    }

    private List<Option> intervals(List<Integer> children, List<List<Option>> apart) {
        List<Integer> ordered = children.stream()
                .filter(child -> constraints.rank(child) >= 0)
                .sorted(Comparator.comparingInt(constraints::rank))
                .toList();
        exact &= ordered.size() <= MOST_INTERVAL_CHILDREN;
        List<List<Option>> best = new ArrayList<>();
        best.add(List.of(Option.NOTHING));
        for (int end = 1; end <= ordered.size(); end++) {
            List<Option> found = new ArrayList<>();
            SparseCounts counts = SparseCounts.NONE;
            for (int begin = end - 1; begin >= Math.max(0, end - MOST_INTERVAL_CHILDREN); begin--) {
                int first = ordered.get(begin);
                counts = counts.plus(column[first]);
                List<Integer> members = ordered.subList(begin, end);
                if (members.size() == 1) {
                    found.addAll(Option.sums(best.get(begin), apart.get(children.indexOf(first)), cap));
                } else if (members.size() < children.size() && constraints.allowsPool(members)) {
                    Option pool = option(Category.of(tree, members), counts);
                    best.get(begin).forEach(before -> found.add(before.beside(pool)));
                }
            }
            best.add(thin(found));
        }
        List<List<Option>> parts = new ArrayList<>(List.of(best.get(ordered.size())));
        for (int child = 0; child < children.size(); child++) {
            if (constraints.rank(children.get(child)) < 0) {
                parts.add(apart.get(child));
            }
        }
        return beside(parts);
    }
}
