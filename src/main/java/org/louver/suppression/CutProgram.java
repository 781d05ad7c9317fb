package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.louver.table.ProtectionLevels;

/**
 * Cuts that say why a set of withheld classes does not protect a primary class: the duals of max ±y_p, by GLOP, while published classes
 * may move by a thousandth of what is asked, so that the cuts lean on few of them. Each program starts from the last one's basis. The
 * cuts are made in integers by {@link Cut}. Not for sharing between threads.
 */
final class CutProgram {
    /** How far published classes may move, relative to the amount asked. */
    private static final double AJAR = 1e-3;
    /** Elementary steps of {@link MoveSimplex} that a program is taken for, per class, and those of an iteration. */
    private static final long STEPS_PER_CLASS = 400;

    private static final long STEPS_PER_ITERATION = 40_000;

    private final MovableCells problem;
    private final Evidence evidence;
    private final MoveSimplex simplex;
    private @Nullable Model model;

    CutProgram(MovableCells problem, Evidence evidence, MoveSimplex simplex) {
        this.problem = problem;
        this.evidence = evidence;
        this.simplex = simplex;
    }

    /** Adds cuts that say why the set does not protect the class, which it must not, where there are any. */
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
        around.push(p, upward, amount);
        simplex.charge(STEPS_PER_CLASS * problem.count + STEPS_PER_ITERATION * around.iterations);
        return around.optimal ? Cut.Reach.of(problem, p, upward, around.priced, around.price, new int[0]) : null;
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
                boolean withheldHere = withheld.get(c);
                double low = withheldHere ? -room : -Math.min(room, ajar);
                double high = withheldHere ? Double.POSITIVE_INFINITY : ajar;
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
