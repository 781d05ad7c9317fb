package org.louver.table;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is added up to what: a set of cells, numbered from 0, and relations of the form <em>total = Σ parts</em>.
 *
 * <p>The matrix A of the literature (A·v = 0, Fischetti &amp; Salazar-González 2001, doi 10.1287/mnsc.47.7.1008.9805) in flat
 * arrays: within relation r the total has coefficient −1 and every part +1. Structure only; values live beside it, because
 * the protector knows them and the reader of a release does not. Immutable. Memory is two ints per entry of the matrix.
 */
public final class AdditiveSystem implements Serializable {
    private static final long serialVersionUID = 1;

    private final int cells;
    /** Relation r occupies entries start[r] (its total) to start[r + 1] − 1 (its last part). */
    private final int[] relationStart;

    private final int[] relationCell;
    /** Relations that mention cell i occupy entries cellStart[i] to cellStart[i + 1] − 1, ascending. */
    private final int[] cellStart;

    private final int[] cellRelation;

    private AdditiveSystem(int cells, int[] relationStart, int[] relationCell) {
        this.cells = cells;
        this.relationStart = relationStart;
        this.relationCell = relationCell;
        this.cellStart = new int[cells + 1];
        for (int cell : relationCell) {
            cellStart[cell + 1]++;
        }
        for (int cell = 0; cell < cells; cell++) {
            cellStart[cell + 1] += cellStart[cell];
        }
        this.cellRelation = new int[relationCell.length];
        int[] next = Arrays.copyOf(cellStart, cells);
        for (int relation = 0; relation + 1 < relationStart.length; relation++) {
            for (int entry = relationStart[relation]; entry < relationStart[relation + 1]; entry++) {
                cellRelation[next[relationCell[entry]]++] = relation;
            }
        }
    }

    /** Starts a system over {@code cells} cells. */
    public static Builder over(int cells) {
        return new Builder(cells);
    }

    /** Starts a system over {@code more} cells, of which the first are these with their relations. */
    public Builder within(int more) {
        Builder builder = new Builder(more);
        for (int relation = 0; relation < relations(); relation++) {
            builder.relation(
                    total(relation),
                    Arrays.copyOfRange(relationCell, relationStart[relation] + 1, relationStart[relation + 1]));
        }
        return builder;
    }

    public int cells() {
        return cells;
    }

    public int relations() {
        return relationStart.length - 1;
    }

    /** The cell on the left of relation {@code relation}. */
    public int total(int relation) {
        return relationCell[relationStart[relation]];
    }

    /** How many cells are added up in relation {@code relation}; at least 1. */
    public int parts(int relation) {
        return relationStart[relation + 1] - relationStart[relation] - 1;
    }

    /** The {@code index}-th part of relation {@code relation}, 0 ≤ index &lt; parts. */
    public int part(int relation, int index) {
        return relationCell[relationStart[relation] + 1 + index];
    }

    /** How many relations mention the cell. */
    public int degree(int cell) {
        return cellStart[cell + 1] - cellStart[cell];
    }

    /** The {@code index}-th relation that mentions the cell, 0 ≤ index &lt; degree; ascending. */
    public int relationOf(int cell, int index) {
        return cellRelation[cellStart[cell] + index];
    }

    /**
     * Σ parts − total of one relation for the given values: 0 where the relation holds.
     *
     * @throws ArithmeticException if the sum leaves the range of a long
     */
    public long imbalance(int relation, long[] value) {
        long sum = 0;
        for (int entry = relationStart[relation] + 1; entry < relationStart[relation + 1]; entry++) {
            sum = Math.addExact(sum, value[relationCell[entry]]);
        }
        return Math.subtractExact(sum, value[relationCell[relationStart[relation]]]);
    }

    /** The first relation that the values break, or −1 if all hold. */
    public int firstBroken(long[] value) {
        for (int relation = 0; relation < relations(); relation++) {
            if (imbalance(relation, value) != 0) {
                return relation;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "AdditiveSystem[" + cells + " cells, " + relations() + " relations]";
    }

    /** Collects relations; not for sharing between threads. */
    public static final class Builder {
        private final int cells;
        private int[] start = new int[16];
        private int[] entries = new int[64];
        private int relations;
        private int length;

        private Builder(int cells) {
            if (cells < 0) {
                throw new IllegalArgumentException("a system cannot have " + cells + " cells");
            }
            this.cells = cells;
        }

        /**
         * Adds total = Σ parts.
         *
         * @throws IllegalArgumentException if there is no part or a cell number is out of range
         */
        public Builder relation(int total, int... parts) {
            if (parts.length == 0) {
                throw new IllegalArgumentException("a relation needs at least one part");
            }
            append(total);
            for (int part : parts) {
                append(part);
            }
            relations++;
            if (relations == start.length) {
                start = Arrays.copyOf(start, 2 * start.length);
            }
            start[relations] = length;
            return this;
        }

        private void append(int cell) {
            if (cell < 0 || cell >= cells) {
                throw new IllegalArgumentException("cell " + cell + " is not among the " + cells + " cells");
            }
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, Math.multiplyExact(2, entries.length));
            }
            entries[length++] = cell;
        }

        public AdditiveSystem build() {
            return new AdditiveSystem(cells, Arrays.copyOf(start, relations + 1), Arrays.copyOf(entries, length));
        }
    }
}
