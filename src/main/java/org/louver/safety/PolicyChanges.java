package org.louver.safety;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.louver.config.Section;

/**
 * What a release changes in the policy it names: {@code tighten} freely, {@code loosen} only with a reason that the review packet shows.
 *
 * <p>An action that lets something else through, neither more nor less, counts as loosening.
 */
final class PolicyChanges {
    private final PolicyReader reader;
    private final Path folder;

    PolicyChanges(PolicyReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    Policy apply(Policy named, Section safety) {
        Policy policy = tightened(named, safety.sectionOrEmpty("tighten"));
        if (safety.has("small-cells")) {
            Section file = Section.load(safety.existingFile("small-cells", folder), Map.of());
            SmallCells preset = PolicyReader.smallCells(file.section("small-cells"));
            file.refuseUnknownKeys();
            policy = policy.withSmallCells(policy.smallCells().and(preset));
        }
        if (safety.has("loosen")) {
            for (Section change : safety.sections("loosen")) {
                policy = loosened(policy, change);
            }
        }
        PolicyReader.refuseIncoherence(policy, safety);
        return policy;
    }

    private Policy tightened(Policy named, Section section) {
        Map<String, FieldAction> fields = new HashMap<>(named.fields());
        Section general = section.sectionOrEmpty("fields");
        reader.fields(general).forEach((field, action) -> {
            requireStricter(general, field, named.action("", field), action);
            fields.put(field, action);
        });
        Map<String, Map<String, FieldAction>> sources = new HashMap<>(named.sourceFields());
        Section perSource = section.sectionOrEmpty("sources");
        for (String source : perSource.keys()) {
            Section own = perSource.section(source);
            Section ownFields = own.section("fields");
            Map<String, FieldAction> changed = new HashMap<>(sources.getOrDefault(source, Map.of()));
            reader.fields(ownFields).forEach((field, action) -> {
                requireStricter(ownFields, field, named.action(source, field), action);
                changed.put(field, action);
            });
            own.refuseUnknownKeys();
            sources.put(source, changed);
        }
        // A general tightening also binds sources for which the policy has a rule of its own.
        sources.replaceAll((source, own) -> {
            Map<String, FieldAction> bound = new HashMap<>(own);
            bound.replaceAll((field, action) -> {
                FieldAction everywhere = general.keys().contains(field) ? fields.get(field) : null;
                return everywhere != null && everywhere.atLeastAsStrictAs(action) ? everywhere : action;
            });
            return bound;
        });
        Policy policy = named.withFields(fields, sources)
                .withClasses(
                        union(named.reads(), reader.reads(section.sectionOrEmpty("reads"))),
                        classes(named, section.sectionOrEmpty("classes")))
                .withSmallCells(smallCells(named, section))
                .withAreaFloor(areaFloor(named, section))
                .withDelays(
                        later(section, named.delayDays()),
                        both(named.heldStatuses(), section.texts("hold-while-status", List.of())))
                .withApprovals(both(named.approvals(), section.texts("approvals", List.of())));
        section.refuseUnknownKeys();
        return policy;
    }

    private static void requireStricter(Section section, String field, FieldAction before, FieldAction after) {
        if (!after.atLeastAsStrictAs(before)) {
            throw section.refusal(
                    field,
                    "would let more through than the policy, under which it is " + before.phrase(),
                    "move it to safety.loosen with a reason");
        }
    }

    private List<SensitiveClass> classes(Policy named, Section section) {
        Map<String, SensitiveClass> classes = new LinkedHashMap<>();
        named.classes().forEach(each -> classes.put(each.name(), each));
        for (String name : section.keys()) {
            Section written = section.section(name);
            SensitiveClass before = classes.get(name);
            if (before == null) {
                classes.put(
                        name,
                        new SensitiveClass(
                                name,
                                written.text("title"),
                                PolicyReader.signals(written),
                                reader.treatment(written.section("action"))));
            } else {
                classes.put(name, stricter(before, written));
            }
            written.refuseUnknownKeys();
        }
        if (classes.values().stream().mapToInt(c -> c.signals().size()).sum() > Policy.MOST_SIGNALS) {
            throw section.refusal("", "leads to more than " + Policy.MOST_SIGNALS + " signals", "merge some of them");
        }
        return List.copyOf(classes.values());
    }

    /** A known class with further signals, a stricter action, or both. */
    private SensitiveClass stricter(SensitiveClass before, Section written) {
        List<Signal> signals = new ArrayList<>(before.signals());
        if (written.has("find") || !written.has("action")) {
            PolicyReader.signals(written).forEach(signal -> {
                if (signals.stream().anyMatch(known -> known.name().equals(signal.name()))) {
                    throw written.refusal("find", "redefines the signal " + signal.name(), "give it a new name");
                }
                signals.add(signal);
            });
        }
        SensitiveClass.Treatment after = before.treatment();
        if (written.has("action")) {
            after = reader.treatment(written.section("action"), before.treatment());
            if (!after.atLeastAsStrictAs(before.treatment())) {
                throw written.refusal(
                        "action",
                        "would let more through than the policy: " + PolicyExplanation.treatment(before),
                        "move it to safety.loosen with a reason");
            }
        }
        return new SensitiveClass(before.name(), before.title(), signals, after);
    }

    private static Policy.AreaFloor areaFloor(Policy named, Section section) {
        if (!section.has("smallest-area")) {
            return named.areaFloor();
        }
        Section written = section.section("smallest-area");
        Policy.AreaFloor wanted = PolicyReader.areaFloor(written);
        return new Policy.AreaFloor(
                atLeast(written, "addresses", named.areaFloor().addresses(), wanted.addresses()),
                atLeast(written, "people", named.areaFloor().people(), wanted.people()));
    }

    private static OptionalLong atLeast(Section section, String key, OptionalLong before, OptionalLong wanted) {
        if (wanted.isEmpty()) {
            return before;
        }
        if (before.isPresent() && wanted.getAsLong() < before.getAsLong()) {
            throw section.refusal(
                    key, "is below the " + before.getAsLong() + " of the policy", "a floor may only be raised");
        }
        return wanted;
    }

    private static SmallCells smallCells(Policy named, Section section) {
        SmallCells before = named.smallCells();
        if (!section.has("minimum-frequency")) {
            return before;
        }
        long wanted = section.integer("minimum-frequency", 10, 3, 1_000_000);
        if (wanted < before.minimumFrequency()) {
            throw section.refusal(
                    "minimum-frequency",
                    "is below the " + before.minimumFrequency() + " of the policy",
                    "move it to safety.loosen with a reason");
        }
        return before.withMinimumFrequency(wanted);
    }

    private static OptionalInt later(Section section, OptionalInt before) {
        OptionalInt wanted = PolicyReader.days(section, "delay-days");
        if (wanted.isEmpty()) {
            return before;
        }
        if (before.isPresent() && wanted.getAsInt() < before.getAsInt()) {
            throw section.refusal(
                    "delay-days", "is shorter than the policy's", "move it to safety.loosen with a reason");
        }
        return wanted;
    }

    private Policy loosened(Policy policy, Section change) {
        String reason = change.text("reason").strip();
        if (reason.length() < 10) {
            throw change.refusal("reason", "says too little", "write for the advocate who reads the review packet");
        }
        Policy after;
        if (change.has("field")) {
            after = loosenedField(policy, change, reason);
        } else if (change.has("class")) {
            after = loosenedClass(policy, change, reason);
        } else if (change.has("minimum-frequency")) {
            long wanted = change.integer("minimum-frequency", 10, 3, 1_000_000);
            after = policy.withSmallCells(policy.smallCells().withMinimumFrequency(wanted))
                    .remembering(new Policy.Loosened(
                            Policy.SMALLEST_COUNT,
                            String.valueOf(policy.smallCells().minimumFrequency()),
                            String.valueOf(wanted),
                            reason));
        } else {
            String role = change.text("approval");
            List<String> roles = new ArrayList<>(policy.approvals());
            if (!roles.remove(role)) {
                throw change.refusal("approval", "is not a role that the policy requires", "remove the entry");
            }
            if (roles.isEmpty()) {
                throw change.refusal(
                        "approval", "is the last that the policy requires", "leave somebody who must agree");
            }
            after = policy.withApprovals(roles)
                    .remembering(new Policy.Loosened("approval by " + role, "required", "not required", reason));
        }
        change.refuseUnknownKeys();
        return after;
    }

    private Policy loosenedField(Policy policy, Section change, String reason) {
        String field = change.text("field");
        String source = change.text("source", "");
        // Read under its own name, so that a mistake is reported as the field's.
        FieldAction action = reader.action(change, "action", field);
        FieldAction before = policy.action(source, field);
        Map<String, FieldAction> fields = new HashMap<>(policy.fields());
        Map<String, Map<String, FieldAction>> sources = new HashMap<>(policy.sourceFields());
        if (source.isEmpty()) {
            fields.put(field, action);
        } else {
            Map<String, FieldAction> own = new HashMap<>(sources.getOrDefault(source, Map.of()));
            own.put(field, action);
            sources.put(source, own);
        }
        String what = source.isEmpty() ? field : field + " of " + source;
        return policy.withFields(fields, sources)
                .remembering(new Policy.Loosened(what, before.phrase(), action.phrase(), reason));
    }

    private Policy loosenedClass(Policy policy, Section change, String reason) {
        String name = change.text("class");
        SensitiveClass before = policy.classes().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> change.refusal(
                        "class",
                        "is not a class of the policy",
                        "use one of "
                                + String.join(
                                        ", ",
                                        policy.classes().stream()
                                                .map(SensitiveClass::name)
                                                .toList())));
        SensitiveClass after =
                new SensitiveClass(name, before.title(), before.signals(), reader.treatment(change.section("action")));
        List<SensitiveClass> classes = policy.classes().stream()
                .map(each -> each.name().equals(name) ? after : each)
                .toList();
        return policy.withClasses(policy.reads(), classes)
                .remembering(new Policy.Loosened(
                        "treatment of " + before.title(),
                        PolicyExplanation.treatment(before),
                        PolicyExplanation.treatment(after),
                        reason));
    }

    private static Map<Signal.Kind, List<String>> union(
            Map<Signal.Kind, List<String>> one, Map<Signal.Kind, List<String>> other) {
        Map<Signal.Kind, List<String>> all = new HashMap<>(one);
        other.forEach((kind, fields) -> all.merge(kind, fields, PolicyChanges::both));
        return all;
    }

    private static List<String> both(List<String> one, List<String> other) {
        TreeSet<String> all = new TreeSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }
}
