package org.louver.risk;

import java.util.Arrays;

/**
 * Where each key's code sits in a packed class: one field of bits per key, in one or two longs.
 *
 * <p>Packing is exact: two classes are the same if and only if their packed longs are. Key i occupies {@code bits[i]} bits of word
 * {@code word[i]} from {@code shift[i]} up. A field never straddles the two words.
 */
public final class KeyPacking {
    /** Bits of a word that may be used: the sign bit is free, so that packed longs compare as they are. */
    private static final int WORD = 63;

    private final int[] cardinality;
    private final int[] word;
    private final int[] shift;
    private final long[] mask;
    private final int words;
    private final int[] usedBits = new int[2];

    private KeyPacking(int[] cardinality) {
        this.cardinality = cardinality.clone();
        this.word = new int[cardinality.length];
        this.shift = new int[cardinality.length];
        this.mask = new long[cardinality.length];
        Integer[] widestFirst = new Integer[cardinality.length];
        Arrays.setAll(widestFirst, key -> key);
        Arrays.sort(widestFirst, (a, b) -> bits(cardinality[b]) - bits(cardinality[a]));
        for (int key : widestFirst) {
            int bits = bits(cardinality[key]);
            int into = usedBits[0] + bits <= WORD ? 0 : 1;
            if (usedBits[into] + bits > WORD) {
                throw new IllegalArgumentException("the keys need more than " + 2 * WORD + " bits");
            }
            word[key] = into;
            shift[key] = usedBits[into];
            mask[key] = (1L << bits) - 1;
            usedBits[into] += bits;
        }
        this.words = usedBits[1] > 0 ? 2 : 1;
    }

    /**
     * For codes from 0 to {@code cardinality[i]} − 1.
     *
     * @throws IllegalArgumentException if they do not fit 126 bits
     */
    public static KeyPacking of(int... cardinality) {
        return new KeyPacking(cardinality);
    }

    /** Whether codes of these cardinalities fit. */
    public static boolean fits(int... cardinality) {
        try {
            KeyPacking packing = new KeyPacking(cardinality);
            return packing.words <= 2;
        } catch (IllegalArgumentException tooWide) {
            return false;
        }
    }

    private static int bits(int cardinality) {
        return cardinality <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(cardinality - 1);
    }

    public int keys() {
        return word.length;
    }

    /** 1 or 2. */
    public int words() {
        return words;
    }

    public int cardinality(int key) {
        return cardinality[key];
    }

    /** How many low bits of the word are in use. */
    public int usedBits(int inWord) {
        return usedBits[inWord];
    }

    /** Which word holds the key: 0 (low) or 1 (high). */
    public int word(int key) {
        return word[key];
    }

    /** The key's code, moved to its place. */
    public long place(int key, int code) {
        return (long) code << shift[key];
    }

    /** The code of the key in its word. */
    public int code(int key, long packedWord) {
        return (int) (packedWord >>> shift[key] & mask[key]);
    }

    /** The bits of one word that belong to the keys of a set (see {@link KeySubsets}). */
    public long bitsOf(int subset, int inWord) {
        long bits = 0;
        for (int key : KeySubsets.keys(subset)) {
            bits |= word[key] == inWord ? mask[key] << shift[key] : 0;
        }
        return bits;
    }
}
