package org.louver.suppression;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes the product of a kernel anew from the columns of its basic classes: relations with one basic class left come first and classes with
 * one relation left come last, so that only what is between them fills up (Maros 2003, <em>Computational Techniques of the Simplex
 * Method</em>, ch. 8). For one use.
 */
final class Reinversion {
    /** A pivot is at least this part of the largest one. */
    private static final double STABLE = 0.1;

    private static final double LEAST_PIVOT = 1e-7;

    private final EtaProduct product;
    private final int size;
    private final int[] columnStart;
    private final int[] columnRow;
    private final double[] columnSign;
    private final int[] rowStart;
    private final int[] rowColumn;
    private final int[] inRow;
    private final int[] inColumn;
    private final boolean[] rowDone;
    private final boolean[] columnDone;
    /** The class that is basic at each place from now on. */
    private final int[] order;

    private final int[] stack;
    private final double[] vector;
    private final MoveKernel kernel;

    Reinversion(MoveKernel kernel, EtaProduct product) {
        this.kernel = kernel;
        this.product = product;
        size = kernel.size();
        columnStart = new int[size + 1];
        rowStart = new int[size + 1];
        inRow = new int[size];
        inColumn = new int[size];
        rowDone = new boolean[size];
        columnDone = new boolean[size];
        order = new int[size];
        stack = new int[2 * size];
        vector = new double[size];
        MovableCells problem = kernel.problem;
        int entries = 0;
        for (int q = 0; q < size; q++) {
            columnStart[q] = entries;
            entries += problem.rowsOf[kernel.basic[q]].length;
        }
        columnRow = new int[entries];
        columnSign = new double[entries];
        int next = 0;
        for (int q = 0; q < size; q++) {
            columnStart[q] = next;
            int[] rows = problem.rowsOf[kernel.basic[q]];
            for (int k = 0; k < rows.length; k++) {
                int r = kernel.rowPosition[rows[k]];
                if (r >= 0) {
                    columnRow[next] = r;
                    columnSign[next++] = problem.signsOf[kernel.basic[q]][k];
                    inRow[r]++;
                    inColumn[q]++;
                }
            }
        }
        columnStart[size] = next;
        for (int r = 0; r < size; r++) {
            rowStart[r + 1] = rowStart[r] + inRow[r];
        }
        rowColumn = new int[next];
        int[] at = rowStart.clone();
        for (int q = 0; q < size; q++) {
            for (int k = columnStart[q]; k < columnStart[q + 1]; k++) {
                rowColumn[at[columnRow[k]]++] = q;
            }
        }
    }

    /** The class that is basic at each place of the new product; none, and the old product, if a part of it has no pivot. */
    int[] order() {
        int old = product.factors();
        rowsWithOneColumn();
        int[] last = columnsWithOneRow();
        int from = product.factors();
        for (int column : between()) {
            if (!eliminate(column, from)) {
                product.cut(old);
                return new int[0];
            }
        }
        for (int k = last.length - 2; k >= 0; k -= 2) {
            pivotOn(last[k], last[k + 1]);
        }
        product.forget(old);
        return order;
    }

    private void rowsWithOneColumn() {
        int top = 0;
        for (int r = 0; r < size; r++) {
            if (inRow[r] == 1) {
                stack[top++] = r;
            }
        }
        while (top > 0) {
            int r = stack[--top];
            int q = rowDone[r] || inRow[r] != 1 ? -1 : leftIn(r);
            if (q < 0) {
                continue;
            }
            pivotOn(q, r);
            rowDone[r] = true;
            columnDone[q] = true;
            for (int k = columnStart[q]; k < columnStart[q + 1]; k++) {
                if (--inRow[columnRow[k]] == 1 && !rowDone[columnRow[k]]) {
                    stack[top++] = columnRow[k];
                }
            }
        }
    }

    private int leftIn(int r) {
        for (int k = rowStart[r]; k < rowStart[r + 1]; k++) {
            if (!columnDone[rowColumn[k]]) {
                return rowColumn[k];
            }
        }
        return -1;
    }

    /** Column and row, one after the other, in the order in which they were found. */
    private int[] columnsWithOneRow() {
        int[] found = new int[2 * size];
        int count = 0;
        int top = 0;
        for (int q = 0; q < size; q++) {
            if (!columnDone[q] && inColumn[q] == 1) {
                stack[top++] = q;
            }
        }
        while (top > 0) {
            int q = stack[--top];
            if (columnDone[q] || inColumn[q] != 1) {
                continue;
            }
            int r = -1;
            for (int k = columnStart[q]; k < columnStart[q + 1]; k++) {
                r = rowDone[columnRow[k]] ? r : columnRow[k];
            }
            if (r < 0) {
                continue;
            }
            columnDone[q] = true;
            rowDone[r] = true;
            found[count++] = q;
            found[count++] = r;
            for (int k = rowStart[r]; k < rowStart[r + 1]; k++) {
                if (--inColumn[rowColumn[k]] == 1 && !columnDone[rowColumn[k]]) {
                    stack[top++] = rowColumn[k];
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** What is left, columns with few entries first. */
    private int[] between() {
        return IntStream.range(0, size)
                .filter(q -> !columnDone[q])
                .boxed()
                .sorted(Comparator.comparingInt((Integer q) -> inColumn[q]).thenComparingInt(q -> q))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean eliminate(int q, int from) {
        Arrays.fill(vector, 0);
        for (int k = columnStart[q]; k < columnStart[q + 1]; k++) {
            vector[columnRow[k]] = columnSign[k];
        }
        product.forward(vector, from);
        double most = 0;
        for (int r = 0; r < size; r++) {
            most = rowDone[r] ? most : Math.max(most, Math.abs(vector[r]));
        }
        if (most < LEAST_PIVOT) {
            return false;
        }
        int best = -1;
        for (int r = 0; r < size; r++) {
            if (!rowDone[r] && Math.abs(vector[r]) >= STABLE * most && (best < 0 || inRow[r] < inRow[best])) {
                best = r;
            }
        }
        product.column(best, vector[best], vector, size);
        rowDone[best] = true;
        order[best] = kernel.basic[q];
        return true;
    }

    private void pivotOn(int column, int row) {
        product.column(row, columnRow, columnSign, columnStart[column], columnStart[column + 1]);
        order[row] = kernel.basic[column];
    }
}
