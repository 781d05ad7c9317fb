package org.louver.suppression;

import java.util.Arrays;

/** A {@link MoveKernel} whose inverse is kept densely: the fastest for some dozen relations. O(k²) per change for k relations. */
final class DenseKernel extends MoveKernel {
    /** Places that are changed one after the other take so many times as long as places that are listed. */
    private static final int DENSE = 4;

    /** inverse[q][i]: basic q against kernel row i. */
    private double[][] inverse = {};

    private double[] sum = {};
    private double[] column = {};
    private int[] filled = {};

    DenseKernel(MovableCells problem) {
        super(problem);
        grow();
    }

    @Override
    long spent() {
        return 4L * size + (long) size * size / 2;
    }

    @Override
    void rhoOfRow(int row) {
        startRho();
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

    @Override
    void rhoOfBasic(int q) {
        startRho();
        for (int i = 0; i < size; i++) {
            addRho(kernelRow[i], -inverse[q][i]);
        }
    }

    @Override
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

    @Override
    void border(int row, int c, double effect) {
        grow();
        columnOf(c);
        double[] last = inverse[size];
        Arrays.fill(last, 0, size, 0);
        for (int k = 1; k < rhoCount(); k++) {
            last[rowPosition[rhoRow(k)]] = rhoFactor(k) / effect;
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
        join(row, c);
    }

    @Override
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
        exchange(q, c);
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

    @Override
    int grow() {
        int before = inverse.length;
        int capacity = super.grow();
        if (capacity > before) {
            inverse = Arrays.copyOf(inverse, capacity);
            for (int q = 0; q < capacity; q++) {
                inverse[q] = q < before ? Arrays.copyOf(inverse[q], capacity) : new double[capacity];
            }
            sum = Arrays.copyOf(sum, capacity);
            column = Arrays.copyOf(column, capacity);
            filled = Arrays.copyOf(filled, capacity);
        }
        return capacity;
    }
}
