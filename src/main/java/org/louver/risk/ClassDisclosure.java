package org.louver.risk;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the members of one class give away about a sensitive variable: {@link Diversity} and {@link Closeness} of its values.
 *
 * @param distinct different values in the class, at least 1; 1 discloses the value of every member
 * @param entropy exp(H) of the class, from 1 to {@code distinct}
 * @param recursive whether the class is recursively (c, ℓ)-diverse
 * @param equal earth mover's distance from all records, equal ground distance, in [0, 1]
 * @param ordered the same, values in their sorted order
 * @param hierarchical the same on a tree of the values; NaN without one
 */
public record ClassDisclosure(
        int distinct, double entropy, boolean recursive, double equal, double ordered, double hierarchical)
        implements Comparable<ClassDisclosure>, Serializable {
    private static final long serialVersionUID = 1L;

    private static final Comparator<ClassDisclosure> ORDER = Comparator.comparingInt(ClassDisclosure::distinct)
            .thenComparingDouble(ClassDisclosure::entropy)
            .thenComparing(ClassDisclosure::recursive)
            .thenComparingDouble(ClassDisclosure::equal)
            .thenComparingDouble(ClassDisclosure::ordered)
            .thenComparingDouble(ClassDisclosure::hierarchical);

    /**
     * Of one class. O(m log m).
     *
     * @param inClass records of the class per value, the first place being for a missing one
     * @param overall the same of all records; where nobody lacks the value, missing is no value
     * @param c and {@code l}: recursive (c, ℓ)-diversity
     * @param tree over the same places, or null
     */
    public static ClassDisclosure of(long[] inClass, long[] overall, double c, int l, @Nullable ValueTree tree) {
        int first = overall[0] == 0 ? 1 : 0;
        long[] values = Arrays.copyOfRange(inClass, first, inClass.length);
        long[] all = Arrays.copyOfRange(overall, first, overall.length);
        Diversity diversity = Diversity.of(values);
        return new ClassDisclosure(
                diversity.distinct(),
                diversity.entropy(),
                Diversity.recursive(c, l, values),
                Closeness.equal(values, all),
                Closeness.ordered(values, all),
                tree == null ? Double.NaN : Closeness.hierarchical(inClass, overall, tree));
    }

    /** By each measure in turn: an order of its own that does not depend on where a class was met. */
    @Override
    public int compareTo(ClassDisclosure other) {
        return ORDER.compare(this, other);
    }
}
