package org.louver.table;

import java.util.Arrays;

/**
 * All cells of linked tables with exact values, and how they add up. Cells are numbered in the order of their keys: row-major,
 * totals first. Confidential. Immutable.
 */
public final class TabulatedCells {
    private final LinkedTables tables;
    private final long[] key;
    private final AdditiveSystem system;
    private final long[] value;
    private final long[] count;
    private final int[] sole;
    private final int[] contributors;
    private final int keptLargest;
    private final long[] largest;

    TabulatedCells(
            LinkedTables tables,
            long[] key,
            AdditiveSystem system,
            long[] value,
            long[] count,
            int[] sole,
            int[] contributors,
            int keptLargest,
            long[] largest) {
        this.tables = tables;
        this.key = key;
        this.system = system;
        this.value = value;
        this.count = count;
        this.sole = sole;
        this.contributors = contributors;
        this.keptLargest = keptLargest;
        this.largest = largest;
    }

    public LinkedTables tables() {
        return tables;
    }

    public AdditiveSystem system() {
        return system;
    }

    public int cells() {
        return key.length;
    }

    /** The nodes of the cell, packed by {@link LinkedTables#keys()}. */
    public long key(int cell) {
        return key[cell];
    }

    /** The number of the cell with this key, or −1 where it is empty. */
    public int cell(long wanted) {
        int found = Arrays.binarySearch(key, wanted);
        return found < 0 ? -1 : found;
    }

    /** In units of the count or of the scaled magnitude. */
    public long value(int cell) {
        return value[cell];
    }

    /** How many records are in the cell. */
    public long count(int cell) {
        return count[cell];
    }

    /** The contributor who is alone in the cell, or −1; equal numbers are the same contributor. */
    public int soleContributor(int cell) {
        return sole[cell];
    }

    /** Whether contributors were tracked rather than records taken for them. */
    public boolean tracksContributors() {
        return contributors.length > 0;
    }

    /**
     * How many distinct contributors are in the cell, up to the number that was tracked; the number of records where
     * contributors are unknown.
     */
    public long contributors(int cell) {
        return tracksContributors() ? contributors[cell] : count[cell];
    }

    /** How many of the largest contributions are known per cell; 0 for counts. */
    public int keptLargest() {
        return keptLargest;
    }

    /** The contribution of the contributor who ranks {@code rank}-th in the cell, from 0; 0 where there are fewer. */
    public long largest(int cell, int rank) {
        return largest[cell * keptLargest + rank];
    }

    /** Sizes only: values are confidential. */
    @Override
    public String toString() {
        return "TabulatedCells[" + system + "]";
    }
}
