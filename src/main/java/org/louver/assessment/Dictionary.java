package org.louver.assessment;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.louver.engine.ValueCodes;
import org.louver.refusal.Refusal;
import org.louver.risk.KeyPacking;

/**
 * The values of every key variable, sorted: code 0 is a missing value, code i the i-th value. The same whatever the partitions were.
 */
final class Dictionary implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final long FEW = 100;
    private static final double NEARLY = 0.95;

    private final KeyColumn[] keys;
    private final Object[][] values;
    private final long[] missing;
    private final long records;

    private Dictionary(List<KeyColumn> keys, Object[][] values, long[] missing, long records) {
        this.keys = keys.toArray(KeyColumn[]::new);
        this.values = values;
        this.missing = missing;
        this.records = records;
    }

    /**
     * Merges what the tasks met.
     *
     * @throws Refusal exit 3 if there is no record, a key has too many values, or the keys do not fit two longs
     */
    static Dictionary merge(List<KeyColumn> keys, List<Coded.Dictionaries> parts) {
        long records = 0;
        long[] missing = new long[keys.size()];
        for (Coded.Dictionaries part : parts) {
            records = Math.addExact(records, part.records());
            if (part.overfull() >= 0) {
                throw nearlyUnique(keys.get(part.overfull()));
            }
            for (int key = 0; key < missing.length; key++) {
                missing[key] += part.missing()[key];
            }
        }
        if (records == 0) {
            throw Refusal.input("the table to assess has no records", "check the source and its filters");
        }
        Object[][] values = new Object[keys.size()][];
        for (int key = 0; key < values.length; key++) {
            TreeSet<Object> sorted = new TreeSet<>(keys.get(key).order());
            for (Coded.Dictionaries part : parts) {
                sorted.addAll(Arrays.asList(part.values()[key]));
            }
            values[key] = sorted.toArray();
        }
        Dictionary dictionary = new Dictionary(keys, values, missing, records);
        for (int key = 0; key < values.length; key++) {
            if (values[key].length > ValueCodes.MOST) {
                throw nearlyUnique(keys.get(key));
            }
        }
        if (!KeyPacking.fits(dictionary.cardinality())) {
            throw Refusal.input(
                    "the key variables together have more than 2^126 combinations", "use fewer keys or coarser levels");
        }
        return dictionary;
    }

    /** Refuses keys that tell nobody apart, and identifiers. */
    void requireUsefulKeys() {
        for (int key = 0; key < keys.length; key++) {
            if (isConstant(key)) {
                throw Refusal.input(
                        keys[key].name() + " has the same value in every record",
                        "leave it out: it tells nobody apart");
            }
            if (isIdentifier(key)) {
                throw nearlyUnique(keys[key]);
            }
        }
    }

    /** Whether (nearly) every record that has a value has one of its own. */
    private boolean isIdentifier(int key) {
        long known = records - missing[key];
        return records > 2 && (distinct(key) == known || different(key) == records || isNearly(distinct(key), known));
    }

    /** Of few records many may differ by chance. */
    private static boolean isNearly(long distinct, long known) {
        return known >= FEW && distinct >= NEARLY * known;
    }

    /** Whether all of several records have the same value. */
    boolean isConstant(int key) {
        return different(key) == 1 && records > 1;
    }

    private int different(int key) {
        return values[key].length + (missing[key] > 0 ? 1 : 0);
    }

    private static Refusal nearlyUnique(KeyColumn key) {
        return Refusal.input(
                key.name() + " is (nearly) different in every record: it is an identifier, not a key variable",
                "leave it out, or name it under risk.person if it identifies people");
    }

    KeyPacking packing() {
        return KeyPacking.of(cardinality());
    }

    private int[] cardinality() {
        return Arrays.stream(values).mapToInt(one -> one.length + 1).toArray();
    }

    List<KeyColumn> keys() {
        return List.of(keys);
    }

    /** The same of the leading keys alone. */
    Dictionary leading(int number) {
        return new Dictionary(
                keys().subList(0, number), Arrays.copyOf(values, number), Arrays.copyOf(missing, number), records);
    }

    long records() {
        return records;
    }

    /** Records without a value in the key. */
    long missing(int key) {
        return missing[key];
    }

    /** Different values, missing not counted. */
    int distinct(int key) {
        return values[key].length;
    }

    Object[] values(int key) {
        return values[key];
    }

    /** What people read for a code; the empty text for a missing value. */
    String label(int key, int code) {
        return code == 0 ? "" : keys[key].label(values[key][code - 1]);
    }

    /** For one task's codes, per key and code, the code of this dictionary moved to its packed place. */
    long[][] placed(Coded.Dictionaries part, KeyPacking packing) {
        long[][] placed = new long[keys.length][];
        for (int key = 0; key < keys.length; key++) {
            Object[] own = part.values()[key];
            placed[key] = new long[own.length + 1];
            for (int code = 1; code <= own.length; code++) {
                placed[key][code] =
                        packing.place(key, Arrays.binarySearch(values[key], own[code - 1], keys[key].order()) + 1);
            }
        }
        return placed;
    }
}
