package org.louver.standalone;

import org.louver.table.LinkedTables;

/**
 * How many cells this process can hold while it protects them. Measured, as the live heap while patterns are searched: 3,700 bytes per cell
 * of ten variables (993,000 cells), 480 of three (307,000 cells, early in the search); most of it are the relations, one per cell and
 * variable. The estimate lies between, so tables near the limit may still run out of memory, and are told so then.
 */
final class Capacity {
    private static final long BYTES_PER_CELL = 200;
    private static final long BYTES_PER_CELL_AND_VARIABLE = 350;

    private Capacity() {}

    /** Cells of these tables that fit into the largest heap that this process may have. */
    static long cells(LinkedTables tables) {
        return cells(tables.variables().size(), Runtime.getRuntime().maxMemory());
    }

    static long cells(int variables, long heap) {
        return heap / (BYTES_PER_CELL + BYTES_PER_CELL_AND_VARIABLE * variables);
    }
}
