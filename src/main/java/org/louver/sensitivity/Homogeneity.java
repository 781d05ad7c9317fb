package org.louver.sensitivity;

import java.util.List;

/**
 * Attribute disclosure: a group whose members nearly all fall into one category of a sensitive variable. The category's count
 * is then withheld so that nobody can be sure of the share: its lower end must lie below share · group.
 *
 * <p>Where all other categories are empty and zeros are published, no suppression can hide it: withhold zeros too, or recode.
 *
 * @param variable the sensitive variable
 * @param share from which share of the group on the category is disclosed; above 0, at most 1
 * @param categories its sensitive codes; empty for all
 */
public record Homogeneity(String variable, Ratio share, List<String> categories) {
    public Homogeneity {
        categories = List.copyOf(categories);
        if (share.numerator().signum() == 0 || share.numerator().compareTo(share.denominator()) > 0) {
            throw new IllegalArgumentException("the share lies above 0 and at most at 100 per cent");
        }
    }

    /** Whether whatever category of the variable holds this percentage of its group or more is unsafe by this rule. */
    public boolean hides(String outcome, long percent) {
        return variable.equals(outcome) && categories.isEmpty() && share.timesMinus(100, 0) <= percent;
    }
}
