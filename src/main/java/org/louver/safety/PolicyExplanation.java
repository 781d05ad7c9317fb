package org.louver.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.louver.config.ReleaseConfig;

/** What a policy will do, in plain English: for {@code louver policy explain} and the review packet. */
public final class PolicyExplanation {
    private final ReleaseConfig release;
    private final Policy policy;
    private final List<TableUse> tables;

    /** @param tables what the tables of the release take from the records; empty while it has none */
    public PolicyExplanation(ReleaseConfig release, Policy policy, List<TableUse> tables) {
        this.release = release;
        this.policy = policy;
        this.tables = List.copyOf(tables);
    }

    /**
     * What one table takes from the records.
     *
     * @param fields that its variables read
     * @param recordLevel the level of single records that it is restricted to, if it is
     */
    public record TableUse(String table, String source, Set<String> fields, Optional<String> recordLevel) {
        public TableUse {
            fields = Set.copyOf(fields);
        }
    }

    /** One field of one source. */
    public record FieldLine(String source, String field, boolean published, boolean mentioned, String what) {}

    /** One class of incident. */
    public record ClassLine(String title, List<String> recognised, List<String> blind, String treatment) {}

    /** Every field of every source, in order, then the columns that are not read. */
    public List<FieldLine> fields() {
        List<FieldLine> lines = new ArrayList<>();
        release.sources().forEach((source, config) -> {
            for (String field : available(source)) {
                Optional<FieldAction> mentioned = policy.mentioned(source, field);
                FieldAction action = policy.action(source, field);
                boolean passes = !(action instanceof FieldAction.Drop);
                String what = mentioned.isEmpty() ? "not published: the policy does not mention it" : action.phrase();
                lines.add(new FieldLine(
                        source, field, passes, mentioned.isPresent(), passes ? what + used(source, field) : what));
            }
            config.unread().forEach(column -> lines.add(new FieldLine(source, column, false, true, "not even read")));
        });
        return lines;
    }

    private String used(String source, String field) {
        if (tables.isEmpty()) {
            return "";
        }
        String names = tables.stream()
                .filter(table -> table.source().equals(source) && table.fields().contains(field))
                .map(TableUse::table)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? ", if a table used it; none of this release does" : ", in " + names;
    }

    /** Every class, with how it is recognised here and which signals no source can show. */
    public List<ClassLine> classes() {
        List<ClassLine> lines = new ArrayList<>();
        for (SensitiveClass each : policy.classes()) {
            List<String> recognised = new ArrayList<>();
            List<String> blind = new ArrayList<>();
            for (Signal signal : each.signals()) {
                String sources = release.sources().keySet().stream()
                        .filter(source -> SensitivityColumns.visible(policy, signal, source, available(source)))
                        .collect(Collectors.joining(", "));
                (sources.isEmpty() ? blind : recognised)
                        .add(signal.name() + ": " + conditions(signal) + (sources.isEmpty() ? "" : " — in " + sources));
            }
            lines.add(new ClassLine(each.title(), recognised, blind, treatment(each) + singleRecords(each)));
        }
        return lines;
    }

    /** Which tables of this release stand for single records of the class. */
    private String singleRecords(SensitiveClass each) {
        String level = each.treatment().records().word();
        String names = tables.stream()
                .filter(table -> table.recordLevel().filter(level::equals).isPresent())
                .map(TableUse::table)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " Those tables are " + names + ".";
    }

    /** The whole explanation as text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("Policy ")
                .append(policy.name())
                .append(", version ")
                .append(policy.version())
                .append("\n");
        text.append(policy.summary().strip()).append("\n\nFIELDS\n");
        Map<String, List<FieldLine>> bySource =
                fields().stream().collect(Collectors.groupingBy(FieldLine::source, TreeMap::new, Collectors.toList()));
        bySource.forEach((source, lines) -> {
            text.append("  ").append(source).append("\n");
            lines.forEach(line -> text.append("    ")
                    .append(line.field())
                    .append(" is ")
                    .append(line.what())
                    .append(".\n"));
        });
        text.append("\nINCIDENTS THAT COULD LEAD TO A VICTIM\n");
        for (ClassLine line : classes()) {
            text.append("  ")
                    .append(line.title())
                    .append("\n    ")
                    .append(line.treatment())
                    .append("\n");
            line.recognised()
                    .forEach(how -> text.append("    found by ").append(how).append("\n"));
            line.blind()
                    .forEach(how -> text.append("    NOT LOOKED FOR, no source has the field: ")
                            .append(how)
                            .append("\n"));
        }
        text.append("  Records linked to any of these are treated the same, in every table.\n\nTABLES\n");
        rules().forEach(rule -> text.append("  ").append(rule).append("\n"));
        if (!policy.loosened().isEmpty()) {
            text.append("\nWHAT THIS RELEASE LOOSENS\n");
            policy.loosened()
                    .forEach(
                            change -> text.append("  ").append(loosened(change)).append("\n"));
        }
        return text.toString();
    }

    /** Rules about tables, delay and approval. */
    public List<String> rules() {
        List<String> rules = new ArrayList<>();
        SmallCells cells = policy.smallCells();
        rules.add("No count from 1 to " + (cells.minimumFrequency() - 1) + " is published (" + cells.source()
                + "); zeros are " + (cells.zeros() ? "published" : "withheld too")
                + (cells.complementary() ? ", and no withheld count can be worked out from others." : "."));
        cells.topCodePercent()
                .ifPresent(percent -> rules.add("An outcome that " + percent
                        + " % or more of a group share is withheld, so that nobody can be sure of one of them."));
        cells.minimumDenominator()
                .ifPresent(people -> rules.add("No rate per resident is published of a group of fewer than " + people
                        + " residents; cells of smaller places are listed in the risk assessment."));
        cells.roundingBase()
                .ifPresent(base -> rules.add("A count withheld for its size stays uncertain by at least "
                        + cells.leastWidth() + ", as much as random rounding to base " + base + " leaves."));
        policy.areaFloor()
                .addresses()
                .ifPresent(n -> rules.add("A published area holds at least " + n
                        + " addresses, where a field becomes the smallest area."));
        policy.areaFloor()
                .people()
                .ifPresent(n -> rules.add(
                        "A published area holds at least " + n + " people, where a field becomes the smallest area."));
        policy.delayDays().ifPresent(days -> rules.add("Events of the last " + days + " days are left out."));
        if (!policy.heldStatuses().isEmpty()) {
            rules.add("Cases with the status " + String.join(", ", policy.heldStatuses()) + " are left out"
                    + new HeldStatuses(release).effect(policy.heldStatuses()) + ".");
        }
        rules.add(
                policy.approvals().isEmpty()
                        ? "Nobody has to approve the release."
                        : "Before publication these must approve: " + String.join(", ", policy.approvals()) + ".");
        return rules;
    }

    /** One loosening as a sentence. */
    public static String loosened(Policy.Loosened change) {
        return change.what() + ": was " + change.from() + "; now " + change.to() + ". Reason given: " + change.reason();
    }

    /** What is done with a class, as sentences. */
    static String treatment(SensitiveClass each) {
        SensitiveClass.Treatment treatment = each.treatment();
        StringBuilder text = new StringBuilder(
                switch (treatment.records()) {
                    case EXCLUDE -> "No single record is published, and no table of single records counts them";
                    case COMPANION -> "Of tables of single records, only those of a companion dataset count them";
                    case KEEP -> "Tables of single records count them like all others";
                });
        text.append(
                switch (treatment.tables()) {
                    case COUNT -> "; other tables count them.";
                    case COVER ->
                        "; other tables count them as \"" + treatment.cover().orElse("") + "\".";
                    case WITHHOLD -> "; nor does any other table.";
                });
        new TreeMap<>(treatment.fields())
                .forEach((field, action) -> text.append(" Of them, ")
                        .append(field)
                        .append(" is ")
                        .append(action.phrase())
                        .append('.'));
        treatment
                .delayDays()
                .ifPresent(days ->
                        text.append(" Nothing is said for ").append(days).append(" days."));
        if (!treatment.heldStatuses().isEmpty()) {
            text.append(" Nothing is said while the case is ")
                    .append(String.join(" or ", treatment.heldStatuses()))
                    .append('.');
        }
        return text.toString();
    }

    private Set<String> available(String source) {
        return Safety.available(release, source);
    }

    private static String conditions(Signal signal) {
        return signal.ordered().entrySet().stream()
                .map(condition -> condition.getKey().word() + " " + phrase(condition.getValue()))
                .collect(Collectors.joining(" and "));
    }

    private static String phrase(Signal.Condition condition) {
        if (condition instanceof Signal.Condition.Codes codes) {
            return "one of " + String.join(", ", codes.codes());
        } else if (condition instanceof Signal.Condition.Texts texts) {
            return "says "
                    + texts.patterns().stream()
                            .map(pattern -> "\"" + pattern.written() + "\"")
                            .collect(Collectors.joining(" or "));
        }
        Signal.Condition.Ages ages = (Signal.Condition.Ages) condition;
        return ages.least() == 0
                ? "below " + (ages.most() + 1)
                : ages.most() >= 150 ? ages.least() + " or older" : ages.least() + " to " + ages.most();
    }
}
