package org.louver.safety;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.louver.refusal.Refusal;

/**
 * What may be said about whom: the policy of one release after its own tightening and its reasoned loosening.
 *
 * @param fields canonical field → action, for every source that says nothing else
 * @param sourceFields source → field → action, before {@code fields}
 * @param reads what a signal looks at → names of fields that hold it, alone or after the name of a source and a dot
 * @param classes in the order of the policy file
 * @param offenceCategories category → offence codes, a star at the end for any ending
 * @param areaFloor how many addresses or people an area needs before its name may be published
 * @param smallCells the least that tables must do
 * @param delayDays records younger than this at the release's as-of date are left out
 * @param heldStatuses case statuses during which records are left out
 * @param approvals roles that must agree before publication
 * @param loosened what the release loosened, each with the reason it states
 */
public record Policy(
        String name,
        long version,
        String summary,
        Map<String, FieldAction> fields,
        Map<String, Map<String, FieldAction>> sourceFields,
        Map<Signal.Kind, List<String>> reads,
        List<SensitiveClass> classes,
        Map<String, List<String>> offenceCategories,
        AreaFloor areaFloor,
        SmallCells smallCells,
        OptionalInt delayDays,
        List<String> heldStatuses,
        List<String> approvals,
        List<Loosened> loosened) {
    static final String SMALLEST_COUNT = "smallest published count";

    /** More signals than this do not fit the bits of a long. */
    static final int MOST_SIGNALS = 63;

    public Policy {
        fields = Map.copyOf(fields);
        sourceFields = Map.copyOf(sourceFields);
        reads = Map.copyOf(reads);
        classes = List.copyOf(classes);
        offenceCategories = Map.copyOf(offenceCategories);
        heldStatuses = List.copyOf(heldStatuses);
        approvals = List.copyOf(approvals);
        loosened = List.copyOf(loosened);
        if (classes.stream().mapToInt(c -> c.signals().size()).sum() > MOST_SIGNALS) {
            throw new IllegalArgumentException("more than " + MOST_SIGNALS + " signals");
        }
    }

    /** The smallest count that the policy lets pass before the release loosened it: what people who agree to a release measure by. */
    public long ownFloor() {
        return loosened.stream()
                .filter(change -> change.what().equals(SMALLEST_COUNT))
                .mapToLong(change -> Long.parseLong(change.from()))
                .reduce(smallCells.minimumFrequency(), Math::max);
    }

    /** The least size of an area whose name may be published: both counts, where given. */
    public record AreaFloor(OptionalLong addresses, OptionalLong people) {}

    /** One respect in which the release says more than the policy it names, and why. */
    public record Loosened(String what, String from, String to, String reason) {}

    /** One bit of the sensitivity mask. */
    public record Finding(SensitiveClass sensitiveClass, Signal signal) {
        /** The reason as records carry it. */
        public String reason() {
            return sensitiveClass.name() + ":" + signal.name();
        }
    }

    /** All findings in the order of their bits. */
    public List<Finding> findings() {
        return classes.stream()
                .flatMap(c -> c.signals().stream().map(signal -> new Finding(c, signal)))
                .toList();
    }

    /** What happens to a field of a source; a field that the policy does not mention is dropped. */
    public FieldAction action(String source, String field) {
        return mentioned(source, field).orElseGet(FieldAction.Drop::new);
    }

    /** The action that the policy states for the field, if it mentions it. */
    public Optional<FieldAction> mentioned(String source, String field) {
        FieldAction own = sourceFields.getOrDefault(source, Map.of()).get(field);
        return Optional.ofNullable(own == null ? fields.get(field) : own);
    }

    /** This policy with other field rules. */
    Policy withFields(Map<String, FieldAction> general, Map<String, Map<String, FieldAction>> perSource) {
        return new Policy(
                name,
                version,
                summary,
                general,
                perSource,
                reads,
                classes,
                offenceCategories,
                areaFloor,
                smallCells,
                delayDays,
                heldStatuses,
                approvals,
                loosened);
    }

    /** This policy with other classes, recognised in these fields. */
    Policy withClasses(Map<Signal.Kind, List<String>> looked, List<SensitiveClass> others) {
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                looked,
                others,
                offenceCategories,
                areaFloor,
                smallCells,
                delayDays,
                heldStatuses,
                approvals,
                loosened);
    }

    /** This policy with another small-cell rule. */
    Policy withSmallCells(SmallCells rule) {
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                reads,
                classes,
                offenceCategories,
                areaFloor,
                rule,
                delayDays,
                heldStatuses,
                approvals,
                loosened);
    }

    /** This policy with another least size of areas. */
    Policy withAreaFloor(AreaFloor floor) {
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                reads,
                classes,
                offenceCategories,
                floor,
                smallCells,
                delayDays,
                heldStatuses,
                approvals,
                loosened);
    }

    /** This policy with other delays. */
    Policy withDelays(OptionalInt days, List<String> statuses) {
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                reads,
                classes,
                offenceCategories,
                areaFloor,
                smallCells,
                days,
                statuses,
                approvals,
                loosened);
    }

    /** This policy with other required approvals. */
    Policy withApprovals(List<String> roles) {
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                reads,
                classes,
                offenceCategories,
                areaFloor,
                smallCells,
                delayDays,
                heldStatuses,
                roles,
                loosened);
    }

    /** This policy, remembering one thing that the release loosened. */
    Policy remembering(Loosened change) {
        List<Loosened> all = new ArrayList<>(loosened);
        all.add(change);
        return new Policy(
                name,
                version,
                summary,
                fields,
                sourceFields,
                reads,
                classes,
                offenceCategories,
                areaFloor,
                smallCells,
                delayDays,
                heldStatuses,
                approvals,
                all);
    }

    /**
     * Refuses a table whose bands or periods are finer than this policy lets pass.
     *
     * @param place file and line of the variable, for the refusal
     * @param starts first values of the bands of a table, finest level; empty if the field is not banded there
     * @param finest the finest period of a table, if it has one
     * @throws Refusal exit 7
     */
    public void requireNoFiner(
            String place, String source, String field, List<Long> starts, Optional<FieldAction.Period.Unit> finest) {
        FieldAction action = action(source, field);
        if (action instanceof FieldAction.Drop || cuts(action, starts, finest)) {
            throw finer(place, source, field, action, "");
        }
        for (SensitiveClass each : classes) {
            FieldAction own = each.treatment().fields().get(field);
            if (own != null && cuts(own, starts, finest)) {
                throw finer(place, source, field, own, " of the class " + each.name());
            }
        }
    }

    /**
     * Refuses light or dark in the inter-twilight period in a table of periods shorter than a year: in November the light part of that period
     * is a few minutes long and would tell the time.
     *
     * @param place file and line of the variable, for the refusal
     * @throws Refusal exit 7
     */
    public void requireNoEvening(String place, String table, String source, String field) {
        boolean evening = action(source, field) instanceof FieldAction.InterTwilight
                || classes.stream()
                        .anyMatch(each -> each.treatment().fields().get(field) instanceof FieldAction.InterTwilight);
        if (evening) {
            throw Refusal.policy(
                    place + ": table " + table + " shows " + field
                            + ", light or dark in the inter-twilight period, by periods"
                            + " shorter than a year, in some of which light lasts a few minutes of it",
                    "use years alone in this table");
        }
    }

    /** Whether values after the action fall into other bands or periods than the table's. */
    private static boolean cuts(FieldAction action, List<Long> starts, Optional<FieldAction.Period.Unit> finest) {
        return (action instanceof FieldAction.Bands bands && !bands.starts().containsAll(starts))
                || (action instanceof FieldAction.Period period
                        && finest.filter(unit -> unit.compareTo(period.unit()) < 0)
                                .isPresent());
    }

    private Refusal finer(String place, String source, String field, FieldAction action, String ofClass) {
        return Refusal.policy(
                place + ": a table of " + source + " uses " + field + " finer than policy " + name + " allows: it is"
                        + " " + action.phrase() + ofClass,
                "use coarser levels, or loosen the policy with a reason");
    }

    /** The kinds of signal that some class uses. */
    Set<Signal.Kind> usedSignals() {
        Set<Signal.Kind> used = new LinkedHashSet<>();
        classes.forEach(c -> c.signals().forEach(s -> used.addAll(s.ordered().keySet())));
        return used;
    }
}
