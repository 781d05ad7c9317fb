package org.louver.safety;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.louver.config.FieldConfig;
import org.louver.config.FieldType;
import org.louver.config.ReleaseConfig;
import org.louver.config.Section;
import org.louver.config.SourceConfig;

/**
 * The {@code safety} section of a release: the policy it names, what it changes in it, and what only the agency can know.
 *
 * @param policyText the policy and its small-cell preset as read, for the plan's fingerprint
 * @param asOf the day on which delays are reckoned; present whenever the policy delays
 * @param place present whenever a field becomes light or dark
 * @param areas CSV file of areas; present whenever a field becomes an area
 * @param snapPoints present whenever coordinates move to points
 * @param optOuts CSV file of records that victims asked to be withheld
 * @param asksForRecordLevels whether a table is restricted to single records or to a companion
 * @param relations fields of a source that name another record of the same source
 * @param pseudonymKeyFile where the key of pseudonyms stands, unless the environment holds it
 */
public record SafetySettings(
        Policy policy,
        String policyText,
        Optional<LocalDate> asOf,
        Optional<AgencyPlace> place,
        Optional<NamedFile> areas,
        Optional<SnapTable> snapPoints,
        Optional<NamedFile> optOuts,
        Optional<NamedFile> pseudonymKeyFile,
        boolean asksForRecordLevels,
        List<Relation> relations) {

    /**
     * The points that coordinates move to.
     *
     * @param file CSV: latitude, longitude, boundary, addresses, people
     * @param boundary field of the records that names the administrative area, as the file's column does
     */
    public record SnapTable(NamedFile file, String boundary) {
        static SnapTable read(Section section) {
            SnapTable table = new SnapTable(NamedFile.of(section, "file"), section.text("boundary"));
            section.refuseUnknownKeys();
            return table;
        }
    }

    /** Records of one source that belong together: {@code field} names another record by its field {@code to}. */
    public record Relation(String source, String field, String to) {}

    /**
     * Reads the section of a release and the policy file that it names.
     *
     * @param folder that relative paths start from: the folder of the release's configuration file
     */
    public static SafetySettings read(ReleaseConfig release, Path folder) {
        Section section = release.file().section("safety");
        PolicyReader reader = new PolicyReader(field -> kind(release, field));
        Path policyFile = section.existingFile("policy", folder);
        Section file = Section.load(policyFile, Map.of());
        Policy named = reader.read(file);
        String smallCells = section.has("small-cells")
                ? Section.load(section.existingFile("small-cells", folder), Map.of())
                        .rendered()
                : "";
        Policy policy = new PolicyChanges(reader, folder).apply(named, section);
        SafetySettings settings = new SafetySettings(
                policy,
                file.rendered() + smallCells,
                section.optionalText("as-of").map(written -> day(section, written)),
                section.has("agency") ? Optional.of(AgencyPlace.read(section.section("agency"))) : Optional.empty(),
                file(section, "areas"),
                section.has("snap-points")
                        ? Optional.of(SnapTable.read(section.section("snap-points")))
                        : Optional.empty(),
                file(section, "opt-outs"),
                file(section, "pseudonym-key-file").map(key -> key.within(folder)),
                asksForRecordLevels(release.file()),
                relations(release, section));
        section.refuseUnknownKeys();
        settings.requireWhatThePolicyNeeds(release, section);
        return settings;
    }

    private static boolean asksForRecordLevels(Section file) {
        return file.has("tables")
                && file.sections("tables").stream()
                        .anyMatch(table -> table.sectionOrEmpty("where").has(ReleasableEvents.RECORD_LEVEL));
    }

    private static Optional<NamedFile> file(Section section, String key) {
        return section.has(key) ? Optional.of(NamedFile.of(section, key)) : Optional.empty();
    }

    private static List<Relation> relations(ReleaseConfig release, Section section) {
        if (!section.has("related")) {
            return List.of();
        }
        return section.sections("related").stream()
                .map(each -> {
                    Relation relation = new Relation(each.text("source"), each.text("field"), each.text("to"));
                    SourceConfig source = release.sources().get(relation.source());
                    if (source == null) {
                        throw each.refusal("source", "is not a source of the release", "name one");
                    }
                    for (String key : List.of("field", "to")) {
                        if (!source.fields().containsKey(each.text(key))) {
                            throw each.refusal(key, "is not a field of " + relation.source(), "name a declared field");
                        }
                    }
                    each.refuseUnknownKeys();
                    return relation;
                })
                .toList();
    }

    /** The kind of a field: by the vocabulary, else by the type that a source declares for it. */
    static Optional<FieldKind> kind(ReleaseConfig release, String field) {
        Optional<FieldKind> known = FieldKind.of(field);
        if (known.isPresent()) {
            return known;
        }
        Optional<FieldKind> declared = release.sources().values().stream()
                .flatMap(source -> Optional.ofNullable(source.fields().get(field)).stream())
                .map(FieldConfig::type)
                .map(SafetySettings::kind)
                .findFirst();
        boolean brought = release.links().stream().anyMatch(link -> link.bring().containsKey(field));
        return declared.isEmpty() && brought ? Optional.of(FieldKind.CATEGORY) : declared;
    }

    private static FieldKind kind(FieldType type) {
        if (type instanceof FieldType.Day || type instanceof FieldType.Moment) {
            return FieldKind.DATE;
        } else if (type instanceof FieldType.Time) {
            return FieldKind.CLOCK;
        } else if (type instanceof FieldType.Code || type instanceof FieldType.Flag) {
            return FieldKind.CATEGORY;
        } else if (type instanceof FieldType.Whole || type instanceof FieldType.Decimal) {
            return FieldKind.NUMBER;
        }
        // Undeclared text could hold anything, so nothing but dropping fits unless the release says more.
        return FieldKind.NARRATIVE;
    }

    private static LocalDate day(Section section, String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeParseException noDay) {
            throw section.refusal("as-of", "is not a day", "write it as 2025-01-31");
        }
    }

    private void requireWhatThePolicyNeeds(ReleaseConfig release, Section section) {
        Set<FieldAction> used = new HashSet<>();
        release.sources()
                .forEach((name, source) ->
                        source.fields().keySet().forEach(field -> used.add(policy.action(name, field))));
        policy.classes().forEach(each -> {
            used.addAll(each.treatment().fields().values());
        });
        boolean delays = policy.delayDays().isPresent()
                || policy.classes().stream()
                        .anyMatch(each -> each.treatment().delayDays().isPresent());
        if (delays && asOf.isEmpty()) {
            throw section.refusal("as-of", "is missing, but the policy delays records", "add as-of = \"2025-01-31\"");
        }
        if (place.isEmpty() && used.stream().anyMatch(FieldAction::followsTheSun)) {
            throw section.refusal(
                    "agency",
                    "is missing, but a time of day becomes light or dark",
                    "add agency { latitude, longitude, time-zone }");
        }
        HeldStatuses statuses = new HeldStatuses(release);
        List<String> held = HeldStatuses.of(policy);
        if (!held.isEmpty()
                && !statuses.fields().isEmpty()
                && statuses.unknown(held).containsAll(held)) {
            throw section.refusal(
                    "policy",
                    "holds cases back while their status is " + String.join(" or ", held) + ", which "
                            + String.join(", ", statuses.fields()) + " never is",
                    "use the declared codes: " + statuses.declared());
        }
        requireSnapPoints(release, section);
        if (areas.isEmpty()
                && used.stream()
                        .anyMatch(action -> action instanceof FieldAction.SmallestArea
                                || action instanceof FieldAction.AreaOfRecord)) {
            throw section.refusal(
                    "areas", "is missing, but places become areas", "name the CSV file of areas (docs/policy.md)");
        }
    }

    private void requireSnapPoints(ReleaseConfig release, Section section) {
        release.sources().forEach((name, source) -> {
            boolean moves = source.fields().keySet().stream()
                    .anyMatch(field -> policy.action(name, field) instanceof FieldAction.SnapPoint);
            if (moves && snapPoints.isEmpty()) {
                throw section.refusal(
                        "snap-points",
                        "is missing, but coordinates of " + name + " move to snap points",
                        "add snap-points { file = points.csv, boundary = county } (docs/policy.md)");
            }
            snapPoints
                    .filter(table -> moves && !Safety.available(release, name).contains(table.boundary()))
                    .ifPresent(table -> {
                        throw section.section("snap-points")
                                .refusal(
                                        "boundary",
                                        "is not a field of " + name + ", whose coordinates move to snap points",
                                        "name the field of the administrative area, or bring it over a link");
                    });
        });
    }
}
