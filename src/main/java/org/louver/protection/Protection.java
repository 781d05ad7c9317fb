package org.louver.protection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ProtectionConfig;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Assessment;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.sensitivity.SensitivityRules;
import org.louver.suppression.ComplementarySuppression;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionSettings;
import org.louver.suppression.SuppressionSettings.Singletons;
import org.louver.suppression.block.BlockPlan;
import org.louver.suppression.block.BlockSolver;
import org.louver.suppression.block.BlockedSuppression;
import org.louver.table.AssessedCells;
import org.louver.table.CellPattern;
import org.louver.table.InvalidTable;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;

/**
 * Decides what is withheld: the primary rules, then complementary suppression over all tables of a unit at once.
 *
 * @param rules which cells are unsafe
 * @param config how wide the intervals of withheld cells must be, against whom, and at what cost
 * @param earlier what earlier releases have told: it stays published, and what they withheld stays withheld
 * @param work how much of it may be tried before a table counts as one that no pattern protects
 * @param solver where the blocks of large systems are solved
 */
public record Protection(
        SensitivityRules rules, ProtectionConfig config, KnownCells.Source earlier, long work, BlockSolver solver) {
    /** For a trial, in steps of which some 10⁸ take a second: a way that takes longer is not worth comparing. */
    private static final long TRIAL = 3_000_000_000L;

    /** Of a first release. */
    public Protection(SensitivityRules rules, ProtectionConfig config) {
        this(rules, config, KnownCells.Source.NOTHING);
    }

    public Protection(SensitivityRules rules, ProtectionConfig config, KnownCells.Source earlier) {
        this(rules, config, earlier, SuppressionSettings.UNLIMITED, BlockSolver.HERE);
    }

    /**
     * Protects the tables of one unit.
     *
     * @throws Refusal exit 2 if a rule does not fit the tables; exit 4 if no pattern of withheld cells can protect them
     */
    public ProtectedUnit protect(TabulatedUnit unit) {
        KnownCells known = earlier.of(unit);
        Assessment assessment = assess(unit).beside(known.published());
        SuppressionPattern both = suppress(
                unit.cells(),
                assessment.cells().withKnownSums(known.sums()),
                new SuppressionSettings(
                        config.singletonsProtected() ? Singletons.PROTECTED : Singletons.IGNORED,
                        known.withheld(),
                        true,
                        config.effort(),
                        work,
                        config.bound()));
        if (!both.unachievable().isEmpty()) {
            throw Refusal.auditFailed(
                    "tables of " + unit.unit() + ": " + both.unachievable().size()
                            + " requirements cannot be met by withholding cells",
                    known.isEmpty()
                            ? "publish coarser levels or fewer tables of this unit together"
                            : "publish only periods that no earlier release holds, or coarser levels");
        }
        return new ProtectedUnit(
                unit, assessment, both.ofFirst(assessment.cells().cells()));
    }

    private SuppressionPattern suppress(TabulatedCells tabulated, AssessedCells cells, SuppressionSettings settings) {
        return cells.cells() <= config.blocksAbove()
                ? ComplementarySuppression.protect(cells, settings)
                : BlockedSuppression.protect(cells, BlockPlan.of(tabulated), settings, solver);
    }

    /** The same, with the blocks of large systems in the tasks of the cluster; the pattern is the same. */
    public Protection on(SparkSession spark) {
        return new Protection(rules, config, earlier, work, new SparkBlocks(spark));
    }

    /**
     * Applies the primary rules to the tables of one unit, and weighs the finest cells of tables that may become coarser.
     *
     * @throws Refusal exit 2 if a rule does not fit the tables
     */
    public Assessment assess(TabulatedUnit unit) {
        try {
            Set<String> variables = unit.cells().tables().variables().stream()
                    .map(SpanningVariable::name)
                    .collect(Collectors.toSet());
            Assessment assessment =
                    PrimarySuppression.assess(unit.cells(), rulesAbout(variables), policyAbout(variables));
            return DearCells.factors(unit).map(assessment::withCostTimes).orElse(assessment);
        } catch (InvalidTable invalid) {
            throw Refusal.configuration("rules for " + unit.unit() + ": " + invalid.problem(), invalid.remedy());
        }
    }

    /** The same protection without the effort that only saves a few more cells, given up where it takes long: enough to compare ways. */
    public Protection quickly() {
        return new Protection(rules, config.withoutSearch(), earlier, TRIAL, solver);
    }

    /** A pattern speaks of the units that have all variables it names; the others have no such cells. */
    private SensitivityRules rulesAbout(Set<String> variables) {
        return new SensitivityRules(
                rules.minimumFrequency(),
                rules.minimumContributors(),
                rules.concentration(),
                rules.homogeneity().stream()
                        .filter(rule -> variables.contains(rule.variable()))
                        .toList(),
                rules.zeros(),
                about(rules.structuralZeros(), variables),
                about(rules.forced(), variables),
                about(rules.requests(), variables));
    }

    private ProtectionPolicy policyAbout(Set<String> variables) {
        ProtectionPolicy policy = config.policy(0);
        return new ProtectionPolicy(
                policy.requirement(),
                policy.safetyRange(),
                policy.objective(),
                policy.weights().stream()
                        .filter(weight ->
                                variables.containsAll(weight.cells().codes().keySet()))
                        .toList());
    }

    private static List<CellPattern> about(List<CellPattern> patterns, Set<String> variables) {
        return patterns.stream()
                .filter(pattern -> variables.containsAll(pattern.codes().keySet()))
                .toList();
    }
}
