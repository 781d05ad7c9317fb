package org.louver.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contract of one source: one table of one kind of event, over several years and files.
 *
 * @param name the name that links, tables and safety rules use
 * @param event what one row describes; an open word such as stop, arrest, incident, victim, call, or reference
 * @param key fields that tell one thing from another; required
 * @param person field that tells one person from another, where the records have one
 * @param incident field that tells one incident from another, where several records may be of one
 * @param manyRowsPerKey whether several rows may describe one thing and combine field by field
 * @param year where the year of a row comes from
 * @param layouts name → fields by name; each layout holds every field
 * @param unread columns that are known and deliberately not read
 * @param quarantineLimit largest share of rows in quarantine, 0 to 1
 */
public record SourceConfig(
        String name,
        String event,
        List<SourceFile> files,
        SourceFormat format,
        List<String> key,
        Optional<String> person,
        Optional<String> incident,
        boolean manyRowsPerKey,
        YearOf year,
        SortedMap<String, SortedMap<String, FieldConfig>> layouts,
        List<String> unread,
        double quarantineLimit,
        Plausibility plausibility) {

    /** Where the year of a row comes from. */
    public sealed interface YearOf {
        /** A field of type date, timestamp or integer. */
        record Field(String name) implements YearOf {}

        /** The only year of the file's entry. */
        record File() implements YearOf {}

        /** Reference tables have none. */
        record None() implements YearOf {}
    }

    /** The fields as every year has them after parsing; name → field of the standard layout. */
    public SortedMap<String, FieldConfig> fields() {
        SortedMap<String, FieldConfig> fields = layouts.get(SourceFile.STANDARD);
        if (fields == null) {
            throw new IllegalStateException("every source has the standard layout");
        }
        return fields;
    }

    /** The field as a layout has it; every layout has every field. */
    public FieldConfig field(String layout, String name) {
        SortedMap<String, FieldConfig> fields = layouts.get(layout);
        FieldConfig field = fields == null ? null : fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name + " in layout " + layout + " of " + this.name);
        }
        return field;
    }

    /** Every year that any file declares. */
    public SortedSet<Integer> years() {
        SortedSet<Integer> years = new TreeSet<>();
        files.forEach(file -> years.addAll(file.years()));
        return years;
    }

    static SourceConfig read(String name, Section section) {
        FieldConfig.requireName(name, section);
        SortedMap<String, SortedMap<String, FieldConfig>> layouts = layouts(section);
        SortedMap<String, FieldConfig> fields = new TreeMap<>(layouts.get(SourceFile.STANDARD));
        List<SourceFile> files =
                section.sections("files").stream().map(SourceFile::read).toList();
        YearOf year = yearOf(section, fields, files);
        requireOneLayoutPerYear(section, files, layouts, year);
        double limit = section.number("quarantine-limit", 0.05);
        if (!(limit >= 0 && limit <= 1)) {
            throw section.refusal("quarantine-limit", "must be a share from 0 to 1", "write for example 0.05");
        }
        SourceConfig source = new SourceConfig(
                name,
                section.text("event"),
                files,
                SourceFormat.read(section),
                key(section, layouts),
                field(section, "person", fields),
                field(section, "incident", fields),
                section.word("rows-per-key", RowsPerKey.class, RowsPerKey.ONE) == RowsPerKey.MANY,
                year,
                layouts,
                section.texts("unread", List.of()),
                limit,
                Plausibility.read(section.sectionOrEmpty("plausibility")));
        requireCombinationsToMatter(section, source);
        // For the data dictionary, which reads it.
        section.has("definition");
        section.refuseUnknownKeys();
        return source;
    }

    private static SortedMap<String, SortedMap<String, FieldConfig>> layouts(Section section) {
        Section fields = section.section("fields");
        SortedMap<String, SortedMap<String, FieldConfig>> layouts = new TreeMap<>();
        layouts.put(SourceFile.STANDARD, fields(fields, Optional.empty()));
        Section changes = section.sectionOrEmpty("layouts");
        for (String layout : changes.keys()) {
            if (layout.equals(SourceFile.STANDARD)) {
                throw changes.refusal(
                        layout, "is the layout that fields describes", "change fields, or rename this one");
            }
            layouts.put(layout, fields(fields, Optional.of(changes.section(layout))));
        }
        return layouts;
    }

    private static SortedMap<String, FieldConfig> fields(Section standard, Optional<Section> layout) {
        if (standard.keys().isEmpty()) {
            throw standard.refusal("", "declares no field", "declare what may be read");
        }
        SortedMap<String, FieldConfig> read = new TreeMap<>();
        for (String name : standard.keys()) {
            Section field = standard.section(name);
            Section changed = layout.map(changes -> changes.sectionOrEmpty(name).over(field))
                    .orElse(field);
            read.put(name, FieldConfig.read(name, changed));
        }
        layout.ifPresent(Section::refuseUnknownKeys);
        return read;
    }

    private static List<String> key(Section section, SortedMap<String, SortedMap<String, FieldConfig>> layouts) {
        List<String> key = section.texts("key");
        if (key.isEmpty()) {
            throw section.refusal("key", "is empty", "name the fields that tell one row from another");
        }
        for (String part : key) {
            for (Map.Entry<String, SortedMap<String, FieldConfig>> layout : layouts.entrySet()) {
                FieldConfig field = layout.getValue().get(part);
                if (field == null) {
                    throw section.refusal("key", "names " + part + ", which is not a field", "declare it under fields");
                }
                if (!field.required()) {
                    throw section.refusal(
                            "key", "names " + part + ", which is not required", "set required = true on it");
                }
            }
        }
        return key;
    }

    private static Optional<String> field(Section section, String key, Map<String, FieldConfig> fields) {
        Optional<String> field = section.optionalText(key);
        if (field.isPresent() && !fields.containsKey(field.get())) {
            throw section.refusal(key, "is not a field", "declare it under fields");
        }
        return field;
    }

    private static YearOf yearOf(Section section, Map<String, FieldConfig> fields, List<SourceFile> files) {
        String written = section.text("year");
        if (written.equals("none")) {
            if (files.stream().anyMatch(file -> !file.years().isEmpty())) {
                throw section.refusal(
                        "year", "is none although files declare years", "drop the years, or name a field");
            }
            return new YearOf.None();
        }
        if (files.stream().anyMatch(file -> file.years().isEmpty())) {
            throw section.refusal("files", "holds an entry without years", "say which years it covers");
        }
        if (written.equals("file")) {
            if (files.stream().anyMatch(file -> file.years().size() != 1)) {
                throw section.refusal(
                        "year", "is file although one covers several years", "name the field that tells the year");
            }
            return new YearOf.File();
        }
        FieldConfig field = fields.get(written);
        if (field == null
                || !(field.type() instanceof FieldType.Day
                        || field.type() instanceof FieldType.Moment
                        || field.type() instanceof FieldType.Whole)) {
            throw section.refusal(
                    "year", "is not a field of type date, timestamp or integer", "name one, or write file or none");
        }
        return new YearOf.Field(written);
    }

    private static void requireOneLayoutPerYear(
            Section section, List<SourceFile> files, Map<String, SortedMap<String, FieldConfig>> layouts, YearOf year) {
        if (files.isEmpty()) {
            throw section.refusal("files", "is empty", "name at least one file");
        }
        Map<Integer, String> layoutOf = new HashMap<>();
        List<String> used = new ArrayList<>();
        for (SourceFile file : files) {
            used.add(file.layout());
            if (!layouts.containsKey(file.layout())) {
                throw section.refusal(
                        "files", "uses the layout " + file.layout() + ", which is not declared", "add it to layouts");
            }
            for (int covered : file.years()) {
                String other = layoutOf.putIfAbsent(covered, file.layout());
                if (other != null && !other.equals(file.layout())) {
                    throw section.refusal(
                            "files",
                            "has the two layouts " + other + " and " + file.layout() + " for " + covered,
                            "give each year one layout, or split the source");
                }
            }
        }
        for (String layout : layouts.keySet()) {
            if (!layout.equals(SourceFile.STANDARD) && !used.contains(layout)) {
                throw section.refusal("layouts", "declares " + layout + ", which no file uses", "use it or remove it");
            }
        }
        if (year instanceof YearOf.None && layouts.size() > 1) {
            throw section.refusal("layouts", "cannot differ by year in a table without years", "remove them");
        }
    }

    private static void requireCombinationsToMatter(Section section, SourceConfig source) {
        boolean combines = source.fields().values().stream().anyMatch(field -> field.combination() != Combination.SAME);
        if (combines && !source.manyRowsPerKey()) {
            throw section.refusal(
                    "rows-per-key", "is one, yet a field says how to combine rows", "write rows-per-key = many");
        }
    }

    private enum RowsPerKey {
        ONE,
        MANY
    }
}
