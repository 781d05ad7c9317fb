package org.louver.suppression.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/**
 * How a large system is cut into blocks: along a few variables, so that a block is a box of nodes. Depends on which cells there are, not on what
 * they hold, and on no clock. A poor plan costs complements, never safety: whatever lies outside a block is fixed while it is solved.
 */
public final class BlockPlan {
    /** Fewer, and walls cost too much; more, and each search takes too long. */
    static final int CELLS_PER_BLOCK = 3_000;

    private final List<VariableCut> cuts;
    /** Strip numbers per cell and variable, of its home. */
    private final int[] home;

    private final int[][] inside;
    private final int[][] homeStrips;
    private final int[][] node;

    private BlockPlan(TabulatedCells cells, List<VariableCut> cuts) {
        this.cuts = cuts;
        this.node = nodes(cells);
        int blocks = 1;
        for (VariableCut cut : cuts) {
            blocks = Math.multiplyExact(blocks, cut.strips().size());
        }
        this.home = new int[cells.cells()];
        this.homeStrips = new int[blocks][];
        for (int block = 0; block < blocks; block++) {
            homeStrips[block] = strips(block);
        }
        int[] size = sizes(cuts, node, cells.cells());
        this.inside = new int[blocks][];
        for (int block = 0; block < blocks; block++) {
            inside[block] = new int[size[block]];
        }
        int[] next = new int[blocks];
        for (int cell = 0; cell < home.length; cell++) {
            int of = 0;
            for (int variable = 0; variable < cuts.size(); variable++) {
                VariableCut cut = cuts.get(variable);
                of = of * cut.strips().size() + cut.home()[node[variable][cell]];
            }
            home[cell] = of;
            for (int block : blocksOf(cuts, node, cell)) {
                inside[block][next[block]++] = cell;
            }
        }
    }

    /** Cuts into blocks of the usual size. */
    public static BlockPlan of(TabulatedCells cells) {
        return of(cells, CELLS_PER_BLOCK);
    }

    /**
     * Cuts until no group has more than twice the cells wanted, as far as there are variables with enough codes. Each cut goes through the variable
     * that leaves the most siblings together. O(cells · variables · levels · 2^cuts) per cut.
     *
     * @param cellsPerBlock how many cells a block may have, about
     */
    public static BlockPlan of(TabulatedCells cells, int cellsPerBlock) {
        List<SpanningVariable> variables = cells.tables().variables();
        int[][] node = nodes(cells);
        List<VariableCut> cuts = new ArrayList<>();
        variables.forEach(variable -> cuts.add(VariableCut.none(variable)));
        for (int round = 0; round < variables.size(); round++) {
            int largest = largest(cuts, node, cells.cells());
            if (largestGroup(cuts, node, cells.cells()) <= 2L * cellsPerBlock) {
                break;
            }
            int best = -1;
            VariableCut chosen = null;
            long bestScore = Long.MAX_VALUE;
            for (int v = 0; v < variables.size(); v++) {
                if (cuts.get(v).cuts()) {
                    continue;
                }
                SpanningVariable variable = variables.get(v);
                long[] weight = weights(variable, node[v]);
                for (int level = 1; level < variable.levels().size(); level++) {
                    int codes = VariableCut.codes(variable, level, weight);
                    int siblings = Math.max(
                            VariableCut.FEWEST_SIBLINGS, (int) ((long) codes * cellsPerBlock / Math.max(1, largest)));
                    if (codes < 2 * siblings) {
                        continue;
                    }
                    VariableCut tried = VariableCut.at(variable, level, weight, siblings);
                    List<VariableCut> with = new ArrayList<>(cuts);
                    with.set(v, tried);
                    int reached = largest(with, node, cells.cells());
                    // Small blocks first; once they are about small enough, many siblings in each.
                    long together = (long) codes / (tried.strips().size() - 1);
                    long score = Math.max(cellsPerBlock + cellsPerBlock / 2L, reached) * 1_000_000L - together;
                    if (reached < largest - largest / 10 && score < bestScore) {
                        bestScore = score;
                        best = v;
                        chosen = tried;
                    }
                }
            }
            if (chosen == null) {
                break;
            }
            cuts.set(best, chosen);
        }
        return new BlockPlan(cells, List.copyOf(cuts));
    }

    private static int[][] nodes(TabulatedCells cells) {
        int[][] node = new int[cells.tables().variables().size()][cells.cells()];
        for (int cell = 0; cell < cells.cells(); cell++) {
            for (int variable = 0; variable < node.length; variable++) {
                node[variable][cell] = cells.tables().keys().node(cells.key(cell), variable);
            }
        }
        return node;
    }

    /** How many cells lie at or below each node. */
    private static long[] weights(SpanningVariable variable, int[] node) {
        long[] own = new long[variable.nodes()];
        Arrays.stream(node).forEach(each -> own[each]++);
        long[] weight = own.clone();
        for (int level = 0; level < variable.levels().size(); level++) {
            long[] under = new long[variable.nodes()];
            for (int each = 0; each < own.length; each++) {
                int unit = VariableCut.unit(variable, level, each);
                if (unit >= 0) {
                    under[unit] += own[each];
                }
            }
            for (int code : variable.nodesOn(level)) {
                weight[code] = Math.max(weight[code], under[code]);
            }
        }
        return weight;
    }

    private static int largest(List<VariableCut> cuts, int[][] node, int cells) {
        return Arrays.stream(sizes(cuts, node, cells)).max().orElse(0);
    }

    /** The largest block that holds no upper codes: those are few and little is unsafe there. */
    private static int largestGroup(List<VariableCut> cuts, int[][] node, int cells) {
        int[] size = sizes(cuts, node, cells);
        int largest = 0;
        for (int block = 0; block < size.length; block++) {
            boolean upper = false;
            int rest = block;
            for (int variable = cuts.size() - 1; variable >= 0; variable--) {
                int strips = cuts.get(variable).strips().size();
                upper |= strips > 1 && rest % strips == 0;
                rest /= strips;
            }
            largest = upper ? largest : Math.max(largest, size[block]);
        }
        return largest;
    }

    private static int[] sizes(List<VariableCut> cuts, int[][] node, int cells) {
        int blocks = 1;
        for (VariableCut cut : cuts) {
            blocks *= cut.strips().size();
        }
        int[] size = new int[blocks];
        for (int cell = 0; cell < cells; cell++) {
            for (int block : blocksOf(cuts, node, cell)) {
                size[block]++;
            }
        }
        return size;
    }

    /** Every block that the cell may move in. */
    private static int[] blocksOf(List<VariableCut> cuts, int[][] node, int cell) {
        int[] blocks = {0};
        for (int variable = 0; variable < cuts.size(); variable++) {
            VariableCut cut = cuts.get(variable);
            int of = node[variable][cell];
            int own = cut.home()[of];
            boolean two = own > 0 && cut.strips().get(0).get(of);
            int[] more = new int[two ? 2 * blocks.length : blocks.length];
            for (int index = 0; index < blocks.length; index++) {
                more[index] = blocks[index] * cut.strips().size() + own;
                if (two) {
                    more[blocks.length + index] = blocks[index] * cut.strips().size();
                }
            }
            blocks = more;
        }
        return blocks;
    }

    private int[] strips(int block) {
        int[] strip = new int[cuts.size()];
        int rest = block;
        for (int variable = cuts.size() - 1; variable >= 0; variable--) {
            strip[variable] = rest % cuts.get(variable).strips().size();
            rest /= cuts.get(variable).strips().size();
        }
        return strip;
    }

    /** How many blocks there are, empty ones included. */
    public int blocks() {
        return inside.length;
    }

    /** How many cells the system has. */
    public int cells() {
        return home.length;
    }

    /** The block in which the cell is protected. */
    public int home(int cell) {
        return home[cell];
    }

    /** The cells that may move in the block, ascending. */
    int[] inside(int block) {
        return inside[block];
    }

    /** In how many of the cut variables the block holds the upper codes: such blocks come last, and use what the others withheld. */
    int rank(int block) {
        int rank = 0;
        for (int variable = 0; variable < cuts.size(); variable++) {
            rank += cuts.get(variable).cuts() && homeStrips[block][variable] == 0 ? 1 : 0;
        }
        return rank;
    }

    /** How many ranks there are. */
    int ranks() {
        return 1 + (int) cuts.stream().filter(VariableCut::cuts).count();
    }

    /** The cells of the block and of those that hold the codes above it, ascending. */
    int[] wider(int block) {
        List<BitSet> strips = new ArrayList<>();
        for (int variable = 0; variable < cuts.size(); variable++) {
            BitSet nodes = (BitSet)
                    cuts.get(variable).strips().get(homeStrips[block][variable]).clone();
            nodes.or(cuts.get(variable).strips().get(0));
            strips.add(nodes);
        }
        return IntStream.range(0, home.length)
                .filter(cell -> {
                    for (int variable = 0; variable < strips.size(); variable++) {
                        if (!strips.get(variable).get(node[variable][cell])) {
                            return false;
                        }
                    }
                    return true;
                })
                .toArray();
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "BlockPlan[" + home.length + " cells, " + inside.length + " blocks, the largest of "
                + Arrays.stream(inside).mapToInt(cells -> cells.length).max().orElse(0) + "]";
    }
}
