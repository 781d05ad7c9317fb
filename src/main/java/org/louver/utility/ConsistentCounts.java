package org.louver.utility;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.louver.table.AdditiveSystem;

/**
 * All counts that agree with a published table: every bound and every relation that ties the given cells to others. Bounds
 * sums and quotients of cells over them.
 *
 * <p>Quotients by Dinkelbach's method (1967, doi 10.1287/mnsc.13.7.492), a handful of linear programs by GLOP. The solver is not
 * trusted: its duals are turned into a bound in exact decimal arithmetic that holds whatever they are (Neumaier &amp; Shcherbina
 * 2004, doi 10.1007/s10107-003-0433-3), so an answer can be too wide, never wrong. Sharp over the reals; integrality is not
 * used. One native model per object: close it. Not for sharing between threads.
 */
final class ConsistentCounts implements AutoCloseable {
    /** Above this many unknowns the caller's interval arithmetic has to do. */
    static final int MOST_UNKNOWNS = 4_000;

    private static final int MOST_STEPS = 30;
    private static final int DUAL_DIGITS = 12;
    private static final MathContext DOWN = new MathContext(40, RoundingMode.FLOOR);

    private static final class Solver {
        static {
            Loader.loadNativeLibraries();
        }

        static MPSolver create() {
            return MPSolver.createSolver("GLOP");
        }
    }

    private final CountTable table;
    private final int[] unknown;
    private final int[] numberOf;
    private final List<int[]> row = new ArrayList<>();
    private final List<int[]> sign = new ArrayList<>();
    private final List<BigDecimal> rightSide = new ArrayList<>();
    private final MPSolver solver;
    private final MPVariable[] variable;
    private final List<MPConstraint> constraint = new ArrayList<>();

    private ConsistentCounts(CountTable table, int[] unknown) {
        this.table = table;
        this.unknown = unknown;
        this.numberOf = new int[table.cells()];
        java.util.Arrays.fill(numberOf, -1);
        this.solver = Solver.create();
        this.variable = new MPVariable[unknown.length];
        for (int k = 0; k < unknown.length; k++) {
            numberOf[unknown[k]] = k;
            CountBounds bounds = table.bounds(unknown[k]);
            variable[k] = solver.makeNumVar(bounds.least(), bounds.most(), "");
        }
        addRows();
    }

    /** The counts that the given cells are tied to; empty if nothing among them is withheld or too much is. */
    static Optional<ConsistentCounts> around(CountTable table, int[]... cells) {
        AdditiveSystem system = table.relations();
        boolean[] seen = new boolean[table.cells()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int[] some : cells) {
            for (int cell : some) {
                if (!seen[cell] && !table.bounds(cell).isExact()) {
                    seen[cell] = true;
                    open.add(cell);
                }
            }
        }
        List<Integer> unknown = new ArrayList<>();
        while (!open.isEmpty()) {
            int cell = open.remove();
            unknown.add(cell);
            if (unknown.size() > MOST_UNKNOWNS) {
                return Optional.empty();
            }
            for (int k = 0; k < system.degree(cell); k++) {
                int relation = system.relationOf(cell, k);
                for (int part = -1; part < system.parts(relation); part++) {
                    int next = part < 0 ? system.total(relation) : system.part(relation, part);
                    if (!seen[next] && !table.bounds(next).isExact()) {
                        seen[next] = true;
                        open.add(next);
                    }
                }
            }
        }
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ConsistentCounts(
                table, unknown.stream().sorted().mapToInt(Integer::intValue).toArray()));
    }

    private void addRows() {
        AdditiveSystem system = table.relations();
        boolean[] done = new boolean[system.relations()];
        for (int cell : unknown) {
            for (int k = 0; k < system.degree(cell); k++) {
                int relation = system.relationOf(cell, k);
                if (!done[relation]) {
                    done[relation] = true;
                    addRow(system, relation);
                }
            }
        }
    }

    private void addRow(AdditiveSystem system, int relation) {
        TreeMap<Integer, Integer> terms = new TreeMap<>();
        long fixed = 0;
        for (int part = -1; part < system.parts(relation); part++) {
            int cell = part < 0 ? system.total(relation) : system.part(relation, part);
            int coefficient = part < 0 ? -1 : 1;
            if (numberOf[cell] >= 0) {
                terms.merge(numberOf[cell], coefficient, Integer::sum);
            } else {
                fixed = Math.addExact(fixed, coefficient * table.bounds(cell).lower());
            }
        }
        MPConstraint made = solver.makeConstraint((double) -fixed, (double) -fixed);
        terms.forEach((number, coefficient) -> made.setCoefficient(variable[number], coefficient));
        constraint.add(made);
        rightSide.add(BigDecimal.valueOf(-fixed));
        row.add(terms.keySet().stream().mapToInt(Integer::intValue).toArray());
        sign.add(terms.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Bounds of Σ plus − Σ minus over cells, rounded inward to whole counts, never below zero. */
    CountBounds difference(int[] plus, int[] minus) {
        BigDecimal[] cost = new BigDecimal[unknown.length];
        BigDecimal fixed = cost(cost, plus, BigDecimal.ONE).add(cost(cost, minus, BigDecimal.ONE.negate()));
        long least = least(cost).add(fixed).setScale(0, RoundingMode.CEILING).longValueExact();
        for (int k = 0; k < cost.length; k++) {
            cost[k] = cost[k].negate();
        }
        long most =
                least(cost).negate().add(fixed).setScale(0, RoundingMode.FLOOR).longValueExact();
        return new CountBounds(Math.max(0, Math.min(least, most)), Math.max(0, most));
    }

    /** Bounds of Σ numerator / Σ denominator; {@link Interval#UNKNOWN} if the denominator can be zero. */
    Interval quotient(int[] numerator, int[] denominator) {
        CountBounds below = difference(denominator, new int[0]);
        if (below.lower() == 0) {
            return Interval.UNKNOWN;
        }
        BigDecimal low = leastQuotient(numerator, denominator, below.lower(), 1);
        BigDecimal high =
                leastQuotient(numerator, denominator, below.lower(), -1).negate();
        double lower = Math.max(0, Math.nextDown(low.doubleValue()));
        return new Interval(lower, Math.max(lower, Math.nextUp(high.doubleValue())));
    }

    /** A number that side·Σ numerator / Σ denominator never falls below. */
    private BigDecimal leastQuotient(int[] numerator, int[] denominator, long leastDenominator, int side) {
        BigDecimal ratio = BigDecimal.valueOf(side * start(numerator, denominator));
        BigDecimal best = BigDecimal.ZERO;
        for (int step = 0; step < MOST_STEPS; step++) {
            BigDecimal[] cost = new BigDecimal[unknown.length];
            BigDecimal fixed =
                    cost(cost, numerator, BigDecimal.valueOf(side)).add(cost(cost, denominator, ratio.negate()));
            BigDecimal gap = least(cost).add(fixed);
            // side·N − ratio·D ≥ gap whatever the ratio, so every step gives a bound that holds.
            BigDecimal bound =
                    gap.signum() >= 0 ? ratio : ratio.add(gap.divide(BigDecimal.valueOf(leastDenominator), DOWN));
            best = step == 0 ? bound : best.max(bound);
            double reached = side * value(numerator) / value(denominator);
            if (!(reached < ratio.doubleValue() - 1e-12 * Math.abs(ratio.doubleValue())) || !Double.isFinite(reached)) {
                break;
            }
            ratio = BigDecimal.valueOf(reached);
        }
        return best;
    }

    /** The quotient of the middles: any number will do. */
    private double start(int[] numerator, int[] denominator) {
        CountBounds above = table.sum(numerator);
        CountBounds below = table.sum(denominator);
        return (above.lower() + (double) above.upper()) / Math.max(1, below.lower() + (double) below.upper());
    }

    private double value(int[] cells) {
        double sum = 0;
        for (int cell : cells) {
            sum += numberOf[cell] >= 0
                    ? variable[numberOf[cell]].solutionValue()
                    : table.bounds(cell).lower();
        }
        return sum;
    }

    /** Adds a coefficient for each cell and returns what the known ones contribute. */
    private BigDecimal cost(BigDecimal[] cost, int[] cells, BigDecimal coefficient) {
        for (int k = 0; k < cost.length; k++) {
            cost[k] = cost[k] == null ? BigDecimal.ZERO : cost[k];
        }
        BigDecimal fixed = BigDecimal.ZERO;
        for (int cell : cells) {
            if (numberOf[cell] >= 0) {
                cost[numberOf[cell]] = cost[numberOf[cell]].add(coefficient);
            } else {
                fixed = fixed.add(coefficient.multiply(
                        BigDecimal.valueOf(table.bounds(cell).lower())));
            }
        }
        return fixed;
    }

    /** A number that Σ cost·count never falls below; the closer the better the solver did. */
    private BigDecimal least(BigDecimal[] cost) {
        MPObjective objective = solver.objective();
        objective.setMinimization();
        for (int k = 0; k < cost.length; k++) {
            objective.setCoefficient(variable[k], cost[k].doubleValue());
        }
        boolean solved = solver.solve() == MPSolver.ResultStatus.OPTIMAL;
        BigDecimal[] reduced = cost.clone();
        BigDecimal bound = BigDecimal.ZERO;
        for (int r = 0; r < row.size(); r++) {
            double dual = solved ? constraint.get(r).dualValue() : 0;
            BigDecimal price = Double.isFinite(dual)
                    ? BigDecimal.valueOf(dual).setScale(DUAL_DIGITS, RoundingMode.HALF_EVEN)
                    : BigDecimal.ZERO;
            bound = bound.add(price.multiply(rightSide.get(r)));
            for (int entry = 0; entry < row.get(r).length; entry++) {
                int k = row.get(r)[entry];
                reduced[k] = reduced[k].subtract(price.multiply(BigDecimal.valueOf(sign.get(r)[entry])));
            }
        }
        for (int k = 0; k < reduced.length; k++) {
            CountBounds bounds = table.bounds(unknown[k]);
            bound = bound.add(reduced[k].multiply(
                    BigDecimal.valueOf(reduced[k].signum() >= 0 ? bounds.lower() : bounds.upper())));
        }
        return bound;
    }

    @Override
    public void close() {
        solver.delete();
    }
}
