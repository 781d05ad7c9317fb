package org.louver.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a release says of its own protection, in plain words. A release that says nothing gets words that hold for every one. */
final class ProtectionWords {
    private static final String SAID_NOTHING = "<p>This release does not say by which rules it withholds.</p>";

    private final Optional<ProtectionStatement> statement;

    ProtectionWords(Optional<ProtectionStatement> statement) {
        this.statement = statement;
    }

    /** A list of what is withheld, by whose policy, and how uncertain it stays. */
    String rules() {
        if (statement.isEmpty()) {
            return SAID_NOTHING;
        }
        ProtectionStatement said = statement.get();
        List<String> rules = new ArrayList<>();
        long least = said.minimumFrequency();
        rules.add(
                least > 1
                        ? "Counts below " + Html.number(least) + " are withheld. " + zeros(said)
                        : "No count is withheld because it is small. " + zeros(said));
        if (said.minimumContributors() > 1) {
            rules.add("Counts of fewer than " + Html.number(said.minimumContributors())
                    + " different people are withheld too, wherever the records tell people apart:"
                    + " many records of one person are no crowd.");
        }
        said.topCoded()
                .forEach(
                        share -> rules.add(
                                "Where " + plain(share.percent()) + " % or more of a group fall into one category of "
                                        + Charts.plain(share.variable())
                                        + ", the count is withheld: otherwise everybody of that group would be known to be in it."));
        if (said.dominance()) {
            rules.add("Figures to which very few contribute nearly everything are withheld. From which share on is not"
                    + " said: it would help to undo it.");
        }
        rules.add(width(said));
        said.policy().ifPresent(policy -> rules.add(policy(policy)));
        StringBuilder html = new StringBuilder("<ul>");
        rules.forEach(rule -> html.append("<li>").append(Html.escape(rule)).append("</li>"));
        return html.append("</ul>").toString();
    }

    private static String zeros(ProtectionStatement said) {
        return said.zerosPublished()
                ? "Zeros are published, so a withheld small count is at least 1."
                : "Zeros are withheld like them: that nobody is counted is not told either.";
    }

    private static String width(ProtectionStatement said) {
        Optional<BigDecimal> width = said.width();
        if (width.isEmpty()) {
            long least = Math.max(said.minimumFrequency(), said.minimumContributors());
            return least > 1
                    ? "The range that is left of a withheld small count spans at least " + Html.number(least - 1)
                            + " and reaches " + Html.number(least)
                            + " or more: nobody can be sure that the count is small at all."
                    : "The range that is left of a withheld count is as wide as the rule that withheld it asks for.";
        }
        return width.get().signum() == 0
                ? "The range that is left of an unsafe count is never a single value, but it may be narrow."
                : "The range that is left of an unsafe count spans at least " + plain(width.get()) + ".";
    }

    private static String policy(ProtectionStatement.Policy policy) {
        return "Which records and columns may be counted at all, the policy " + policy.name() + ", version "
                + policy.version() + ", decides. It also asks for the least that the rules for small counts must do ("
                + policy.smallCells() + ")."
                + (policy.loosened()
                        ? " This release departs from it in some respect; whoever approves a release is shown the reasons."
                        : "");
    }

    /** Who the attack plays. */
    String assumptions() {
        StringBuilder text = new StringBuilder("<p>What the attack assumes: every reader knows all figures of this"
                + " release and of earlier ones beside it, how they add up, and the rules above.");
        text.append(statement.map(ProtectionWords::insiders).orElse(""));
        text.append(" Nobody knows the records of others, and people in different counts do not put together what they"
                + " know. What it cannot exclude: somebody who knows many of the people behind a count.</p>");
        return text.toString();
    }

    private static String insiders(ProtectionStatement said) {
        ProtectionStatement.Attackers attackers = said.attackers();
        int largest = attackers.largestInsiderCell();
        String who = largest == 0
                ? " It does not consider what somebody who is in the data knows of his own record."
                : largest == 1
                        ? " Somebody who stands alone in a count knows that count"
                        : " The people behind a count of up to " + largest + " know that count together";
        String what = attackers.fullLevels()
                ? " and must be left with the full range of every other unsafe one."
                : " and must not learn another unsafe one exactly; how close they may come is not limited.";
        return who
                + (largest == 0 ? "" : what)
                + (attackers.wholeNumbers()
                        ? ""
                        : " The ranges do not use that counts are whole, which at times would narrow them.");
    }

    /** That the audit passed, and for what. */
    String passed() {
        String units = statement
                .map(said -> String.join(
                        ", ", said.passed().stream().map(Charts::plain).toList()))
                .orElse("");
        return (units.isEmpty()
                        ? "<strong>Only a release that passed this audit can be published,</strong> so this one did;"
                        : "<strong>The audit passed for tables of " + Html.escape(units)
                                + ":</strong> no unsafe count can be worked out, nor brought into a narrower range than the rules"
                                + " ask for;")
                + " the page cannot repeat it, since that takes the records.";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
