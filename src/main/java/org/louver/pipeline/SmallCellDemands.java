package org.louver.pipeline;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.louver.audit.PublicTable;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.safety.Policy;
import org.louver.safety.SmallCells;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.utility.Question;
import org.louver.utility.Residents;

/**
 * What the small-cell rule of the policy demands of a release's own rules, protection and questions. All of it is decided by the
 * configuration, before a record is read.
 */
final class SmallCellDemands {
    private final Section root;
    private final String policy;
    private final SmallCells demanded;

    SmallCellDemands(Section root, Policy policy) {
        this.root = root;
        this.policy = "the policy " + policy.name();
        this.demanded = policy.smallCells();
    }

    /** @throws org.louver.refusal.Refusal exit 2 with file, line and remedy */
    void requireOf(ReleasePlan plan) {
        requireSmallestCount(plan.rules());
        requireTopCoding(plan);
        requireDenominators(plan);
        requireRoundingWidth(plan.rules(), plan.protection());
    }

    private void requireSmallestCount(SensitivityRules rules) {
        long least = demanded.minimumFrequency();
        if (rules.minimumFrequency() < least) {
            throw root.refusal(
                    "rules",
                    "has no minimum-frequency of at least " + least + ", which " + policy + " demands",
                    "raise rules.minimum-frequency");
        }
        if (rules.zeros() == ZeroPolicy.PUBLISHED && !demanded.zeros()) {
            throw root.refusal("rules", "publishes zeros, which " + policy + " forbids", "set rules.zeros = unsafe");
        }
    }

    /** Every outcome that the release asks about or calls sensitive needs a homogeneity rule, which hides a share from both sides. */
    private void requireTopCoding(ReleasePlan plan) {
        if (demanded.topCodePercent().isEmpty()) {
            return;
        }
        long percent = demanded.topCodePercent().getAsLong();
        Set<String> outcomes = outcomes(plan);
        if (outcomes.isEmpty() && plan.rules().homogeneity().isEmpty()) {
            throw root.refusal(
                    "rules",
                    "names no outcome whose shares are top-coded, as " + policy + " demands",
                    "add homogeneity = [ { variable = outcome, share = " + percent + " } ]");
        }
        for (String outcome : outcomes) {
            if (plan.rules().homogeneity().stream().noneMatch(rule -> rule.hides(outcome, percent))) {
                throw root.refusal(
                        "rules",
                        "does not top-code shares of " + outcome + " at " + percent + " %, as " + policy + " demands",
                        "add homogeneity = [ { variable = " + outcome + ", share = " + percent + " } ]");
            }
        }
        // A width alone says nothing about where the interval ends: a share of 97 % could stay visible as 96 to 98.
        if (plan.protection().width().isPresent()) {
            throw root.refusal(
                    "protection",
                    "sets a width, under which a withheld share may still be seen to lie above " + percent
                            + " %, against " + policy,
                    "set protection.width = by-rule");
        }
    }

    private static Set<String> outcomes(ReleasePlan plan) {
        Set<String> outcomes = new TreeSet<>(plan.cells().sensitive());
        plan.publication()
                .questions()
                .forEach(question -> outcomes.addAll(question.event().keySet()));
        outcomes.remove(PublicTable.YEAR);
        return outcomes;
    }

    private void requireDenominators(ReleasePlan plan) {
        if (demanded.minimumDenominator().isEmpty()) {
            return;
        }
        long least = demanded.minimumDenominator().getAsLong();
        Section questions = root.sectionOrEmpty("publication").sectionOrEmpty("questions");
        for (Question question : plan.publication().questions()) {
            for (String group : List.of(question.group(), question.reference())) {
                Residents residents = question.population().get(group);
                if (residents != null && residents.number() < least) {
                    throw questions.refusal(
                            question.name(),
                            "asks for a rate of " + group + ", of whom fewer than the " + least
                                    + " residents live there" + " that " + policy + " demands",
                            "ask about a larger area or a broader group");
                }
            }
        }
        if (plan.cells().rules().leastPopulation() < least) {
            throw root.refusal(
                    "risk",
                    "lists no cells of places with fewer than " + least + " people, as " + policy + " demands",
                    "raise risk.cells.least-population");
        }
    }

    private void requireRoundingWidth(SensitivityRules rules, ProtectionConfig protection) {
        long least = demanded.leastWidth();
        // By rule, the range of a count below k is at least k − 1 wide.
        boolean wideEnough = protection
                .width()
                .map(width -> width.doubleValue() >= least)
                .orElse(rules.minimumFrequency() - 1 >= least);
        if (!wideEnough) {
            throw root.refusal(
                    "protection",
                    "leaves withheld counts less uncertain than a width of " + least + ", against " + policy,
                    "set protection.width to by-rule with a larger minimum-frequency, or to " + least);
        }
    }
}
