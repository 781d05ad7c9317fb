package org.louver.engine;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.louver.risk.LongCounts;

/**
 * Numbers the values of one key variable in the order met: 0 is a missing value, then 1, 2, … Open addressing; values are compared
 * in full. One task's own.
 */
public final class ValueCodes implements Serializable {
    /** More different values than this make a key an identifier. */
    public static final int MOST = 1 << 22;

    private static final long serialVersionUID = 1L;
    private static final int PREFIX = 8;

    private final boolean text;
    private int[] slots = new int[64];
    /** The value, or the first eight bytes of a text. */
    private long[] number = new long[33];

    private UTF8String[] texts;
    private int size = 1;

    public ValueCodes(boolean text) {
        this.text = text;
        this.texts = new UTF8String[text ? 33 : 0];
    }

    /** From the values of codes 1, 2, …, as strings or longs. */
    public static ValueCodes of(boolean text, Object[] values) {
        ValueCodes codes = new ValueCodes(text);
        for (Object value : values) {
            if (text) {
                codes.code(UTF8String.fromString((String) value));
            } else {
                codes.code((Long) value);
            }
        }
        return codes;
    }

    public int code(UTF8String value) {
        long prefix = value.getPrefix();
        int bytes = value.numBytes();
        int slot = place(prefix + bytes * 0x9E3779B97F4A7C15L);
        for (int code = slots[slot]; code != 0; code = slots[slot]) {
            if (number[code] == prefix && sameText(texts[code], value, bytes)) {
                return code;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        makeRoom();
        texts[size] = value.clone();
        return insert(prefix, prefix + bytes * 0x9E3779B97F4A7C15L);
    }

    private static boolean sameText(UTF8String known, UTF8String value, int bytes) {
        return known.numBytes() == bytes && (bytes <= PREFIX || known.equals(value));
    }

    public int code(long value) {
        int slot = place(value);
        for (int code = slots[slot]; code != 0; code = slots[slot]) {
            if (number[code] == value) {
                return code;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        makeRoom();
        return insert(value, value);
    }

    private int place(long hashed) {
        return (int) LongCounts.mix(hashed) & (slots.length - 1);
    }

    private int insert(long value, long hashed) {
        number[size] = value;
        put(size, hashed);
        return size++;
    }

    private void put(int code, long hashed) {
        int slot = place(hashed);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = code;
    }

    private void makeRoom() {
        if (size < number.length) {
            return;
        }
        number = Arrays.copyOf(number, 2 * size);
        if (text) {
            texts = Arrays.copyOf(texts, 2 * size);
        }
        slots = new int[2 * slots.length];
        for (int code = 1; code < size; code++) {
            put(code, text ? number[code] + texts[code].numBytes() * 0x9E3779B97F4A7C15L : number[code]);
        }
    }

    /** Codes in use, missing included. */
    public int cardinality() {
        return size;
    }

    /** The text of a code from 1. */
    public UTF8String text(int code) {
        return texts[code];
    }

    /** The number of a code from 1. */
    public long number(int code) {
        return number[code];
    }

    /** The values of codes 1, 2, … as strings or longs. */
    public Object[] values() {
        Object[] values = new Object[size - 1];
        for (int code = 1; code < size; code++) {
            values[code - 1] = text ? texts[code].toString() : (Object) number[code];
        }
        return values;
    }
}
