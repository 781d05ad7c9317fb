package org.louver.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.attack.Attack;
import org.louver.attack.AttackReport;
import org.louver.attack.AttackSettings;
import org.louver.attack.Attacker;
import org.louver.attack.CellVerdict;
import org.louver.config.DesignConfig;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/**
 * What Gaussian elimination leaves open: it withholds until linear algebra cannot recompute a cell, and forgets that a withheld
 * count is at least 1 (oracles/README: z3 with zeros published, 145 complementary cells, 72 of 224 distinct primary cells exact).
 */
class AttackOnEliminationTest {
    @Test
    void z3ByElimination_leaves72Of224DistinctPrimaryCellsExact() {
        Problem problem = Problem.read(
                DesignConfig.load(Path.of("conf/designs/z3.conf"), Map.of()),
                SharedFolder.require("oracles/ssb/z3.csv"));
        AssessedCells cells = problem.assessment().cells();
        CellStatus[] status = eliminated(problem.cells(), cells);

        AttackReport report = Attack.onRelease(cells, status, AttackSettings.DEFAULT.by(new Attacker.Outsider()));

        int[] same = sameUnknown(cells.system());
        Set<Integer> distinct = new HashSet<>();
        Set<Integer> exact = new TreeSet<>();
        for (int cell = 0; cell < status.length; cell++) {
            if (status[cell] == CellStatus.PRIMARY) {
                distinct.add(same[cell]);
                if (report.outsider(cell) == CellVerdict.EXACT) {
                    exact.add(same[cell]);
                }
            }
        }
        assertThat(Arrays.stream(status).filter(each -> each == CellStatus.COMPLEMENTARY))
                .hasSize(145);
        assertThat(distinct).hasSize(224);
        assertThat(exact).hasSize(72);
    }

    /** A parent with a single child is the same cell as this child. */
    private static int[] sameUnknown(AdditiveSystem system) {
        int[] same = IntStream.range(0, system.cells()).toArray();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int relation = 0; relation < system.relations(); relation++) {
                if (system.parts(relation) == 1) {
                    int least = Math.min(same[system.total(relation)], same[system.part(relation, 0)]);
                    changed |= same[system.total(relation)] != least || same[system.part(relation, 0)] != least;
                    same[system.total(relation)] = least;
                    same[system.part(relation, 0)] = least;
                }
            }
        }
        return same;
    }

    /**
     * Publishes cell after cell, large ones first, unless a primary cell would then be a linear combination of published ones.
     * Columns hold the finest cells that a cell adds up, over the integers modulo a prime.
     */
    private static CellStatus[] eliminated(TabulatedCells tabulated, AssessedCells cells) {
        long[][] column = columns(tabulated);
        List<Integer> candidates = new ArrayList<>();
        List<Integer> primary = new ArrayList<>();
        for (int cell = 0; cell < cells.cells(); cell++) {
            (cells.status(cell) == CellStatus.PRIMARY ? primary : candidates).add(cell);
        }
        long[] leaves = Arrays.stream(column)
                .mapToLong(each -> Arrays.stream(each).sum())
                .toArray();
        candidates.sort((one, other) -> {
            int order = Long.compare(cells.value(other), cells.value(one));
            order = order != 0 ? order : Long.compare(leaves[other], leaves[one]);
            return order != 0 ? order : Integer.compare(one, other);
        });
        CellStatus[] status = new CellStatus[cells.cells()];
        Arrays.setAll(status, cells::status);
        for (int at = 0; at < candidates.size(); at++) {
            int candidate = candidates.get(at);
            long[] pivot = column[candidate];
            if (zero(pivot)) {
                continue;
            }
            if (primary.stream().anyMatch(each -> proportional(column[each], pivot))) {
                status[candidate] = CellStatus.COMPLEMENTARY;
                continue;
            }
            int row = 0;
            while (pivot[row] == 0) {
                row++;
            }
            long inverse = inverse(pivot[row]);
            for (int other : candidates.subList(at + 1, candidates.size())) {
                eliminate(column[other], pivot, row, inverse);
            }
            for (int other : primary) {
                eliminate(column[other], pivot, row, inverse);
            }
        }
        return status;
    }

    private static final long PRIME = 1_000_003;

    private static long[][] columns(TabulatedCells tabulated) {
        List<SpanningVariable> variables = tabulated.tables().variables();
        List<Integer> inner = new ArrayList<>();
        for (int cell = 0; cell < tabulated.cells(); cell++) {
            boolean leaf = true;
            for (int variable = 0; variable < variables.size(); variable++) {
                leaf &= variables.get(variable).isLeaf(tabulated.tables().keys().node(tabulated.key(cell), variable));
            }
            if (leaf) {
                inner.add(cell);
            }
        }
        long[][] column = new long[tabulated.cells()][inner.size()];
        boolean[] done = new boolean[tabulated.cells()];
        for (int row = 0; row < inner.size(); row++) {
            column[inner.get(row)][row] = 1;
            done[inner.get(row)] = true;
        }
        AdditiveSystem system = tabulated.system();
        for (boolean more = true; more; ) {
            more = false;
            for (int relation = 0; relation < system.relations(); relation++) {
                int at = relation;
                int total = system.total(relation);
                int[] parts = IntStream.range(0, system.parts(relation))
                        .map(index -> system.part(at, index))
                        .toArray();
                if (!done[total] && Arrays.stream(parts).allMatch(part -> done[part])) {
                    for (int part : parts) {
                        for (int row = 0; row < inner.size(); row++) {
                            column[total][row] += column[part][row];
                        }
                    }
                    done[total] = true;
                    more = true;
                }
            }
        }
        return column;
    }

    private static boolean zero(long[] column) {
        return Arrays.stream(column).allMatch(each -> each == 0);
    }

    private static boolean proportional(long[] one, long[] pivot) {
        int row = 0;
        while (pivot[row] == 0) {
            if (one[row] != 0) {
                return false;
            }
            row++;
        }
        if (one[row] == 0) {
            return false;
        }
        long factor = one[row] * inverse(pivot[row]) % PRIME;
        for (; row < pivot.length; row++) {
            if (one[row] != factor * pivot[row] % PRIME) {
                return false;
            }
        }
        return true;
    }

    private static void eliminate(long[] column, long[] pivot, int row, long inverse) {
        if (column[row] == 0) {
            return;
        }
        long factor = PRIME - column[row] * inverse % PRIME;
        for (int each = row; each < pivot.length; each++) {
            if (pivot[each] != 0) {
                column[each] = (column[each] + factor * pivot[each]) % PRIME;
            }
        }
    }

    private static long inverse(long number) {
        long result = 1;
        long power = number % PRIME;
        for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
            result = (exponent & 1) == 1 ? result * power % PRIME : result;
            power = power * power % PRIME;
        }
        return result;
    }
}
