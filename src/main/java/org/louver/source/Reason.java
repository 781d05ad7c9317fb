package org.louver.source;

import java.util.Locale;

/** Why a row is in quarantine, or a value was made missing. */
public enum Reason {
    /** More or fewer cells than the header, or text that is no JSON. */
    MALFORMED_ROW,
    /** A required field without a value. */
    MISSING,
    NOT_A_NUMBER,
    NOT_A_DATE_OR_TIME,
    NOT_TRUE_OR_FALSE,
    /** A code that the list of its year does not hold. */
    NOT_LISTED,
    /** A text that its pattern does not match. */
    DOES_NOT_MATCH,
    OUTSIDE_RANGE,
    /** The row has no year. */
    NO_YEAR,
    /** The year of the row is none that its file declares. */
    YEAR_OUTSIDE_FILE,
    /** Several rows with one key contradict each other. */
    KEY_CONFLICT;

    /** As written to quarantine, manifest and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Reason of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
