package org.louver.safety;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.louver.config.Section;
import org.louver.refusal.Refusal;

/** Reads a policy file; every mistake is one line with file, line and remedy. */
final class PolicyReader {
    private final Function<String, Optional<FieldKind>> kinds;

    /** @param kinds the kind of a field by its canonical name, empty if unknown */
    PolicyReader(Function<String, Optional<FieldKind>> kinds) {
        this.kinds = kinds;
    }

    /** Reads the {@code policy} object of a file. */
    Policy read(Section file) {
        Section section = file.section("policy");
        Map<String, FieldAction> fields = fields(section.section("fields"));
        Map<String, Map<String, FieldAction>> sources = sources(section.sectionOrEmpty("sources"));
        Map<Signal.Kind, List<String>> reads = reads(section.section("reads"));
        List<SensitiveClass> classes = classes(section.section("classes"));
        Map<String, List<String>> categories = categories(section.sectionOrEmpty("offence-categories"));
        Policy policy = new Policy(
                section.text("name"),
                section.integer("version"),
                section.text("summary"),
                fields,
                sources,
                reads,
                classes,
                categories,
                areaFloor(section.section("smallest-area")),
                smallCells(section.section("small-cells")),
                days(section, "delay-days"),
                section.texts("hold-while-status", List.of()),
                approvals(section),
                List.of());
        section.refuseUnknownKeys();
        // What several classes of a file refer to.
        file.has("shared");
        file.refuseUnknownKeys();
        refuseIncoherence(policy, section);
        return policy;
    }

    /** Rules that no single key can break. */
    static void refuseIncoherence(Policy policy, Section section) {
        for (Signal.Kind kind : policy.usedSignals()) {
            if (policy.reads().getOrDefault(kind, List.of()).isEmpty()) {
                throw section.refusal(
                        "reads",
                        "says nothing for " + kind.word() + ", which a class looks at",
                        "add " + kind.word() + " = [the fields that hold it]");
            }
        }
        if (policy.classes().isEmpty()) {
            throw section.refusal("classes", "is empty", "name the classes of incident that could lead to a victim");
        }
        for (SensitiveClass each : policy.classes()) {
            if (each.treatment().records() == SensitiveClass.Records.EXCLUDE) {
                continue;
            }
            refuseMaskedText(policy.fields(), each, section);
            policy.sourceFields().values().forEach(own -> refuseMaskedText(own, each, section));
        }
        boolean categorised = policy.fields().values().stream().anyMatch(FieldAction.OffenceCategory.class::isInstance)
                || policy.sourceFields().values().stream()
                        .anyMatch(own -> own.values().stream().anyMatch(FieldAction.OffenceCategory.class::isInstance));
        if (categorised && policy.offenceCategories().isEmpty()) {
            throw section.refusal(
                    "offence-categories",
                    "is missing, but a field becomes its category",
                    "list the categories with their codes");
        }
    }

    private static void refuseMaskedText(Map<String, FieldAction> fields, SensitiveClass each, Section section) {
        fields.forEach((field, action) -> {
            boolean replaced = each.treatment().fields().containsKey(field);
            if (action instanceof FieldAction.HundredBlock && !replaced) {
                throw section.section("classes")
                        .refusal(
                                each.name(),
                                "would publish " + field
                                        + " as masked text, which is geocoded back by filling in the numbers",
                                "add fields { " + field + " = drop } to its action, or exclude its records");
            }
        });
    }

    /** Reads field actions. */
    Map<String, FieldAction> fields(Section section) {
        Map<String, FieldAction> actions = new LinkedHashMap<>();
        for (String field : section.keys()) {
            actions.put(field, action(section, field));
        }
        return actions;
    }

    private Map<String, Map<String, FieldAction>> sources(Section section) {
        Map<String, Map<String, FieldAction>> sources = new LinkedHashMap<>();
        for (String source : section.keys()) {
            Section own = section.section(source);
            sources.put(source, fields(own.section("fields")));
            own.refuseUnknownKeys();
        }
        return sources;
    }

    private FieldAction action(Section section, String field) {
        return action(section, field, field);
    }

    /** Reads the action that stands under {@code key} and refuses what does not fit the field. */
    FieldAction action(Section section, String key, String field) {
        FieldKind kind = kind(section, key, field);
        FieldAction action = section.holdsObject(key) ? parameterised(section.section(key)) : plain(section, key);
        if (!action.fits(kind)) {
            throw section.refusal(
                    key,
                    (key.equals(field) ? "" : "of " + field + " ") + "is " + kind.phrase() + ", which cannot be "
                            + action.phrase(),
                    "use " + fitting(kind));
        }
        return action;
    }

    private FieldKind kind(Section section, String key, String field) {
        return kinds.apply(field)
                .orElseThrow(() -> section.refusal(
                        key,
                        (key.equals(field) ? "" : "of " + field + " ")
                                + "is a field that neither the vocabulary nor a source of the release knows",
                        FieldKind.nearest(field)
                                .map(name -> "did you mean " + name + "?")
                                .orElse("use a canonical name (docs/policy.md lists them) or remove the line")));
    }

    private static FieldAction plain(Section section, String field) {
        String word = section.text(field);
        return switch (word) {
            case "drop" -> new FieldAction.Drop();
            case "allow" -> new FieldAction.Allow();
            case "day" -> new FieldAction.Period(FieldAction.Period.Unit.DAY);
            case "month" -> new FieldAction.Period(FieldAction.Period.Unit.MONTH);
            case "quarter" -> new FieldAction.Period(FieldAction.Period.Unit.QUARTER);
            case "year" -> new FieldAction.Period(FieldAction.Period.Unit.YEAR);
            case "light-dark" -> new FieldAction.LightDark();
            case "inter-twilight" -> new FieldAction.InterTwilight();
            case "four-hour-band" -> new FieldAction.ClockBand(4);
            case "offence-category" -> new FieldAction.OffenceCategory();
            case "hundred-block" -> new FieldAction.HundredBlock();
            case "smallest-area" -> new FieldAction.SmallestArea();
            case "snap-point" -> new FieldAction.SnapPoint();
            case "agency-only" -> new FieldAction.AgencyOnly();
            case "pseudonym" -> new FieldAction.Pseudonym();
            case "hash", "md5", "sha1", "sha256" ->
                throw section.refusal(
                        field,
                        "asks for a plain hash, which anyone undoes by hashing every possible value",
                        "use pseudonym (keyed, new in every release) or drop");
            case "mask", "masked-text" ->
                throw section.refusal(
                        field, "asks for masked text, which can be geocoded back", "use smallest-area or drop");
            default ->
                throw section.refusal(
                        field,
                        "is not an action",
                        "use drop, allow, day, month, quarter, year, light-dark, inter-twilight, four-hour-band, { bands = [..] },"
                                + " { hours = 6 }, offence-category, hundred-block, smallest-area, { area-of-record ="
                                + " precinct }, snap-point, agency-only or pseudonym");
        };
    }

    private static FieldAction parameterised(Section parameters) {
        FieldAction action;
        try {
            if (parameters.has("bands")) {
                action = new FieldAction.Bands(
                        parameters.texts("bands").stream().map(Long::valueOf).toList());
            } else if (parameters.has("hours")) {
                action = new FieldAction.ClockBand((int) parameters.integer("hours", 4, 2, 24));
            } else {
                action = new FieldAction.AreaOfRecord(parameters.text("area-of-record"));
            }
        } catch (IllegalArgumentException impossible) {
            throw parameters.refusal(
                    parameters.has("hours") ? "hours" : "bands",
                    "cannot be read: "
                            + (impossible instanceof NumberFormatException
                                    ? "not whole numbers"
                                    : impossible.getMessage()),
                    "list ascending whole numbers, or hours that divide 24");
        }
        parameters.refuseUnknownKeys();
        return action;
    }

    private static String fitting(FieldKind kind) {
        return switch (kind) {
            case IDENTIFIER -> "drop or pseudonym";
            case NAME, CONTACT, NARRATIVE -> "drop";
            case DATE -> "day, month, quarter, year or drop";
            case CLOCK -> "light-dark, inter-twilight, four-hour-band or drop";
            case AGE -> "{ bands = [0, 18, 25, …] } or drop";
            case OFFENCE -> "allow, offence-category or drop";
            case ADDRESS -> "smallest-area, { area-of-record = precinct }, hundred-block, agency-only or drop";
            case PLACE -> "allow, smallest-area, { area-of-record = precinct }, agency-only or drop";
            case COORDINATE -> "snap-point or drop";
            case CATEGORY -> "allow or drop";
            case NUMBER -> "allow, { bands = [..] } or drop";
        };
    }

    /** Reads what signals look at. */
    Map<Signal.Kind, List<String>> reads(Section section) {
        Map<Signal.Kind, List<String>> reads = new LinkedHashMap<>();
        for (Signal.Kind kind : Signal.Kind.values()) {
            List<String> fields = section.texts(kind.word(), List.of());
            for (String field : fields) {
                if (kinds.apply(field.substring(field.indexOf('.') + 1)).isEmpty()) {
                    throw section.refusal(
                            kind.word(),
                            "names the unknown field " + field,
                            FieldKind.nearest(field)
                                    .map(name -> "did you mean " + name + "?")
                                    .orElse("use a canonical name"));
                }
            }
            reads.put(kind, fields);
        }
        section.refuseUnknownKeys();
        return reads;
    }

    private List<SensitiveClass> classes(Section section) {
        List<SensitiveClass> classes = new ArrayList<>();
        for (String name : section.keys()) {
            Section each = section.section(name);
            classes.add(new SensitiveClass(name, each.text("title"), signals(each), treatment(each.section("action"))));
            each.refuseUnknownKeys();
        }
        if (classes.stream().mapToInt(c -> c.signals().size()).sum() > Policy.MOST_SIGNALS) {
            throw Refusal.configuration(
                    section.path() + " declares more than " + Policy.MOST_SIGNALS + " signals", "merge some of them");
        }
        return classes;
    }

    /** Reads the {@code find} list of a class. */
    static List<Signal> signals(Section each) {
        List<Signal> signals = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section find : each.sections("find")) {
            String name = find.text("signal");
            if (!names.add(name)) {
                throw find.refusal("signal", "appears twice in this class", "give each signal its own name");
            }
            signals.add(new Signal(name, conditions(find)));
            find.refuseUnknownKeys();
        }
        if (signals.isEmpty()) {
            throw each.refusal("find", "is empty", "say how an incident of this class is recognised");
        }
        return signals;
    }

    private static Map<Signal.Kind, Signal.Condition> conditions(Section find) {
        Map<Signal.Kind, Signal.Condition> conditions = new LinkedHashMap<>();
        for (Signal.Kind kind : Signal.Kind.values()) {
            if (kind == Signal.Kind.VICTIM_AGE) {
                ages(find).ifPresent(ages -> conditions.put(kind, ages));
            } else if (find.has(kind.word())) {
                conditions.put(kind, kind.searchesText() ? texts(find, kind.word()) : codes(find, kind.word()));
            }
        }
        if (conditions.isEmpty()) {
            throw find.refusal("signal", "has no condition, so it would find every record", "add what is to be found");
        }
        return conditions;
    }

    private static Optional<Signal.Condition> ages(Section find) {
        if (!find.has("victim-age-below") && !find.has("victim-age-from")) {
            return Optional.empty();
        }
        long least = find.integer("victim-age-from", 0, 0, 120);
        long most = find.integer("victim-age-below", 1000, 1, 1000) - 1;
        try {
            return Optional.of(new Signal.Condition.Ages(least, most));
        } catch (IllegalArgumentException everyAge) {
            throw find.refusal("victim-age-from", String.valueOf(everyAge.getMessage()), "choose a narrower range");
        }
    }

    private static Signal.Condition texts(Section find, String key) {
        List<TextPattern> patterns = new ArrayList<>();
        for (String written : nonEmpty(find, key)) {
            try {
                patterns.add(new TextPattern(written));
            } catch (IllegalArgumentException unusable) {
                throw find.refusal(
                        key,
                        "pattern \"" + written + "\" " + unusable.getMessage(),
                        "write words; a star stands for the rest of a word");
            }
        }
        return new Signal.Condition.Texts(patterns);
    }

    private static Signal.Condition codes(Section find, String key) {
        List<String> codes = nonEmpty(find, key);
        for (String code : codes) {
            String literal = code.endsWith("*") ? code.substring(0, code.length() - 1) : code;
            if (literal.contains("*") || literal.isBlank() || (code.endsWith("*") && literal.length() < 2)) {
                throw find.refusal(
                        key,
                        "code \"" + code + "\" matches nearly everything",
                        "write codes, or two characters and a star");
            }
        }
        return new Signal.Condition.Codes(codes);
    }

    private static List<String> nonEmpty(Section section, String key) {
        List<String> texts = section.texts(key);
        if (texts.isEmpty()) {
            throw section.refusal(key, "is empty", "list what is to be found");
        }
        return texts;
    }

    /** Reads a class's {@code action}. */
    SensitiveClass.Treatment treatment(Section section) {
        return treatment(
                section,
                section.word("records", SensitiveClass.Records.class),
                section.word("tables", SensitiveClass.Tables.class),
                Optional.empty());
    }

    /** Reads changes of a class's {@code action}: what they do not name stays. */
    SensitiveClass.Treatment treatment(Section section, SensitiveClass.Treatment before) {
        return treatment(
                section,
                section.has("records") ? section.word("records", SensitiveClass.Records.class) : before.records(),
                section.has("tables") ? section.word("tables", SensitiveClass.Tables.class) : before.tables(),
                Optional.of(before));
    }

    private SensitiveClass.Treatment treatment(
            Section section,
            SensitiveClass.Records records,
            SensitiveClass.Tables tables,
            Optional<SensitiveClass.Treatment> before) {
        Optional<String> cover = section.optionalText("cover");
        if (cover.isEmpty() && tables == SensitiveClass.Tables.COVER) {
            cover = before.flatMap(SensitiveClass.Treatment::cover);
        }
        if (cover.isPresent() != (tables == SensitiveClass.Tables.COVER)) {
            throw section.refusal(
                    cover.isPresent() ? "cover" : "tables",
                    "and tables = cover belong together",
                    "name the category under cover, or use tables = count or withhold");
        }
        if (tables == SensitiveClass.Tables.WITHHOLD && records != SensitiveClass.Records.EXCLUDE) {
            throw section.refusal(
                    "records",
                    "are withheld from all tables, so none of single records can hold them",
                    "use records = exclude, or tables = count");
        }
        Map<String, FieldAction> fields = new LinkedHashMap<>();
        before.ifPresent(treatment -> fields.putAll(treatment.fields()));
        fields.putAll(classFields(section.sectionOrEmpty("fields")));
        OptionalInt delay = days(section, "delay-days");
        SensitiveClass.Treatment treatment = new SensitiveClass.Treatment(
                records,
                tables,
                cover,
                delay.isPresent()
                        ? delay
                        : before.map(SensitiveClass.Treatment::delayDays).orElse(delay),
                section.texts(
                        "hold-while-status",
                        before.map(SensitiveClass.Treatment::heldStatuses).orElse(List.of())),
                fields);
        section.refuseUnknownKeys();
        return treatment;
    }

    private Map<String, FieldAction> classFields(Section section) {
        Map<String, FieldAction> actions = fields(section);
        actions.forEach((field, action) -> {
            if (action instanceof FieldAction.HundredBlock) {
                throw section.refusal(
                        field,
                        "is masked text for a sensitive class, which is geocoded back by filling in the numbers",
                        "use smallest-area, { area-of-record = precinct } or drop");
            }
        });
        return actions;
    }

    private static Map<String, List<String>> categories(Section section) {
        Map<String, List<String>> categories = new LinkedHashMap<>();
        for (String category : section.keys()) {
            categories.put(category, section.texts(category));
        }
        return categories;
    }

    /** Reads {@code smallest-area}. */
    static Policy.AreaFloor areaFloor(Section section) {
        Policy.AreaFloor floor = new Policy.AreaFloor(count(section, "addresses"), count(section, "people"));
        section.refuseUnknownKeys();
        if (floor.addresses().isEmpty() && floor.people().isEmpty()) {
            throw section.refusal("addresses", "and people are both missing", "add addresses = 8 or people = 20000");
        }
        return floor;
    }

    /** Reads a small-cell rule. */
    static SmallCells smallCells(Section section) {
        SmallCells rule = new SmallCells(
                section.text("source"),
                minimumFrequency(section),
                section.flag("zeros", false),
                section.flag("complementary", true),
                count(section, "minimum-denominator"),
                within(section, "top-code-percent", 51, 99),
                within(section, "rounding-base", 2, 1_000));
        section.refuseUnknownKeys();
        return rule;
    }

    private static long minimumFrequency(Section section) {
        section.integer("minimum-frequency");
        return section.integer("minimum-frequency", 10, 3, 1_000_000);
    }

    private static List<String> approvals(Section section) {
        List<String> roles = section.texts("approvals");
        if (roles.isEmpty()) {
            throw section.refusal("approvals", "is empty", "name who must agree, such as [victim-advocate]");
        }
        for (String role : roles) {
            if (!role.matches("[a-z]+(-[a-z]+)*")) {
                throw section.refusal("approvals", "holds a role that is no lower-case word", "write victim-advocate");
            }
        }
        return roles;
    }

    static OptionalInt days(Section section, String key) {
        return section.has(key) ? OptionalInt.of((int) section.integer(key, 0, 1, 36_500)) : OptionalInt.empty();
    }

    private static OptionalLong within(Section section, String key, long least, long most) {
        return section.has(key) ? OptionalLong.of(section.integer(key, least, least, most)) : OptionalLong.empty();
    }

    private static OptionalLong count(Section section, String key) {
        return section.has(key) ? OptionalLong.of(section.integer(key, 1, 1, Long.MAX_VALUE)) : OptionalLong.empty();
    }
}
