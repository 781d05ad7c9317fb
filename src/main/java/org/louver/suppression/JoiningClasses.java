package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Classes that join {@link SolvedRelations}, and what relations say of them that followed from the solved ones before: such a relation is
 * solved for one of the new classes, whether it mentions them or not. O(terms · new classes) per relation that is not solved yet, and
 * O(rows · new classes) per one that is solved. For one use.
 */
final class JoiningClasses {
    /** Below, what a relation says is an error of rounding. */
    private static final double TINY = 1e-7;

    private final MovableCells problem;
    private final int[] fresh;
    private final IntUnaryOperator rowOf;
    private double[][] block;
    /** Whether each new class is basic by now. */
    private final boolean[] solvedFor;

    private int[] basic = {};
    private int[] relations = {};
    private long numbers;

    /**
     * @param fresh the new classes, ascending
     * @param block how each of them takes the basic classes along, one line for each of these; changed
     * @param rowOf line of a class that was basic before, −1 for others
     */
    JoiningClasses(MovableCells problem, int[] fresh, double[][] block, IntUnaryOperator rowOf) {
        this.problem = problem;
        this.fresh = fresh;
        this.block = block;
        this.rowOf = rowOf;
        solvedFor = new boolean[fresh.length];
    }

    /** Looks at all relations but those that are solved. */
    JoiningClasses solve(int[] solved) {
        BitSet left = new BitSet();
        left.set(0, fresh.length == 0 ? 0 : problem.term.length);
        Arrays.stream(solved).forEach(left::clear);
        left.stream().forEach(this::solveFor);
        return this;
    }

    /** Numbers that were looked at or changed. */
    long numbers() {
        return numbers;
    }

    /** The new classes that stay free, ascending. */
    int[] free() {
        return IntStream.range(0, fresh.length)
                .filter(k -> !solvedFor[k])
                .map(k -> fresh[k])
                .toArray();
    }

    /** The new classes that are basic, and the relations that they are solved by, in the same order. */
    int[] basic() {
        return basic;
    }

    int[] relations() {
        return relations;
    }

    /** What the new free classes do to the basic class of the row, from a place on. */
    void copyLine(int row, double[] into, int from) {
        int at = from;
        for (int k = 0; k < fresh.length; k++) {
            if (!solvedFor[k]) {
                into[at++] = block[row][k];
            }
        }
    }

    private void solveFor(int relation) {
        double[] left = left(relation);
        int best = -1;
        for (int k = 0; k < left.length; k++) {
            if (!solvedFor[k] && Math.abs(left[k]) > (best < 0 ? TINY : Math.abs(left[best]) + TINY)) {
                best = k;
            }
        }
        if (best < 0) {
            return;
        }
        double[] own = new double[fresh.length];
        for (int k = 0; k < fresh.length; k++) {
            own[k] = k == best || solvedFor[k] || Math.abs(left[k]) < TINY ? 0 : -left[k] / left[best];
        }
        numbers += block.length;
        for (double[] line : block) {
            double factor = line[best];
            if (factor != 0) {
                for (int k = 0; k < own.length; k++) {
                    line[k] += factor * own[k];
                }
                line[best] = 0;
                numbers += own.length;
            }
        }
        solvedFor[best] = true;
        block = Arrays.copyOf(block, block.length + 1);
        block[block.length - 1] = own;
        basic = Arrays.copyOf(basic, basic.length + 1);
        basic[basic.length - 1] = fresh[best];
        relations = Arrays.copyOf(relations, relations.length + 1);
        relations[relations.length - 1] = relation;
    }

    /** The relation, with all basic classes put in their place: what it says of the old free ones, it says anyway. */
    private double[] left(int relation) {
        double[] left = new double[fresh.length];
        int[] term = problem.term[relation];
        for (int t = 0; t < term.length; t++) {
            int sign = problem.sign[relation][t];
            int number = Arrays.binarySearch(fresh, term[t]);
            int row = number < 0 ? rowOf.applyAsInt(term[t]) : solvedFor[number] ? newRow(term[t]) : -1;
            if (row >= 0) {
                for (int k = 0; k < left.length; k++) {
                    left[k] += sign * block[row][k];
                }
                numbers += left.length;
            } else if (number >= 0) {
                left[number] += sign;
            }
        }
        numbers += term.length;
        return left;
    }

    private int newRow(int c) {
        int at = 0;
        while (basic[at] != c) {
            at++;
        }
        return block.length - basic.length + at;
    }
}
