package org.louver.risk;

import java.util.Locale;

/** Why a cell is risky: the rule that fired, with its numbers. For internal eyes only. */
public sealed interface CellFinding {
    /** The finding in words, with its numbers; never to be published. */
    String sentence();

    /** The name of the rule, for totals. */
    String rule();

    /** One or two people: the cell identifies them, or each of the two learns the other. */
    record Identifying(long people) implements CellFinding {
        @Override
        public String rule() {
            return "identifying";
        }

        @Override
        public String sentence() {
            return people == 1 ? "one person is alone in the cell" : "two people: each learns the other";
        }
    }

    /** Fewer people than the threshold. */
    record FewContributors(long people, long threshold) implements CellFinding {
        @Override
        public String rule() {
            return "few-contributors";
        }

        @Override
        public String sentence() {
            return people + " people, fewer than " + threshold;
        }
    }

    /** Fewer incidents than the threshold: who knows of one knows much of the cell. */
    record FewIncidents(long incidents, long threshold) implements CellFinding {
        @Override
        public String rule() {
            return "few-incidents";
        }

        @Override
        public String sentence() {
            return (incidents == 1 ? "one incident" : incidents + " incidents") + ", fewer than " + threshold;
        }
    }

    /** One person accounts for more of the cell than allowed. */
    record DominantContributor(double share, double limit) implements CellFinding {
        @Override
        public String rule() {
            return "dominant-contributor";
        }

        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "one person accounts for %.1f %% of the events, more than %.1f %%",
                    100 * share,
                    100 * limit);
        }
    }

    /**
     * (Nearly) everybody in a group falls into one category of a sensitive variable.
     *
     * @param variable the one whose category it is; the group is the cell without it
     */
    record AttributeDisclosure(String variable, long inCategory, long inGroup, double limit) implements CellFinding {
        @Override
        public String rule() {
            return "attribute-disclosure";
        }

        @Override
        public String sentence() {
            return inCategory == inGroup
                    ? "all " + inGroup + " of the group fall into this category of " + variable
                    : inCategory + " of the " + inGroup + " of the group fall into this category of " + variable
                            + ", at least " + String.format(Locale.ROOT, "%.0f %%", 100 * limit);
        }
    }

    /**
     * Nobody of a group falls into the category, which says something about everybody in it.
     *
     * @param variable the one whose category it is; the group is the cell without it
     */
    record DisclosingZero(String variable, long inGroup) implements CellFinding {
        @Override
        public String rule() {
            return "disclosing-zero";
        }

        @Override
        public String sentence() {
            return "none of the " + inGroup + " of the group falls into this category of " + variable;
        }
    }

    /** The numerator of a published rate can be worked out to fewer values than allowed. */
    record DerivableNumerator(long least, long most, long denominator) implements CellFinding {
        @Override
        public String rule() {
            return "derivable-numerator";
        }

        @Override
        public String sentence() {
            return least == most
                    ? "the rounded rate of " + denominator + " gives the numerator away: " + least
                    : "the rounded rate of " + denominator + " leaves only " + least + " to " + most;
        }
    }

    /** The population behind the rate is too small. */
    record SmallPopulation(long population, long threshold) implements CellFinding {
        @Override
        public String rule() {
            return "small-population";
        }

        @Override
        public String sentence() {
            return "population " + population + ", below " + threshold;
        }
    }
}
