package org.louver.safety;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The records of one partition that can lead somewhere, those that are sensitive or carry several keys, as flat arrays: their hashed
 * keys one after the other, where each record's keys end, and its own findings.
 */
final class LeadingRecords implements Serializable {
    private static final long serialVersionUID = 1L;

    private long[] keys = new long[256];
    private int[] ends = new int[128];
    private long[] own = new long[128];
    private int records;

    /** Reads rows of a mask followed by {@code width} hashed keys, null where a record lacks one. */
    LeadingRecords(Iterator<InternalRow> rows, int width) {
        int end = 0;
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            keys = end + width > keys.length ? Arrays.copyOf(keys, 2 * (end + width)) : keys;
            int start = end;
            for (int column = 1; column <= width; column++) {
                if (!row.isNullAt(column)) {
                    end = put(row.getLong(column), start, end);
                }
            }
            long mask = row.getLong(0);
            boolean leads = end - start > 1 || (end > start && mask != 0);
            if (leads) {
                keep(end, mask);
            } else {
                end = start;
            }
        }
        keys = Arrays.copyOf(keys, end);
        ends = Arrays.copyOf(ends, records);
        own = Arrays.copyOf(own, records);
    }

    /** Appends a key that the record does not have yet. */
    private int put(long key, int start, int end) {
        for (int i = start; i < end; i++) {
            if (keys[i] == key) {
                return end;
            }
        }
        keys[end] = key;
        return end + 1;
    }

    private void keep(int end, long mask) {
        if (records == ends.length) {
            ends = Arrays.copyOf(ends, 2 * records);
            own = Arrays.copyOf(own, 2 * records);
        }
        ends[records] = end;
        own[records] = mask;
        records++;
    }

    /** What one step along these records adds to what is known of keys: each key of a record learns what any of them, or it, knows. */
    KeyFindings step(KeyFindings known) {
        KeyFindings gained = new KeyFindings();
        int start = 0;
        for (int record = 0; record < records; record++) {
            long mask = own[record];
            for (int i = start; i < ends[record]; i++) {
                mask |= known.of(keys[i]);
            }
            for (int i = start; mask != 0 && i < ends[record]; i++) {
                long fresh = mask & ~known.of(keys[i]);
                if (fresh != 0) {
                    gained.add(keys[i], fresh);
                }
            }
            start = ends[record];
        }
        return gained;
    }
}
