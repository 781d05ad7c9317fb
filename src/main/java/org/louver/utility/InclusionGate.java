package org.louver.utility;

/**
 * A share of records that must be filled before the Stanford Open Policing Project analyses a dataset (Pierson et al. 2020, doi
 * 10.1038/s41562-020-0858-1, and the project's published eligibility rules).
 */
public enum InclusionGate {
    SUBJECT_RACE_KNOWN("subject race known, of all %s", 0.65),
    SEARCH_CONDUCTED_KNOWN("search recorded either way, of all %s", 0.50),
    CONTRABAND_KNOWN("contraband recorded either way, of all searches", 0.50),
    SEARCH_BASIS_KNOWN("basis recorded, of all searches", 0.50);

    private final String meaning;
    private final double required;

    InclusionGate(String meaning, double required) {
        this.meaning = meaning;
        this.required = required;
    }

    /**
     * What is measured.
     *
     * @param counted what the table counts, in the plural, such as stops; what a search found and why is of searches always
     */
    public String meaning(String counted) {
        return meaning.replace("%s", counted);
    }

    /** The least share that passes. */
    public double required() {
        return required;
    }

    /** What the bounds of the share say. */
    public Outcome outcome(Interval share) {
        return share.lower() >= required
                ? Outcome.PASSES
                : share.upper() < required ? Outcome.FAILS : Outcome.UNDECIDED;
    }

    /** Whether a share passes. */
    public enum Outcome {
        PASSES,
        FAILS,
        UNDECIDED
    }
}
