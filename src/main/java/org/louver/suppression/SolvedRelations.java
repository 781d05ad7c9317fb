package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The relations among the withheld classes, solved for as many classes as there are independent relations:
 * y_basic = Σ_free line · y_free, every other class standing still. Programs over one set after another exchange basic and free
 * classes and find the solution of the last program when they start; new classes join it by the inverse of its basis, which is made
 * for the purpose ({@link EtaKernel}). The first set is solved from nothing (Gauss and Jordan), and one
 * whose basis has no inverse or is mostly of classes that it does not have.
 *
 * <p>Dense: for m relations and n free classes the first solution takes O(m·n) per relation at most, an exchange O(m·n) at most; both skip
 * zeros. A class that joins takes O(m) and the entries of the inverse. Doubles: whoever finds a move by it verifies it as a
 * {@link Witness}. Not for sharing between threads.
 */
final class SolvedRelations {
    private static final double TINY = 1e-9;
    /** Exchanges leave less than this where there should be nothing. */
    private static final double CERTAIN = 1e-7;
    /** A pivot this much smaller than the largest of its relation is not taken. */
    private static final double STEADY = 0.1;
    /** Exchanges after which errors of rounding are thrown away. */
    private static final int RENEWED_AFTER = 500;
    /** Classes beyond those of the set are kept, up to this share of it: proposals come back to the same ones. */
    private static final double SPARE = 0.2;
    /** Numbers that are changed in the time of one elementary step of {@link MoveSimplex}. */
    private static final int NUMBERS_PER_STEP = 4;

    private static final int ABSENT = Integer.MIN_VALUE;

    private final MovableCells problem;
    /** Column of a free class, −1 − row of a basic one, or ABSENT. */
    private final int[] place;

    private final BitSet present = new BitSet();
    private final EtaKernel kernel;
    /** Relations that are solved; the others follow from them. */
    private int[] solved = {};

    private int[] basic = {};
    private int[] free = {};
    private double[][] line = {};
    /** Σ of the squares of each line, or NaN since the line has changed. */
    private double[] square = {};

    private int[] filled = {};
    private int exchanges;
    private long numbers;

    SolvedRelations(MovableCells problem) {
        this.problem = problem;
        kernel = new EtaKernel(problem);
        place = new int[problem.count];
        Arrays.fill(place, ABSENT);
    }

    /** Sees that all classes of the set are there, and that no other class is basic if it could be free. */
    void cover(BitSet set) {
        BitSet missing = (BitSet) set.clone();
        missing.andNot(present);
        boolean stale = exchanges > RENEWED_AFTER;
        if ((stale || !missing.isEmpty()) && !extend(missing.stream().toArray(), stale)) {
            solve(set);
        }
        releaseAll(set);
        if (present.cardinality() > (1 + SPARE) * set.cardinality()) {
            keepOnly(set);
        }
        // Basic classes outside the set that nothing could take the place of stay; too many of them, and all begins
        // anew.
        if (present.cardinality() > (1 + SPARE) * set.cardinality()) {
            solve(set);
            releaseAll(set);
        }
    }

    private void releaseAll(BitSet set) {
        for (int row = 0; row < basic.length; row++) {
            if (!set.get(basic[row])) {
                release(row, set);
            }
        }
    }

    /** Makes the basic class of the row a free one, in exchange for a class of the set; false if none can take its place. */
    boolean release(int row, BitSet set) {
        int best = -1;
        double largest = CERTAIN;
        for (int column = 0; column < free.length; column++) {
            double size = Math.abs(line[row][column]);
            if (size > largest && set.get(free[column])) {
                best = column;
                largest = size;
            }
        }
        if (best >= 0) {
            exchange(row, best);
        }
        return best >= 0;
    }

    int rows() {
        return basic.length;
    }

    int columns() {
        return free.length;
    }

    int basic(int row) {
        return basic[row];
    }

    int free(int column) {
        return free[column];
    }

    /** Row of a basic class, else −1. */
    int rowOf(int c) {
        return place[c] < 0 && place[c] != ABSENT ? -1 - place[c] : -1;
    }

    /** Column of a free class; only if it is one. */
    int columnOf(int c) {
        return place[c];
    }

    /** How far each free class takes the basic class of the row along; not to be changed. */
    double[] line(int row) {
        return line[row];
    }

    /** Σ of the squares of a row's line. */
    double square(int row) {
        if (Double.isNaN(square[row])) {
            square[row] = squares(line[row]);
            numbers += line[row].length / 4;
        }
        return square[row];
    }

    /** Four sums, none of which waits for another. */
    private static double squares(double[] of) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int k = 0;
        for (; k + 3 < of.length; k += 4) {
            first += of[k] * of[k];
            second += of[k + 1] * of[k + 1];
            third += of[k + 2] * of[k + 2];
            fourth += of[k + 3] * of[k + 3];
        }
        for (; k < of.length; k++) {
            first += of[k] * of[k];
        }
        return first + second + third + fourth;
    }

    /** Elementary steps since the last time this was asked. */
    long steps() {
        long steps = numbers / NUMBERS_PER_STEP;
        numbers = 0;
        return steps;
    }

    /** The basic class of the row and the free one of the column change places; they must move each other. */
    void exchange(int row, int column) {
        double[] pivot = line[row];
        double size = pivot[column];
        int count = 0;
        for (int k = 0; k < pivot.length; k++) {
            if (Math.abs(pivot[k]) < TINY) {
                pivot[k] = 0;
            } else {
                pivot[k] = k == column ? 1 / size : -pivot[k] / size;
                filled[count++] = k;
            }
        }
        for (int other = 0; other < line.length; other++) {
            double factor = line[other][column];
            if (other != row && factor != 0) {
                line[other][column] = 0;
                square[other] = Double.NaN;
                if (Math.abs(factor) > TINY) {
                    add(line[other], factor, pivot, count);
                }
            }
        }
        square[row] = Double.NaN;
        int leaving = basic[row];
        basic[row] = free[column];
        free[column] = leaving;
        place[basic[row]] = -1 - row;
        place[leaving] = column;
        exchanges++;
        numbers += 8L * line.length;
    }

    /** target += factor · pivot, of which so many places are filled. */
    private void add(double[] target, double factor, double[] pivot, int count) {
        if (3 * count > pivot.length) {
            for (int k = 0; k < pivot.length; k++) {
                target[k] += factor * pivot[k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                target[filled[k]] += factor * pivot[filled[k]];
            }
        }
        numbers += Math.min(pivot.length, 3 * count);
    }

    /**
     * New classes join, free where no relation says otherwise.
     *
     * @param renewed whether the lines of the free classes that are here already are made anew too
     * @return false, and nothing is changed, if the basis has no inverse
     */
    private boolean extend(int[] fresh, boolean renewed) {
        if (basic.length == 0 || !kernel.load(solved, basic)) {
            return false;
        }
        if (renewed) {
            for (int column = 0; column < free.length; column++) {
                fill(line, column, free[column]);
            }
            Arrays.fill(square, Double.NaN);
            exchanges = 0;
        }
        double[][] block = new double[basic.length][fresh.length];
        for (int k = 0; k < fresh.length; k++) {
            fill(block, k, fresh[k]);
        }
        numbers += NUMBERS_PER_STEP * kernel.spent();
        JoiningClasses joining = new JoiningClasses(problem, fresh, block, this::rowOf).solve(solved);
        numbers += joining.numbers();
        join(joining);
        return true;
    }

    /** How the class takes the basic ones along, by the inverse. */
    private void fill(double[][] lines, int column, int c) {
        double[] effect = kernel.effect(c);
        for (int q = 0; q < basic.length; q++) {
            double value = effect[q];
            lines[rowOf(kernel.basic(q))][column] = Math.abs(value) < TINY ? 0 : -value;
        }
        numbers += basic.length;
    }

    private void join(JoiningClasses joining) {
        int rows = basic.length;
        int columns = free.length;
        int[] stillFree = joining.free();
        int[] nowBasic = joining.basic();
        free = concatenated(free, stillFree);
        basic = concatenated(basic, nowBasic);
        solved = concatenated(solved, joining.relations());
        double[][] extended = new double[basic.length][];
        for (int row = 0; row < basic.length; row++) {
            extended[row] = row < rows ? Arrays.copyOf(line[row], free.length) : new double[free.length];
            joining.copyLine(row, extended[row], columns);
        }
        line = extended;
        square = new double[basic.length];
        Arrays.fill(square, Double.NaN);
        for (int k = columns; k < free.length; k++) {
            place[free[k]] = k;
        }
        for (int row = rows; row < basic.length; row++) {
            place[basic[row]] = -1 - row;
        }
        Arrays.stream(stillFree).forEach(present::set);
        Arrays.stream(nowBasic).forEach(present::set);
        filled = new int[Math.max(filled.length, free.length)];
        numbers += basic.length * (long) free.length / 4;
    }

    private static int[] concatenated(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Free classes outside the set go. */
    private void keepOnly(BitSet set) {
        int[] kept =
                IntStream.range(0, free.length).filter(k -> set.get(free[k])).toArray();
        for (int c : free) {
            place[c] = ABSENT;
            present.clear(c);
        }
        free = Arrays.stream(kept).map(k -> free[k]).toArray();
        for (int k = 0; k < free.length; k++) {
            place[free[k]] = k;
            present.set(free[k]);
        }
        for (int row = 0; row < basic.length; row++) {
            double[] old = line[row];
            line[row] = Arrays.stream(kept).mapToDouble(k -> old[k]).toArray();
        }
        Arrays.fill(square, Double.NaN);
        numbers += basic.length * (long) free.length / 4;
    }

    private void solve(BitSet set) {
        int[] classes = set.stream().toArray();
        BitSet preferred = new BitSet();
        Arrays.stream(basic).forEach(preferred::set);
        Arrays.fill(place, ABSENT);
        for (int k = 0; k < classes.length; k++) {
            place[classes[k]] = k;
        }
        int[] number = shortestFirst();
        double[][] relation = Arrays.stream(number)
                .mapToObj(row -> dense(row, classes.length))
                .toArray(double[][]::new);
        filled = new int[classes.length];
        double[][] independent = new double[relation.length][];
        solved = new int[relation.length];
        int[] solvedFor = new int[relation.length];
        int count = 0;
        for (int k = 0; k < relation.length; k++) {
            int chosen = pivot(relation[k], classes, preferred);
            if (chosen >= 0) {
                eliminate(relation, relation[k], chosen);
                independent[count] = relation[k];
                solved[count] = number[k];
                solvedFor[count++] = chosen;
            }
        }
        solved = Arrays.copyOf(solved, count);
        compact(classes, Arrays.copyOf(independent, count), solvedFor);
        present.clear();
        present.or(set);
        exchanges = 0;
    }

    /** Relations of the classes that have a place, short ones first: they fill the others least. */
    private int[] shortestFirst() {
        return IntStream.range(0, problem.term.length)
                .filter(row -> Arrays.stream(problem.term[row]).anyMatch(c -> place[c] != ABSENT))
                .boxed()
                .sorted(Comparator.comparingLong((Integer row) -> Arrays.stream(problem.term[row])
                                .filter(c -> place[c] != ABSENT)
                                .count())
                        .thenComparingInt(row -> row))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double[] dense(int row, int width) {
        double[] dense = new double[width];
        for (int k = 0; k < problem.term[row].length; k++) {
            int at = place[problem.term[row][k]];
            if (at != ABSENT) {
                dense[at] = problem.sign[row][k];
            }
        }
        return dense;
    }

    /** Which class to solve the relation for, or −1 if it follows from others. */
    private static int pivot(double[] relation, int[] classes, BitSet preferred) {
        double largest = 0;
        for (double coefficient : relation) {
            largest = Math.max(largest, Math.abs(coefficient));
        }
        int best = -1;
        for (int k = 0; k < relation.length && largest > TINY; k++) {
            if (Math.abs(relation[k]) >= STEADY * largest
                    && (best < 0 || (preferred.get(classes[k]) && !preferred.get(classes[best])))) {
                best = k;
            }
        }
        return best;
    }

    private void eliminate(double[][] relation, double[] pivot, int chosen) {
        double size = pivot[chosen];
        int count = 0;
        for (int k = 0; k < pivot.length; k++) {
            if (Math.abs(pivot[k]) > TINY) {
                pivot[k] /= size;
                filled[count++] = k;
            } else {
                pivot[k] = 0;
            }
        }
        for (double[] other : relation) {
            double factor = other[chosen];
            if (other != pivot && Math.abs(factor) > TINY) {
                add(other, -factor, pivot, count);
                other[chosen] = 0;
            }
        }
        numbers += relation.length;
    }

    /** Leaves the columns of the free classes, on the other side of the equation. */
    private void compact(int[] classes, double[][] relation, int[] solvedFor) {
        basic = new int[relation.length];
        BitSet taken = new BitSet();
        for (int row = 0; row < relation.length; row++) {
            basic[row] = classes[solvedFor[row]];
            place[basic[row]] = -1 - row;
            taken.set(solvedFor[row]);
        }
        int[] column =
                IntStream.range(0, classes.length).filter(k -> !taken.get(k)).toArray();
        free = Arrays.stream(column).map(k -> classes[k]).toArray();
        for (int k = 0; k < free.length; k++) {
            place[free[k]] = k;
        }
        line = new double[relation.length][free.length];
        square = new double[relation.length];
        Arrays.fill(square, Double.NaN);
        for (int row = 0; row < relation.length; row++) {
            for (int k = 0; k < column.length; k++) {
                line[row][k] = -relation[row][column[k]];
            }
        }
    }
}
