package org.louver.sensitivity;

import java.math.BigDecimal;
import java.util.List;
import org.louver.table.CellPattern;

/**
 * What a withheld cell needs, and what withholding a safe one costs.
 *
 * @param requirement the interval of a withheld cell
 * @param safetyRange for magnitudes that are unsafe by their number of records or contributors or by request, where no formula
 *     gives a level: the upper protection level as a share of the value
 * @param objective what is kept small
 * @param weights cost factors; those of all patterns that name a cell are multiplied
 */
public record ProtectionPolicy(Requirement requirement, Ratio safetyRange, Objective objective, List<Weight> weights) {
    public ProtectionPolicy {
        weights = List.copyOf(weights);
    }

    /** What is kept small. */
    public enum Objective {
        /** The number of complementary cells; among equals, their values. */
        COUNT,
        /** The sum of the values of complementary cells. */
        VALUE
    }

    /**
     * Cells that people need more, or less, than others.
     *
     * @param factor at least 1
     */
    public record Weight(CellPattern cells, long factor) {
        public Weight {
            if (factor < 1 || factor > 1_000_000) {
                throw new IllegalArgumentException("a weight lies between 1 and 1000000");
            }
        }
    }

    /** The requirement of the rule, fewest cells. */
    public static ProtectionPolicy standard() {
        return new ProtectionPolicy(
                new Requirement.ByRule(), Ratio.percent(BigDecimal.TEN), Objective.COUNT, List.of());
    }

    public ProtectionPolicy withRequirement(Requirement other) {
        return new ProtectionPolicy(other, safetyRange, objective, weights);
    }

    public ProtectionPolicy withObjective(Objective other) {
        return new ProtectionPolicy(requirement, safetyRange, other, weights);
    }
}
