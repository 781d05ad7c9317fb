package org.louver.pooling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pools of many siblings, found step by step: the group with the most unsafe cells for its size joins the partner with whom fewest
 * unsafe cells are left; a guide, not an optimum. O(n · partners · cells).
 */
final class StepwisePools {
    private static final int MOST_PARTNERS = 12;
    private static final int MOST_STATES = 8;

    private record Group(List<Integer> members, SparseCounts counts, long unsafe, long records) {}

    private final List<Group> groups = new ArrayList<>();
    private final Constraints constraints;
    private final long threshold;
    private final int siblings;

    StepwisePools(List<Integer> children, SparseCounts[] column, Constraints constraints, long threshold) {
        this.constraints = constraints;
        this.threshold = threshold;
        this.siblings = children.size();
        children.forEach(child -> groups.add(group(List.of(child), column[child])));
    }

    private Group group(List<Integer> members, SparseCounts counts) {
        boolean tooSmall =
                !constraints.allows(Category.of(constraints.tree(), members).atoms());
        // What the rules do not allow as it is has to merge first.
        return new Group(members, counts, tooSmall ? Long.MAX_VALUE : counts.unsafeCells(threshold), counts.records());
    }

    /** Partitions of the siblings, from each by itself to the last that merging reached; evenly thinned. */
    List<List<List<Integer>>> states() {
        List<List<List<Integer>>> all = new ArrayList<>();
        all.add(members());
        while (step()) {
            all.add(members());
        }
        if (all.size() <= MOST_STATES) {
            return all;
        }
        List<List<List<Integer>>> thinned = new ArrayList<>();
        for (int place = 0; place < MOST_STATES; place++) {
            thinned.add(all.get(place * (all.size() - 1) / (MOST_STATES - 1)));
        }
        return thinned;
    }

    private List<List<Integer>> members() {
        return groups.stream().map(Group::members).toList();
    }

    private boolean step() {
        List<Group> needy = groups.stream()
                .filter(group -> group.unsafe > 0)
                .sorted(Comparator.comparingLong(Group::records))
                .toList();
        for (Group one : needy) {
            Group best = null;
            Group joined = null;
            List<Group> partners = groups.stream()
                    .filter(other ->
                            !other.members.equals(one.members) && one.members.size() + other.members.size() < siblings)
                    .filter(other -> constraints.allowsPool(together(one, other)) || growing(one, other))
                    .sorted(Comparator.comparingLong(Group::records))
                    .limit(constraints.bordering() ? Long.MAX_VALUE : MOST_PARTNERS)
                    .toList();
            for (Group other : partners) {
                Group both = group(together(one, other), one.counts.plus(other.counts));
                boolean better = joined == null
                        || both.unsafe < joined.unsafe
                        || (both.unsafe == joined.unsafe && both.records < joined.records);
                if (better) {
                    joined = both;
                    best = other;
                }
            }
            if (joined != null && best != null) {
                groups.remove(one);
                groups.remove(best);
                groups.add(joined);
                return true;
            }
        }
        return false;
    }

    /** Whether two neighbours are on their way to a pool that is large enough. */
    private boolean growing(Group one, Group other) {
        Category both = Category.of(constraints.tree(), together(one, other));
        return !constraints.allows(both.atoms()) && constraints.mayGrow(together(one, other));
    }

    private static List<Integer> together(Group one, Group other) {
        List<Integer> members = new ArrayList<>(one.members);
        members.addAll(other.members);
        return members;
    }
}
