package org.louver.suppression;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/**
 * The relations as flat lists of terms, those of withheld classes first, so that a search among withheld classes never sees
 * the others. Mutable; one per protection run. Publishing or withholding a class costs O(its relations).
 */
final class OpenRows {
    private static final int CHEAPEST = 1;

    /** Row r occupies entries start[r] to start[r + 1] − 1. */
    final int[] start;

    final int[] cell;
    final double[] sign;
    /** Entries start[r] to open[r] − 1 are of withheld classes. */
    final int[] open;
    /** Entries start[r] to near[r] − 1 are of withheld classes and of those that a search looks at first. */
    final int[] near;
    /** Class c occupies entries classStart[c] to classStart[c + 1] − 1 of the two arrays below. */
    final int[] classStart;

    final int[] row;
    /** Where the entry stands in its row. */
    private final int[] place;
    /** For an entry of a row: which entry of its class it is. */
    private final int[] back;

    OpenRows(MovableCells problem) {
        int rows = problem.term.length;
        start = new int[rows + 1];
        for (int r = 0; r < rows; r++) {
            start[r + 1] = start[r] + problem.term[r].length;
        }
        int entries = start[rows];
        cell = new int[entries];
        sign = new double[entries];
        open = new int[rows];
        near = new int[rows];
        classStart = new int[problem.count + 1];
        for (int c = 0; c < problem.count; c++) {
            classStart[c + 1] = classStart[c] + problem.rowsOf[c].length;
        }
        row = new int[entries];
        place = new int[entries];
        back = new int[entries];
        int[] next = classStart.clone();
        for (int r = 0; r < rows; r++) {
            open[r] = start[r];
            for (int t = 0; t < problem.term[r].length; t++) {
                int entry = start[r] + t;
                int c = problem.term[r][t];
                cell[entry] = c;
                sign[entry] = problem.sign[r][t];
                row[next[c]] = r;
                place[next[c]] = entry;
                back[entry] = next[c]++;
            }
        }
        System.arraycopy(start, 0, near, 0, rows);
        for (int c : cheapest(problem)) {
            for (int k = classStart[c]; k < classStart[c + 1]; k++) {
                exchange(place[k], near[row[k]]++);
            }
        }
    }

    /** Classes that are among the cheapest of one of their relations: cheap moves are mostly made of them. */
    private static int[] cheapest(MovableCells problem) {
        BitSet chosen = new BitSet(problem.count);
        for (int[] term : problem.term) {
            Arrays.stream(term)
                    .filter(c -> problem.optional[c])
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer c) -> problem.cost[c])
                            .thenComparingInt(c -> c))
                    .limit(CHEAPEST)
                    .forEach(chosen::set);
        }
        return chosen.stream().toArray();
    }

    void withhold(int c) {
        for (int k = classStart[c]; k < classStart[c + 1]; k++) {
            int r = row[k];
            if (place[k] >= near[r]) {
                exchange(place[k], near[r]++);
            }
            exchange(place[k], open[r]++);
        }
    }

    void publish(int c) {
        for (int k = classStart[c]; k < classStart[c + 1]; k++) {
            exchange(place[k], --open[row[k]]);
        }
    }

    private void exchange(int a, int b) {
        int keptCell = cell[a];
        double keptSign = sign[a];
        int keptBack = back[a];
        cell[a] = cell[b];
        sign[a] = sign[b];
        back[a] = back[b];
        cell[b] = keptCell;
        sign[b] = keptSign;
        back[b] = keptBack;
        place[back[a]] = a;
        place[back[b]] = b;
    }
}
