package org.louver.suppression;

import java.util.Arrays;

/**
 * A {@link MoveKernel} for hundreds of relations: its inverse is an {@link EtaProduct} with one or two more factors for each change, made
 * anew by {@link Reinversion} when it has grown long. O(entries of the product) per change.
 */
final class EtaKernel extends MoveKernel {
    /** The product is made anew once later factors have cost so many times what making it costs. */
    private static final int PATIENCE = 12;

    private final EtaProduct product = new EtaProduct();
    private double[] vector = {};
    private int[] listed = {};
    private double[] values = {};
    /** Entries of the product when it was made last. */
    private int made;

    /** Σ over the changes since then of the entries that came later. */
    private long extra;

    EtaKernel(MovableCells problem) {
        super(problem);
        grow();
    }

    @Override
    void clear() {
        super.clear();
        product.clear();
        product.spent();
        made = 0;
        extra = 0;
    }

    /** Starts from so many relations and basic classes at once; false if the classes do not determine each other by them. */
    boolean load(int[] rows, int[] classes) {
        clear();
        for (int k = 0; k < rows.length; k++) {
            grow();
            join(rows[k], classes[k]);
        }
        int[] order = new Reinversion(this, product).order();
        boolean whole = order.length == size;
        if (whole) {
            reorder(order);
            made = product.entries();
        } else {
            clear();
        }
        return whole;
    }

    /** The inverse times the column of a class, by the place of each basic class; overwritten by the next question. */
    double[] effect(int c) {
        columnOf(c);
        return vector;
    }

    @Override
    long spent() {
        return product.spent() + 4L * size;
    }

    @Override
    void rhoOfRow(int row) {
        startRho();
        addRho(row, 1);
        clearVector();
        int[] term = problem.term[row];
        for (int t = 0; t < term.length; t++) {
            if (basicPosition[term[t]] >= 0) {
                vector[basicPosition[term[t]]] = problem.sign[row][t];
            }
        }
        combine();
    }

    @Override
    void rhoOfBasic(int q) {
        startRho();
        clearVector();
        vector[q] = 1;
        combine();
    }

    private void combine() {
        product.backward(vector);
        for (int i = 0; i < size; i++) {
            addRho(kernelRow[i], -vector[i]);
        }
    }

    @Override
    void solve(double[] imbalance, double[] value) {
        for (int i = 0; i < size; i++) {
            vector[i] = -imbalance[kernelRow[i]];
        }
        product.forward(vector, 0);
        for (int q = 0; q < size; q++) {
            value[basic[q]] = Math.abs(vector[q]) < TINY ? 0 : vector[q];
        }
    }

    @Override
    void border(int row, int c, double effect) {
        grow();
        columnOf(c);
        int count = 0;
        int[] term = problem.term[row];
        for (int t = 0; t < term.length; t++) {
            if (basicPosition[term[t]] >= 0) {
                listed[count] = basicPosition[term[t]];
                values[count++] = problem.sign[row][t];
            }
        }
        product.row(size, listed, values, count);
        product.column(size, effect, vector, size);
        join(row, c);
        renew();
    }

    @Override
    void replace(int q, int c) {
        columnOf(c);
        // A pivot of 0 would be the mark of a row; what comes of so small a one is found out when the move is verified.
        double pivot = Math.abs(vector[q]) < TINY ? TINY : vector[q];
        product.column(q, pivot, vector, size);
        exchange(q, c);
        renew();
    }

    private void clearVector() {
        Arrays.fill(vector, 0, size, 0);
    }

    /** vector = inverse · column of c. */
    private void columnOf(int c) {
        clearVector();
        int[] rows = problem.rowsOf[c];
        for (int k = 0; k < rows.length; k++) {
            if (rowPosition[rows[k]] >= 0) {
                vector[rowPosition[rows[k]]] = problem.signsOf[c][k];
            }
        }
        product.forward(vector, 0);
    }

    private void renew() {
        extra += product.entries() - made;
        if (extra > (long) PATIENCE * (made + 8L * size)) {
            int[] order = new Reinversion(this, product).order();
            if (order.length == size) {
                reorder(order);
            }
            made = product.entries();
            extra = 0;
        }
    }

    @Override
    int grow() {
        int capacity = super.grow();
        if (vector.length < capacity) {
            vector = Arrays.copyOf(vector, capacity);
            listed = Arrays.copyOf(listed, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        return capacity;
    }
}
