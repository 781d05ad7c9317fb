package org.louver.pooling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may become of one variable.
 *
 * @param fixed whether it keeps its finest categories whatever happens; years of a series do
 * @param mayGo whether the table may lose the variable altogether, leaving its total
 * @param alone codes that are never merged with anything outside them
 * @param apart sets of codes of which no category may hold two; neither these nor {@code alone} forbid the total
 * @param together sets of codes that are never parted: what an earlier release showed as one category
 * @param neighbours which siblings may share a pool
 * @param leastMembers how many siblings a pool has at least, 2 or more
 * @param floor how much every category must hold at least, besides the threshold of its cells
 */
public record MergeRules(
        boolean fixed,
        boolean mayGo,
        Set<String> alone,
        List<Set<String>> apart,
        List<Set<String>> together,
        Neighbours neighbours,
        int leastMembers,
        Optional<Floor> floor) {

    /** Anything may be merged with its siblings, and the variable may go. */
    public static final MergeRules FREE =
            new MergeRules(false, true, Set.of(), List.of(), List.of(), new Neighbours.Any(), 2, Optional.empty());

    /** Nothing may be merged. */
    public static final MergeRules FIXED =
            new MergeRules(true, false, Set.of(), List.of(), List.of(), new Neighbours.Any(), 2, Optional.empty());

    public MergeRules {
        alone = Set.copyOf(alone);
        apart = apart.stream().map(Set::copyOf).toList();
        together = together.stream().map(Set::copyOf).toList();
        if (leastMembers < 2) {
            throw new IllegalArgumentException("a pool of one member is no pool");
        }
    }

    public MergeRules withNeighbours(Neighbours other) {
        return new MergeRules(fixed, mayGo, alone, apart, together, other, leastMembers, floor);
    }

    public MergeRules withoutGoing() {
        return new MergeRules(fixed, false, alone, apart, together, neighbours, leastMembers, floor);
    }

    /** Sets of codes that are never parted, on top of what these rules say. */
    public MergeRules keeping(List<Set<String>> sets) {
        return new MergeRules(fixed, mayGo, alone, apart, sets, neighbours, leastMembers, floor);
    }

    public MergeRules withFloor(Floor other) {
        return new MergeRules(fixed, mayGo, alone, apart, together, neighbours, leastMembers, Optional.of(other));
    }

    /**
     * A floor of small areas.
     *
     * @param weight atom code → people, or whatever is counted; atoms that are not named weigh nothing
     * @param least of every category together
     */
    public record Floor(Map<String, Long> weight, long least) {
        public Floor {
            weight = Map.copyOf(weight);
        }
    }
}
