package org.louver.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.sensitivity.Ratio;
import org.louver.sensitivity.Requirement;

/**
 * The section {@code protection}: how wide the intervals of withheld cells must be, against whom, and at what cost.
 *
 * @param width in units of the value as the input writes it; absent: what the rule that fired asks for
 * @param singletonsProtected whether someone alone in a withheld cell must learn nothing either
 * @param objective what is kept small
 * @param weights cost factors
 * @param safetyRange share of a magnitude that is unsafe by number or request
 * @param effort rounds of local search per thousand cells
 * @param bound whether a certified lower bound is computed
 * @param earlier {@code cells.csv} or {@code published.csv} of an earlier release of the same tables
 * @param keepEarlier whether what was withheld there stays withheld whatever happens
 * @param blocksAbove systems with more cells than this are protected block by block
 */
public record ProtectionConfig(
        Optional<BigDecimal> width,
        boolean singletonsProtected,
        ProtectionPolicy.Objective objective,
        List<ProtectionPolicy.Weight> weights,
        Ratio safetyRange,
        int effort,
        boolean bound,
        Optional<String> earlier,
        boolean keepEarlier,
        int blocksAbove) {
    /** Up to here the whole is searched in minutes. */
    private static final int BLOCKS_ABOVE = 200_000;

    /** Wider intervals leave no room for exact sums beside them. */
    private static final BigDecimal WIDEST = BigDecimal.TEN.pow(15);

    private static final String EXACT_ONLY = "exact-only";

    /** The words of {@code singletons}. */
    enum Singletons {
        PROTECTED,
        IGNORED
    }

    public ProtectionConfig {
        weights = List.copyOf(weights);
    }

    /** The same requirements, without local search and without a certified bound. */
    public ProtectionConfig withoutSearch() {
        return new ProtectionConfig(
                width,
                singletonsProtected,
                objective,
                weights,
                safetyRange,
                0,
                false,
                earlier,
                keepEarlier,
                blocksAbove);
    }

    /**
     * Reads the section to its end.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static ProtectionConfig read(Section section) {
        ProtectionConfig read = new ProtectionConfig(
                width(section),
                section.word("singletons", Singletons.class, Singletons.PROTECTED) == Singletons.PROTECTED,
                section.word("objective", ProtectionPolicy.Objective.class, ProtectionPolicy.Objective.COUNT),
                section.has("weights")
                        ? section.sections("weights").stream()
                                .map(ProtectionConfig::weight)
                                .toList()
                        : List.of(),
                section.has("safety-range")
                        ? RulesConfig.percent(section, "safety-range", 1_000)
                        : Ratio.percent(BigDecimal.TEN),
                (int) section.integer("effort", 100, 0, 1_000_000),
                section.flag("bound", true),
                section.optionalText("earlier"),
                section.flag("keep-earlier", false),
                (int) section.integer("blocks-above", BLOCKS_ABOVE, 0, Integer.MAX_VALUE));
        section.refuseUnknownKeys();
        return read;
    }

    private static Optional<BigDecimal> width(Section section) {
        if (!section.has("width") || section.text("width").equals("by-rule")) {
            return Optional.empty();
        }
        if (section.text("width").equals(EXACT_ONLY)) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal width = section.decimal("width");
        if (width.signum() <= 0) {
            throw section.refusal("width", "is not above 0", "write a number, exact-only, or leave it out");
        }
        if (width.compareTo(WIDEST) > 0) {
            throw section.refusal("width", "is above " + WIDEST.toPlainString(), "choose a smaller width");
        }
        return Optional.of(width);
    }

    private static ProtectionPolicy.Weight weight(Section section) {
        ProtectionPolicy.Weight read = new ProtectionPolicy.Weight(
                RulesConfig.pattern(section.section("cells")), section.integer("weight", 1, 1, 1_000_000));
        section.refuseUnknownKeys();
        return read;
    }

    /**
     * The policy in scaled units.
     *
     * @param scale decimal places that the values were multiplied out by
     */
    public ProtectionPolicy policy(int scale) {
        Requirement requirement = width.<Requirement>map(written -> new Requirement.Width(Math.max(
                        1,
                        written.movePointRight(scale)
                                .setScale(0, RoundingMode.CEILING)
                                .longValueExact())))
                .orElseGet(Requirement.ByRule::new);
        return new ProtectionPolicy(requirement, safetyRange, objective, weights);
    }
}
