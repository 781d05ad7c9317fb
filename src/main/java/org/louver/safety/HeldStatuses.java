package org.louver.safety;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.louver.config.FieldConfig;
import org.louver.config.FieldType;
import org.louver.config.ReleaseConfig;

/** Where the records of a release say that a case is open: what a rule that holds such cases back can see, and what it cannot. */
final class HeldStatuses {
    /** Fields that say how a case stands. */
    static final List<String> FIELDS = List.of("case_status", "incident_status", "status");

    private final Map<String, Optional<Set<String>>> codes = new LinkedHashMap<>();

    /** Looks at every source that has such a field. */
    HeldStatuses(ReleaseConfig release) {
        release.sources()
                .forEach((name, source) -> FIELDS.stream()
                        .filter(Safety.available(release, name)::contains)
                        .forEach(field -> codes.put(
                                name + "." + field,
                                Optional.ofNullable(source.fields().get(field)).flatMap(HeldStatuses::codes))));
    }

    private static Optional<Set<String>> codes(FieldConfig field) {
        return field.type() instanceof FieldType.Code code
                ? Optional.of(code.codes().values().stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)))
                : Optional.empty();
    }

    /** The fields that are looked at. */
    Set<String> fields() {
        return codes.keySet();
    }

    /** Those of the statuses that no field can have; a field of free text could have any. */
    List<String> unknown(List<String> statuses) {
        if (codes.values().stream().anyMatch(Optional::isEmpty)) {
            return List.of();
        }
        Set<String> known = codes.values().stream()
                .flatMap(Optional::stream)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return statuses.stream()
                .filter(status -> !known.contains(status.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** All codes that a status is declared to have. */
    String declared() {
        return codes.values().stream()
                .flatMap(Optional::stream)
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What a rule that holds these statuses back does here, as the end of a sentence. */
    String effect(List<String> statuses) {
        if (fields().isEmpty()) {
            return "; NOT LOOKED FOR, no source has a status";
        }
        List<String> unknown = unknown(statuses);
        return ", where " + String.join(", ", fields()) + " say so"
                + (unknown.isEmpty() ? "" : "; no record can have " + String.join(", ", unknown));
    }

    /** All statuses that a policy holds anything back for. */
    static List<String> of(Policy policy) {
        return Stream.concat(
                        policy.heldStatuses().stream(),
                        policy.classes().stream().flatMap(each -> each.treatment().heldStatuses().stream()))
                .distinct()
                .toList();
    }
}
