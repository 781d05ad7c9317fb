package org.louver.sensitivity;

/** Why a cell is unsafe. Internal: which rule fired tells how small a cell is. */
public enum Rule {
    /** Fewer records than the minimum frequency. */
    MINIMUM_FREQUENCY,
    /** Fewer distinct contributors than the minimum. */
    MINIMUM_CONTRIBUTORS,
    /** The n largest contributors dominate. */
    DOMINANCE,
    /** A contributor can estimate the largest one too closely. */
    P_PERCENT,
    /** As p%, given what contributors knew before. */
    PRIOR_POSTERIOR,
    /** Nearly everybody of a group falls into one category: membership alone discloses it. */
    HOMOGENEITY,
    /** Someone asked for the cell to be withheld. */
    REQUEST,
    /** Nobody is in the cell, and that itself must stay hidden. */
    ZERO
}
