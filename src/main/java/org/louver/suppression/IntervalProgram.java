package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.louver.table.ProtectionLevels;

/**
 * Whether a set of withheld classes protects primary classes against readers without a record of their own, asked for many of them at
 * once: max ±y_p over all moves of the set, by a primal simplex on {@link SolvedRelations}. Only the goal changes from class to class,
 * so that each program starts where the last one ended, and every move on the way is looked up for what it shows of the classes that
 * are still to be asked. Nothing it answers is a proof: a set that passes still has to be proved by witnesses. Not for sharing between
 * threads.
 */
final class IntervalProgram {
    private static final double CLOSE = 1e-6;
    private static final double TINY = 1e-9;
    /** Floors are lower by so much of a unit, by another part of it for each class: no step is empty, hence no cycles. */
    private static final double SLACK = 1e-8;
    /** Steps per relation and class after which a program is given up. */
    private static final int MOST_PIVOTS = 4;

    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;
    private final SolvedRelations relations;
    private final double[] y;
    /** What the moves found so far within the present set show of each class. */
    private final double[] shownUp;

    private final double[] shownDown;
    private BitSet open = new BitSet();
    /** The class that is moved, which way and how far. */
    private int goal;

    private int sign;
    private double amount;

    IntervalProgram(MovableCells problem, Evidence evidence, MoveSimplex simplex, SolvedRelations relations) {
        this.problem = problem;
        this.evidence = evidence;
        this.simplex = simplex;
        this.relations = relations;
        y = new double[problem.count];
        shownUp = new double[problem.count];
        shownDown = new double[problem.count];
    }

    /** The classes, in the order given, that the set does not protect, or of which that was not found out; at most so many. */
    int[] unprotected(BitSet withheld, List<Integer> classes, int most) {
        open = withheld;
        relations.cover(withheld);
        Arrays.fill(y, 0);
        Arrays.fill(shownUp, 0);
        Arrays.fill(shownDown, 0);
        int[] found = new int[Math.min(most, classes.size())];
        int count = 0;
        for (int p : classes) {
            if (count < found.length && !protects(p)) {
                found[count++] = p;
            }
        }
        simplex.charge(relations.steps());
        return Arrays.copyOf(found, count);
    }

    private boolean protects(int p) {
        ProtectionLevels asked = evidence.required(p);
        double down = Math.min((double) problem.room[p], (double) Math.addExact(asked.lower(), asked.sliding()));
        if (!shows(p, asked) && shownDown[p] < down - CLOSE) {
            push(p, -1, down);
        }
        if (!shows(p, asked)) {
            push(p, 1, (double) Math.addExact(asked.upper(), asked.sliding()));
        }
        return shows(p, asked);
    }

    private boolean shows(int p, ProtectionLevels asked) {
        return shownUp[p] >= (double) asked.upper() - CLOSE
                && shownDown[p] >= (double) asked.lower() - CLOSE
                && shownUp[p] + shownDown[p] >= (double) asked.sliding() - CLOSE;
    }

    /** Moves p as far as it goes, up to the amount, from where it is. */
    private void push(int p, int towards, double asked) {
        goal = p;
        sign = towards;
        amount = asked;
        int left = MOST_PIVOTS * (relations.rows() + relations.columns());
        while (sign * y[p] < amount - CLOSE && left-- > 0 && step()) {
            look();
        }
        refresh();
    }

    private void look() {
        for (int c : problem.primaries) {
            shownUp[c] = Math.max(shownUp[c], y[c]);
            shownDown[c] = Math.max(shownDown[c], -y[c]);
        }
        simplex.charge(problem.primaries.length / 4);
    }

    /** One step that takes the goal nearer to the amount; false if there is none. */
    private boolean step() {
        int row = relations.rowOf(goal);
        int column = row < 0 ? relations.columnOf(goal) : steepest(relations.line(row));
        if (column < 0) {
            return false;
        }
        int entering = relations.free(column);
        int direction = row < 0 || relations.line(row)[column] > 0 ? sign : -sign;
        double most = row < 0
                ? amount - sign * y[goal]
                : direction < 0 ? y[entering] - floor(entering) : Double.POSITIVE_INFINITY;
        int leaving = leaving(column, direction, most);
        double distance = leaving < 0 ? most : Math.max(0, room(leaving, column, direction));
        for (int k = 0; k < relations.rows(); k++) {
            y[relations.basic(k)] += direction * distance * relations.line(k)[column];
        }
        y[entering] += direction * distance;
        if (leaving >= 0 && relations.basic(leaving) != goal) {
            relations.exchange(leaving, column);
        }
        return true;
    }

    /** The column that takes the row's class along most, per unit, or −1. */
    private int steepest(double[] line) {
        int best = -1;
        double largest = TINY;
        for (int column = 0; column < line.length; column++) {
            double size = Math.abs(line[column]);
            int c = relations.free(column);
            if (size > largest && open.get(c) && (sign * line[column] > 0 || y[c] > floor(c) + TINY)) {
                best = column;
                largest = size;
            }
        }
        return best;
    }

    /**
     * The row whose class stops the move first, within the distance given, or −1. Of those that stop it at about the same place it is the
     * one that moves most, for a steady exchange (Harris 1973, doi 10.1007/BF01580108).
     */
    private int leaving(int column, int direction, double most) {
        double nearest = most;
        for (int row = 0; row < relations.rows(); row++) {
            double size = Math.abs(relations.line(row)[column]);
            if (size > TINY) {
                nearest = Math.min(nearest, room(row, column, direction) + SLACK / size);
            }
        }
        int best = -1;
        double largest = TINY;
        for (int row = 0; row < relations.rows(); row++) {
            double size = Math.abs(relations.line(row)[column]);
            if (size > largest && room(row, column, direction) <= nearest) {
                best = row;
                largest = size;
            }
        }
        return best;
    }

    /** How far the class of the column may go before that of the row stops it. */
    private double room(int row, int column, int direction) {
        double rate = direction * relations.line(row)[column];
        int c = relations.basic(row);
        if (c == goal && sign * rate > 0) {
            return (amount - sign * y[c]) / Math.abs(rate);
        }
        if (rate < 0) {
            return (y[c] - floor(c)) / -rate;
        }
        return open.get(c) ? Double.POSITIVE_INFINITY : Math.max(0, -y[c]) / rate;
    }

    private double floor(int c) {
        return open.get(c) ? -(double) problem.room[c] - SLACK * (1 + MoveSimplex.tieBreak(c)) : 0;
    }

    /** Where the free classes take the basic ones, without the errors that steps add up. */
    private void refresh() {
        int[] moved = IntStream.range(0, relations.columns())
                .filter(column -> y[relations.free(column)] != 0)
                .toArray();
        for (int row = 0; row < relations.rows(); row++) {
            double[] line = relations.line(row);
            double sum = 0;
            for (int column : moved) {
                sum += line[column] * y[relations.free(column)];
            }
            y[relations.basic(row)] = sum;
        }
        simplex.charge((relations.rows() * (long) moved.length + relations.columns()) / 4);
    }
}
