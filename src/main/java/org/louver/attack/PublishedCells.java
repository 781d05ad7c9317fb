package org.louver.attack;

import java.util.Arrays;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * What a reader of a release has in front of him: how cells add up, the values that are published, and for every other cell at
 * least how much and at most how much it holds. Never holds a withheld value. Immutable.
 */
public final class PublishedCells {
    /** Stands for "nothing is known" as a ceiling. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private final AdditiveSystem system;
    private final boolean[] withheld;
    private final long[] low;
    private final long[] high;
    private final FurtherKnowledge further;

    private PublishedCells(
            AdditiveSystem system, boolean[] withheld, long[] low, long[] high, FurtherKnowledge further) {
        this.system = system;
        this.withheld = withheld;
        this.low = low;
        this.high = high;
        this.further = further;
    }

    /** What the public gets of assessed cells once every cell has its final status. */
    public static PublishedCells of(AssessedCells cells, CellStatus[] status) {
        long[] value = new long[cells.cells()];
        boolean[] withheld = new boolean[cells.cells()];
        long[] floor = new long[cells.cells()];
        for (int cell = 0; cell < cells.cells(); cell++) {
            withheld[cell] = status[cell].withheld();
            value[cell] = withheld[cell] ? 0 : cells.value(cell);
            floor[cell] = cells.floor(cell);
        }
        return of(cells.system(), withheld, value, floor);
    }

    /**
     * A published table alone.
     *
     * @param withheld whether the reader is not given the value, per cell
     * @param value published values; ignored where withheld
     * @param floor what a withheld cell holds at least; ignored where published
     */
    public static PublishedCells of(AdditiveSystem system, boolean[] withheld, long[] value, long[] floor) {
        int cells = system.cells();
        if (withheld.length != cells || value.length != cells || floor.length != cells) {
            throw new IllegalArgumentException("every array needs one entry for each of the " + cells + " cells");
        }
        long[] low = new long[cells];
        long[] high = new long[cells];
        for (int cell = 0; cell < cells; cell++) {
            low[cell] = withheld[cell] ? floor[cell] : value[cell];
            high[cell] = withheld[cell] ? UNBOUNDED : value[cell];
        }
        return new PublishedCells(system, withheld.clone(), low, high, FurtherKnowledge.NONE);
    }

    /**
     * The same cells for a reader who also knows that withheld cells hold at most so much: one who can tell primary from
     * complementary cells and knows the threshold k gives every primary cell the ceiling k − 1.
     *
     * @param ceiling per cell, {@link #UNBOUNDED} where nothing is known; ignored where published
     */
    public PublishedCells withCeiling(long[] ceiling) {
        long[] lower = high.clone();
        for (int cell = 0; cell < lower.length; cell++) {
            if (withheld[cell]) {
                lower[cell] = Math.min(lower[cell], ceiling[cell]);
            }
        }
        return new PublishedCells(system, withheld, low, lower, further);
    }

    /** The same cells for a reader who knows something from elsewhere, for instance from earlier releases. */
    public PublishedCells knowing(FurtherKnowledge knowledge) {
        return new PublishedCells(system, withheld, low, high, further.and(knowledge));
    }

    public AdditiveSystem system() {
        return system;
    }

    public boolean withheld(int cell) {
        return withheld[cell];
    }

    /** The published value; the floor where withheld. */
    public long low(int cell) {
        return low[cell];
    }

    /** The published value; the ceiling, perhaps {@link #UNBOUNDED}, where withheld. */
    public long high(int cell) {
        return high[cell];
    }

    public FurtherKnowledge further() {
        return further;
    }

    long[] lows() {
        return low.clone();
    }

    long[] highs() {
        return high.clone();
    }

    /** How many cells are withheld. */
    public int withheldCells() {
        int count = 0;
        for (boolean hidden : withheld) {
            count += hidden ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return "PublishedCells[" + system + ", " + withheldCells() + " withheld, "
                + Arrays.stream(high).filter(bound -> bound == UNBOUNDED).count() + " without ceiling]";
    }
}
