package org.louver.generate;

import java.util.Map;
import java.util.TreeMap;

/** Counts of what was written, exact and added up in any order; the records of a table, rows that dirt repeats left out. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();
    private final long[] records = new long[Table.values().length];

    void add(String what, long count) {
        counts.merge(what, count, Math::addExact);
    }

    void record(Table table) {
        records[table.number]++;
    }

    void add(Tally other) {
        other.counts.forEach(this::add);
        for (int table = 0; table < records.length; table++) {
            records[table] += other.records[table];
        }
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    long records(Table table) {
        return records[table.number];
    }

    /** Dotted name → count, in the order of names. */
    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
