package org.louver.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds every relation between given cells by looking up each cell's parent along each roll-up. */
final class Relations {
    private final CellKeys keys;
    private final Margins margins;

    Relations(CellKeys keys, Margins margins) {
        this.keys = keys;
        this.margins = margins;
    }

    /** O(entries · log cells), where entries counts the non-zero coefficients of the system. */
    AdditiveSystem among(long[] cells) {
        int[] parent = new int[Math.max(16, cells.length)];
        int[] rollUp = new int[parent.length];
        int[] child = new int[parent.length];
        int links = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            for (int margin : margins.of(keys, cells[cell])) {
                for (int number : margins.open(margin)) {
                    int above = parentOf(cells, cell, number);
                    if (above == cell) {
                        continue;
                    }
                    if (links == parent.length) {
                        int longer = Math.multiplyExact(2, links);
                        parent = Arrays.copyOf(parent, longer);
                        rollUp = Arrays.copyOf(rollUp, longer);
                        child = Arrays.copyOf(child, longer);
                    }
                    parent[links] = above;
                    rollUp[links] = number;
                    child[links++] = cell;
                }
            }
        }
        return system(cells.length, parent, rollUp, child, links);
    }

    private int parentOf(long[] cells, int cell, int number) {
        Margins.RollUp step = margins.rollUp(number);
        int node = keys.node(cells[cell], step.variable());
        int ancestor = keys.variables().get(step.variable()).ancestor(node, step.coarse());
        if (ancestor == node) {
            return cell;
        }
        long wanted = keys.with(cells[cell], step.variable(), ancestor);
        int found = Arrays.binarySearch(cells, wanted);
        if (found < 0) {
            throw new InvalidTable(
                    "cell " + keys.describe(wanted) + " is missing although its part " + keys.describe(cells[cell])
                            + " is there",
                    "list every margin that is not zero");
        }
        return found;
    }

    /** Groups links by parent and roll-up; a relation that two roll-ups both show is kept once. */
    private AdditiveSystem system(int cells, int[] parent, int[] rollUp, int[] child, int links) {
        long groups = Math.multiplyExact((long) Math.max(1, cells), margins.rollUps() + 1L);
        Math.multiplyExact(groups, (long) Math.max(1, cells));
        long[] packed = new long[links];
        for (int link = 0; link < links; link++) {
            packed[link] = ((long) parent[link] * (margins.rollUps() + 1) + rollUp[link]) * cells + child[link];
        }
        packed = CellKeys.distinct(packed);
        AdditiveSystem.Builder system = AdditiveSystem.over(cells);
        int from = 0;
        int total = -1;
        List<int[]> ofTotal = new ArrayList<>();
        while (from < packed.length) {
            long group = packed[from] / cells;
            int to = from;
            while (to < packed.length && packed[to] / cells == group) {
                to++;
            }
            int[] parts = new int[to - from];
            for (int index = from; index < to; index++) {
                parts[index - from] = (int) (packed[index] % cells);
            }
            int above = (int) (group / (margins.rollUps() + 1));
            if (above != total) {
                ofTotal.clear();
                total = above;
            }
            if (ofTotal.stream().noneMatch(earlier -> Arrays.equals(earlier, parts))) {
                ofTotal.add(parts);
                system.relation(above, parts);
            }
            from = to;
        }
        return system.build();
    }
}
