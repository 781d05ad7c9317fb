package org.louver.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.pooling.SmallTables.Cost;
import org.louver.table.InvalidTable;

class RecodingSearchTest {
    private static final List<MergeRules> FREE_BUT_YEARS = List.of(MergeRules.FREE, MergeRules.FREE, MergeRules.FIXED);
    private static final List<Long> EQUAL = List.of(1L, 1L, 1L);

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static List<Cost> costs(ParetoFront front) {
        return front.designs().stream()
                .map(design -> new Cost(design.loss(), design.unsafeCells()))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void search_ofASmallLattice_agreesWithBruteForce(int seed) {
        CrossTable table = SmallTables.random(new Random(seed), UnaryOperator.identity());
        long threshold = 3L + seed % 9;
        List<BitSet> years = List.of(BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {2}));
        List<Cost> all = new ArrayList<>();
        for (List<BitSet> place : SmallTables.recodings(table.trees().get(0), true)) {
            for (List<BitSet> race : SmallTables.recodings(table.trees().get(1), true)) {
                all.add(SmallTables.cost(table, List.of(place, race, years), threshold));
            }
        }

        ParetoFront front = RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, threshold, Detail.CATEGORIES);

        assertThat(front.exact()).isTrue();
        assertThat(costs(front)).isEqualTo(SmallTables.front(all));
        for (Design design : front.designs()) {
            List<List<BitSet>> blocks =
                    design.recodings().stream().map(SmallTables::blocks).toList();
            assertThat(SmallTables.cost(table, blocks, threshold))
                    .isEqualTo(new Cost(design.loss(), design.unsafeCells()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void search_withALargerThreshold_isNeverFiner(int seed) {
        CrossTable table = SmallTables.random(new Random(1000 + seed), UnaryOperator.identity());
        long before = -1;
        for (long threshold = 1; threshold <= Math.min(40, table.total()); threshold += 3) {
            long loss = RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, threshold, Detail.CATEGORIES)
                    .complete()
                    .map(Design::loss)
                    .orElse(Long.MAX_VALUE);
            assertThat(loss).isGreaterThanOrEqualTo(before);
            before = loss;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void search_ofRelabelledCodes_findsTheSameFront(int seed) {
        CrossTable table = SmallTables.random(new Random(seed), UnaryOperator.identity());
        // Reversed letters give every sibling another place in the order of codes.
        CrossTable renamed = SmallTables.random(
                new Random(seed),
                code -> code.chars()
                        .map(letter -> 'z' - (letter - '0') % 70)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());

        assertThat(costs(RecodingSearch.search(renamed, FREE_BUT_YEARS, EQUAL, 7, Detail.CATEGORIES)))
                .isEqualTo(costs(RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, 7, Detail.CATEGORIES)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void guidedSearch_findsDesignsThatAreWhatTheySay(int seed) {
        CrossTable table = SmallTables.random(new Random(seed), UnaryOperator.identity());
        ParetoFront exact = RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, 9, Detail.CATEGORIES);
        ParetoFront guided = RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, 9, Detail.CATEGORIES, 0);

        assertThat(guided.exact()).isFalse();
        for (Design design : guided.designs()) {
            List<List<BitSet>> blocks =
                    design.recodings().stream().map(SmallTables::blocks).toList();
            assertThat(SmallTables.cost(table, blocks, 9)).isEqualTo(new Cost(design.loss(), design.unsafeCells()));
        }
        assertThat(guided.complete().isPresent()).isEqualTo(exact.complete().isPresent());
        exact.complete()
                .ifPresent(
                        best -> assertThat(guided.complete().map(Design::loss).orElse(0L))
                                .isBetween(best.loss(), best.loss() * 5 / 4 + 1));
    }

    @Test
    void search_withOrderedCategories_mergesOnlyNeighbours() {
        CategoryTree age = SmallTables.flat("age", "0-17", "18-29", "30-39", "40-49", "Unknown");
        CrossTable table = CrossTable.of(List.of(age), new int[][] {{0, 1, 2, 3, 4}}, new long[] {4, 50, 5, 50, 2});
        MergeRules ordered = MergeRules.FREE
                .withNeighbours(new Neighbours.Ordered(List.of("0-17", "18-29", "30-39", "40-49")))
                .withoutGoing();

        ParetoFront front = RecodingSearch.search(table, List.of(ordered), List.of(1L), 11, Detail.CATEGORIES);

        // The unknown has no neighbour and the small bands are not adjacent: 4 + 5 stay apart, 2 stays unsafe.
        assertThat(front.complete()).isEmpty();
        Design best = front.within(1).orElseThrow();
        assertThat(SmallTables.blocks(best.recodings().get(0)))
                .containsExactlyInAnyOrder(bits(0, 1), bits(2, 3), bits(4));
    }

    @Test
    void search_withBorders_mergesOnlyConnectedPlacesToTheFloor() {
        CategoryTree beat = SmallTables.flat("beat", "b1", "b2", "b3", "b4");
        CrossTable table = CrossTable.of(List.of(beat), new int[][] {{0, 1, 2, 3}}, new long[] {50, 50, 50, 50});
        MergeRules contiguous = MergeRules.FREE
                .withNeighbours(new Neighbours.Bordering(List.of(Set.of("b1", "b3"), Set.of("b2", "b4"))))
                .withFloor(new MergeRules.Floor(Map.of("b1", 600L, "b2", 500L, "b3", 500L, "b4", 700L), 1_000))
                .withoutGoing();

        Design best = RecodingSearch.search(table, List.of(contiguous), List.of(1L), 11, Detail.CATEGORIES)
                .complete()
                .orElseThrow();

        assertThat(SmallTables.blocks(best.recodings().get(0))).containsExactlyInAnyOrder(bits(0, 2), bits(1, 3));
    }

    @Test
    void search_withCodesApartOrAlone_neverMergesThem() {
        CategoryTree race = SmallTables.flat("race", "asian", "black", "native", "white");
        CrossTable table = CrossTable.of(List.of(race), new int[][] {{0, 1, 2, 3}}, new long[] {3, 40, 4, 60});
        MergeRules rules = new MergeRules(
                false,
                false,
                Set.of("white"),
                List.of(Set.of("asian", "native")),
                List.of(),
                new Neighbours.Any(),
                2,
                java.util.Optional.empty());

        ParetoFront front = RecodingSearch.search(table, List.of(rules), List.of(1L), 11, Detail.CATEGORIES);

        for (Design design : front.designs()) {
            for (BitSet block : SmallTables.blocks(design.recodings().get(0))) {
                assertThat(block.get(3) && block.cardinality() > 1).isFalse();
                assertThat(block.get(0) && block.get(2)).isFalse();
            }
        }
        assertThat(front.complete()).isEmpty();
        assertThat(front.within(1)).isPresent();
    }

    @Test
    void search_perBranch_keepsDetailInTheLargeCity() {
        CategoryTree place = SmallTables.tree(
                "place",
                List.of(List.of("city", "c1"), List.of("city", "c2"), List.of("land", "l1"), List.of("land", "l2")));
        CrossTable table = CrossTable.of(List.of(place), new int[][] {{0, 1, 2, 3}}, new long[] {500, 400, 6, 7});

        Design best = RecodingSearch.search(table, List.of(MergeRules.FREE), List.of(1L), 11, Detail.CATEGORIES)
                .complete()
                .orElseThrow();

        assertThat(SmallTables.blocks(best.recodings().get(0))).containsExactlyInAnyOrder(bits(0), bits(1), bits(2, 3));
    }

    @ParameterizedTest(name = "{0} siblings")
    @ValueSource(ints = {12, 60})
    void search_ofManySiblings_partitionsThemAndKeepsTheTotal(int siblings) {
        String[] codes = IntStream.range(100, 100 + siblings)
                .mapToObj(code -> "a" + code)
                .toArray(String[]::new);
        CategoryTree agency = SmallTables.flat("agency", codes);
        Random random = new Random(siblings);
        long[] records = random.longs(siblings, 0, 25).toArray();
        CrossTable table = CrossTable.of(
                List.of(agency), new int[][] {IntStream.range(0, siblings).toArray()}, records);

        ParetoFront front = RecodingSearch.search(
                table, List.of(MergeRules.FREE.withoutGoing()), List.of(1L), 11, Detail.CATEGORIES);

        Design best = front.complete().orElseThrow();
        BitSet all = new BitSet();
        long total = 0;
        for (Category category : best.recodings().get(0).categories()) {
            assertThat(all.intersects(category.atoms())).isFalse();
            all.or(category.atoms());
            long held =
                    category.atoms().stream().mapToLong(atom -> records[atom]).sum();
            assertThat(held == 0 || held >= 11).isTrue();
            total += held;
        }
        assertThat(all.cardinality()).isEqualTo(siblings);
        assertThat(total).isEqualTo(table.total());
        assertThat(best.recodings().get(0).categories().size()).isGreaterThan(siblings / 3);
    }

    @Test
    void search_withAThresholdBeyondTheTotal_isRefusedWithARemedy() {
        CrossTable table =
                CrossTable.of(List.of(SmallTables.flat("race", "a", "b")), new int[][] {{0, 1}}, new long[] {4, 5});

        assertThatThrownBy(() ->
                        RecodingSearch.search(table, List.of(MergeRules.FREE), List.of(1L), 11, Detail.CATEGORIES))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("more than the table holds")
                .hasMessageNotContaining("9");
    }

    @Test
    void search_withRulesThatForbidEveryMerge_isRefusedWithARemedy() {
        CategoryTree beat = SmallTables.flat("beat", "b1", "b2");
        CrossTable table = CrossTable.of(List.of(beat), new int[][] {{0, 1}}, new long[] {40, 50});
        MergeRules rules = MergeRules.FREE
                .withNeighbours(new Neighbours.Bordering(List.of()))
                .withFloor(new MergeRules.Floor(Map.of("b1", 600L, "b2", 500L), 1_000))
                .withoutGoing();

        assertThatThrownBy(() -> RecodingSearch.search(table, List.of(rules), List.of(1L), 11, Detail.CATEGORIES))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("beat");
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
