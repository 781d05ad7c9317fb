package org.louver.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One canonical field of a source: where it comes from, what it is parsed into, and what happens to values that break the contract.
 *
 * @param name canonical name
 * @param column the column's name in the file; empty if this layout does not have the field
 * @param missing raw texts that mean "missing", beside the empty one
 * @param combination how rows of one key combine, where a source has several
 * @param order canonical values, the one that wins first; for {@link Combination#BY_ORDER}
 */
public record FieldConfig(
        String name,
        Optional<String> column,
        FieldType type,
        boolean required,
        List<String> missing,
        Invalid invalid,
        Combination combination,
        List<String> order) {

    /** What happens to a value that does not parse, lies outside its range or is not on its list. */
    public enum Invalid {
        /** The row goes to quarantine. */
        QUARANTINE,
        /** The value becomes missing, and is counted. */
        MISSING
    }

    /** The format word for the day numbers of spreadsheets (1 = 1900-01-01, with the leap day that never was). */
    public static final String EXCEL_SERIAL = "excel-serial";

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");

    /** Letters that Spark's parser of dates refuses, and texts too narrow to tell months apart. */
    private static final Pattern WRITTEN_ONLY = Pattern.compile("[ABceEFnNpqQuwWY]|[ML]{5}|y{7}");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    static FieldConfig read(String name, Section section) {
        requireName(name, section);
        Optional<String> column =
                section.flag("absent", false) ? absent(section) : Optional.of(section.text("column", name));
        FieldType type = type(section);
        boolean required = section.flag("required", false);
        Invalid invalid = section.word("invalid", Invalid.class, Invalid.QUARANTINE);
        if (required && invalid == Invalid.MISSING) {
            throw section.refusal(
                    "invalid", "turns values of a required field into missing ones", "drop one of the two");
        }
        Combination combination = section.word("combine", Combination.class, Combination.SAME);
        List<String> order = section.texts("order", List.of());
        requireFittingCombination(section, type, combination, order);
        FieldConfig field = new FieldConfig(
                name, column, type, required, section.texts("missing", List.of()), invalid, combination, order);
        section.refuseUnknownKeys();
        return field;
    }

    static void requireName(String name, Section section) {
        if (!NAME.matcher(name).matches() || name.equals("year") || name.startsWith("link_")) {
            throw section.refusal(
                    "name",
                    "cannot be a field: names are lower case letters, digits and _, and neither year nor link_…",
                    "choose another name and give the file's own as column");
        }
    }

    private static Optional<String> absent(Section section) {
        if (section.has("column") && section.flag("required", false)) {
            throw section.refusal("absent", "cannot hold for a required field", "drop required or absent");
        }
        return Optional.empty();
    }

    private static FieldType type(Section section) {
        return switch (section.word("type", TypeWord.class)) {
            case TEXT -> text(section);
            case INTEGER -> new FieldType.Whole(numbers(section));
            case DECIMAL -> new FieldType.Decimal(numbers(section));
            case BOOLEAN -> flag(section);
            case DATE -> new FieldType.Day(formats(section, List.of("yyyy-MM-dd")), days(section));
            case TIME -> new FieldType.Time(formats(section, List.of("HH:mm", "HH:mm:ss")));
            case TIMESTAMP ->
                new FieldType.Moment(
                        formats(section, List.of("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss")), days(section));
            case CODE -> new FieldType.Code(codes(section));
        };
    }

    private enum TypeWord {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        DATE,
        TIME,
        TIMESTAMP,
        CODE
    }

    private static FieldType text(Section section) {
        Optional<String> pattern = section.optionalText("pattern");
        pattern.ifPresent(expression -> {
            try {
                Pattern.compile(expression);
            } catch (PatternSyntaxException malformed) {
                throw section.refusal("pattern", "is not a regular expression", "correct it");
            }
        });
        OptionalInt width =
                section.has("pad-to") ? OptionalInt.of((int) section.integer("pad-to", 1, 1, 64)) : OptionalInt.empty();
        return new FieldType.Text(
                section.word("case", FieldType.LetterCase.class, FieldType.LetterCase.AS_IS), width, pattern);
    }

    private static FieldType flag(Section section) {
        List<String> trueWords = section.texts("true", List.of("true", "t", "yes", "y", "1"));
        List<String> falseWords = section.texts("false", List.of("false", "f", "no", "n", "0"));
        if (trueWords.stream().anyMatch(falseWords::contains)) {
            throw section.refusal("true", "shares a word with false", "list each word once");
        }
        return new FieldType.Flag(trueWords, falseWords);
    }

    private static List<String> formats(Section section, List<String> otherwise) {
        List<String> formats = section.texts("formats", otherwise);
        for (String format : formats) {
            if (!format.equals(EXCEL_SERIAL)) {
                try {
                    new DateTimeFormatterBuilder().appendPattern(format);
                    requireReadable(format);
                } catch (IllegalArgumentException malformed) {
                    throw section.refusal(
                            "formats",
                            "holds a pattern that is not one",
                            "write patterns like MM/dd/yyyy or " + EXCEL_SERIAL);
                }
            }
        }
        if (formats.isEmpty()) {
            throw section.refusal("formats", "is empty", "list at least one format");
        }
        return formats;
    }

    /** Years of weeks, quarters, names of week days and the like are written but never read by the engine. */
    private static void requireReadable(String format) {
        String letters = QUOTED.matcher(format).replaceAll("");
        if (WRITTEN_ONLY.matcher(letters).find()) {
            throw new IllegalArgumentException("letters that cannot be read");
        }
    }

    private static Optional<Range> numbers(Section section) {
        return range(section).map(range -> {
            try {
                if (new BigDecimal(range.least()).compareTo(new BigDecimal(range.most())) > 0) {
                    throw section.refusal("range", "ends before it begins", "put the smaller bound first");
                }
                return range;
            } catch (NumberFormatException notANumber) {
                throw section.refusal("range", "must hold two numbers", "write range = [least, most]");
            }
        });
    }

    private static Optional<Range> days(Section section) {
        return range(section).map(range -> {
            try {
                if (LocalDate.parse(range.least()).isAfter(LocalDate.parse(range.most()))) {
                    throw section.refusal("range", "ends before it begins", "put the earlier day first");
                }
                return range;
            } catch (DateTimeException notADay) {
                throw section.refusal("range", "must hold two days", "write range = [\"2015-01-01\", \"2020-12-31\"]");
            }
        });
    }

    private static Optional<Range> range(Section section) {
        if (!section.has("range")) {
            return Optional.empty();
        }
        List<String> bounds = section.texts("range");
        if (bounds.size() != 2) {
            throw section.refusal("range", "must hold two bounds", "write range = [least, most]");
        }
        return Optional.of(new Range(bounds.get(0), bounds.get(1)));
    }

    private static Map<String, String> codes(Section section) {
        Map<String, String> codes = new TreeMap<>();
        for (String value : section.texts("values", List.of())) {
            codes.put(value, value);
        }
        Section mapping = section.sectionOrEmpty("codes");
        for (String raw : mapping.keys()) {
            codes.put(raw, mapping.text(raw));
        }
        if (codes.isEmpty()) {
            throw section.refusal(
                    "codes", "is missing for a field of type code", "list codes { raw = canonical } or values = […]");
        }
        return Map.copyOf(codes);
    }

    private static void requireFittingCombination(
            Section section, FieldType type, Combination combination, List<String> order) {
        boolean ordered = combination == Combination.BY_ORDER;
        if (ordered == order.isEmpty()) {
            throw section.refusal("order", "goes with combine = by-order, and only with it", "set both or neither");
        }
        if (new HashSet<>(order).size() < order.size()) {
            throw section.refusal("order", "names a value twice", "list each value once");
        }
        if (ordered
                && type instanceof FieldType.Code code
                && !order.containsAll(code.codes().values())) {
            throw section.refusal("order", "leaves out a value of codes", "rank every canonical value");
        }
        boolean boolOnly = combination == Combination.ANY || combination == Combination.ALL;
        if (boolOnly && !(type instanceof FieldType.Flag)) {
            throw section.refusal("combine", "any and all go with type = boolean", "choose another combination");
        }
        boolean textOnly = ordered || combination == Combination.JOIN;
        if (textOnly && !(type instanceof FieldType.Code || type instanceof FieldType.Text)) {
            throw section.refusal("combine", "by-order and join go with text and code", "choose another combination");
        }
        if (combination == Combination.COUNT) {
            throw section.refusal("combine", "count belongs to links", "choose another combination");
        }
    }
}
