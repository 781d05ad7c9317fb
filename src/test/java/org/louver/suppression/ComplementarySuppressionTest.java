package org.louver.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;
import org.louver.suppression.SuppressionPattern.Reason;
import org.louver.suppression.SuppressionSettings.Singletons;
import org.louver.table.AdditiveSystem;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.ProtectionLevels;

class ComplementarySuppressionTest {
    private static final long SMALL = 2;

    /** rows × columns inner cells, then row totals, column totals and the grand total; zeros published. */
    private static AssessedCells twoWay(long[][] inner, ProtectionLevels levels) {
        int rows = inner.length;
        int columns = inner[0].length;
        int grand = rows * columns + rows + columns;
        long[] value = new long[grand + 1];
        AdditiveSystem.Builder system = AdditiveSystem.over(grand + 1);
        int[] rowTotals = new int[rows];
        int[] columnTotals = new int[columns];
        for (int r = 0; r < rows; r++) {
            int[] parts = new int[columns];
            rowTotals[r] = rows * columns + r;
            for (int c = 0; c < columns; c++) {
                parts[c] = r * columns + c;
                value[parts[c]] = inner[r][c];
                value[rowTotals[r]] += inner[r][c];
            }
            system.relation(rowTotals[r], parts);
            value[grand] += value[rowTotals[r]];
        }
        for (int c = 0; c < columns; c++) {
            int[] parts = new int[rows];
            columnTotals[c] = rows * columns + rows + c;
            for (int r = 0; r < rows; r++) {
                parts[r] = r * columns + c;
                value[columnTotals[c]] += inner[r][c];
            }
            system.relation(columnTotals[c], parts);
        }
        system.relation(grand, rowTotals).relation(grand, columnTotals);
        return assessed(system.build(), value, levels);
    }

    private static AssessedCells assessed(AdditiveSystem system, long[] value, ProtectionLevels levels) {
        int n = value.length;
        long[] floor = new long[n];
        CellStatus[] status = new CellStatus[n];
        ProtectionLevels[] asked = new ProtectionLevels[n];
        long[] cost = new long[n];
        int[] sole = new int[n];
        for (int i = 0; i < n; i++) {
            boolean primary = value[i] > 0 && value[i] <= SMALL;
            floor[i] = Math.min(1, value[i]);
            status[i] = primary ? CellStatus.PRIMARY : CellStatus.SAFE;
            asked[i] = primary ? levels : ProtectionLevels.NONE;
            cost[i] = 100 + value[i];
            sole[i] = value[i] == 1 ? i : -1;
        }
        return new AssessedCells(system, value, floor, status, asked, cost, sole);
    }

    private static long[][] randomTable(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] inner = new long[rows][columns];
        for (long[] row : inner) {
            Arrays.setAll(row, c -> random.nextInt(4) == 0 ? 0 : random.nextInt(1, 7));
        }
        return inner;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void protect_randomTwoWayTable_enumerationFindsWhatIsRequired(long seed) {
        AssessedCells cells = twoWay(randomTable(seed, 3, 3), ProtectionLevels.width(2));

        SuppressionPattern pattern = ComplementarySuppression.protect(cells, SuppressionSettings.standard());

        Enumeration everybody = new Enumeration(cells, withheld(pattern), -1);
        for (int p = 0; p < cells.cells(); p++) {
            if (cells.status(p) == CellStatus.PRIMARY && !excused(pattern, p, -1)) {
                assertThat(everybody.width(p)).as("cell " + p).isGreaterThanOrEqualTo(2);
            }
        }
        for (int s = 0; s < cells.cells(); s++) {
            if (cells.soleContributor(s) >= 0) {
                Enumeration singleton = new Enumeration(cells, withheld(pattern), s);
                for (int p = 0; p < cells.cells(); p++) {
                    if (cells.status(p) == CellStatus.PRIMARY
                            && everybody.differs(p, s)
                            && !excused(pattern, p, s)
                            && !excused(pattern, p, -1)) {
                        assertThat(singleton.width(p)).as(s + " learns " + p).isGreaterThanOrEqualTo(1);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
                122, 123, 124
            })
    void protect_tinyTable_isTheOptimumOverAllPatternsAndKnowsIt(long seed) {
        AssessedCells cells = twoWay(randomTable(seed, 2, 3), ProtectionLevels.width(1));
        SuppressionPattern pattern = ComplementarySuppression.protect(
                cells, SuppressionSettings.standard().withSingletons(Singletons.IGNORED));

        if (pattern.unachievable().isEmpty()) {
            long optimum = optimum(cells);
            assertThat(pattern.cost()).isEqualTo(optimum);
            assertThat(pattern.bound().cost()).isEqualTo(optimum);
            MovableCells problem = MovableCells.of(cells, SuppressionSettings.standard());
            assertThat(new DualAscent(problem, new Evidence(problem)).bound().cost())
                    .isLessThanOrEqualTo(optimum);
        }
    }

    /** Weights say what is dear, not what is possible. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void protect_withWeights_givesUpWhatItGivesUpWithoutThem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestTable table = new TestTable()
                .variable(new int[] {0, 1})
                .variable(new int[] {2})
                .variable(new int[] {3});
        for (int leaf = 0; leaf < 9; leaf++) {
            for (int column = 0; column < 5; column++) {
                for (int layer = 0; layer < 3; layer++) {
                    long count = random.nextInt(4) == 0 ? 0 : random.nextInt(1, 12);
                    table.row(count, "g" + leaf / 3, "l" + leaf, "c" + column, "z" + layer);
                }
            }
        }
        AssessedCells cells = table.counts(3, false, ProtectionLevels.width(3));
        long[] weights = random.longs(cells.cells(), 0, 4)
                .map(draw -> draw == 0 ? 1 : draw == 1 ? 5 : draw == 2 ? 20 : 1000)
                .toArray();
        SuppressionSettings quick = SuppressionSettings.standard().withEffort(0).withBound(false);

        SuppressionPattern plain = ComplementarySuppression.protect(cells, quick);
        SuppressionPattern weighted = ComplementarySuppression.protect(cells.withCostTimes(weights), quick);

        assertThat(weighted.unachievable()).isEqualTo(plain.unachievable());
    }

    /** Earlier releases published the sum of two cells of the first row, and of two of the last column. */
    @Test
    void protect_besideKnownSums_enumerationFindsWhatIsRequired() {
        int withoutThem = 0;
        for (long seed = 1; seed <= 40; seed++) {
            AssessedCells cells = twoWay(randomTable(seed, 3, 3), ProtectionLevels.width(2));
            AssessedCells beside = cells.withKnownSums(List.of(List.of(0, 1), List.of(5, 8)));
            SuppressionSettings settings = SuppressionSettings.standard().withSingletons(Singletons.IGNORED);
            SuppressionPattern pattern = ComplementarySuppression.protect(beside, settings);
            Enumeration reader = new Enumeration(beside, withheld(pattern), -1);
            Enumeration unwarned =
                    new Enumeration(beside, withheld(ComplementarySuppression.protect(cells, settings)), -1);
            for (int p = 0; p < cells.cells(); p++) {
                if (cells.status(p) == CellStatus.PRIMARY && !excused(pattern, p, -1)) {
                    assertThat(reader.width(p))
                            .as("seed " + seed + " cell " + p)
                            .isGreaterThanOrEqualTo(2);
                    withoutThem += unwarned.width(p) < 2 ? 1 : 0;
                }
            }
            assertThat(pattern.ofFirst(cells.cells()).cells()).isEqualTo(cells.cells());
            assertThat(pattern.ofFirst(cells.cells()).complements()).isEqualTo(pattern.complements());
        }
        // Negative control: a pattern that knows nothing of the sums leaves cells open beside them.
        assertThat(withoutThem).isPositive();
    }

    @Test
    void protect_sameInput_samePattern() {
        AssessedCells cells = twoWay(randomTable(77, 6, 6), ProtectionLevels.width(2));
        SuppressionPattern one = ComplementarySuppression.protect(cells, SuppressionSettings.standard());
        SuppressionPattern two = ComplementarySuppression.protect(cells, SuppressionSettings.standard());

        assertThat(withheld(one)).isEqualTo(withheld(two));
        assertThat(one.linearPrograms()).isEqualTo(two.linearPrograms());
    }

    @Test
    void protect_singleCell_isReportedAsDetermined() {
        AssessedCells cells =
                assessed(AdditiveSystem.over(2).relation(0, 1).build(), new long[] {2, 2}, ProtectionLevels.width(1));

        assertThat(ComplementarySuppression.protect(cells, SuppressionSettings.standard())
                        .unachievable())
                .isEmpty();
        AssessedCells forced = new AssessedCells(
                cells.system(),
                new long[] {2, 2},
                new long[] {1, 1},
                new CellStatus[] {CellStatus.FORCED, CellStatus.PRIMARY},
                new ProtectionLevels[] {ProtectionLevels.NONE, ProtectionLevels.width(1)},
                new long[] {1, 1},
                new int[] {-1, -1});
        assertThat(ComplementarySuppression.protect(forced, SuppressionSettings.standard())
                        .unachievable())
                .containsExactly(new SuppressionPattern.Unachievable(1, -1, Reason.DETERMINED));
    }

    @Test
    void protect_noRelations_withholdsNothingMore() {
        AssessedCells cells =
                assessed(AdditiveSystem.over(3).build(), new long[] {1, 2, 50}, ProtectionLevels.width(2));

        SuppressionPattern pattern = ComplementarySuppression.protect(cells, SuppressionSettings.standard());

        assertThat(pattern.complements()).isZero();
        assertThat(pattern.unachievable()).isEmpty();
    }

    @Test
    void protect_moreRoomAskedThanExists_isReportedAsTooNarrow() {
        AdditiveSystem system = AdditiveSystem.over(3).relation(0, 1, 2).build();
        AssessedCells cells = new AssessedCells(
                system,
                new long[] {5, 2, 3},
                new long[3],
                new CellStatus[] {CellStatus.FORCED, CellStatus.PRIMARY, CellStatus.SAFE},
                new ProtectionLevels[] {ProtectionLevels.NONE, ProtectionLevels.width(9), ProtectionLevels.NONE},
                new long[] {1, 1, 1},
                new int[] {-1, -1, -1});

        SuppressionPattern pattern = ComplementarySuppression.protect(cells, SuppressionSettings.standard());

        assertThat(pattern.unachievable())
                .containsExactly(new SuppressionPattern.Unachievable(1, -1, Reason.TOO_NARROW));
        assertThat(pattern.status(2)).isEqualTo(CellStatus.COMPLEMENTARY);
    }

    @Test
    void protect_largeMagnitudes_reachesPreciselyWhatIsAsked() {
        long unit = 1_000_000_007L;
        AdditiveSystem system = AdditiveSystem.over(4).relation(0, 1, 2, 3).build();
        AssessedCells cells = new AssessedCells(
                system,
                new long[] {60 * unit, 10 * unit, 20 * unit, 30 * unit},
                new long[4],
                new CellStatus[] {CellStatus.SAFE, CellStatus.PRIMARY, CellStatus.SAFE, CellStatus.SAFE},
                new ProtectionLevels[] {
                    ProtectionLevels.NONE,
                    new ProtectionLevels(unit, unit, 0),
                    ProtectionLevels.NONE,
                    ProtectionLevels.NONE
                },
                new long[] {60, 10, 20, 30},
                new int[] {-1, -1, -1, -1});

        SuppressionPattern pattern = ComplementarySuppression.protect(cells, SuppressionSettings.standard());

        assertThat(withheld(pattern)).isEqualTo(BitSet.valueOf(new long[] {0b0110}));
        assertThat(pattern.bound().cost()).isEqualTo(20);
    }

    @Test
    void protect_cellsWithheldEarlier_arePreferredAndKeptOnRequest() {
        long[][] inner = {{1, 20, 30}, {25, 20, 30}, {30, 22, 31}};
        AssessedCells cells = twoWay(inner, ProtectionLevels.width(1));
        BitSet earlier = BitSet.valueOf(new long[] {(1L << 2) | (1L << 6) | (1L << 8)});

        SuppressionPattern pattern = ComplementarySuppression.protect(
                cells, SuppressionSettings.standard().withEarlier(earlier, true));

        BitSet expected = (BitSet) earlier.clone();
        expected.set(0);
        assertThat(withheld(pattern)).isEqualTo(expected);
        assertThat(pattern.cost()).isZero();
    }

    @Test
    void smallTable_isProtectedWithThreeComplements() throws IOException {
        SuppressionPattern pattern = ComplementarySuppression.protect(
                OracleTables.z1(SharedFolder.require("oracles")).counts(3, false, ProtectionLevels.width(3)),
                SuppressionSettings.standard());

        assertThat(pattern.complements()).isEqualTo(3);
        assertThat(pattern.bound().complements()).isEqualTo(3);
        assertThat(pattern.unachievable()).isEmpty();
    }

    private static boolean excused(SuppressionPattern pattern, int cell, int singleton) {
        return pattern.unachievable().stream().anyMatch(u -> u.cell() == cell && u.singleton() == singleton);
    }

    private static BitSet withheld(SuppressionPattern pattern) {
        BitSet withheld = new BitSet();
        for (int cell = 0; cell < pattern.cells(); cell++) {
            withheld.set(cell, pattern.status(cell).withheld());
        }
        return withheld;
    }

    /** Least cost over all sets of safe non-zero cells that enumeration finds protective. */
    private static long optimum(AssessedCells cells) {
        int[] optional = java.util.stream.IntStream.range(0, cells.cells())
                .filter(c -> cells.status(c) == CellStatus.SAFE && cells.value(c) > 0)
                .toArray();
        return java.util.stream.IntStream.range(0, 1 << optional.length)
                .mapToObj(set -> withheld(cells, optional, set))
                .sorted(java.util.Comparator.comparingLong(set -> cost(cells, set)))
                .filter(set -> new Enumeration(cells, set, -1).allWiderThanAPoint())
                .findFirst()
                .map(set -> cost(cells, set))
                .orElse(Long.MAX_VALUE);
    }

    private static BitSet withheld(AssessedCells cells, int[] optional, int set) {
        BitSet withheld = new BitSet();
        for (int c = 0; c < cells.cells(); c++) {
            withheld.set(c, cells.status(c) == CellStatus.PRIMARY);
        }
        for (int k = 0; k < optional.length; k++) {
            withheld.set(optional[k], ((set >> k) & 1) == 1);
        }
        return withheld;
    }

    private static long cost(AssessedCells cells, BitSet withheld) {
        return withheld.stream()
                .filter(c -> cells.status(c) == CellStatus.SAFE)
                .mapToLong(cells::cost)
                .sum();
    }
}
