package org.louver.suppression;

import java.util.Arrays;

/**
 * The inverse of a matrix as a product of elementary matrices, each the identity but for one column or one row (Dantzig &amp;
 * Orchard-Hays 1954, doi 10.1090/S0025-5718-1954-0061469-8). Solving takes one step for each entry. Not for sharing between threads.
 */
final class EtaProduct {
    private static final double TINY = 1e-9;
    private static final int FIRST = 256;

    private int factors;
    /** Factor f: entries start[f] to start[f + 1] − 1, beside its pivot. */
    private int[] start = new int[FIRST];

    private int[] pivotPlace = new int[FIRST];
    /** The pivot of a column; 0: a row, whose pivot is 1. */
    private double[] pivot = new double[FIRST];

    private int[] place = new int[4 * FIRST];
    private double[] entry = new double[4 * FIRST];
    private long steps;

    void clear() {
        factors = 0;
    }

    int factors() {
        return factors;
    }

    int entries() {
        return start[factors];
    }

    /** Elementary steps since this was asked last. */
    long spent() {
        long spent = steps;
        steps = 0;
        return spent;
    }

    /** The inverse times the vector, from a factor on. */
    void forward(double[] vector, int from) {
        for (int f = from; f < factors; f++) {
            int at = pivotPlace[f];
            int end = start[f + 1];
            if (pivot[f] == 0) {
                double sum = vector[at];
                for (int k = start[f]; k < end; k++) {
                    sum -= entry[k] * vector[place[k]];
                }
                vector[at] = sum;
            } else if (vector[at] != 0) {
                double step = vector[at] / pivot[f];
                vector[at] = step;
                for (int k = start[f]; k < end; k++) {
                    vector[place[k]] -= entry[k] * step;
                }
            }
        }
        steps += factors - from + start[factors] - start[from];
    }

    /** The vector times the inverse. */
    void backward(double[] vector) {
        for (int f = factors - 1; f >= 0; f--) {
            int at = pivotPlace[f];
            int end = start[f + 1];
            if (pivot[f] == 0) {
                double step = vector[at];
                for (int k = start[f]; k < end && step != 0; k++) {
                    vector[place[k]] -= entry[k] * step;
                }
            } else {
                double sum = vector[at];
                for (int k = start[f]; k < end; k++) {
                    sum -= entry[k] * vector[place[k]];
                }
                vector[at] = sum / pivot[f];
            }
        }
        steps += factors + start[factors];
    }

    /** Begins a factor; what is {@link #add}ed next belongs to it. */
    private void open(int at, double value) {
        if (factors + 2 > pivotPlace.length) {
            int capacity = 2 * pivotPlace.length;
            start = Arrays.copyOf(start, capacity);
            pivotPlace = Arrays.copyOf(pivotPlace, capacity);
            pivot = Arrays.copyOf(pivot, capacity);
        }
        pivotPlace[factors] = at;
        pivot[factors] = value;
        start[factors + 1] = start[factors];
    }

    private void add(int at, double value) {
        int k = start[factors + 1]++;
        if (k == place.length) {
            place = Arrays.copyOf(place, 2 * k);
            entry = Arrays.copyOf(entry, 2 * k);
        }
        place[k] = at;
        entry[k] = value;
    }

    private void close() {
        factors++;
    }

    /** Appends a column.
     *
     * @param at where its pivot is
     * @param vector the column, of which the first so many places count
     */
    void column(int at, double value, double[] vector, int size) {
        open(at, value);
        for (int i = 0; i < size; i++) {
            if (i != at && Math.abs(vector[i]) > TINY) {
                add(i, vector[i]);
            }
        }
        close();
    }

    /** Appends a column of listed places, the pivot among them. */
    void column(int at, int[] places, double[] values, int from, int to) {
        double value = 0;
        for (int k = from; k < to; k++) {
            value = places[k] == at ? values[k] : value;
        }
        open(at, value);
        for (int k = from; k < to; k++) {
            if (places[k] != at) {
                add(places[k], values[k]);
            }
        }
        close();
    }

    /** Appends a row of so many listed places, whose pivot is 1. */
    void row(int at, int[] places, double[] values, int count) {
        open(at, 0);
        for (int k = 0; k < count; k++) {
            add(places[k], values[k]);
        }
        close();
    }

    /** Forgets the factors from this one on. */
    void cut(int from) {
        factors = from;
    }

    /** Takes the old factors away from under the new ones. */
    void forget(int oldFactors) {
        int oldEntries = start[oldFactors];
        int entries = start[factors] - oldEntries;
        System.arraycopy(place, oldEntries, place, 0, entries);
        System.arraycopy(entry, oldEntries, entry, 0, entries);
        factors -= oldFactors;
        System.arraycopy(pivotPlace, oldFactors, pivotPlace, 0, factors);
        System.arraycopy(pivot, oldFactors, pivot, 0, factors);
        for (int f = 0; f <= factors; f++) {
            start[f] = start[oldFactors + f] - oldEntries;
        }
    }
}
