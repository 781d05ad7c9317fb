package org.louver.safety;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the records behind a key: a table from 64-bit hashes of keys to masks of findings, open addressing with linear
 * probing, O(1) expected per look-up, 16 to 64 bytes per key.
 *
 * <p>Two keys with the same hash share their findings, so a collision can make a harmless record sensitive and never a sensitive one
 * harmless. Among n sensitive keys and m others that is expected n·m / 2⁶³ times: 10⁻⁵ times for a million and a hundred million.
 * Only sensitive keys are held.
 */
final class KeyFindings implements Serializable {
    private static final long serialVersionUID = 1L;
    /** 2⁶⁴ divided by the golden ratio, made odd: neighbouring hashes end far apart (Knuth, TAOCP 3, 6.4). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] hashes = new long[16];
    private long[] masks = new long[16];
    private int size;

    /** A hash that is never 0, which stands for an empty place; null where a part of the key is. */
    static Column hash(int domain, Column... parts) {
        Column[] hashed = new Column[parts.length + 1];
        hashed[0] = functions.lit(domain);
        Column complete = functions.lit(true);
        for (int i = 0; i < parts.length; i++) {
            hashed[i + 1] = parts[i];
            complete = complete.and(parts[i].isNotNull());
        }
        return functions.when(complete, functions.xxhash64(hashed).bitwiseOR(1L));
    }

    /**
     * The findings of a hashed key, 0 if it has none. A function instead of a Column expression: a join would need one exchange and one
     * job per key of every source, and a literal would show the keys in plans and event logs.
     */
    static Column of(Broadcast<KeyFindings> known, Column hash) {
        return functions.udf(new LookUp(known, null), DataTypes.LongType).apply(hash);
    }

    /** The same, remembering the hashes that had findings. */
    static Column of(Broadcast<KeyFindings> known, Column hash, SeenHashes seen) {
        return functions.udf(new LookUp(known, seen), DataTypes.LongType).apply(hash);
    }

    /** The findings of a hash, 0 if it has none. */
    long of(long hash) {
        return masks[place(hash)];
    }

    /** Adds findings to a hash; whether any of them is new. */
    boolean add(long hash, long mask) {
        int place = place(hash);
        long before = masks[place];
        masks[place] = before | mask;
        if (hashes[place] == 0) {
            hashes[place] = hash;
            size++;
            if (size > hashes.length / 2) {
                grow();
            }
        }
        return masks[place(hash)] != before;
    }

    /** Adds the findings of others; whether any of them is new. */
    boolean addAll(KeyFindings others) {
        boolean isNew = false;
        for (int i = 0; i < others.hashes.length; i++) {
            if (others.hashes[i] != 0) {
                isNew |= add(others.hashes[i], others.masks[i]);
            }
        }
        return isNew;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private int place(long hash) {
        int last = hashes.length - 1;
        int place = (int) ((hash * GOLDEN) >>> Long.numberOfLeadingZeros(last));
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & last;
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldMasks = masks;
        hashes = new long[Math.multiplyExact(oldHashes.length, 2)];
        masks = new long[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int place = place(oldHashes[i]);
                hashes[place] = oldHashes[i];
                masks[place] = oldMasks[i];
            }
        }
    }

    private record LookUp(
            Broadcast<KeyFindings> known, @Nullable SeenHashes seen) implements UDF1<Long, Long> {
        @Override
        public Long call(@Nullable Long hash) {
            long findings = hash == null ? 0L : known.value().of(hash);
            if (findings != 0 && hash != null && seen != null) {
                seen.add(hash);
            }
            return findings;
        }
    }
}
