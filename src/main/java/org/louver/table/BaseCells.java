package org.louver.table;

import java.util.Arrays;

/**
 * What the input holds, as distinct combinations of leaves with exact values: the only thing that is added up. Immutable.
 *
 * <p>Contributors are persons, organisations or holdings. For counts the lowest few distinct contributor ids per cell are
 * enough ("fewer than k distinct" stays exact under merging); for magnitudes every contributor's total is kept, because the
 * largest contributor of a margin need not be among the largest of any of its cells.
 */
public final class BaseCells {
    private final CellKeys keys;
    private final CellRows rows;
    private final boolean magnitudes;
    private final long[] contributorId;
    private final int tracked;
    private final int largest;

    private BaseCells(
            CellKeys keys, CellRows rows, boolean magnitudes, long[] contributorId, int tracked, int largest) {
        this.keys = keys;
        this.rows = rows;
        this.magnitudes = magnitudes;
        this.contributorId = contributorId;
        this.tracked = tracked;
        this.largest = largest;
    }

    /** How many distinct combinations of leaves are not empty. */
    public int size() {
        return rows.key().length;
    }

    public long key(int cell) {
        return rows.key()[cell];
    }

    public long value(int cell) {
        return rows.value()[cell];
    }

    /**
     * How many distinct contributors are in the cell, exact below the number that is tracked; the number of records where
     * contributors are unknown or at least that many.
     */
    public long contributors(int cell) {
        if (!rows.tracksContributors()) {
            return rows.count()[cell];
        }
        int known = rows.start()[cell + 1] - rows.start()[cell];
        return known < tracked ? known : Math.max(known, rows.count()[cell]);
    }

    /**
     * The same cells for other tables, whose variables have the same leaves in the same order, on whatever levels.
     *
     * @throws IllegalArgumentException if they have other leaves
     */
    public BaseCells over(LinkedTables tables) {
        CellKeys other = tables.keys();
        long[] newKey = new long[size()];
        for (int variable = 0; variable < keys.variables().size(); variable++) {
            SpanningVariable from = keys.variables().get(variable);
            SpanningVariable to = other.variables().get(variable);
            if (!from.name().equals(to.name()) || from.leaves() != to.leaves()) {
                throw new IllegalArgumentException("variable " + from.name() + " has other leaves there");
            }
            long[] packed = new long[from.nodes()];
            for (int leaf = 0; leaf < from.leaves(); leaf++) {
                packed[from.nodeOfLeaf(from.finest(), leaf)] =
                        other.with(0, variable, to.nodeOfLeaf(to.finest(), leaf));
            }
            for (int cell = 0; cell < newKey.length; cell++) {
                newKey[cell] += packed[keys.node(key(cell), variable)];
            }
        }
        return new BaseCells(
                other,
                rows.merged(newKey, Math.max(1, contributors()), tracked),
                magnitudes,
                contributorId,
                tracked,
                largest);
    }

    /** Whether values are magnitudes rather than counts. */
    public boolean magnitudes() {
        return magnitudes;
    }

    CellKeys keys() {
        return keys;
    }

    CellRows rows() {
        return rows;
    }

    int contributors() {
        return contributorId.length;
    }

    long contributorId(int contributor) {
        return contributorId[contributor];
    }

    int tracked() {
        return tracked;
    }

    int largest() {
        return largest;
    }

    @Override
    public String toString() {
        return "BaseCells[" + size() + " cells]";
    }

    /** Collects base cells in any order; equal combinations are added up. Not for sharing between threads. */
    public static final class Builder {
        private static final int[] NO_NUMBERS = {};
        private static final long[] NO_IDS = {};

        private final CellKeys keys;
        private int tracked = Integer.MAX_VALUE;
        private int largest = 2;
        private boolean counts;
        private boolean magnitudes;
        private boolean withContributors;
        private boolean withoutContributors;
        private long[] key = new long[64];
        private long[] value = new long[64];
        private long[] count = new long[64];
        private int[] start = new int[65];
        private int rows;
        private long[] id = new long[64];
        private long[] amount = new long[64];
        private int entries;

        Builder(CellKeys keys) {
            this.keys = keys;
        }

        /**
         * For counts: how many distinct contributors of a cell matter, at least 2.
         *
         * @param most the largest "fewer than k distinct" that will be asked
         */
        public Builder trackContributors(int most) {
            tracked = Math.max(2, most);
            return this;
        }

        /** For magnitudes: how many of the largest contributions of each cell are kept, at least 2. */
        public Builder keepLargest(int most) {
            largest = Math.max(2, most);
            return this;
        }

        /** Adds {@code records} records that nobody's id is known of. */
        public Builder count(int[] leaf, long records) {
            counts = true;
            withoutContributors = true;
            append(leaf, records, records);
            return this;
        }

        /** Adds records with the distinct ids of their contributors, at least as many as are tracked or all. */
        public Builder count(int[] leaf, long records, long... contributors) {
            counts = true;
            withContributors = true;
            if (append(leaf, records, records)) {
                for (long contributor : contributors) {
                    append(contributor, 0);
                }
                start[rows] = entries;
            }
            return this;
        }

        /** Adds {@code records} records of one contributor, worth {@code worth} in scaled units. */
        public Builder magnitude(int[] leaf, long worth, long records, long contributor) {
            magnitudes = true;
            withContributors = true;
            if (append(leaf, worth, records)) {
                append(contributor, worth);
                start[rows] = entries;
            }
            return this;
        }

        private boolean append(int[] leaf, long worth, long records) {
            if (worth < 0 || records < 0) {
                throw new InvalidTable(
                        "cell " + keys.describe(keys.key(leaf)) + " is negative",
                        "counts and magnitudes that are protected are never negative: publish gains and losses apart");
            }
            if (records == 0) {
                return false;
            }
            if (rows == key.length) {
                int longer = Math.multiplyExact(2, rows);
                key = Arrays.copyOf(key, longer);
                value = Arrays.copyOf(value, longer);
                count = Arrays.copyOf(count, longer);
                start = Arrays.copyOf(start, longer + 1);
            }
            key[rows] = keys.key(leaf);
            value[rows] = worth;
            count[rows] = records;
            rows++;
            start[rows] = entries;
            return true;
        }

        private void append(long contributor, long worth) {
            if (entries == id.length) {
                int longer = Math.multiplyExact(2, entries);
                id = Arrays.copyOf(id, longer);
                amount = Arrays.copyOf(amount, longer);
            }
            id[entries] = contributor;
            amount[entries++] = worth;
        }

        /**
         * Merges what was added.
         *
         * @throws InvalidTable if counts and magnitudes, or rows with and without contributors, are mixed
         */
        public BaseCells build() {
            if ((counts && magnitudes) || (withContributors && withoutContributors)) {
                throw new InvalidTable(
                        "counts and magnitudes, or rows with and without contributors, are mixed",
                        "tabulate them apart");
            }
            long[] ids = CellKeys.distinct(Arrays.copyOf(id, entries));
            int[] contributor = new int[entries];
            for (int entry = 0; entry < entries; entry++) {
                contributor[entry] = Arrays.binarySearch(ids, id[entry]);
            }
            int[] nobody = new int[rows];
            Arrays.fill(nobody, -1);
            CellRows raw = new CellRows(
                    Arrays.copyOf(key, rows),
                    Arrays.copyOf(value, rows),
                    Arrays.copyOf(count, rows),
                    nobody,
                    withContributors ? Arrays.copyOf(start, rows + 1) : NO_NUMBERS,
                    contributor,
                    magnitudes ? Arrays.copyOf(amount, entries) : NO_IDS);
            CellRows merged = raw.merged(raw.key(), Math.max(1, ids.length), magnitudes ? Integer.MAX_VALUE : tracked);
            if (!withContributors) {
                for (int cell = 0; cell < merged.key().length; cell++) {
                    merged.sole()[cell] = merged.count()[cell] == 1 ? cell : -1;
                }
            }
            return new BaseCells(
                    keys, merged, magnitudes, ids, magnitudes ? Integer.MAX_VALUE : tracked, magnitudes ? largest : 0);
        }
    }
}
