package org.louver.tabulation;

import org.louver.table.TabulatedCells;

/**
 * Exactly how many distinct people stand behind each cell of a unit, and how many records the one with the most has. Incidents are
 * counted likewise, each in the place of a person. Confidential.
 */
public final class Contributions {
    private final boolean people;
    private final long[] distinct;
    private final long[] largest;

    private Contributions(boolean people, long[] distinct, long[] largest) {
        this.people = people;
        this.distinct = distinct;
        this.largest = largest;
    }

    /** Where nothing tells people apart: each record counts as somebody of its own. */
    public static Contributions ofRecords(TabulatedCells cells) {
        return of(cells, false, Repeats.NONE);
    }

    static Contributions of(TabulatedCells cells, boolean people, Repeats repeats) {
        long[] distinct = new long[cells.cells()];
        long[] largest = new long[distinct.length];
        for (int cell = 0; cell < distinct.length; cell++) {
            distinct[cell] = cells.count(cell) - repeats.surplus(cells.key(cell));
            largest[cell] = Math.max(repeats.largest(cells.key(cell)), Math.min(1, cells.count(cell)));
        }
        return new Contributions(people, distinct, largest);
    }

    /** Whether people were told apart, rather than records taken for them. */
    public boolean tellsPeopleApart() {
        return people;
    }

    /** Distinct people in the cell. */
    public long people(int cell) {
        return distinct[cell];
    }

    /** Records of the person who has the most in the cell; 0 where there is nobody. */
    public long largest(int cell) {
        return largest[cell];
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "Contributions[" + distinct.length + " cells]";
    }
}
