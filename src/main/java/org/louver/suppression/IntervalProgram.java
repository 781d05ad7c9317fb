package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.louver.table.ProtectionLevels;

/**
 * Whether a set of withheld classes protects primary classes against readers without a record of their own, asked for many of them at
 * once: max ±y_p over all moves of the set, by GLOP. Only the goal changes from class to class, so that each program starts from the last
 * basis, and every move found is looked up for what it shows of the classes that are still to be asked. Nothing it answers is a
 * proof: a set that passes still has to be proved by witnesses, and of one that does not the cuts are made in integers by
 * {@link Cut}. Not for sharing between threads.
 */
final class IntervalProgram {
    private static final double CLOSE = 1e-6;
    /** How far published classes may move while cuts are sought, relative to the amount asked: the cuts then lean on few of them. */
    private static final double AJAR = 1e-3;
    /** Elementary steps of {@link MoveSimplex} that a program is taken for, per class, and those of an iteration. */
    private static final long STEPS_PER_CLASS = 400;

    private static final long STEPS_PER_ITERATION = 40_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;
    private @Nullable Model model;
    /** What the moves found so far within the present set show of each class. */
    private final double[] shownUp;

    private final double[] shownDown;

    IntervalProgram(MovableCells problem, Evidence evidence, MoveSimplex simplex) {
        this.problem = problem;
        this.evidence = evidence;
        this.simplex = simplex;
        shownUp = new double[problem.count];
        shownDown = new double[problem.count];
    }

    /** The classes, in the order given, that the set does not protect; at most so many. */
    int[] unprotected(BitSet withheld, List<Integer> classes, int most) {
        Model within = model(withheld, 0);
        Arrays.fill(shownUp, 0);
        Arrays.fill(shownDown, 0);
        int[] found = new int[Math.min(most, classes.size())];
        int count = 0;
        for (int p : classes) {
            if (count < found.length && !protects(within, p)) {
                found[count++] = p;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean protects(Model within, int p) {
        ProtectionLevels asked = evidence.required(p);
        double down = Math.min((double) problem.room[p], (double) Math.addExact(asked.lower(), asked.sliding()));
        if (!shows(p, asked) && shownDown[p] < down - CLOSE) {
            farthest(within, p, false, down);
        }
        if (!shows(p, asked)) {
            farthest(within, p, true, (double) Math.addExact(asked.upper(), asked.sliding()));
        }
        return shows(p, asked);
    }

    private boolean shows(int p, ProtectionLevels asked) {
        return shownUp[p] >= (double) asked.upper() - CLOSE
                && shownDown[p] >= (double) asked.lower() - CLOSE
                && shownUp[p] + shownDown[p] >= (double) asked.sliding() - CLOSE;
    }

    /** Adds cuts that say why the set does not protect the class, one of those that {@link #unprotected} gave, where there are any. */
    void separate(BitSet withheld, int p, Relaxation relaxation) {
        ProtectionLevels asked = evidence.required(p);
        long room = problem.room[p];
        long most = Math.addExact(asked.upper(), Math.addExact(asked.lower(), asked.sliding()));
        Model around = model(withheld, AJAR * (double) most);
        Cut.Reach up = reach(around, p, true, (double) most);
        Cut.Reach down = room == 0 ? null : reach(around, p, false, (double) Math.min(most, room));
        if (up != null && asked.upper() > 0) {
            relaxation.add(withheld, Cut.of(problem, asked.upper(), up));
        }
        if (up != null && asked.sliding() > room) {
            relaxation.add(withheld, Cut.of(problem, asked.sliding() - room, up));
        }
        if (down != null && asked.lower() > 0 && asked.lower() <= room) {
            relaxation.add(withheld, Cut.of(problem, asked.lower(), down));
        }
        if (up != null && down != null && asked.sliding() > 0) {
            relaxation.add(withheld, Cut.of(problem, asked.sliding(), up, down));
        }
    }

    private Cut.@Nullable Reach reach(Model around, int p, boolean upward, double amount) {
        farthest(around, p, upward, amount);
        return around.optimal ? Cut.Reach.of(problem, p, upward, around.priced, around.price, new int[0]) : null;
    }

    private void farthest(Model within, int p, boolean upward, double amount) {
        within.push(p, upward, amount);
        simplex.charge(STEPS_PER_CLASS * problem.count + STEPS_PER_ITERATION * within.iterations);
        for (int k = 0; within.optimal && k < problem.primaries.length; k++) {
            int c = problem.primaries[k];
            shownUp[c] = Math.max(shownUp[c], within.at[k]);
            shownDown[c] = Math.max(shownDown[c], -within.at[k]);
        }
    }

    private Model model(BitSet withheld, double ajar) {
        Model made = model == null ? new Model(problem) : model;
        model = made;
        made.open(withheld, ajar);
        return made;
    }

    /** The model and the answer of its last program. */
    private static final class Model {
        static {
            Loader.loadNativeLibraries();
        }

        private static final double PRICED = 1e-9;

        private final MovableCells problem;
        private final MPSolver solver = MPSolver.createSolver("GLOP");
        private final MPVariable[] move;
        private final MPConstraint[] balance;
        /** What the model says at the moment; asking it would cost more. */
        private final double[] lowest;

        private final double[] highest;
        private int goal = -1;

        private boolean optimal;
        private long iterations;
        /** How far each primary class moves, by its place among them. */
        private final double[] at;
        /** Relations with a price, and their prices. */
        private int[] priced = {};

        private double[] price = {};

        private Model(MovableCells problem) {
            this.problem = problem;
            // Presolve would throw the basis away that makes the next program cheap.
            solver.setSolverSpecificParametersAsString("use_preprocessing: false");
            solver.objective().setMaximization();
            move = new MPVariable[problem.count];
            lowest = new double[problem.count];
            highest = new double[problem.count];
            at = new double[problem.primaries.length];
            for (int c = 0; c < move.length; c++) {
                move[c] = solver.makeNumVar(0, 0, "");
            }
            balance = new MPConstraint[problem.term.length];
            for (int row = 0; row < balance.length; row++) {
                balance[row] = solver.makeConstraint(0, 0, "");
                for (int k = 0; k < problem.term[row].length; k++) {
                    balance[row].setCoefficient(move[problem.term[row][k]], problem.sign[row][k]);
                }
            }
        }

        private void open(BitSet withheld, double ajar) {
            for (int c = 0; c < move.length; c++) {
                double room = (double) problem.room[c];
                boolean open = withheld.get(c);
                double low = open ? -room : -Math.min(room, ajar);
                double high = open ? Double.POSITIVE_INFINITY : ajar;
                if (lowest[c] != low || highest[c] != high) {
                    lowest[c] = low;
                    highest[c] = high;
                    move[c].setBounds(low, high);
                }
            }
        }

        /** Moves p as far as it goes, up to the amount. */
        private void push(int p, boolean upward, double amount) {
            if (goal >= 0) {
                solver.objective().setCoefficient(move[goal], 0);
            }
            goal = p;
            solver.objective().setCoefficient(move[p], upward ? 1 : -1);
            move[p].setBounds(
                    upward ? lowest[p] : Math.max(lowest[p], -amount),
                    upward ? Math.min(amount, highest[p]) : highest[p]);
            optimal = solver.solve() == MPSolver.ResultStatus.OPTIMAL;
            iterations = solver.iterations();
            if (optimal) {
                read();
            }
            move[p].setBounds(lowest[p], highest[p]);
        }

        private void read() {
            for (int k = 0; k < at.length; k++) {
                at[k] = move[problem.primaries[k]].solutionValue();
            }
            priced = new int[balance.length];
            price = new double[balance.length];
            int count = 0;
            for (int row = 0; row < balance.length; row++) {
                double dual = balance[row].dualValue();
                if (Math.abs(dual) > PRICED) {
                    priced[count] = row;
                    price[count++] = dual;
                }
            }
            priced = Arrays.copyOf(priced, count);
            price = Arrays.copyOf(price, count);
        }
    }
}
