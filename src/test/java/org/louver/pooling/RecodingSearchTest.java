package org.louver.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    /** Not only the costs: wherever one design alone has them, it is the same categories under other names. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void search_ofRelabelledCodes_findsTheSameCategories(int seed) {
        UnaryOperator<String> reversed = code -> code.chars()
                .map(letter -> 'z' - (letter - '0') % 70)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        CrossTable table = SmallTables.random(new Random(seed), UnaryOperator.identity());
        CrossTable renamed = SmallTables.random(new Random(seed), reversed);
        List<Design> designs = RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, 7, Detail.CATEGORIES)
                .designs();
        List<Design> others = RecodingSearch.search(renamed, FREE_BUT_YEARS, EQUAL, 7, Detail.CATEGORIES)
                .designs();
        Map<Cost, Integer> ways = waysToReach(table, 7);
        int compared = 0;
        for (int at = 0; at < designs.size(); at++) {
            Design design = designs.get(at);
            if (ways.getOrDefault(new Cost(design.loss(), design.unsafeCells()), 0) == 1) {
                assertThat(named(others.get(at), UnaryOperator.identity())).isEqualTo(named(design, reversed));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    /** How many designs have each cost. */
    private static Map<Cost, Integer> waysToReach(CrossTable table, long threshold) {
        List<BitSet> years = List.of(BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {2}));
        Map<Cost, Integer> ways = new HashMap<>();
        for (List<BitSet> place : SmallTables.recodings(table.trees().get(0), true)) {
            for (List<BitSet> race : SmallTables.recodings(table.trees().get(1), true)) {
                ways.merge(SmallTables.cost(table, List.of(place, race, years), threshold), 1, Integer::sum);
            }
        }
        return ways;
    }

    /** The codes that each category of each variable but the years stands for. */
    private static List<Set<Set<String>>> named(Design design, UnaryOperator<String> label) {
        return design.recodings().subList(0, 2).stream()
                .map(recoding -> recoding.categories().stream()
                        .map(category -> category.atoms().stream()
                                .mapToObj(atom -> label.apply(
                                        recoding.tree().code(recoding.tree().nodeOfAtom(atom))))
                                .collect(Collectors.toSet()))
                        .collect(Collectors.toSet()))
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDesign_exactOrGuided_partitionsTheCategoriesAndKeepsAllTotals(int seed) {
        CrossTable table = SmallTables.random(new Random(2000 + seed), UnaryOperator.identity());
        long threshold = 3L + seed % 9;
        for (int combinations : new int[] {2_000, 0}) {
            ParetoFront front =
                    RecodingSearch.search(table, FREE_BUT_YEARS, EQUAL, threshold, Detail.CATEGORIES, combinations);
            assertThat(front.designs()).isNotEmpty();
            for (Design design : front.designs()) {
                for (Recoding recoding : design.recodings()) {
                    BitSet all = new BitSet();
                    int held = 0;
                    for (Category category : recoding.categories()) {
                        all.or(category.atoms());
                        held += category.atoms().cardinality();
                    }
                    assertThat(all.cardinality())
                            .isEqualTo(recoding.tree().atoms())
                            .isEqualTo(held);
                }
                assertThat(recoded(table, design, List.of())).containsExactly(table.total());
                for (int variable = 0; variable < 3; variable++) {
                    long[] margin = table.margin(variable);
                    Recoding recoding = design.recodings().get(variable);
                    assertThat(recoded(table, design, List.of(variable)))
                            .containsExactlyElementsOf(recoding.categories().stream()
                                    .map(category -> category.atoms().stream()
                                            .mapToLong(atom -> margin[atom])
                                            .sum())
                                    .filter(records -> records > 0)
                                    .toList());
                }
            }
        }
    }

    /** The records of the merged table added up over all variables but these, in the order of categories, none empty. */
    private static Collection<Long> recoded(CrossTable table, Design design, List<Integer> kept) {
        Map<List<Integer>, Long> sums = new TreeMap<>(Comparator.comparing(List::toString));
        CrossTable merged = table.merged(design.recodings());
        for (int row = 0; row < merged.rows(); row++) {
            int at = row;
            List<Integer> cell = kept.stream()
                    .map(variable -> design.recodings().get(variable).categoryOf(merged.atom(variable, at)))
                    .toList();
            sums.merge(cell, merged.records(row), Long::sum);
        }
        return sums.values().stream().filter(records -> records > 0).toList();
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
