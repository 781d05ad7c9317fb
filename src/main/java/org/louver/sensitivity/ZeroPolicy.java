package org.louver.sensitivity;

/** What an empty cell is. */
public enum ZeroPolicy {
    /** Unsafe: that nobody is in it must not be known. */
    UNSAFE,
    /** Published as zero; so a withheld cell is known to be at least one. */
    PUBLISHED,
    /** Empty by definition, and published as such. */
    STRUCTURAL
}
