package org.louver.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

/**
 * The unknowns that are left once everything is removed that cannot move: classes of cells with equal moves, and the
 * relations between them.
 *
 * <p>Three reductions, repeated until nothing changes: a published zero or forced cell is dropped; a relation with one
 * movable cell left fixes it; a relation <em>total = part + fixed cells</em> makes the two one class. Exact: the feasible moves are
 * the same. Linear in the entries of the system per round.
 */
final class MovableCells {
    /** Class of each original cell, or −1 if the cell cannot move. */
    final int[] classOf;

    final int count;
    /** How far the class can go down: min over its members of value − floor. */
    final long[] room;
    /** What withholding the class costs: Σ cost over its SAFE members. */
    final long[] cost;
    /** How many complementary cells withholding the class makes. */
    final int[] weight;
    /** Whether the class is withheld only if the protector says so. */
    final boolean[] optional;
    /** What the class needs; NONE unless a member is primary. */
    final ProtectionLevels[] levels;
    /** Classes with a requirement, ascending. */
    final int[] primaries;
    /** Relation r: Σ sign[r][k] · y[term[r][k]] = 0. */
    final int[][] term;

    final int[][] sign;
    /** Relations that mention each class. */
    final int[][] rowsOf;
    /** The coefficient in each of these relations. */
    final int[][] signsOf;
    /** Numbers of those who know the class because they are alone in one of its members; ascending. */
    final int[][] singletonsOf;
    /** Classes known to each singleton (index: sole contributor compacted), ascending. */
    final int[][] knownTo;
    /** Sole contributor as in the input, per compact number. */
    final int[] contributor;

    static MovableCells of(AssessedCells cells, SuppressionSettings settings) {
        return new MovableCells(cells, settings, new Merging(cells));
    }

    private MovableCells(AssessedCells cells, SuppressionSettings settings, Merging merging) {
        int all = cells.cells();
        classOf = new int[all];
        int next = 0;
        int[] numberOfRoot = new int[all];
        Arrays.fill(numberOfRoot, -1);
        for (int cell = 0; cell < all; cell++) {
            int root = merging.root(cell);
            if (merging.fixed[root]) {
                classOf[cell] = -1;
                continue;
            }
            if (numberOfRoot[root] < 0) {
                numberOfRoot[root] = next++;
            }
            classOf[cell] = numberOfRoot[root];
        }
        count = next;
        room = new long[count];
        Arrays.fill(room, Long.MAX_VALUE);
        cost = new long[count];
        weight = new int[count];
        optional = new boolean[count];
        Arrays.fill(optional, true);
        levels = new ProtectionLevels[count];
        Arrays.fill(levels, ProtectionLevels.NONE);
        BitSet safe = collectMembers(cells, settings);
        for (int c = 0; c < count; c++) {
            optional[c] &= safe.get(c);
        }
        primaries = java.util.stream.IntStream.range(0, count)
                .filter(c -> levels[c].required())
                .toArray();
        List<int[]> terms = new ArrayList<>();
        List<int[]> signs = new ArrayList<>();
        merging.remainingRelations(classOf, terms, signs);
        term = terms.toArray(int[][]::new);
        sign = signs.toArray(int[][]::new);
        rowsOf = transpose(term, count);
        signsOf = new int[count][];
        for (int c = 0; c < count; c++) {
            signsOf[c] = new int[rowsOf[c].length];
            for (int k = 0; k < rowsOf[c].length; k++) {
                int row = rowsOf[c][k];
                signsOf[c][k] = sign[row][Arrays.binarySearch(term[row], c)];
            }
        }
        boolean protect = settings.singletons() == SuppressionSettings.Singletons.PROTECTED;
        contributor = protect ? contributors(cells) : new int[0];
        singletonsOf = protect ? singletonsOf(cells) : new int[count][0];
        knownTo = transpose(singletonsOf, contributor.length);
    }

    /** {@link #weight} as prices. */
    long[] weights() {
        return Arrays.stream(weight).asLongStream().toArray();
    }

    private BitSet collectMembers(AssessedCells cells, SuppressionSettings settings) {
        BitSet earlier = settings.earlier();
        BitSet safe = new BitSet(count);
        for (int cell = 0; cell < classOf.length; cell++) {
            int c = classOf[cell];
            if (c < 0) {
                continue;
            }
            room[c] = Math.min(room[c], Math.subtractExact(cells.value(cell), cells.floor(cell)));
            boolean known = earlier.get(cell);
            CellStatus status = cells.status(cell);
            if (status == CellStatus.SAFE) {
                safe.set(c);
                weight[c]++;
                cost[c] = Math.addExact(cost[c], known ? 0 : cells.cost(cell));
                if (known && settings.keepEarlier()) {
                    optional[c] = false;
                }
            } else if (status == CellStatus.PRIMARY) {
                optional[c] = false;
                levels[c] = stricter(levels[c], cells.levels(cell));
            }
        }
        return safe;
    }

    private static ProtectionLevels stricter(ProtectionLevels a, ProtectionLevels b) {
        return new ProtectionLevels(
                Math.max(a.lower(), b.lower()), Math.max(a.upper(), b.upper()), Math.max(a.sliding(), b.sliding()));
    }

    private int[] contributors(AssessedCells cells) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int cell = 0; cell < classOf.length; cell++) {
            if (classOf[cell] >= 0 && cells.soleContributor(cell) >= 0) {
                numbers.add(cells.soleContributor(cell));
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[][] singletonsOf(AssessedCells cells) {
        List<TreeSet<Integer>> known = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            known.add(new TreeSet<>());
        }
        for (int cell = 0; cell < classOf.length; cell++) {
            if (classOf[cell] >= 0 && cells.soleContributor(cell) >= 0) {
                known.get(classOf[cell]).add(Arrays.binarySearch(contributor, cells.soleContributor(cell)));
            }
        }
        return known.stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Which lists mention each number; ascending. */
    private static int[][] transpose(int[][] lists, int numbers) {
        int[] degree = new int[numbers];
        for (int[] list : lists) {
            for (int number : list) {
                degree[number]++;
            }
        }
        int[][] mentioned = new int[numbers][];
        for (int number = 0; number < numbers; number++) {
            mentioned[number] = new int[degree[number]];
        }
        Arrays.fill(degree, 0);
        for (int list = 0; list < lists.length; list++) {
            for (int number : lists[list]) {
                mentioned[number][degree[number]++] = list;
            }
        }
        return mentioned;
    }

    /** Union-find over cells with equal moves. */
    private static final class Merging {
        private final AdditiveSystem system;
        private final int[] parent;
        private final boolean[] fixed;
        private final int[] scratchCell;
        private final int[] scratchSign;
        private int scratchLength;
        private final int[] position;

        private Merging(AssessedCells cells) {
            system = cells.system();
            parent = java.util.stream.IntStream.range(0, system.cells()).toArray();
            fixed = new boolean[system.cells()];
            for (int cell = 0; cell < fixed.length; cell++) {
                CellStatus status = cells.status(cell);
                fixed[cell] = status == CellStatus.FORCED || (status == CellStatus.SAFE && cells.value(cell) == 0);
            }
            int longest = 0;
            for (int r = 0; r < system.relations(); r++) {
                longest = Math.max(longest, system.parts(r) + 1);
            }
            scratchCell = new int[longest];
            scratchSign = new int[longest];
            position = new int[system.cells()];
            Arrays.fill(position, -1);
            boolean changed = true;
            while (changed) {
                changed = false;
                for (int r = 0; r < system.relations(); r++) {
                    gather(r);
                    if (scratchLength == 1) {
                        fixed[scratchCell[0]] = true;
                        changed = true;
                    } else if (scratchLength == 2 && scratchSign[0] == -scratchSign[1]) {
                        parent[Math.max(scratchCell[0], scratchCell[1])] = Math.min(scratchCell[0], scratchCell[1]);
                        changed = true;
                    }
                }
            }
        }

        private int root(int cell) {
            int root = cell;
            while (parent[root] != root) {
                root = parent[root];
            }
            int at = cell;
            while (parent[at] != root) {
                int up = parent[at];
                parent[at] = root;
                at = up;
            }
            return root;
        }

        /** Writes the movable roots of relation r with their net coefficients to the scratch arrays. */
        private void gather(int r) {
            scratchLength = 0;
            add(system.total(r), -1);
            for (int k = 0; k < system.parts(r); k++) {
                add(system.part(r, k), 1);
            }
            int kept = 0;
            for (int k = 0; k < scratchLength; k++) {
                position[scratchCell[k]] = -1;
                if (scratchSign[k] != 0) {
                    scratchCell[kept] = scratchCell[k];
                    scratchSign[kept++] = scratchSign[k];
                }
            }
            scratchLength = kept;
        }

        private void add(int cell, int coefficient) {
            int root = root(cell);
            if (fixed[root]) {
                return;
            }
            if (position[root] >= 0) {
                scratchSign[position[root]] += coefficient;
                return;
            }
            position[root] = scratchLength;
            scratchCell[scratchLength] = root;
            scratchSign[scratchLength++] = coefficient;
        }

        private void remainingRelations(int[] classOf, List<int[]> terms, List<int[]> signs) {
            TreeSet<int[]> seen = new TreeSet<>(Arrays::compare);
            for (int r = 0; r < system.relations(); r++) {
                gather(r);
                if (scratchLength == 0) {
                    continue;
                }
                long[] keyed = new long[scratchLength];
                for (int k = 0; k < scratchLength; k++) {
                    keyed[k] = ((long) classOf[scratchCell[k]] << 32) | (scratchSign[k] & 0xffffffffL);
                }
                Arrays.sort(keyed);
                int[] row = new int[scratchLength];
                int[] coefficient = new int[scratchLength];
                int[] key = new int[2 * scratchLength];
                int leading = (int) keyed[0] < 0 ? -1 : 1;
                for (int k = 0; k < scratchLength; k++) {
                    row[k] = (int) (keyed[k] >> 32);
                    coefficient[k] = (int) keyed[k];
                    key[2 * k] = row[k];
                    key[2 * k + 1] = leading * coefficient[k];
                }
                if (seen.add(key)) {
                    terms.add(row);
                    signs.add(coefficient);
                }
            }
        }
    }
}
