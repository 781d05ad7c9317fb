package org.louver.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the text of a cell is parsed into. */
public sealed interface FieldType {
    /** What a value is, in words; only values of the same kind can be equal. */
    String kind();

    /**
     * Text.
     *
     * @param width left-pad with zeros to this many characters; numbers that spreadsheets robbed of their leading zeros
     * @param pattern Java regular expression that the whole value matches
     */
    record Text(LetterCase letterCase, OptionalInt width, Optional<String> pattern) implements FieldType {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** A whole number of 64 bits. */
    record Whole(Optional<Range> range) implements FieldType {
        @Override
        public String kind() {
            return "a whole number";
        }
    }

    /** A number with at most eight decimals. */
    record Decimal(Optional<Range> range) implements FieldType {
        @Override
        public String kind() {
            return "a decimal number";
        }
    }

    /** A truth value, written in any of the listed words. */
    record Flag(List<String> trueWords, List<String> falseWords) implements FieldType {
        @Override
        public String kind() {
            return "a truth value";
        }
    }

    /** A calendar day; {@code formats} are java.time patterns or {@code excel-serial}, tried in order. */
    record Day(List<String> formats, Optional<Range> range) implements FieldType {
        @Override
        public String kind() {
            return "a day";
        }
    }

    /** A time of day; becomes seconds since midnight. */
    record Time(List<String> formats) implements FieldType {
        @Override
        public String kind() {
            return "a time";
        }
    }

    /** A day and time by the local clock, without a zone. */
    record Moment(List<String> formats, Optional<Range> range) implements FieldType {
        @Override
        public String kind() {
            return "a moment";
        }
    }

    /** One of a closed list: raw code → canonical value. */
    record Code(Map<String, String> codes) implements FieldType {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** What happens to the letters of a text. */
    enum LetterCase {
        AS_IS,
        UPPER,
        LOWER
    }
}
