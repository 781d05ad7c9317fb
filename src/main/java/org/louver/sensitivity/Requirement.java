package org.louver.sensitivity;

/** How wide the interval of a withheld cell must be. */
public sealed interface Requirement {
    /**
     * What the rule that fired asks for. For a count of less than k: the interval is at least k − 1 wide and reaches k, so that the
     * cell may hold anything from the least possible up to a safe count. For magnitudes: the upper protection level.
     */
    record ByRule() implements Requirement {}

    /**
     * The same width for every cell, wherever the interval lies.
     *
     * @param units in units of the value, at least 1
     */
    record Width(long units) implements Requirement {
        public Width {
            if (units < 1) {
                throw new IllegalArgumentException("a width is at least 1");
            }
        }
    }

    /** The reader must not be able to name the value: a width of one unit. */
    static Requirement exactOnly() {
        return new Width(1);
    }
}
