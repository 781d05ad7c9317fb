package org.louver.pooling;

import java.util.Arrays;

/** Counts by group, none of them zero: one column of a table of groups by categories. */
@SuppressWarnings("ArrayRecordComponent") // internal to this room and never compared
record SparseCounts(int[] group, long[] count) {
    static final SparseCounts NONE = new SparseCounts(new int[0], new long[0]);

    SparseCounts plus(SparseCounts other) {
        if (group.length == 0) {
            return other;
        }
        if (other.group.length == 0) {
            return this;
        }
        int[] groups = new int[group.length + other.group.length];
        long[] counts = new long[groups.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < group.length || right < other.group.length) {
            boolean takeLeft =
                    right == other.group.length || (left < group.length && group[left] <= other.group[right]);
            boolean both =
                    takeLeft && right < other.group.length && left < group.length && group[left] == other.group[right];
            groups[size] = takeLeft ? group[left] : other.group[right];
            counts[size] = takeLeft ? count[left] : other.count[right];
            if (both) {
                counts[size] += other.count[right];
            }
            left += takeLeft ? 1 : 0;
            right += both || !takeLeft ? 1 : 0;
            size++;
        }
        return new SparseCounts(Arrays.copyOf(groups, size), Arrays.copyOf(counts, size));
    }

    /** Cells below the threshold. */
    long unsafeCells(long threshold) {
        long cells = 0;
        for (long held : count) {
            cells += held < threshold ? 1 : 0;
        }
        return cells;
    }

    /** What the cells below the threshold hold. */
    long unsafeRecords(long threshold) {
        long records = 0;
        for (long held : count) {
            records += held < threshold ? held : 0;
        }
        return records;
    }

    long records() {
        long records = 0;
        for (long held : count) {
            records += held;
        }
        return records;
    }

    /** The columns of every atom of one variable, over the groups that the other variables make. */
    static SparseCounts[] columns(CrossTable table, java.util.List<Recoding> recodings, int variable) {
        long[] keys = table.keys(recodings, variable);
        LongTally groups = new LongTally(1 << 12);
        int atoms = table.trees().get(variable).atoms();
        int[] group = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            group[row] = groups.number(keys[row]);
        }
        long stride = Math.max(1, groups.size());
        LongTally tally = new LongTally(Math.min(keys.length, 1 << 16));
        for (int row = 0; row < keys.length; row++) {
            if (table.records(row) > 0) {
                tally.add(table.atom(variable, row) * stride + group[row], table.records(row));
            }
        }
        long[] packed = tally.keys();
        SparseCounts[] columns = new SparseCounts[atoms];
        int from = 0;
        for (int atom = 0; atom < atoms; atom++) {
            int to = from;
            while (to < packed.length && packed[to] / stride == atom) {
                to++;
            }
            int[] at = new int[to - from];
            long[] counts = new long[to - from];
            for (int entry = from; entry < to; entry++) {
                at[entry - from] = (int) (packed[entry] % stride);
                counts[entry - from] = tally.sum(packed[entry]);
            }
            columns[atom] = new SparseCounts(at, counts);
            from = to;
        }
        return columns;
    }
}
