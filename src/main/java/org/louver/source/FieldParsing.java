package org.louver.source;

import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.second;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.try_to_date;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.louver.config.FieldConfig;
import org.louver.config.FieldType;
import org.louver.config.Range;

/** Text of a cell → typed value, as column expressions; a value that does not parse is null, never an error. */
final class FieldParsing {
    /** What surrounds a value without being part of it: blanks, tabs, line ends, the no-break space of spreadsheets. */
    private static final String SURROUNDINGS = " \t\r\n\u00a0";

    private static final String SERIAL = "^[0-9]{1,7}(\\.[0-9]+)?$";

    /** 1900-03-01; before it spreadsheets count a leap day that never was. */
    private static final int FIRST_SERIAL = 61;

    /** 9999-12-31. */
    private static final int LAST_SERIAL = 2_958_465;

    private FieldParsing() {}

    static String trimmed(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && SURROUNDINGS.indexOf(cell.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && SURROUNDINGS.indexOf(cell.charAt(to - 1)) >= 0) {
            to--;
        }
        return cell.substring(from, to);
    }

    static Column trimmed(Column cell) {
        return trim(cell, SURROUNDINGS);
    }

    /** The cell without surroundings; null where it is empty or one of the words for missing. */
    static Column text(Column cell, List<String> missing) {
        Column text = trimmed(cell);
        Column absent = text.equalTo(lit(""));
        return when(missing.isEmpty() ? absent : absent.or(text.isin(missing.toArray())), lit(null))
                .otherwise(text);
    }

    /** The typed value of a text; null where it does not parse. */
    static Column value(Column text, FieldType type) {
        if (type instanceof FieldType.Text words) {
            return words(text, words);
        } else if (type instanceof FieldType.Whole) {
            return regexp_replace(text, lit("\\.0+$"), lit("")).try_cast("bigint");
        } else if (type instanceof FieldType.Decimal) {
            return text.try_cast("decimal(18,8)");
        } else if (type instanceof FieldType.Flag flag) {
            return flag(text, flag);
        } else if (type instanceof FieldType.Day day) {
            return firstThatParses(day.formats().stream().map(format -> day(text, format)));
        } else if (type instanceof FieldType.Time time) {
            return firstThatParses(time.formats().stream().map(format -> timeOfDay(text, format)));
        } else if (type instanceof FieldType.Moment moment) {
            return firstThatParses(moment.formats().stream().map(format -> moment(text, format)));
        } else if (type instanceof FieldType.Code code) {
            return canonical(text, code.codes());
        }
        throw new IllegalStateException("a type without a parser");
    }

    /** Why a text has no value of the type. */
    static Reason unparsed(FieldType type) {
        if (type instanceof FieldType.Code) {
            return Reason.NOT_LISTED;
        } else if (type instanceof FieldType.Text) {
            return Reason.DOES_NOT_MATCH;
        } else if (type instanceof FieldType.Whole || type instanceof FieldType.Decimal) {
            return Reason.NOT_A_NUMBER;
        } else if (type instanceof FieldType.Flag) {
            return Reason.NOT_TRUE_OR_FALSE;
        }
        return Reason.NOT_A_DATE_OR_TIME;
    }

    /** Whether a value keeps the bounds of its type. */
    static Column withinRange(Column value, FieldType type) {
        if (type instanceof FieldType.Whole whole) {
            return within(value, whole.range(), "decimal(38,8)");
        } else if (type instanceof FieldType.Decimal decimal) {
            return within(value, decimal.range(), "decimal(38,8)");
        } else if (type instanceof FieldType.Day day) {
            return within(value, day.range(), "date");
        } else if (type instanceof FieldType.Moment moment) {
            return within(to_date(value), moment.range(), "date");
        }
        return lit(true);
    }

    private static Column within(Column value, Optional<Range> range, String boundType) {
        return range.map(bounds -> value.between(
                        lit(bounds.least()).cast(boundType), lit(bounds.most()).cast(boundType)))
                .orElse(lit(true));
    }

    private static Column words(Column text, FieldType.Text words) {
        Column cased = switch (words.letterCase()) {
            case AS_IS -> text;
            case UPPER -> upper(text);
            case LOWER -> lower(text);
        };
        Column padded = words.width().isPresent()
                ? when(
                                length(cased).lt(words.width().getAsInt()),
                                lpad(cased, words.width().getAsInt(), "0"))
                        .otherwise(cased)
                : cased;
        return words.pattern()
                .map(pattern -> when(padded.rlike("^(?:" + pattern + ")$"), padded))
                .orElse(padded);
    }

    private static Column flag(Column text, FieldType.Flag flag) {
        Column word = lower(text);
        return when(word.isin(lowerCase(flag.trueWords())), lit(true))
                .when(word.isin(lowerCase(flag.falseWords())), lit(false));
    }

    private static Object[] lowerCase(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toArray();
    }

    private static Column day(Column text, String format) {
        return format.equals(FieldConfig.EXCEL_SERIAL) ? serialDay(text) : try_to_date(text, format);
    }

    private static Column serialDay(Column text) {
        Column serial = when(text.rlike(SERIAL), regexp_replace(text, lit("\\..*$"), lit("")))
                .try_cast("int");
        return when(
                serial.between(FIRST_SERIAL, LAST_SERIAL),
                date_add(lit("1899-12-30").cast("date"), serial));
    }

    private static Column timeOfDay(Column text, String format) {
        Column parsed = try_to_timestamp(text, lit(format));
        return hour(parsed).multiply(3600).plus(minute(parsed).multiply(60)).plus(second(parsed));
    }

    private static Column moment(Column text, String format) {
        if (format.equals(FieldConfig.EXCEL_SERIAL)) {
            Column fraction = regexp_replace(text, lit("^[0-9]+"), lit("0")).try_cast("decimal(18,12)");
            return timestamp_add(
                    "SECOND",
                    round(fraction.multiply(86_400)).cast("bigint"),
                    serialDay(text).cast("timestamp_ntz"));
        }
        return try_to_timestamp(text, lit(format)).cast("timestamp_ntz");
    }

    private static Column canonical(Column text, Map<String, String> codes) {
        Column[] pairs = new TreeMap<>(codes)
                .entrySet().stream()
                        .flatMap(code -> Stream.of(lit(code.getKey()), lit(code.getValue())))
                        .toArray(Column[]::new);
        return try_element_at(map(pairs), text);
    }

    private static Column firstThatParses(Stream<Column> attempts) {
        return coalesce(attempts.toArray(Column[]::new));
    }

    /** The elements that are not null. */
    static Column present(Column array) {
        return array_compact(array);
    }
}
