package org.louver.config;

/** How the values of one field, from several rows that describe one thing, become one value. */
public enum Combination {
    /** They must agree; where they do not, the key goes to quarantine. */
    SAME,
    /** The smallest value. */
    LEAST,
    /** The largest value. */
    GREATEST,
    /** True if any row says so. */
    ANY,
    /** True if every row that says anything says so. */
    ALL,
    /** The value that comes first in a declared order, such as the most severe outcome. */
    BY_ORDER,
    /** All distinct values, sorted, joined by {@code " | "}; for safety rules that look for one of them. */
    JOIN,
    /** The number of rows. */
    COUNT
}
