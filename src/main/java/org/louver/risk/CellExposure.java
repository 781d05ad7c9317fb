package org.louver.risk;

import java.util.OptionalLong;

/**
 * What one cell of a table says about how many people.
 *
 * @param records events counted in the cell
 * @param people distinct people behind them; between 1 and {@code records} unless both are 0
 * @param largest events of the person with the most; between 1 and {@code records} unless there is none
 * @param incidents distinct incidents behind them, at most {@code records}; empty where nothing tells incidents apart
 */
public record CellExposure(long records, long people, long largest, OptionalLong incidents) {
    /** Where nothing tells incidents apart. */
    public CellExposure(long records, long people, long largest) {
        this(records, people, largest, OptionalLong.empty());
    }

    public CellExposure {
        boolean empty = records == 0 && people == 0 && largest == 0;
        if (!empty && !(people >= 1 && people <= records && largest >= 1 && largest <= records - people + 1)) {
            throw new IllegalArgumentException("people and their events do not fit the cell");
        }
        if (incidents.isPresent() && (incidents.getAsLong() > records || (incidents.getAsLong() < 1) != empty)) {
            throw new IllegalArgumentException("incidents do not fit the cell");
        }
    }

    /** Share of the person with the most events, in [0, 1]; 0 for an empty cell. */
    public double largestShare() {
        return records == 0 ? 0 : (double) largest / records;
    }
}
