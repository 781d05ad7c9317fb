package org.louver.publication;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the codes of a column are formed, where that tells what they mean. */
public enum CodePattern {
    /** As agencies write them: only words can say what they mean. */
    AS_RECORDED {
        @Override
        Optional<String> meaning(String code, String unit) {
            return Optional.empty();
        }
    },
    /** {@code 18-29} and {@code 65+}: both ends belong to the band. Coarser bands that a table puts together are written the same way. */
    BANDS {
        @Override
        Optional<String> meaning(String code, String unit) {
            Matcher closed = CLOSED.matcher(code);
            Matcher open = OPEN.matcher(code);
            String of = unit.isEmpty() ? "" : " " + unit;
            if (closed.matches()) {
                String first = closed.group(1);
                String last = closed.group(2);
                return Optional.of((first.equals(last) ? first : first + " to " + last) + of);
            }
            return open.matches() ? Optional.of(open.group(1) + of + " or more") : Optional.empty();
        }
    },
    /** {@code 2024}, {@code 2024-Q1}, {@code 2024-03}. */
    PERIODS {
        @Override
        Optional<String> meaning(String code, String unit) {
            Matcher quarter = QUARTER.matcher(code);
            Matcher month = MONTH.matcher(code);
            if (quarter.matches()) {
                int last = 3 * Integer.parseInt(quarter.group(2));
                return Optional.of(monthName(last - 2) + " to " + monthName(last) + " " + quarter.group(1));
            }
            if (month.matches()) {
                return Optional.of(monthName(Integer.parseInt(month.group(2))) + " " + month.group(1));
            }
            return YEAR.matcher(code).matches() ? Optional.of("calendar year " + code) : Optional.empty();
        }
    },
    /** {@code 20-23}: from the beginning of the first hour to the end of the last. */
    HOURS {
        @Override
        Optional<String> meaning(String code, String unit) {
            Matcher hours = CLOCK.matcher(code);
            return hours.matches()
                    ? Optional.of(hours.group(1) + ":00 to " + hours.group(2) + ":59")
                    : Optional.empty();
        }
    };

    private static final Pattern CLOSED = Pattern.compile("(-?\\d+)-(-?\\d+)");
    private static final Pattern OPEN = Pattern.compile("(-?\\d+)\\+");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])");
    private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3])-([01]\\d|2[0-3])");

    /**
     * What a code means, if it is formed like this.
     *
     * @param unit of the numbers in it, such as years of age; may be empty
     */
    abstract Optional<String> meaning(String code, String unit);

    private static String monthName(int month) {
        return Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
