package org.louver.risk;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many records have how many compatible records, themselves included, where a missing value may be any value: what stands for
 * class sizes then (f<sub>k</sub> of Templ, Kowarik &amp; Meindl 2015, doi 10.18637/jss.v067.i04). Being compatible is not
 * transitive, so that there are no classes: every measure is a mean or a count over records. Immutable; O(different sizes).
 */
public final class CompatibleRecords {
    private final TreeMap<Long, Long> recordsBySize;
    private final long records;

    /**
     * Takes size → records with it.
     *
     * @throws IllegalArgumentException if there is none, or a size or a number of records is below 1
     */
    public CompatibleRecords(SortedMap<Long, Long> recordsBySize) {
        this.recordsBySize = new TreeMap<>(recordsBySize);
        long sum = 0;
        for (Map.Entry<Long, Long> entry : recordsBySize.entrySet()) {
            if (entry.getKey() < 1 || entry.getValue() < 1) {
                throw new IllegalArgumentException("a record is compatible with itself");
            }
            sum = Math.addExact(sum, entry.getValue());
        }
        if (sum == 0) {
            throw new IllegalArgumentException("no records, no risk");
        }
        this.records = sum;
    }

    public long records() {
        return records;
    }

    /** The different numbers of compatible records, ascending, each with how many records have it. */
    public SortedMap<Long, Long> recordsBySize() {
        return new TreeMap<>(recordsBySize);
    }

    /** The fewest records compatible with one. */
    public long anonymity() {
        return recordsBySize.firstKey();
    }

    /** Records compatible with no other. */
    public long uniques() {
        return recordsOfSize(1);
    }

    /** Records compatible with {@code size} records, themselves included. */
    public long recordsOfSize(long size) {
        return recordsBySize.getOrDefault(size, 0L);
    }

    /** Records compatible with fewer than {@code threshold}. */
    public long recordsBelow(long threshold) {
        return recordsBySize.headMap(threshold).values().stream().reduce(0L, Math::addExact);
    }

    /**
     * The prosecutor: 1/f per record.
     *
     * @param threshold a record is at risk if its probability exceeds it; in (0, 1]
     */
    public ReidentificationRisk prosecutor(double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a risk threshold lies in (0, 1]");
        }
        long above = 0;
        for (Map.Entry<Long, Long> entry : recordsBySize.entrySet()) {
            above += threshold * entry.getKey() < 1 ? entry.getValue() : 0;
        }
        return new ReidentificationRisk(1.0 / anonymity(), expected() / records, (double) above / records);
    }

    /** Expected re-identifications of somebody who picks one of the compatible records for each: Σ 1/f. */
    public double expected() {
        double sum = 0;
        for (Map.Entry<Long, Long> entry : recordsBySize.entrySet()) {
            sum += (double) entry.getValue() / entry.getKey();
        }
        return sum;
    }

    /**
     * Expected re-identifications by {@link IndividualRisk}, if f / fraction people are compatible with each record.
     *
     * @param fraction in (0, 1]
     */
    public double individual(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a sampling fraction lies in (0, 1]");
        }
        double sum = 0;
        for (Map.Entry<Long, Long> entry : recordsBySize.entrySet()) {
            sum += entry.getValue() * IndividualRisk.of(entry.getKey(), entry.getKey() / fraction);
        }
        return sum;
    }

    /** Says nothing: how many records are alone is confidential. */
    @Override
    public String toString() {
        return "CompatibleRecords[" + recordsBySize.size() + " different sizes]";
    }
}
