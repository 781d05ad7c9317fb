package org.louver.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What is unsafe in every pool that some, not all, of a few siblings may form. O(2ⁿ · rows that hold a small count). */
final class SubsetPools {
    private final List<Integer> children;
    private final Constraints constraints;
    private final long threshold;
    /** count[child][row] of the groups in which some child is unsafe; in all others every pool is safe. */
    private final long[][] count;

    private final int rows;

    SubsetPools(List<Integer> children, SparseCounts[] column, Constraints constraints, long threshold) {
        this.children = children;
        this.constraints = constraints;
        this.threshold = threshold;
        BitSet interesting = new BitSet();
        for (int child : children) {
            SparseCounts counts = column[child];
            for (int entry = 0; entry < counts.group().length; entry++) {
                if (counts.count()[entry] < threshold) {
                    interesting.set(counts.group()[entry]);
                }
            }
        }
        this.rows = interesting.cardinality();
        if (work() > Integer.MAX_VALUE || children.size() > VariableCuts.MOST_SUBSET_CHILDREN) {
            this.count = new long[0][];
            return;
        }
        int[] rowOf = new int[interesting.length()];
        int row = 0;
        for (int group = interesting.nextSetBit(0); group >= 0; group = interesting.nextSetBit(group + 1)) {
            rowOf[group] = row++;
        }
        this.count = new long[children.size()][rows];
        for (int child = 0; child < count.length; child++) {
            SparseCounts counts = column[children.get(child)];
            for (int entry = 0; entry < counts.group().length; entry++) {
                int group = counts.group()[entry];
                if (interesting.get(group)) {
                    count[child][rowOf[group]] = counts.count()[entry];
                }
            }
        }
    }

    /** How many additions {@link #forEach} makes, roughly. */
    double work() {
        return Math.scalb((double) rows, children.size());
    }

    /** One pool, as a bit set of places among the siblings. */
    interface Pool {
        void accept(int mask, long unsafeCells, long unsafeRecords);
    }

    /** Calls back for every allowed pool. */
    void forEach(Pool pool) {
        walk(0, 0, new long[children.size() + 1][rows], pool);
    }

    private void walk(int child, int mask, long[][] sums, Pool pool) {
        if (child == children.size()) {
            if (Integer.bitCount(mask) > 1 && mask != (1 << children.size()) - 1 && allowed(mask)) {
                evaluate(mask, sums[child], pool);
            }
            return;
        }
        System.arraycopy(sums[child], 0, sums[child + 1], 0, rows);
        walk(child + 1, mask, sums, pool);
        for (int row = 0; row < rows; row++) {
            sums[child + 1][row] = sums[child][row] + count[child][row];
        }
        walk(child + 1, mask | 1 << child, sums, pool);
    }

    private void evaluate(int mask, long[] sums, Pool pool) {
        long cells = 0;
        long records = 0;
        for (int row = 0; row < rows; row++) {
            if (sums[row] > 0 && sums[row] < threshold) {
                cells++;
                records += sums[row];
            }
        }
        pool.accept(mask, cells, records);
    }

    private boolean allowed(int mask) {
        List<Integer> members = new ArrayList<>();
        for (int child = 0; child < children.size(); child++) {
            if ((mask >> child & 1) == 1) {
                members.add(children.get(child));
            }
        }
        return constraints.allowsPool(members);
    }
}
