package org.louver.suppression;

import java.util.Arrays;

/**
 * The part of a simplex basis that is not the identity: as many relations as basic classes, which grows by one relation and class at a
 * time, and the solutions of its equations. Not for sharing between threads.
 */
abstract sealed class MoveKernel permits DenseKernel, EtaKernel {
    static final double TINY = 1e-9;
    /** Classes of a system up to which programs seldom take up more than some dozen relations. */
    private static final int MOST_DENSE = 4000;

    private static final int FIRST = 32;

    final MovableCells problem;
    /** Position of a relation or of a basic class in the kernel, or −1. */
    final int[] rowPosition;

    final int[] basicPosition;
    int size;
    int[] kernelRow = new int[FIRST];
    int[] basic = new int[FIRST];

    /** Combination of relations whose effect on the basis is a unit vector: row numbers and factors. */
    private int[] rhoRow = new int[FIRST + 1];

    private double[] rhoFactor = new double[FIRST + 1];
    private int rhoCount;

    /** The kernel for a system of this size: where moves reach far, a sparse one. */
    static MoveKernel of(MovableCells problem) {
        return reachesFar(problem) ? new EtaKernel(problem) : new DenseKernel(problem);
    }

    /** Whether thousands of relations may take part in a program. */
    static boolean reachesFar(MovableCells problem) {
        return problem.count > MOST_DENSE;
    }

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

    final int size() {
        return size;
    }

    final int basic(int q) {
        return basic[q];
    }

    final boolean isBasic(int c) {
        return basicPosition[c] >= 0;
    }

    final boolean holds(int row) {
        return rowPosition[row] >= 0;
    }

    final int rhoCount() {
        return rhoCount;
    }

    final int rhoRow(int k) {
        return rhoRow[k];
    }

    final double rhoFactor(int k) {
        return rhoFactor[k];
    }

    final int[] rhoRows() {
        return Arrays.copyOf(rhoRow, rhoCount);
    }

    final double[] rhoFactors() {
        return Arrays.copyOf(rhoFactor, rhoCount);
    }

    /** rho for a relation outside the kernel: itself, with all basic classes eliminated. */
    abstract void rhoOfRow(int row);

    abstract void rhoOfBasic(int q);

    /** Values of the basic classes that balance the kernel's relations, whose imbalance without them is given per relation. */
    abstract void solve(double[] imbalance, double[] value);

    /**
     * The last {@link #rhoOfRow} and class c join: inverse of the bordered matrix.
     *
     * @param effect what rho makes of c
     */
    abstract void border(int row, int c, double effect);

    /** Class c takes the place of basic class q. The places of all may change. */
    abstract void replace(int q, int c);

    /** Elementary steps for the last change and for what was solved before it. */
    abstract long spent();

    final void startRho() {
        rhoCount = 0;
    }

    final void addRho(int row, double factor) {
        if (Math.abs(factor) > TINY) {
            rhoRow[rhoCount] = row;
            rhoFactor[rhoCount++] = factor;
        }
    }

    final void join(int row, int c) {
        kernelRow[size] = row;
        basic[size] = c;
        rowPosition[row] = size;
        basicPosition[c] = size;
        size++;
    }

    final void exchange(int q, int c) {
        basicPosition[basic[q]] = -1;
        basic[q] = c;
        basicPosition[c] = q;
    }

    /** Puts the same basic classes to other places. */
    final void reorder(int[] classes) {
        for (int q = 0; q < size; q++) {
            basic[q] = classes[q];
            basicPosition[classes[q]] = q;
        }
    }

    /** Makes room for one more; returns how many there is room for. */
    int grow() {
        if (size + 1 >= kernelRow.length) {
            int capacity = 2 * kernelRow.length;
            kernelRow = Arrays.copyOf(kernelRow, capacity);
            basic = Arrays.copyOf(basic, capacity);
            rhoRow = Arrays.copyOf(rhoRow, capacity + 1);
            rhoFactor = Arrays.copyOf(rhoFactor, capacity + 1);
        }
        return kernelRow.length;
    }
}
