package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.louver.table.ProtectionLevels;

/**
 * Cuts that say why a pattern, or a mixture of patterns, does not protect a primary class: the duals of max ±y_p, by GLOP, when a class
 * that is withheld in part may move by that part of what is asked. Published classes may move by a trifle of it, so that the cuts
 * lean on few of them. Each program starts from the last one's basis. The cuts are made in integers by {@link Cut}. Not for sharing
 * between threads.
 */
final class CutProgram {
    /** How far published classes may move, relative to the amount asked. */
    static final double AJAR = 1e-3;
    /** The same where a thousand of them together would take a class as far as is asked. */
    static final double BARELY_AJAR = 1e-6;
    /** Elementary steps of {@link MoveSimplex} that a program is taken for, per class, and those of an iteration. */
    private static final long STEPS_PER_CLASS = 400;

    private static final long STEPS_PER_ITERATION = 40_000;

    private final MovableCells problem;
    private final MoveSimplex simplex;
    private @Nullable Model model;
    /** How far published classes may move in the present programs. */
    private double opening = AJAR;
    /** How far the class got in the last program. */
    private double reached;

    CutProgram(MovableCells problem, MoveSimplex simplex) {
        this.problem = problem;
        this.simplex = simplex;
    }

    /**
     * Cuts that hold for every pattern that protects p as asked; the point breaks them where published classes do not
     * make up for it together.
     *
     * @param x how much of each optional class is withheld, 0 to 1
     * @param known classes that the reader knows and that hide nothing from him, ascending
     * @param ajar how far published classes may move, relative to the amount asked
     */
    List<Cut> against(double[] x, int p, ProtectionLevels asked, int[] known, double ajar) {
        opening = ajar;
        List<Cut> cuts = new ArrayList<>();
        long room = problem.room[p];
        if (asked.upper() > 0) {
            double most = (double) asked.upper();
            add(cuts, asked.upper(), reach(x, most, p, true, most, known));
        }
        if (asked.lower() > 0 && asked.lower() <= room) {
            double most = (double) asked.lower();
            add(cuts, asked.lower(), reach(x, most, p, false, most, known));
        }
        if (asked.sliding() > 0) {
            addWidth(cuts, asked.sliding(), x, p, known);
        }
        return cuts;
    }

    /** up + down ≥ width: a bound on the way up, then one on the way down for what is left. */
    private void addWidth(List<Cut> cuts, long width, double[] x, int p, int[] known) {
        long room = problem.room[p];
        Cut.Reach up = reach(x, (double) width, p, true, (double) width, known);
        double rest = (double) width - reached;
        if (up == null || rest <= 0) {
            return;
        }
        if (width > room) {
            add(cuts, width - room, up);
        }
        if (room > 0) {
            // The limits stay as they are, so that the solver goes on from where it is.
            Cut.Reach down = reach(x, (double) width, p, false, Math.min((double) room, rest), known);
            if (down != null) {
                add(cuts, width, up, down);
            }
        }
    }

    private void add(List<Cut> cuts, long amount, Cut.@Nullable Reach... reaches) {
        for (Cut.Reach reach : reaches) {
            if (reach == null) {
                return;
            }
        }
        Cut cut = Cut.of(problem, amount, reaches);
        if (cut != null) {
            cuts.add(cut);
        }
    }

    /** @param most how far a class may move that is withheld in full but for a trifle */
    private Cut.@Nullable Reach reach(double[] x, double most, int p, boolean upward, double amount, int[] known) {
        Model around = model == null ? new Model(problem) : model;
        model = around;
        around.open(x, most, known, opening);
        around.push(p, upward, amount);
        reached = around.reached;
        simplex.charge(STEPS_PER_CLASS * problem.count + STEPS_PER_ITERATION * around.iterations);
        return around.optimal ? Cut.Reach.of(problem, p, upward, around.priced, around.price, known) : null;
    }

    /** The model and the answer of its last program. */
    private static final class Model {
        static {
            Loader.loadNativeLibraries();
        }

        private static final double PRICED = 1e-9;
        /** Where the solver turns in circles, there is no cut. */
        private static final int MOST_ITERATIONS = 20_000;

        /** From here on a class is withheld. */
        private static final double WHOLE = 1 - 1e-9;

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
        private double unit = 1;
        private double reached;
        /** Relations with a price, and their prices. */
        private int[] priced = {};

        private double[] price = {};

        private Model(MovableCells problem) {
            this.problem = problem;
            // Presolve would throw the basis away that makes the next program cheap.
            solver.setSolverSpecificParametersAsString(
                    "use_preprocessing: false max_number_of_iterations: " + MOST_ITERATIONS);
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

        /** From now on moves are told in units of the most: programs over large magnitudes and over counts are alike. */
        private void open(double[] x, double most, int[] known, double ajar) {
            unit = most;
            for (int c = 0; c < move.length; c++) {
                double room = (double) problem.room[c] / unit;
                boolean whole = !problem.optional[c] || x[c] > WHOLE;
                double part = Math.max(ajar, x[c]);
                bound(c, whole ? -room : -Math.min(room, part), whole ? Double.POSITIVE_INFINITY : part);
            }
            for (int c : known) {
                bound(c, 0, 0);
            }
        }

        private void bound(int c, double low, double high) {
            if (lowest[c] != low || highest[c] != high) {
                lowest[c] = low;
                highest[c] = high;
                move[c].setBounds(low, high);
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
                    upward ? lowest[p] : Math.max(lowest[p], -amount / unit),
                    upward ? Math.min(amount / unit, highest[p]) : highest[p]);
            optimal = solver.solve() == MPSolver.ResultStatus.OPTIMAL;
            iterations = solver.iterations();
            reached = optimal ? unit * Math.abs(move[p].solutionValue()) : 0;
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
