package org.louver.pooling;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.louver.table.SpanningVariable;
import org.louver.table.SpanningVariableBuilder;

/**
 * Times the search on made-up base cells: twelve variables, the largest of six levels. Arguments: file for the
 * results, base cells (1000000), threshold (11).
 */
public final class RecodingBenchmark {
    /** Children per node, level by level. */
    private static final int[][] SHAPES = {
        {2, 2, 3, 3, 3, 4}, {3, 3, 4, 4}, {4, 5, 5}, {6, 6}, {5, 4}, {12}, {8}, {6}, {4}, {3}, {2}, {2}
    };

    private RecodingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[0]);
        int cells = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        long threshold = arguments.length > 2 ? Long.parseLong(arguments[2]) : 11;
        List<CategoryTree> trees = new ArrayList<>();
        List<MergeRules> rules = new ArrayList<>();
        for (int variable = 0; variable < SHAPES.length; variable++) {
            SpanningVariableBuilder builder = SpanningVariable.named("v" + variable)
                    .hierarchy(IntStream.range(0, SHAPES[variable].length)
                            .mapToObj(level -> "level" + level)
                            .toList());
            leaves(builder, SHAPES[variable], 0, new ArrayList<>(), "");
            trees.add(CategoryTree.of(builder.build()));
            rules.add(variable == SHAPES.length - 1 ? MergeRules.FIXED : MergeRules.FREE);
        }
        Random random = new Random(1);
        int[][] atom = new int[SHAPES.length][cells];
        long[] records = new long[cells];
        Set<List<Integer>> seen = new LinkedHashSet<>();
        for (int row = 0; row < cells; ) {
            List<Integer> key = new ArrayList<>();
            for (CategoryTree tree : trees) {
                // Small codes are common, large ones rare.
                double skewed = Math.pow(random.nextDouble(), 2.5);
                key.add((int) (skewed * tree.atoms()));
            }
            if (seen.add(key)) {
                for (int variable = 0; variable < key.size(); variable++) {
                    atom[variable][row] = key.get(variable);
                }
                records[row++] = 1 + (long) (3 * Math.pow(random.nextDouble(), 4) * 10);
            }
        }
        seen.clear();
        CrossTable table = CrossTable.of(trees, atom, records);
        long start = System.nanoTime();
        double processorBefore = processorSeconds();
        ParetoFront front = RecodingSearch.search(
                table, rules, rules.stream().map(rule -> 1L).toList(), threshold, Detail.CATEGORIES);
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = processorSeconds() - processorBefore;
        String json = String.format(
                Locale.ROOT,
                """
                {
                  "baseCells": %d,
                  "records": %d,
                  "variables": %d,
                  "finestCodes": %d,
                  "threshold": %d,
                  "seconds": %.1f,
                  "processorSeconds": %.1f,
                  "designs": %d,
                  "exact": %b,
                  "detailKeptWithNothingUnsafePpm": %s
                }
                """,
                cells,
                table.total(),
                trees.size(),
                trees.stream().mapToInt(CategoryTree::atoms).sum(),
                threshold,
                seconds,
                processor,
                front.designs().size(),
                front.exact(),
                front.complete().map(front::detailKept).map(String::valueOf).orElse("null"));
        Files.writeString(results, json);
        System.out.print(json);
    }

    /** Of the thread that searches, which is one; what the collector does meanwhile is not in it. */
    private static double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void leaves(
            SpanningVariableBuilder builder, int[] shape, int level, List<String> path, String code) {
        if (level == shape.length) {
            builder.leaf(List.copyOf(path));
            return;
        }
        for (int child = 0; child < shape[level]; child++) {
            List<String> longer = new ArrayList<>(path);
            longer.add(code + (char) ('a' + child));
            leaves(builder, shape, level + 1, longer, code + (char) ('a' + child));
        }
    }
}
