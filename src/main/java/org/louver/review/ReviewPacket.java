package org.louver.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.louver.config.ReleaseIdentity;
import org.louver.safety.ClassTotals;
import org.louver.safety.MissReport;
import org.louver.safety.Policy;
import org.louver.safety.PolicyExplanation;
import org.louver.safety.SyntheticExample;

/**
 * Everything that people are shown before they agree: aggregates, names of places, made-up records. Internal.
 *
 * @param plan the hash that decisions are bound to
 * @param classes what was found; counts below {@code least} are shown as such, not as numbers
 * @param tables public tables in the order of the configuration
 * @param findings how many cells each rule of the risk assessment fired for, before anything was withheld
 * @param audits what the attack on the tables came to, one sentence per unit
 * @param changes absent if nothing was released before, or if it cannot be compared
 * @param least the smallest count of the policy itself, before this release loosened it
 */
public record ReviewPacket(
        ReleaseIdentity identity,
        String plan,
        Policy policy,
        PolicyExplanation explanation,
        List<ClassTotals> classes,
        List<TableLine> tables,
        List<FindingLine> findings,
        List<SmallPlaces> smallPlaces,
        List<MissReport.Total> misses,
        List<SyntheticExample> examples,
        List<String> audits,
        VictimAttack victimAttack,
        Optional<Changes> changes,
        long least) {
    public ReviewPacket {
        classes = List.copyOf(classes);
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
        smallPlaces = List.copyOf(smallPlaces);
        misses = List.copyOf(misses);
        examples = List.copyOf(examples);
        audits = List.copyOf(audits);
    }

    /** One public table. */
    public record TableLine(String name, String unit, List<String> dimensions, long rows, long withheld) {
        public TableLine {
            dimensions = List.copyOf(dimensions);
        }
    }

    /**
     * A rule of the risk assessment.
     *
     * @param unit what its tables count
     * @param cells for which it fired, at least 1
     */
    public record FindingLine(String unit, String rule, long cells) {}

    /** What a person has to answer before agreeing, because no program can. */
    public List<String> questions() {
        List<String> questions = new ArrayList<>();
        if (victimAttack.narrowing() > 0) {
            questions.add("In " + victimAttack.narrowing()
                    + " public cells fewer people are left than the policy lets pass, and a victim can be among them. Do not agree to this"
                    + " release before that number is 0.");
        }
        explanation
                .classes()
                .forEach(line -> line.blind()
                        .forEach(signal ->
                                questions.add("No table has the field that would show this sign of “" + line.title()
                                        + "”: " + signal + ". Would such incidents be noticed in another way?")));
        misses.stream()
                .map(total -> total.source() + ": " + total.likeness()
                        + (total.sensitiveClass().isEmpty() ? "" : " (" + total.sensitiveClass() + ")"))
                .forEach(like -> questions.add("Some records look like sensitive ones but were not found — " + like
                        + ". Somebody of the house should read the list in the folder misses/ beside this page."));
        Map<String, List<String>> unmentioned = unmentioned();
        unmentioned.forEach((source, fields) -> questions.add("The policy does not mention these fields of " + source
                + ", so they are not published: " + String.join(", ", fields) + ". Is that right?"));
        policy.loosened()
                .forEach(change -> questions.add("This release is laxer than the policy it names. "
                        + PolicyExplanation.loosened(change) + " Is the reason good enough?"));
        if (!smallPlaces.isEmpty()) {
            questions.add("In " + places()
                    + " so little is counted that the totals themselves are withheld. Does their being named at all"
                    + " say something? If so, publish coarser places.");
        }
        changes.filter(since -> since.slight() > 0)
                .ifPresent(since -> questions.add(since.slight() + " counts differ from release " + since.since()
                        + " by fewer than " + least + ": whoever has both can subtract them. Why do they differ?"));
        if (changes.isEmpty()) {
            questions.add(
                    "There is no earlier release here to compare with. If anything about these years was published elsewhere, who has"
                            + " compared it?");
        }
        return questions;
    }

    private String places() {
        long distinct = smallPlaces.stream().map(SmallPlaces::place).distinct().count();
        return distinct + (distinct == 1 ? " place" : " places");
    }

    private Map<String, List<String>> unmentioned() {
        Map<String, List<String>> fields = new java.util.TreeMap<>();
        explanation.fields().stream()
                .filter(line -> !line.mentioned())
                .forEach(line -> fields.computeIfAbsent(line.source(), source -> new ArrayList<>())
                        .add(line.field()));
        return fields;
    }

    /** A count of the house as the packet shows it. */
    String shown(long count) {
        return count > 0 && count < least ? "fewer than " + least : org.louver.report.Html.number(count);
    }
}
