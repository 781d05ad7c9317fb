package org.louver.suppression.block;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionPattern.Unachievable;
import org.louver.suppression.SuppressionSettings;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;

/**
 * Complementary suppression of systems that are too large to be searched at once.
 *
 * <p>Each primary cell is protected in its home block while everything outside stands still; what no block protects by itself is tried
 * again in a wider block, and at last in the whole. A proof moves the cells of its block alone, so it holds in the whole system, and
 * withholding more elsewhere never breaks it. Blocks of one rank are independent of each other: where they are solved does not
 * change the pattern.
 */
public final class BlockedSuppression {
    private final Whole whole;
    private final BlockPlan plan;
    private final SuppressionSettings settings;
    private final BlockSolver solver;
    private final BitSet withheld = new BitSet();
    private BitSet open = new BitSet();
    private long programs;

    private BlockedSuppression(AssessedCells cells, BlockPlan plan, SuppressionSettings settings, BlockSolver solver) {
        this.whole = new Whole(cells, settings);
        this.plan = plan;
        this.settings = settings;
        this.solver = solver;
    }

    /**
     * Chooses the complementary cells. Never fails: what no pattern can protect is listed as unachievable.
     *
     * @param plan made of the same cells
     * @param settings apply to every block; no bound is certified for the whole
     */
    public static SuppressionPattern protect(
            AssessedCells cells, BlockPlan plan, SuppressionSettings settings, BlockSolver solver) {
        if (plan.cells() > cells.cells()) {
            throw new IllegalArgumentException("the plan is about other cells");
        }
        return new BlockedSuppression(cells, plan, settings, solver).run();
    }

    private SuppressionPattern run() {
        BitSet primary = new BitSet();
        AssessedCells cells = whole.cells();
        for (int cell = 0; cell < cells.cells(); cell++) {
            primary.set(cell, cells.status(cell) == CellStatus.PRIMARY && whole.moves(cell));
        }
        TreeMap<Integer, BitSet> wanted = new TreeMap<>();
        for (int cell = primary.nextSetBit(0); cell >= 0; cell = primary.nextSetBit(cell + 1)) {
            wanted.computeIfAbsent(plan.home(cell), block -> new BitSet()).set(cell);
        }
        for (int rank = 0; rank < plan.ranks(); rank++) {
            solveRank(rank, wanted);
        }
        widen();
        List<Unachievable> unachievable = openAll();
        return SuppressionPattern.of(cells, complements(), unachievable, programs);
    }

    private BitSet complements() {
        BitSet complements = (BitSet) withheld.clone();
        for (int cell = 0; cell < whole.cells().cells(); cell++) {
            if (whole.kept(cell)) {
                complements.set(cell);
            }
        }
        return complements;
    }

    private void solveRank(int rank, SortedMap<Integer, BitSet> wanted) {
        List<Block> blocks = new ArrayList<>();
        wanted.forEach((number, cells) -> {
            if (plan.rank(number) == rank) {
                blocks.add(block(plan.inside(number), cells));
            }
        });
        take(solve(blocks));
    }

    private void widen() {
        TreeMap<Integer, BitSet> left = new TreeMap<>();
        open.stream()
                .forEach(cell -> left.computeIfAbsent(plan.home(cell), block -> new BitSet())
                        .set(cell));
        open = new BitSet();
        List<Block> blocks = new ArrayList<>();
        left.forEach((number, cells) -> blocks.add(block(plan.wider(number), cells)));
        take(solve(blocks));
    }

    /** What is left is protected with everything that may move; what that does not reach cannot be had. */
    private List<Unachievable> openAll() {
        AssessedCells cells = whole.cells();
        List<Unachievable> lost = new ArrayList<>();
        BitSet left = open;
        open = new BitSet();
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.status(cell) == CellStatus.PRIMARY && !whole.moves(cell)) {
                lost.add(new Unachievable(cell, -1, SuppressionPattern.Reason.DETERMINED));
            }
        }
        if (!left.isEmpty()) {
            int[] all = IntStream.range(0, cells.cells()).toArray();
            Block last = block(all, left);
            take(List.of(last.solve()));
            if (!open.isEmpty()) {
                take(List.of(block(all, open).solveWhatCanBeHad(lost)));
            }
        }
        lost.sort(Comparator.comparingInt(Unachievable::cell).thenComparingInt(Unachievable::singleton));
        return lost;
    }

    private Block block(int[] inside, BitSet wanted) {
        BitSet paid = (BitSet) withheld.clone();
        paid.or(whole.earlier());
        return Block.of(whole, IntStream.of(inside).filter(whole::moves).toArray(), wanted, paid, settings);
    }

    private List<BlockPattern> solve(List<Block> blocks) {
        return blocks.isEmpty() ? List.of() : solver.solve(blocks);
    }

    private void take(List<BlockPattern> patterns) {
        for (BlockPattern found : patterns) {
            IntStream.of(found.used()).forEach(withheld::set);
            IntStream.of(found.open()).forEach(open::set);
            programs = Math.addExact(programs, found.linearPrograms());
        }
    }
}
