package org.louver.table;

/** What becomes of a cell. Only {@link #withheld()} is ever public: telling primary from complementary shows which cells are small. */
public enum CellStatus {
    /** Published with its value. */
    SAFE(false),
    /** Withheld because it is unsafe itself. */
    PRIMARY(true),
    /** Withheld so that primary cells cannot be recomputed. */
    COMPLEMENTARY(true),
    /** Published whatever the rules say, because the value is public already. */
    FORCED(false),
    /** Derivable by adding published cells up, but in no published table: the reader is given no value. */
    UNPUBLISHED(true);

    private final boolean withheld;

    CellStatus(boolean withheld) {
        this.withheld = withheld;
    }

    /** Whether the reader is not given the value. */
    public boolean withheld() {
        return withheld;
    }
}
