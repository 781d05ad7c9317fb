package org.louver.attack;

/** What the attack proved about one withheld cell. */
public enum CellVerdict {
    /** Two tables agree with everything published and give the cell values as far apart as required. */
    PROTECTED,
    /** The reader can name the value, proved by exact arithmetic. */
    EXACT,
    /** The reader can come closer to the value than allowed, proved by exact arithmetic. */
    NARROW,
    /** Neither was proved; not a pass. */
    UNDECIDED;

    public boolean exposed() {
        return this == EXACT || this == NARROW;
    }
}
