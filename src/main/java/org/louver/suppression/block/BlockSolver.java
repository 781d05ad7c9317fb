package org.louver.suppression.block;

import java.util.List;

/** Solves independent blocks, wherever: here, or in the tasks of a cluster. */
@FunctionalInterface
public interface BlockSolver {
    /** One block after the other, on this thread. */
    BlockSolver HERE = blocks -> blocks.stream().map(Block::solve).toList();

    /** On all processors of this machine; the patterns are the same. */
    BlockSolver SIDE_BY_SIDE =
            blocks -> blocks.stream().parallel().map(Block::solve).toList();

    /** {@link Block#solve} of every block, in the order of the list. */
    List<BlockPattern> solve(List<Block> blocks);
}
