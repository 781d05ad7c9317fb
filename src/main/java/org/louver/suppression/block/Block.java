package org.louver.suppression.block;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.louver.suppression.ComplementarySuppression;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionPattern.Unachievable;
import org.louver.suppression.SuppressionSettings;
import org.louver.suppression.SuppressionSettings.Singletons;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * A part of a system that is protected by itself: some cells, and a wall around them. Everything outside is taken for known, so every proof
 * inside is one of the whole system: a move that leaves all other cells where they are. Confidential; travels to tasks.
 */
public final class Block implements Serializable {
    private static final long serialVersionUID = 1;

    /** The cells, ascending, by their numbers in the whole. */
    private final int[] inside;
    /** These cells, and behind them one forced cell for what each relation adds up outside. */
    private final AssessedCells cells;
    /** Which cells move together whatever happens anywhere. */
    private final int[] together;

    private final boolean singletons;
    private final BitSet paid;
    private final int effort;
    private final long work;
    private final boolean bound;

    /**
     * Cuts a block out.
     *
     * @param whole the system
     * @param inside its cells, ascending
     * @param wanted primary cells that are to be protected here; the others are unknowns without a requirement
     * @param paid cells that are withheld already, for others' sake: they cost nothing
     */
    static Block of(Whole whole, int[] inside, BitSet wanted, BitSet paid, SuppressionSettings settings) {
        BitSet ours = new BitSet(inside.length);
        for (int cell = 0; cell < inside.length; cell++) {
            ours.set(cell, paid.get(inside[cell]));
        }
        return new Block(
                inside,
                whole.within(inside, wanted),
                Arrays.stream(inside).map(whole::together).toArray(),
                ours,
                settings);
    }

    private Block(int[] inside, AssessedCells cells, int[] together, BitSet paid, SuppressionSettings settings) {
        this.inside = inside;
        this.cells = cells;
        this.together = together;
        this.paid = paid;
        this.singletons = settings.singletons() == Singletons.PROTECTED;
        this.effort = settings.effort();
        this.work = settings.work();
        this.bound = settings.certifyBound();
    }

    /** How many cells of the system may move. */
    public int size() {
        return inside.length;
    }

    /**
     * Protects what can be protected inside. A pure function: the same block gives the same pattern everywhere.
     *
     * @return which cells the proofs need withheld, and for whom no proof was found
     */
    public BlockPattern solve() {
        BitSet open = outOfReach();
        if (singletons) {
            open.or(learnedThroughTheWall());
        }
        SuppressionPattern pattern = protect(cells.withUnknown(open));
        long programs = pattern.linearPrograms();
        while (!pattern.unachievable().isEmpty()) {
            // Half a proof would keep cells withheld for nothing.
            pattern.unachievable().stream().mapToInt(Unachievable::cell).forEach(open::set);
            pattern = protect(cells.withUnknown(open));
            programs += pattern.linearPrograms();
        }
        return new BlockPattern(used(pattern), numbers(open), programs);
    }

    /**
     * Protects as far as that can be had, and says what cannot and why.
     *
     * @param lost takes the requirements that are not met
     */
    BlockPattern solveWhatCanBeHad(List<Unachievable> lost) {
        SuppressionPattern pattern = protect(cells);
        pattern.unachievable().stream()
                .map(each -> new Unachievable(inside[each.cell()], each.singleton(), each.reason()))
                .forEach(lost::add);
        return new BlockPattern(used(pattern), new int[0], pattern.linearPrograms());
    }

    private int[] used(SuppressionPattern pattern) {
        return IntStream.range(0, inside.length)
                .filter(cell -> pattern.status(cell) == CellStatus.COMPLEMENTARY)
                .map(cell -> inside[cell])
                .toArray();
    }

    private SuppressionPattern protect(AssessedCells asked) {
        return ComplementarySuppression.protect(
                asked,
                new SuppressionSettings(
                        singletons ? Singletons.PROTECTED : Singletons.IGNORED, paid, false, effort, work, bound));
    }

    private int[] numbers(BitSet chosen) {
        return chosen.stream().map(cell -> inside[cell]).toArray();
    }

    /** Primary cells that the room inside is too small for. */
    private BitSet outOfReach() {
        FarthestMoves farthest = new FarthestMoves(cells);
        BitSet far = new BitSet();
        for (int cell = 0; cell < inside.length; cell++) {
            far.set(cell, cells.levels(cell).required() && farthest.ruleOut(cell, cells.levels(cell)));
        }
        return far;
    }

    /**
     * Primary cells that move only together with a cell that somebody else is alone in, because of the wall: he would know them, and no
     * move inside says otherwise.
     */
    private BitSet learnedThroughTheWall() {
        EqualMoves equal = new EqualMoves(cells);
        int[][] known = new int[cells.cells()][];
        for (int cell = 0; cell < inside.length; cell++) {
            if (cells.soleContributor(cell) >= 0 && !equal.fixed(cell)) {
                int alike = equal.together(cell);
                int[] before = known[alike] == null ? new int[0] : known[alike];
                known[alike] = Arrays.copyOf(before, before.length + 1);
                known[alike][before.length] = cell;
            }
        }
        BitSet learned = new BitSet();
        for (int cell = 0; cell < inside.length; cell++) {
            int[] by = known[equal.together(cell)];
            if (cells.status(cell) == CellStatus.PRIMARY && by != null && !equal.fixed(cell)) {
                int primary = cell;
                learned.set(
                        cell,
                        Arrays.stream(by)
                                .anyMatch(other -> together[other] != together[primary]
                                        && cells.soleContributor(other) != cells.soleContributor(primary)));
            }
        }
        return learned;
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "Block[" + inside.length + " cells]";
    }
}
