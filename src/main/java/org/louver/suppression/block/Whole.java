package org.louver.suppression.block;

import java.util.BitSet;
import org.louver.suppression.SuppressionSettings;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/** The system that blocks are cut out of. */
final class Whole {
    private final AssessedCells cells;
    private final EqualMoves equal;
    private final BitSet kept;
    private final BitSet earlier;

    Whole(AssessedCells cells, SuppressionSettings settings) {
        this.cells = cells;
        this.equal = new EqualMoves(cells);
        this.earlier = settings.earlier();
        this.kept = settings.keepEarlier() ? settings.earlier() : new BitSet();
    }

    AssessedCells cells() {
        return cells;
    }

    int together(int cell) {
        return equal.together(cell);
    }

    /** Whether any pattern lets the cell move. */
    boolean moves(int cell) {
        return !equal.fixed(cell);
    }

    /** What was withheld earlier costs nothing; whether it stays withheld is another matter. */
    BitSet earlier() {
        return earlier;
    }

    /** Whether the cell is withheld whatever the blocks decide, without being primary. */
    boolean kept(int cell) {
        return kept.get(cell) && cells.status(cell) == CellStatus.SAFE && moves(cell);
    }

    /**
     * The cells of a block; what is withheld in any case is an unknown of everybody.
     *
     * @param inside ascending
     * @param wanted which primary cells keep their requirement
     */
    AssessedCells within(int[] inside, BitSet wanted) {
        BitSet unknown = new BitSet(inside.length);
        for (int place = 0; place < inside.length; place++) {
            boolean withheld = cells.status(inside[place]) == CellStatus.PRIMARY || kept(inside[place]);
            unknown.set(place, withheld && !wanted.get(inside[place]));
        }
        return cells.within(inside).withUnknown(unknown);
    }
}
