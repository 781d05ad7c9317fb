package org.louver.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one source find rows of another; never multiplies rows.
 *
 * @param from source whose rows gain a status and the brought fields
 * @param to source in which they are looked up
 * @param on field of {@code from} → field of {@code to}, all equal; a declared rule where no key exists
 * @param only the link concerns only rows whose field holds one of the values; others are not applicable
 * @param several what a row with several matches means
 * @param bring new field of {@code from} → what it holds
 * @param reportBy field of {@code from}, such as race, by which the unlinked shares are reported beside the year
 * @param coverageBy field of {@code from}, such as agency, by which the public gets rough unlinked shares beside the year
 */
public record LinkConfig(
        String name,
        String from,
        String to,
        SortedMap<String, String> on,
        SortedMap<String, List<String>> only,
        Several several,
        SortedMap<String, Brought> bring,
        Optional<String> reportBy,
        Optional<String> coverageBy) {

    /** What a row with several matches means. */
    public enum Several {
        /** Nobody knows which one is meant: status ambiguous, nothing is brought. */
        AMBIGUOUS,
        /** The first in the order of the other source's key. */
        FIRST,
        /** All of them: each brought field says how they combine. */
        COMBINE
    }

    /** A brought field: taken from {@code field} (empty for a count), several values combined by {@code combination}. */
    public record Brought(Optional<String> field, Combination combination, List<String> order) {}

    static LinkConfig read(Section section, Map<String, SourceConfig> sources, Map<String, Set<String>> columns) {
        String name = section.text("name");
        FieldConfig.requireName(name, section);
        String from = source(section, "from", sources);
        String to = source(section, "to", sources);
        if (from.equals(to)) {
            throw section.refusal("to", "is the source it comes from", "name two sources");
        }
        Set<String> here = columns.getOrDefault(from, Set.of());
        Set<String> there = columns.getOrDefault(to, Set.of());
        Several several = section.word("several", Several.class, Several.AMBIGUOUS);
        LinkConfig link = new LinkConfig(
                name,
                from,
                to,
                on(section, here, there, sources.get(from), sources.get(to)),
                only(section, here),
                several,
                bring(section, several, here, there),
                field(section, "report-by", here),
                field(section, "coverage-by", brought(section, here)));
        section.refuseUnknownKeys();
        return link;
    }

    private static String source(Section section, String key, Map<String, SourceConfig> sources) {
        String name = section.text(key);
        if (!sources.containsKey(name)) {
            throw section.refusal(
                    key, "is not a source", "use one of " + String.join(", ", new TreeMap<>(sources).keySet()));
        }
        return name;
    }

    private static SortedMap<String, String> on(
            Section section,
            Set<String> here,
            Set<String> there,
            @Nullable SourceConfig from,
            @Nullable SourceConfig to) {
        SortedMap<String, String> on = new TreeMap<>();
        Section pairs = section.section("on");
        for (String field : pairs.keys()) {
            on.put(field, pairs.text(field));
            if (!here.contains(field)) {
                throw pairs.refusal(
                        field, "is not a field of the source that the link comes from", "declare or bring it first");
            }
            if (!there.contains(pairs.text(field))) {
                throw pairs.refusal(
                        field, "names no field of the source that the link goes to", "declare or bring it first");
            }
            Optional<String> type = kind(from, field);
            Optional<String> other = kind(to, pairs.text(field));
            if (type.isPresent() && other.isPresent() && !type.equals(other)) {
                throw pairs.refusal(
                        field,
                        "is " + type.get() + " while " + pairs.text(field) + " is " + other.get(),
                        "declare both fields with the same type");
            }
        }
        if (on.isEmpty()) {
            throw section.refusal("on", "is empty", "name the fields that must be equal");
        }
        return on;
    }

    /** What a declared field holds; nothing for one that an earlier link brings. */
    private static Optional<String> kind(@Nullable SourceConfig source, String field) {
        return Optional.ofNullable(source == null ? null : source.fields().get(field))
                .map(declared -> declared.type().kind());
    }

    private static SortedMap<String, List<String>> only(Section section, Set<String> here) {
        SortedMap<String, List<String>> only = new TreeMap<>();
        Section conditions = section.sectionOrEmpty("only");
        for (String field : conditions.keys()) {
            only.put(field, conditions.texts(field));
            if (!here.contains(field)) {
                throw conditions.refusal(field, "is not a field of the source that the link comes from", "declare it");
            }
        }
        return only;
    }

    private static Optional<String> field(Section section, String key, Set<String> here) {
        Optional<String> field = section.optionalText(key);
        if (field.isPresent() && !here.contains(field.get())) {
            throw section.refusal(key, "is not a field of the source that the link comes from", "declare it");
        }
        return field;
    }

    /** With what the link itself brings. */
    private static Set<String> brought(Section section, Set<String> here) {
        Set<String> all = new TreeSet<>(here);
        all.addAll(section.sectionOrEmpty("bring").keys());
        return all;
    }

    private static SortedMap<String, Brought> bring(
            Section section, Several several, Set<String> here, Set<String> there) {
        SortedMap<String, Brought> brought = new TreeMap<>();
        Section fields = section.sectionOrEmpty("bring");
        for (String name : fields.keys()) {
            Section field = fields.section(name);
            FieldConfig.requireName(name, field);
            if (here.contains(name)) {
                throw fields.refusal(name, "is a field already", "choose another name");
            }
            brought.put(name, brought(field, several, there));
        }
        return brought;
    }

    private static Brought brought(Section section, Several several, Set<String> there) {
        Combination combination = section.word("combine", Combination.class, Combination.SAME);
        Optional<String> field = section.optionalText("field");
        List<String> order = section.texts("order", List.of());
        if (field.isPresent() == (combination == Combination.COUNT)) {
            throw section.refusal("field", "goes with every combination but count", "name the field to bring");
        }
        if (field.isPresent() && !there.contains(field.get())) {
            throw section.refusal("field", "is not a field of the source that the link goes to", "declare it there");
        }
        if ((combination == Combination.BY_ORDER) == order.isEmpty()) {
            throw section.refusal("order", "goes with combine = by-order, and only with it", "set both or neither");
        }
        if (several == Several.COMBINE && combination == Combination.SAME) {
            throw section.refusal("combine", "is missing where several = combine", "say how several values become one");
        }
        if (several != Several.COMBINE && combination != Combination.SAME) {
            throw section.refusal("combine", "goes with several = combine", "set several = combine on the link");
        }
        section.refuseUnknownKeys();
        return new Brought(field, combination, order);
    }
}
