package org.louver.attack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is left to find out once a reader has done the easy sums: unknowns with bounds and the equations between them.
 *
 * <p>Bounds are propagated through the relations to a fixpoint (a relation with one unknown gives it away exactly), cells that
 * must be equal become one unknown, and unknowns that no equation joins fall into separate components. Exact longs throughout;
 * every bound follows from what is published without using that values are whole numbers.
 */
final class ReaderEquations {
    /** Visits per relation after which propagation stops; bounds are valid at any time. */
    private static final int VISITS = 60;

    private final int cells;
    private final List<int[]> cellRows = new ArrayList<>();
    private final List<int[]> cellSigns = new ArrayList<>();
    private long[] cellSums;
    final long[] cellLow;
    final long[] cellHigh;
    private boolean contradictory;

    /** The unknown that the cell is, or −1 where it is known. */
    final int[] unknownOf;
    /** The cells that are this unknown. */
    int[][] cellsOf = {};

    long[] low = {};
    long[] high = {};
    /** Equation r: Σ sign[r][i] · unknown[r][i] = sum[r]. */
    int[][] unknown = {};

    long[][] sign = {};
    long[] sum = {};
    /** The equations that mention an unknown, ascending. */
    int[][] equationsOf = {};

    /** With which sign each of them mentions it. */
    long[][] signsOf = {};

    int[] component = {};
    /** The unknowns of each component, ascending. */
    int[][] components = {};

    ReaderEquations(PublishedCells published) {
        this.cells = published.system().cells();
        this.cellLow = published.lows();
        this.cellHigh = published.highs();
        this.unknownOf = new int[cells];
        for (int relation = 0; relation < published.system().relations(); relation++) {
            int parts = published.system().parts(relation);
            int[] row = new int[parts + 1];
            int[] signs = new int[parts + 1];
            row[parts] = published.system().total(relation);
            signs[parts] = -1;
            for (int index = 0; index < parts; index++) {
                row[index] = published.system().part(relation, index);
                signs[index] = 1;
            }
            cellRows.add(row);
            cellSigns.add(signs);
        }
        cellSums = new long[cellRows.size() + published.further().sums().size()];
        for (FurtherKnowledge.KnownSum known : published.further().sums()) {
            cellSums[cellRows.size()] = known.sum();
            cellRows.add(known.cells());
            int[] signs = new int[known.cells().length];
            Arrays.fill(signs, 1);
            cellSigns.add(signs);
        }
        for (FurtherKnowledge.KnownCell known : published.further().known()) {
            tighten(known.cell(), known.value(), known.value());
        }
        for (int cell = 0; cell < cells; cell++) {
            contradictory |= cellLow[cell] > cellHigh[cell];
        }
        propagate();
        if (!contradictory) {
            join();
            findComponents();
        }
    }

    /** Whether no table at all agrees with what the reader knows. */
    boolean contradictory() {
        return contradictory;
    }

    int unknowns() {
        return low.length;
    }

    private boolean tighten(int cell, long atLeast, long atMost) {
        boolean changed = false;
        if (atLeast > cellLow[cell]) {
            cellLow[cell] = atLeast;
            changed = true;
        }
        if (atMost < cellHigh[cell]) {
            cellHigh[cell] = atMost;
            changed = true;
        }
        contradictory |= cellLow[cell] > cellHigh[cell];
        return changed;
    }

    private void propagate() {
        int rows = cellRows.size();
        int[][] rowsOf = invert(cellRows, cells);
        int[] visits = new int[rows];
        boolean[] queued = new boolean[rows];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int row = 0; row < rows; row++) {
            queue.add(row);
            queued[row] = true;
        }
        while (!queue.isEmpty() && !contradictory) {
            int row = queue.remove();
            queued[row] = false;
            visits[row]++;
            int[] members = cellRows.get(row);
            for (int cell : tightenRow(row)) {
                for (int other : rowsOf[members[cell]]) {
                    if (!queued[other] && visits[other] < VISITS) {
                        queued[other] = true;
                        queue.add(other);
                    }
                }
            }
        }
    }

    /** Tightens every member of a row by the bounds of the others; returns the places that changed. */
    private int[] tightenRow(int row) {
        int[] members = cellRows.get(row);
        int[] signs = cellSigns.get(row);
        long least = 0;
        long most = 0;
        int openBelow = 0;
        int openAbove = 0;
        for (int place = 0; place < members.length; place++) {
            int cell = members[place];
            long below = signs[place] > 0 ? cellLow[cell] : -cellHigh[cell];
            long above = signs[place] > 0 ? cellHigh[cell] : -cellLow[cell];
            if (below == -PublishedCells.UNBOUNDED) {
                openBelow++;
            } else {
                least = Math.addExact(least, below);
            }
            if (above == PublishedCells.UNBOUNDED) {
                openAbove++;
            } else {
                most = Math.addExact(most, above);
            }
        }
        if ((openBelow == 0 && least > cellSums[row]) || (openAbove == 0 && most < cellSums[row])) {
            contradictory = true;
            return new int[0];
        }
        int[] changed = new int[members.length];
        int count = 0;
        for (int place = 0; place < members.length; place++) {
            int cell = members[place];
            if (cellLow[cell] == cellHigh[cell]) {
                continue;
            }
            boolean positive = signs[place] > 0;
            long below = positive ? cellLow[cell] : -cellHigh[cell];
            long above = positive ? cellHigh[cell] : -cellLow[cell];
            boolean ownBelow = below == -PublishedCells.UNBOUNDED;
            boolean ownAbove = above == PublishedCells.UNBOUNDED;
            long atMost = PublishedCells.UNBOUNDED;
            long atLeast = -PublishedCells.UNBOUNDED;
            if (openBelow - (ownBelow ? 1 : 0) == 0) {
                atMost = Math.subtractExact(cellSums[row], ownBelow ? least : least - below);
            }
            if (openAbove - (ownAbove ? 1 : 0) == 0) {
                atLeast = Math.subtractExact(cellSums[row], ownAbove ? most : most - above);
            }
            if (positive ? tighten(cell, atLeast, atMost) : tighten(cell, -atMost, -atLeast)) {
                changed[count++] = place;
            }
        }
        return Arrays.copyOf(changed, count);
    }

    private static int[][] invert(List<int[]> rows, int size) {
        int[] count = new int[size];
        rows.forEach(row -> Arrays.stream(row).forEach(member -> count[member]++));
        int[][] result = new int[size][];
        Arrays.setAll(result, member -> new int[count[member]]);
        Arrays.fill(count, 0);
        for (int row = 0; row < rows.size(); row++) {
            for (int member : rows.get(row)) {
                result[member][count[member]++] = row;
            }
        }
        return result;
    }

    /** Makes one unknown of cells that a relation sets equal, and writes the equations over unknowns. */
    private void join() {
        int[] same = new int[cells];
        Arrays.setAll(same, cell -> cell);
        for (int row = 0; row < cellRows.size(); row++) {
            int first = -1;
            int second = -1;
            int open = 0;
            long rest = cellSums[row];
            int[] members = cellRows.get(row);
            for (int place = 0; place < members.length; place++) {
                int cell = members[place];
                if (cellLow[cell] == cellHigh[cell]) {
                    rest = Math.subtractExact(rest, cellSigns.get(row)[place] * cellLow[cell]);
                } else {
                    second = first;
                    first = place;
                    open++;
                }
            }
            if (open == 2 && rest == 0 && cellSigns.get(row)[first] != cellSigns.get(row)[second]) {
                int a = find(same, members[first]);
                int b = find(same, members[second]);
                same[Math.max(a, b)] = Math.min(a, b);
            }
        }
        List<List<Integer>> members = new ArrayList<>();
        Arrays.fill(unknownOf, -1);
        for (int cell = 0; cell < cells; cell++) {
            if (cellLow[cell] == cellHigh[cell]) {
                continue;
            }
            int root = find(same, cell);
            if (root == cell) {
                unknownOf[cell] = members.size();
                members.add(new ArrayList<>());
            }
            unknownOf[cell] = unknownOf[root];
            members.get(unknownOf[cell]).add(cell);
        }
        cellsOf = members.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        low = new long[cellsOf.length];
        high = new long[cellsOf.length];
        for (int each = 0; each < low.length; each++) {
            low[each] = Long.MIN_VALUE;
            high[each] = PublishedCells.UNBOUNDED;
            for (int cell : cellsOf[each]) {
                low[each] = Math.max(low[each], cellLow[cell]);
                high[each] = Math.min(high[each], cellHigh[cell]);
            }
            contradictory |= low[each] > high[each];
        }
        writeEquations();
    }

    private void writeEquations() {
        List<int[]> members = new ArrayList<>();
        List<long[]> signs = new ArrayList<>();
        List<Long> sums = new ArrayList<>();
        long[] coefficient = new long[low.length];
        for (int row = 0; row < cellRows.size(); row++) {
            long rest = cellSums[row];
            int[] seen = new int[cellRows.get(row).length];
            int count = 0;
            for (int place = 0; place < cellRows.get(row).length; place++) {
                int cell = cellRows.get(row)[place];
                int is = unknownOf[cell];
                if (is < 0) {
                    rest = Math.subtractExact(rest, cellSigns.get(row)[place] * cellLow[cell]);
                } else {
                    seen[count++] = is;
                    coefficient[is] += cellSigns.get(row)[place];
                }
            }
            int[] open = Arrays.stream(seen, 0, count)
                    .distinct()
                    .filter(is -> coefficient[is] != 0)
                    .sorted()
                    .toArray();
            if (open.length > 0) {
                members.add(open);
                signs.add(Arrays.stream(open).mapToLong(is -> coefficient[is]).toArray());
                sums.add(rest);
            } else {
                contradictory |= rest != 0;
            }
            for (int place = 0; place < count; place++) {
                coefficient[seen[place]] = 0;
            }
        }
        unknown = members.toArray(int[][]::new);
        sign = signs.toArray(long[][]::new);
        sum = sums.stream().mapToLong(Long::longValue).toArray();
        equationsOf = invert(members, low.length);
        signsOf = new long[low.length][];
        for (int each = 0; each < low.length; each++) {
            int is = each;
            signsOf[each] = Arrays.stream(equationsOf[each])
                    .mapToLong(row -> sign[row][Arrays.binarySearch(unknown[row], is)])
                    .toArray();
        }
    }

    private void findComponents() {
        int[] same = new int[low.length];
        Arrays.setAll(same, each -> each);
        for (int[] row : unknown) {
            for (int member : row) {
                int a = find(same, row[0]);
                int b = find(same, member);
                same[Math.max(a, b)] = Math.min(a, b);
            }
        }
        component = new int[low.length];
        List<List<Integer>> found = new ArrayList<>();
        for (int each = 0; each < low.length; each++) {
            int root = find(same, each);
            if (root == each) {
                component[each] = found.size();
                found.add(new ArrayList<>());
            }
            component[each] = component[root];
            found.get(component[each]).add(each);
        }
        components = found.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static int find(int[] same, int member) {
        int root = member;
        while (same[root] != root) {
            same[root] = same[same[root]];
            root = same[root];
        }
        return root;
    }
}
