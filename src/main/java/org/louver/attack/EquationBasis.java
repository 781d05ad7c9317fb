package org.louver.attack;

import java.util.Arrays;

/**
 * The equations that a question of {@link NearbySimplex} has taken up, a basic column for each, and the inverse B⁻¹ of the coefficients of
 * basic columns in these equations (revised simplex method: Maros 2003, <em>Computational Techniques of the Simplex Method</em>, ch. 2).
 * A row of the tableau is a row of B⁻¹ times the equations, computed when it is asked for.
 *
 * <p>With k equations and t places in them: a row O(k + t), a column O(k), an exchange O(k²). Floating point, proves nothing. Not for
 * sharing between threads.
 */
final class EquationBasis {
    private static final double ZERO = 1e-9;
    private static final int FIRST_ROWS = 32;
    private static final int FIRST_COLUMNS = 256;

    private int rows;
    private int[] equation = new int[FIRST_ROWS];
    /** Basic column of a row; −1 until an equation that was added has one. */
    private int[] basic = new int[FIRST_ROWS];
    /** Row of the tableau over the slacks of the equations. */
    private double[][] inverse = new double[FIRST_ROWS][FIRST_ROWS];

    /** Where the terms of an equation begin, and where the last ones end. */
    private int[] start = new int[FIRST_ROWS + 1];

    private int[] termColumn = new int[FIRST_COLUMNS];
    private double[] termSign = new double[FIRST_COLUMNS];

    /** Row of each equation, or −1. */
    private final int[] rowOfEquation;
    /** Row of each basic column, or −1. */
    private int[] rowOfColumn = new int[FIRST_COLUMNS];

    /** The last row of the tableau that was asked for: columns with an effect, and the effects. */
    private int[] touched = new int[FIRST_COLUMNS];

    private int touchedCount;
    private double[] effect = new double[FIRST_COLUMNS];
    private int[] seen = new int[FIRST_COLUMNS];
    private int stamp;

    /** What moves have added to each equation since the basic columns followed last. */
    private double[] pull = new double[FIRST_ROWS];

    private int[] pulled = new int[FIRST_ROWS];
    private int pulledCount;
    private double[] direction = new double[FIRST_ROWS];
    private long work;

    EquationBasis(int equations) {
        rowOfEquation = new int[equations];
        Arrays.fill(rowOfEquation, -1);
    }

    /** Elementary steps so far: the same on every machine. */
    long work() {
        return work;
    }

    /** Starts over without equations and columns. */
    void clear() {
        for (int row = 0; row < rows; row++) {
            rowOfEquation[equation[row]] = -1;
        }
        rows = 0;
        pulledCount = 0;
    }

    int rows() {
        return rows;
    }

    /** How many equations there is room for; the square of it in doubles is held. */
    int capacity() {
        return equation.length;
    }

    int equation(int row) {
        return equation[row];
    }

    int basic(int row) {
        return basic[row];
    }

    boolean holds(int asked) {
        return rowOfEquation[asked] >= 0;
    }

    /** Makes room for one more column, which is not basic. */
    void addColumn(int column) {
        if (column == rowOfColumn.length) {
            int capacity = 2 * column;
            rowOfColumn = Arrays.copyOf(rowOfColumn, capacity);
            touched = Arrays.copyOf(touched, capacity);
            effect = Arrays.copyOf(effect, capacity);
            seen = Arrays.copyOf(seen, capacity);
        }
        rowOfColumn[column] = -1;
        seen[column] = 0;
    }

    /**
     * Takes up an equation, which has no basic column before the next {@link #exchange}.
     *
     * @param columns of its unknowns
     * @return its row
     */
    int add(int added, int[] columns, long[] signs) {
        if (rows == equation.length) {
            grow();
        }
        double[] line = inverse[rows];
        Arrays.fill(line, 0, rows, 0);
        int end = start[rows] + columns.length;
        if (end > termColumn.length) {
            termColumn = Arrays.copyOf(termColumn, 2 * end);
            termSign = Arrays.copyOf(termSign, 2 * end);
        }
        for (int place = 0; place < columns.length; place++) {
            int column = columns[place];
            double sign = (double) signs[place];
            termColumn[start[rows] + place] = column;
            termSign[start[rows] + place] = sign;
            if (rowOfColumn[column] >= 0) {
                subtract(line, sign, inverse[rowOfColumn[column]]);
                work += rows;
            }
        }
        for (int row = 0; row < rows; row++) {
            inverse[row][rows] = 0;
        }
        line[rows] = 1;
        start[rows + 1] = end;
        equation[rows] = added;
        basic[rows] = -1;
        rowOfEquation[added] = rows;
        return rows++;
    }

    private void grow() {
        int capacity = 2 * rows;
        equation = Arrays.copyOf(equation, capacity);
        basic = Arrays.copyOf(basic, capacity);
        start = Arrays.copyOf(start, capacity + 1);
        pull = Arrays.copyOf(pull, capacity);
        pulled = Arrays.copyOf(pulled, capacity);
        direction = Arrays.copyOf(direction, capacity);
        inverse = Arrays.copyOf(inverse, capacity);
        for (int row = 0; row < capacity; row++) {
            inverse[row] = row < rows ? Arrays.copyOf(inverse[row], capacity) : new double[capacity];
        }
    }

    private void subtract(double[] from, double factor, double[] line) {
        for (int place = 0; place < rows; place++) {
            from[place] -= factor * line[place];
        }
    }

    /** Multiples of the equations, by row, that add up to a row of the tableau. */
    double[] factors(int row) {
        return Arrays.copyOf(inverse[row], rows);
    }

    /** Computes a row of the tableau; {@link #effect} holds for it until the next one. */
    void combine(int row) {
        double[] line = inverse[row];
        stamp++;
        touchedCount = 0;
        for (int place = 0; place < rows; place++) {
            double factor = line[place];
            if (factor == 0) {
                continue;
            }
            int end = start[place + 1];
            for (int term = start[place]; term < end; term++) {
                int column = termColumn[term];
                if (seen[column] != stamp) {
                    seen[column] = stamp;
                    effect[column] = 0;
                    touched[touchedCount++] = column;
                }
                effect[column] += factor * termSign[term];
            }
            work += end - start[place];
        }
        work += rows;
    }

    /** How many columns the combined row may mention. */
    int touched() {
        return touchedCount;
    }

    int touched(int index) {
        return touched[index];
    }

    /** How far the basic column of the combined row falls when a touched column goes up by one. */
    double effect(int column) {
        return effect[column];
    }

    /** Notes a move within an equation, which the basic columns have not followed yet. */
    void pull(int moved, double by) {
        int row = rowOfEquation[moved];
        if (row < 0) {
            return;
        }
        boolean noted = false;
        for (int index = 0; index < pulledCount && !noted; index++) {
            noted = pulled[index] == row;
        }
        if (!noted) {
            pull[row] = 0;
            pulled[pulledCount++] = row;
        }
        pull[row] += by;
    }

    /** How far the basic columns fall for what was noted, by row, valid until the next call; starts noting anew. */
    double[] answer() {
        for (int row = 0; row < rows; row++) {
            double[] line = inverse[row];
            double sum = 0;
            for (int index = 0; index < pulledCount; index++) {
                sum += line[pulled[index]] * pull[pulled[index]];
            }
            direction[row] = sum;
        }
        work += (long) rows * pulledCount;
        pulledCount = 0;
        return direction;
    }

    boolean pulled() {
        return pulledCount > 0;
    }

    /** Makes a column basic in the combined row, whose step by one was the last to be {@link #answer}ed. */
    void exchange(int row, int entering) {
        double pivot = effect[entering];
        double[] line = inverse[row];
        for (int place = 0; place < rows; place++) {
            line[place] /= pivot;
        }
        for (int other = 0; other < rows; other++) {
            if (other != row && Math.abs(direction[other]) > ZERO) {
                subtract(inverse[other], direction[other], line);
                work += rows;
            }
        }
        if (basic[row] >= 0) {
            rowOfColumn[basic[row]] = -1;
        }
        basic[row] = entering;
        rowOfColumn[entering] = row;
    }
}
