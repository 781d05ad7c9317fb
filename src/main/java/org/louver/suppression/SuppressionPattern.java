package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * The final status of every cell, and what is known about the quality of the choice. Holds no values.
 *
 * @see ComplementarySuppression#protect
 */
public final class SuppressionPattern {
    private final CellStatus[] status;
    private final long cost;
    private final int complements;
    private final Bound bound;
    private final List<Unachievable> unachievable;
    private final long linearPrograms;

    SuppressionPattern(
            CellStatus[] status, long cost, Bound bound, List<Unachievable> unachievable, long linearPrograms) {
        this.status = status.clone();
        this.cost = cost;
        int count = 0;
        for (CellStatus one : status) {
            if (one == CellStatus.COMPLEMENTARY) {
                count++;
            }
        }
        this.complements = count;
        this.bound = bound;
        this.unachievable = List.copyOf(unachievable);
        this.linearPrograms = linearPrograms;
    }

    /**
     * The pattern of a system that was protected piece by piece; no bound is known of it.
     *
     * @param complements safe cells that are withheld
     */
    public static SuppressionPattern of(
            AssessedCells cells, BitSet complements, List<Unachievable> unachievable, long linearPrograms) {
        CellStatus[] status = new CellStatus[cells.cells()];
        long cost = 0;
        for (int cell = 0; cell < status.length; cell++) {
            status[cell] = cells.status(cell);
            if (complements.get(cell)) {
                if (status[cell] != CellStatus.SAFE) {
                    throw new IllegalArgumentException("cell " + cell + " is not for the protector to withhold");
                }
                status[cell] = CellStatus.COMPLEMENTARY;
                cost = Math.addExact(cost, cells.cost(cell));
            }
        }
        return new SuppressionPattern(status, cost, Bound.NONE, unachievable, linearPrograms);
    }

    /**
     * What no pattern that meets the same requirements can undercut, by weak duality on cuts that hold for every pattern.
     *
     * @param cost least total cost of complementary cells; 0 where no bound was asked for
     * @param complements least number of complementary cells
     */
    public record Bound(long cost, long complements) {
        public static final Bound NONE = new Bound(0, 0);

        /** Both at once: what either says holds. */
        Bound and(Bound other) {
            return new Bound(Math.max(cost, other.cost), Math.max(complements, other.complements));
        }
    }

    /** Why a requirement cannot be met. */
    public enum Reason {
        /** The cells that are published whatever happens determine the cell. */
        DETERMINED,
        /** The interval is narrower than required even if every cell that may be withheld is. */
        TOO_NARROW,
        /** A singleton recomputes the cell even if every cell that may be withheld is. */
        DETERMINED_FOR_SINGLETON,
        /** No exact witness was found, though one may exist: treated as unprotected. */
        UNPROVEN
    }

    /**
     * A requirement that no pattern meets.
     *
     * @param cell the primary cell
     * @param singleton the sole contributor who learns it, or −1 for every reader
     */
    public record Unachievable(int cell, int singleton, Reason reason) {}

    public int cells() {
        return status.length;
    }

    /** SAFE, PRIMARY, COMPLEMENTARY, FORCED or UNPUBLISHED. */
    public CellStatus status(int cell) {
        return status[cell];
    }

    /** The same of the first cells, behind which there are only cells that are published whatever happens. */
    public SuppressionPattern ofFirst(int cells) {
        for (int cell = cells; cell < status.length; cell++) {
            if (status[cell] != CellStatus.FORCED) {
                throw new IllegalArgumentException("cell " + cell + " has been decided about");
            }
        }
        return new SuppressionPattern(Arrays.copyOf(status, cells), cost, bound, unachievable, linearPrograms);
    }

    /** Σ cost of the complementary cells. */
    public long cost() {
        return cost;
    }

    public int complements() {
        return complements;
    }

    public Bound bound() {
        return bound;
    }

    /** (cost − bound) / cost, in [0, 1]; 0 where nothing was withheld, 1 where no bound was asked for. */
    public double gap() {
        return cost == 0 ? 0 : (double) (cost - bound.cost()) / cost;
    }

    /** Requirements that no pattern meets, by cell and singleton. Not empty: the cells must be aggregated further. */
    public List<Unachievable> unachievable() {
        return unachievable;
    }

    /** The same pattern once somebody else has proved what no proof was found for. */
    public SuppressionPattern proved() {
        List<Unachievable> rest = unachievable.stream()
                .filter(each -> each.reason() != Reason.UNPROVEN)
                .toList();
        return new SuppressionPattern(status, cost, bound, rest, linearPrograms);
    }

    /** How many linear programs were solved: the effort, independent of the machine. */
    public long linearPrograms() {
        return linearPrograms;
    }

    @Override
    public String toString() {
        return "SuppressionPattern[" + complements + " complementary of " + status.length + " cells, cost " + cost
                + ", bound " + bound.cost() + ", unachievable " + unachievable.size() + "]";
    }
}
