package org.louver.suppression;

import java.util.Arrays;

/**
 * The part of a simplex basis that is not the identity: as many relations as basic classes, with the inverse kept densely. Grows by
 * one relation and class at a time. O(k²) per change for k relations. Not for sharing between threads.
 */
final class MoveKernel {
    private static final double TINY = 1e-9;
    private static final int FIRST = 32;
    /** Places that are changed one after the other take so many times as long as places that are listed. */
    private static final int DENSE = 4;

    private final MovableCells problem;
    /** Position of a relation or of a basic class in the kernel, or −1. */
    private final int[] rowPosition;

    private final int[] basicPosition;
    private int size;
    private int[] kernelRow = new int[FIRST];
    private int[] basic = new int[FIRST];
    /** inverse[q][i]: basic q against kernel row i. */
    private double[][] inverse = new double[FIRST][FIRST];

    private double[] sum = new double[FIRST];
    private double[] column = new double[FIRST];
    private int[] filled = new int[FIRST];
    /** Combination of relations whose effect on the basis is a unit vector: row numbers and factors. */
    private int[] rhoRow = new int[FIRST + 1];

    private double[] rhoFactor = new double[FIRST + 1];
    private int rhoCount;

    MoveKernel(MovableCells problem) {
        this.problem = problem;
        rowPosition = new int[problem.term.length];
        basicPosition = new int[problem.count];
        Arrays.fill(rowPosition, -1);
        Arrays.fill(basicPosition, -1);
    }

    void clear() {
        for (int q = 0; q < size; q++) {
            rowPosition[kernelRow[q]] = -1;
            basicPosition[basic[q]] = -1;
        }
        size = 0;
        rhoCount = 0;
    }

    int size() {
        return size;
    }

    int basic(int q) {
        return basic[q];
    }

    boolean isBasic(int c) {
        return basicPosition[c] >= 0;
    }

    boolean holds(int row) {
        return rowPosition[row] >= 0;
    }

    int rhoCount() {
        return rhoCount;
    }

    int rhoRow(int k) {
        return rhoRow[k];
    }

    double rhoFactor(int k) {
        return rhoFactor[k];
    }

    int[] rhoRows() {
        return Arrays.copyOf(rhoRow, rhoCount);
    }

    double[] rhoFactors() {
        return Arrays.copyOf(rhoFactor, rhoCount);
    }

    /** rho for a relation outside the kernel: itself, with all basic classes eliminated. */
    void rhoOfRow(int row) {
        rhoCount = 0;
        addRho(row, 1);
        Arrays.fill(sum, 0, size, 0);
        int[] term = problem.term[row];
        for (int t = 0; t < term.length; t++) {
            int q = basicPosition[term[t]];
            if (q >= 0) {
                double factor = problem.sign[row][t];
                double[] line = inverse[q];
                for (int i = 0; i < size; i++) {
                    sum[i] += factor * line[i];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            addRho(kernelRow[i], -sum[i]);
        }
    }

    void rhoOfBasic(int q) {
        rhoCount = 0;
        for (int i = 0; i < size; i++) {
            addRho(kernelRow[i], -inverse[q][i]);
        }
    }

    private void addRho(int row, double factor) {
        if (Math.abs(factor) > TINY) {
            rhoRow[rhoCount] = row;
            rhoFactor[rhoCount++] = factor;
        }
    }

    /** Values of the basic classes that balance the kernel's relations, whose imbalance without them is given per relation. */
    void solve(double[] imbalance, double[] value) {
        int pushed = 0;
        for (int i = 0; i < size; i++) {
            double missing = imbalance[kernelRow[i]];
            if (missing != 0) {
                filled[pushed] = i;
                sum[pushed++] = missing;
            }
        }
        for (int q = 0; q < size; q++) {
            double balance = 0;
            double[] line = inverse[q];
            for (int i = 0; i < pushed; i++) {
                balance -= line[filled[i]] * sum[i];
            }
            value[basic[q]] = Math.abs(balance) < TINY ? 0 : balance;
        }
    }

    /**
     * The last {@link #rhoOfRow} and class c join: inverse of the bordered matrix.
     *
     * @param effect what rho makes of c
     */
    void border(int row, int c, double effect) {
        grow();
        columnOf(c);
        double[] last = inverse[size];
        Arrays.fill(last, 0, size, 0);
        for (int k = 1; k < rhoCount; k++) {
            last[rowPosition[rhoRow[k]]] = rhoFactor[k] / effect;
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (last[i] != 0) {
                filled[count++] = i;
            }
        }
        last[size] = 1 / effect;
        for (int q = 0; q < size; q++) {
            double u = column[q];
            double[] line = inverse[q];
            if (Math.abs(u) > TINY) {
                subtract(line, u, last, count);
            }
            line[size] = -u / effect;
        }
        kernelRow[size] = row;
        basic[size] = c;
        rowPosition[row] = size;
        basicPosition[c] = size;
        size++;
    }

    /** Class c takes the place of basic class q. */
    void replace(int q, int c) {
        columnOf(c);
        double[] line = inverse[q];
        double pivot = column[q];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (Math.abs(line[i]) > TINY) {
                line[i] /= pivot;
                filled[count++] = i;
            } else {
                line[i] = 0;
            }
        }
        for (int other = 0; other < size; other++) {
            double u = column[other];
            if (other != q && Math.abs(u) > TINY) {
                subtract(inverse[other], u, line, count);
            }
        }
        basicPosition[basic[q]] = -1;
        basic[q] = c;
        basicPosition[c] = q;
    }

    /** target −= factor · line, of which so many places are filled; where those are many, all places take less time. */
    private void subtract(double[] target, double factor, double[] line, int count) {
        if (DENSE * count > size) {
            for (int k = 0; k < size; k++) {
                target[k] -= factor * line[k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                target[filled[k]] -= factor * line[filled[k]];
            }
        }
    }

    /** column = inverse · column of c. */
    private void columnOf(int c) {
        Arrays.fill(column, 0, size, 0);
        int[] rows = problem.rowsOf[c];
        for (int k = 0; k < rows.length; k++) {
            int i = rowPosition[rows[k]];
            if (i >= 0) {
                double factor = problem.signsOf[c][k];
                for (int q = 0; q < size; q++) {
                    column[q] += factor * inverse[q][i];
                }
            }
        }
    }

    private void grow() {
        if (size + 1 < kernelRow.length) {
            return;
        }
        int capacity = 2 * kernelRow.length;
        kernelRow = Arrays.copyOf(kernelRow, capacity);
        basic = Arrays.copyOf(basic, capacity);
        inverse = Arrays.copyOf(inverse, capacity);
        for (int q = 0; q < capacity; q++) {
            inverse[q] = inverse[q] == null ? new double[capacity] : Arrays.copyOf(inverse[q], capacity);
        }
        sum = Arrays.copyOf(sum, capacity);
        column = Arrays.copyOf(column, capacity);
        filled = Arrays.copyOf(filled, capacity);
        rhoRow = Arrays.copyOf(rhoRow, capacity + 1);
        rhoFactor = Arrays.copyOf(rhoFactor, capacity + 1);
    }
}
