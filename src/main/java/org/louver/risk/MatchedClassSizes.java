package org.louver.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Classes of the records matched with the population they come from: how many classes have f members among the records and F in
 * the population.
 *
 * <p>F is the number of people to whom a reader could match a record; 0 stands for "nobody is known to be there" and counts as 1,
 * the person the record is about. Immutable; memory is O(different pairs).
 */
public final class MatchedClassSizes {
    /** f records facing F people in each of {@code classes} classes. */
    public record Group(long sample, long population, long classes) {
        public Group {
            if (sample < 1 || population < 0 || classes < 1) {
                throw new IllegalArgumentException("a class has records, a population of at least 0, and is counted");
            }
        }

        /** Probability of a correct match for one record: 1 / max(F, 1). */
        double risk() {
            return 1.0 / Math.max(1, population);
        }

        /** Records in all classes of this group. */
        public long records() {
            return Math.multiplyExact(sample, classes);
        }
    }

    private final List<Group> groups;
    private final long records;

    private MatchedClassSizes(List<Group> groups) {
        this.groups = List.copyOf(groups);
        this.records = groups.stream().mapToLong(Group::records).reduce(0, Math::addExact);
    }

    /** Adds groups up; equal (f, F) are merged. */
    public static MatchedClassSizes of(List<Group> groups) {
        TreeMap<Long, TreeMap<Long, Long>> merged = new TreeMap<>();
        for (Group group : groups) {
            merged.computeIfAbsent(group.sample(), key -> new TreeMap<>())
                    .merge(group.population(), group.classes(), Math::addExact);
        }
        List<Group> sorted = new ArrayList<>();
        for (Map.Entry<Long, TreeMap<Long, Long>> bySample : merged.entrySet()) {
            for (Map.Entry<Long, Long> entry : bySample.getValue().entrySet()) {
                sorted.add(new Group(bySample.getKey(), entry.getKey(), entry.getValue()));
            }
        }
        return new MatchedClassSizes(sorted);
    }

    /** Ascending by f, then F. */
    public List<Group> groups() {
        return groups;
    }

    public long records() {
        return records;
    }

    /** The k of k-map: the smallest population that a record can be matched to (Sweeney 2002, doi 10.1142/S0218488502001648). */
    public long kMap() {
        return groups.stream().mapToLong(Group::population).min().orElse(0);
    }

    /** Records whose population class has fewer than {@code threshold} people. */
    public long recordsBelow(long threshold) {
        return groups.stream()
                .filter(group -> group.population() < threshold)
                .mapToLong(Group::records)
                .reduce(0, Math::addExact);
    }

    /** Number of groups only: the rest is confidential. */
    @Override
    public String toString() {
        return "MatchedClassSizes[" + groups.size() + " groups]";
    }
}
