package org.louver.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.louver.table.AssessedCells;
import org.louver.table.CellPattern;
import org.louver.table.CellStatus;
import org.louver.table.InvalidTable;
import org.louver.table.ProtectionLevels;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/** Applies the rules to every published cell: what is unsafe, how wide its interval must be, what withholding others costs. */
public final class PrimarySuppression {
    private final TabulatedCells cells;
    private final SensitivityRules rules;
    private final ProtectionPolicy policy;
    private final boolean magnitudes;
    private final CellStatus[] status;
    private final ProtectionLevels[] levels;
    private final @Nullable Rule[] fired;

    private PrimarySuppression(TabulatedCells cells, SensitivityRules rules, ProtectionPolicy policy) {
        this.cells = cells;
        this.rules = rules;
        this.policy = policy;
        this.magnitudes = cells.keptLargest() > 0;
        this.status = new CellStatus[cells.cells()];
        this.levels = new ProtectionLevels[cells.cells()];
        this.fired = new Rule[cells.cells()];
    }

    /**
     * Assesses all cells; O(cells · rules).
     *
     * @throws InvalidTable if a rule asks for what the cells do not hold, or a pattern names an unknown code
     */
    public static Assessment assess(TabulatedCells cells, SensitivityRules rules, ProtectionPolicy policy) {
        return new PrimarySuppression(cells, rules, policy).run();
    }

    private Assessment run() {
        if (rules.contributionsNeeded() > cells.keptLargest()) {
            throw new InvalidTable(
                    "dominance and p% rules need the largest contributions of every cell",
                    "tabulate a magnitude with its contributors");
        }
        if (!rules.homogeneity().isEmpty() && magnitudes) {
            throw new InvalidTable("homogeneity is about counts, not magnitudes", "apply it to a table of counts");
        }
        LongPredicate forced = CellPattern.anyOf(cells.tables(), rules.forced());
        LongPredicate requested = CellPattern.anyOf(cells.tables(), rules.requests());
        Arrays.fill(levels, ProtectionLevels.NONE);
        for (int cell = 0; cell < cells.cells(); cell++) {
            // What no table shows can be had by adding up or subtracting what others do: the same rules hold for it.
            applyRules(cell, requested.test(cells.key(cell)));
            if (fired[cell] != null) {
                status[cell] = CellStatus.PRIMARY;
            } else {
                status[cell] = published(cell) ? CellStatus.SAFE : CellStatus.UNPUBLISHED;
            }
        }
        rules.homogeneity().forEach(this::apply);
        int size = cells.cells();
        long[] value = new long[size];
        long[] floor = new long[size];
        int[] sole = new int[size];
        for (int cell = 0; cell < size; cell++) {
            if (published(cell) && forced.test(cells.key(cell))) {
                status[cell] = CellStatus.FORCED;
                levels[cell] = ProtectionLevels.NONE;
            }
            value[cell] = cells.value(cell);
            floor[cell] = floor(cell);
            sole[cell] = cells.soleContributor(cell);
        }
        AssessedCells assessed = new AssessedCells(cells.system(), value, floor, status, levels, costs(), sole);
        return new Assessment(assessed, fired);
    }

    private long floor(int cell) {
        boolean knownToHoldSomeone = !magnitudes && rules.zeros() != ZeroPolicy.UNSAFE && cells.value(cell) > 0;
        return knownToHoldSomeone && published(cell) ? 1 : 0;
    }

    private boolean published(int cell) {
        return cells.tables().published(cells.key(cell));
    }

    private void applyRules(int cell, boolean requested) {
        long records = cells.count(cell);
        if (records == 0) {
            if (rules.zeros() == ZeroPolicy.UNSAFE) {
                fire(cell, Rule.ZERO, levelsOfNumber(cell));
            }
        } else {
            if (records < rules.minimumFrequency()) {
                fire(cell, Rule.MINIMUM_FREQUENCY, levelsOfNumber(cell));
            }
            if (cells.contributors(cell) < rules.minimumContributors()) {
                fire(cell, Rule.MINIMUM_CONTRIBUTORS, levelsOfNumber(cell));
            }
            for (ConcentrationRule rule : rules.concentration()) {
                long[] largest = new long[rule.contributions()];
                for (int rank = 0; rank < largest.length; rank++) {
                    largest[rank] = cells.largest(cell, rank);
                }
                long upper = rule.upperLevel(cells.value(cell), largest);
                if (upper > 0) {
                    fire(cell, rule.rule(), chosen(new ProtectionLevels(0, upper, 0)));
                }
            }
        }
        if (requested) {
            fire(cell, Rule.REQUEST, levelsOfNumber(cell));
        }
    }

    /** Levels of a cell that is unsafe by how many are in it. */
    private ProtectionLevels levelsOfNumber(int cell) {
        long value = cells.value(cell);
        if (magnitudes) {
            return chosen(
                    new ProtectionLevels(0, Math.max(1, policy.safetyRange().timesMinus(value, 0)), 0));
        }
        long safe = Math.max(2, rules.safeFrom());
        return chosen(new ProtectionLevels(0, Math.max(0, safe - value), safe - 1));
    }

    private ProtectionLevels chosen(ProtectionLevels byRule) {
        return policy.requirement() instanceof Requirement.Width width ? ProtectionLevels.width(width.units()) : byRule;
    }

    private void fire(int cell, Rule rule, ProtectionLevels needed) {
        fired[cell] = fired[cell] == null ? rule : fired[cell];
        levels[cell] = new ProtectionLevels(
                Math.max(levels[cell].lower(), needed.lower()),
                Math.max(levels[cell].upper(), needed.upper()),
                Math.max(levels[cell].sliding(), needed.sliding()));
    }

    private void apply(Homogeneity rule) {
        List<SpanningVariable> variables = cells.tables().variables();
        int sensitive = -1;
        for (int variable = 0; variable < variables.size(); variable++) {
            sensitive = variables.get(variable).name().equals(rule.variable()) ? variable : sensitive;
        }
        if (sensitive < 0) {
            throw new InvalidTable(
                    "homogeneity names a variable that does not exist: " + rule.variable(),
                    "declare it under variables");
        }
        LongPredicate named = rule.categories().isEmpty()
                ? key -> true
                : CellPattern.of(Map.of(rule.variable(), rule.categories())).in(cells.tables());
        for (int cell = 0; cell < cells.cells(); cell++) {
            long key = cells.key(cell);
            long value = cells.value(cell);
            if (cells.tables().keys().node(key, sensitive) == 0 || value == 0 || !named.test(key)) {
                continue;
            }
            int group = cells.cell(cells.tables().keys().with(key, sensitive, 0));
            long disclosing = rule.share().timesMinus(cells.value(group), 0);
            if (value >= disclosing) {
                long lower = Math.min(value - disclosing + 1, value - floor(cell));
                fire(
                        cell,
                        Rule.HOMOGENEITY,
                        chosen(lower > 0 ? new ProtectionLevels(lower, 0, 0) : ProtectionLevels.width(1)));
                status[cell] = CellStatus.PRIMARY;
            }
        }
    }

    private long[] costs() {
        long[] cost = new long[cells.cells()];
        for (int cell = 0; cell < cost.length; cell++) {
            if (status[cell] == CellStatus.SAFE) {
                cost[cell] = policy.objective() == ProtectionPolicy.Objective.VALUE
                        ? Math.max(1, cells.value(cell))
                        : countCost(cells.value(cell));
            }
        }
        for (ProtectionPolicy.Weight weight : policy.weights()) {
            LongPredicate named = weight.cells().in(cells.tables());
            for (int cell = 0; cell < cost.length; cell++) {
                if (cost[cell] > 0 && named.test(cells.key(cell))) {
                    cost[cell] = Math.multiplyExact(cost[cell], weight.factor());
                }
            }
        }
        return cost;
    }

    /** One cell costs 10⁶; the binary logarithm of its value breaks ties, in thousandths of a cell. Monotone. */
    static long countCost(long value) {
        long next = Math.max(1, value);
        int whole = 63 - Long.numberOfLeadingZeros(next);
        long fraction = Math.round(Math.scalb((double) next, -whole) * 1000) - 1000;
        return 1_000_000 + 1_000L * whole + fraction;
    }
}
