package org.louver.safety;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/** The listed hashes that records were seen to have. A set, so that repeated and retried tasks change nothing. */
final class SeenHashes extends AccumulatorV2<Long, Set<Long>> {
    private static final long serialVersionUID = 1L;

    private final Set<Long> seen = Collections.synchronizedSet(new TreeSet<>());

    @Override
    public boolean isZero() {
        return seen.isEmpty();
    }

    @Override
    public AccumulatorV2<Long, Set<Long>> copy() {
        SeenHashes copy = new SeenHashes();
        copy.seen.addAll(value());
        return copy;
    }

    @Override
    public void reset() {
        seen.clear();
    }

    @Override
    public void add(Long hash) {
        seen.add(hash);
    }

    @Override
    public void merge(AccumulatorV2<Long, Set<Long>> other) {
        seen.addAll(other.value());
    }

    /** A copy. */
    @Override
    public Set<Long> value() {
        synchronized (seen) {
            return new TreeSet<>(seen);
        }
    }
}
