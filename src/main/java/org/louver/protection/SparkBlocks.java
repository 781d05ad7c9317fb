package org.louver.protection;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.louver.suppression.block.Block;
import org.louver.suppression.block.BlockPattern;
import org.louver.suppression.block.BlockSolver;

/** Solves blocks in the tasks of the cluster, one block per task; only patterns come back. */
record SparkBlocks(SparkSession spark) implements BlockSolver {
    @Override
    public List<BlockPattern> solve(List<Block> blocks) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(blocks, blocks.size())
                .map(Block::solve)
                .collect();
    }
}
