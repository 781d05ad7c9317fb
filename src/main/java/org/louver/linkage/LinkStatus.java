package org.louver.linkage;

import java.util.Locale;

/** What became of a row in a link. */
public enum LinkStatus {
    /** It found what it refers to. */
    LINKED,
    /** A field of the key is missing. */
    NO_KEY,
    /** Its key is nowhere in the other source. */
    DANGLING,
    /** It fits several, and the link does not say which one is meant. */
    AMBIGUOUS,
    /** The link does not concern it. */
    NOT_APPLICABLE;

    /** As written to the status column and to reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
