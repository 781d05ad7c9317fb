package org.louver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTablesTest {
    private static final SpanningVariable REGION = SpanningVariable.named("region")
            .hierarchy(List.of("county", "region"))
            .hierarchy(List.of("size", "region"))
            .leaf(List.of("1", "s", "A"))
            .leaf(List.of("1", "l", "B"))
            .leaf(List.of("2", "l", "C"))
            .leaf(List.of("2", "s", "D"))
            .build();
    private static final SpanningVariable SEX = SpanningVariable.flat("sex", List.of("F", "M"));
    private static final SpanningVariable MONTH = SpanningVariable.named("month")
            .hierarchy(List.of("quarter", "month"))
            .leaf(List.of("q1", "jan"))
            .leaf(List.of("q1", "feb"))
            .leaf(List.of("q2", "apr"))
            .build();

    private static TableDesign.Axis axis(String variable, String... levels) {
        return new TableDesign.Axis(variable, List.of(levels));
    }

    @Test
    void sharedMarginOfTwoTables_isOneCell() {
        LinkedTables tables = new LinkedTables(
                List.of(REGION, SEX, MONTH),
                List.of(TableDesign.of("a", "region", "sex"), TableDesign.of("b", "region", "month")));
        BaseCells base = tables.baseCells()
                .count(new int[] {REGION.node("A"), SEX.node("F"), MONTH.node("jan")}, 3)
                .count(new int[] {REGION.node("B"), SEX.node("M"), MONTH.node("apr")}, 4)
                .build();

        TabulatedCells cells = tables.tabulate(base);
        int margin = cells.cell(tables.keys().key(REGION.node("A"), 0, 0));

        assertThat(cells.value(margin)).isEqualTo(3);
        assertThat(tables.shows(0, cells.key(margin))).isTrue();
        assertThat(tables.shows(1, cells.key(margin))).isTrue();
        assertThat(cells.value(cells.cell(0))).isEqualTo(7);
        assertThat(cells.system().firstBroken(values(cells))).isEqualTo(-1);
    }

    @Test
    void fixedVariable_whatIsLeftOut_isACellThatNoTableShows() {
        LinkedTables tables = new LinkedTables(
                List.of(REGION, SEX),
                List.of(
                        new TableDesign("all", List.of(axis("region", "region"))),
                        new TableDesign("women", List.of(axis("region", "region")), Map.of("sex", "F"))));
        TabulatedCells cells = tables.tabulate(tables.baseCells()
                .count(new int[] {REGION.node("A"), SEX.node("F")}, 9)
                .count(new int[] {REGION.node("A"), SEX.node("M")}, 2)
                .build());
        long women = tables.keys().key(REGION.node("A"), SEX.node("F"));
        long men = tables.keys().key(REGION.node("A"), SEX.node("M"));

        assertThat(tables.shows(1, women)).isTrue();
        assertThat(tables.shows(1, tables.keys().key(REGION.node("A"), 0))).isFalse();
        assertThat(cells.value(cells.cell(men))).isEqualTo(2);
        assertThat(tables.published(men)).isFalse();
    }

    @Test
    void fixedCodeThatDoesNotExist_isRefused() {
        assertThatThrownBy(() ->
                        new LinkedTables(List.of(SEX), List.of(new TableDesign("t", List.of(), Map.of("sex", "X")))))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("restricted to a code that sex does not have");
    }

    @Test
    void marginsBetweenTablesOfDifferentDetail_areUnpublishedCells() {
        LinkedTables tables = new LinkedTables(
                List.of(REGION, MONTH),
                List.of(
                        new TableDesign("fine", List.of(axis("region", "region"), axis("month", "month"))),
                        new TableDesign("coarse", List.of(axis("region", "county"), axis("month", "quarter")))));
        BaseCells base = tables.baseCells()
                .count(new int[] {REGION.node("A"), MONTH.node("jan")}, 1)
                .count(new int[] {REGION.node("B"), MONTH.node("feb")}, 1)
                .build();

        TabulatedCells cells = tables.tabulate(base);
        long between = tables.keys().key(REGION.node("1"), MONTH.node("jan"));

        assertThat(cells.cell(between)).isNotNegative();
        assertThat(tables.published(between)).isFalse();
        assertThat(tables.published(tables.keys().key(REGION.node("1"), MONTH.node("q1"))))
                .isTrue();
        assertThat(cells.cell(tables.keys().key(REGION.node("s"), MONTH.node("jan"))))
                .as("no table shows the size class")
                .isEqualTo(-1);
    }

    @Test
    void tableRestrictedToOneLevel_linksItsTotalDirectly() {
        LinkedTables tables =
                new LinkedTables(List.of(REGION), List.of(new TableDesign("t", List.of(axis("region", "region")))));
        BaseCells base = tables.baseCells()
                .count(new int[] {REGION.node("A")}, 1)
                .count(new int[] {REGION.node("C")}, 2)
                .build();

        TabulatedCells cells = tables.tabulate(base);

        assertThat(cells.cells()).isEqualTo(3);
        assertThat(cells.system().relations()).isEqualTo(1);
        assertThat(cells.system().parts(0)).isEqualTo(2);
    }

    @Test
    void unevenHierarchy_addsUpOnce() {
        SpanningVariable area = SpanningVariable.named("area")
                .hierarchy(List.of("1", "area"))
                .leaf(List.of("B", "Ba"))
                .leaf(List.of("B", "Bb"))
                .leaf(List.of("C", "C"))
                .build();
        LinkedTables tables = new LinkedTables(List.of(area, SEX), List.of(TableDesign.of("t", "area", "sex")));
        BaseCells.Builder base = tables.baseCells().keepLargest(2);
        for (String code : List.of("Ba", "Bb", "C")) {
            base.magnitude(new int[] {area.node(code), SEX.node("F")}, 10, 1, 1);
            base.magnitude(new int[] {area.node(code), SEX.node("F")}, 4, 1, 2);
        }

        TabulatedCells cells = tables.tabulate(base.build());
        int single = cells.cell(tables.keys().key(area.node("C"), SEX.node("F")));
        int total = cells.cell(0);

        assertThat(cells.largest(single, 0)).isEqualTo(10);
        assertThat(cells.largest(single, 1)).isEqualTo(4);
        assertThat(cells.largest(total, 0)).as("one contributor in three cells").isEqualTo(30);
        assertThat(cells.largest(total, 1)).isEqualTo(12);
        assertThat(cells.contributors(total)).isEqualTo(2);
        assertThat(cells.value(total)).isEqualTo(42);
        // (area total, B) by (sex total, F) and the three leaves by the sex roll-up: none is there twice.
        assertThat(cells.system().relations()).isEqualTo(2 + 2 + 5);
    }

    @Test
    void aloneInACell_isTheSameContributorInEveryMargin() {
        LinkedTables tables = new LinkedTables(List.of(REGION, SEX), List.of(TableDesign.of("t", "region", "sex")));
        BaseCells base = tables.baseCells()
                .count(new int[] {REGION.node("A"), SEX.node("F")}, 1)
                .count(new int[] {REGION.node("B"), SEX.node("M")}, 2)
                .build();

        TabulatedCells cells = tables.tabulate(base);
        int inner = cells.cell(tables.keys().key(REGION.node("A"), SEX.node("F")));
        int margin = cells.cell(tables.keys().key(0, SEX.node("F")));

        assertThat(cells.soleContributor(inner)).isNotNegative().isEqualTo(cells.soleContributor(margin));
        assertThat(cells.soleContributor(cells.cell(0))).isEqualTo(-1);
    }

    @Test
    void distinctContributors_areExactUpToTheTrackedNumber() {
        LinkedTables tables = new LinkedTables(List.of(SEX), List.of(TableDesign.of("t", "sex")));
        BaseCells base = tables.baseCells()
                .trackContributors(3)
                .count(new int[] {SEX.node("F")}, 5, 11L, 12L)
                .count(new int[] {SEX.node("M")}, 9, 11L)
                .count(new int[] {SEX.node("M")}, 1, 12L)
                .build();

        TabulatedCells cells = tables.tabulate(base);

        assertThat(cells.contributors(cells.cell(0))).isEqualTo(2);
        assertThat(cells.value(cells.cell(0))).isEqualTo(15);
        assertThat(cells.soleContributor(cells.cell(0))).isEqualTo(-1);
    }

    @Test
    void zeros_areListedWhenAsked_exceptImpossibleOnes() {
        LinkedTables tables = new LinkedTables(List.of(REGION, SEX), List.of(TableDesign.of("t", "region", "sex")));
        BaseCells base = tables.baseCells()
                .count(new int[] {REGION.node("A"), SEX.node("F")}, 1)
                .build();
        long impossible = tables.keys().key(REGION.node("B"), SEX.node("F"));

        TabulatedCells cells = tables.tabulateWithZeros(base, key -> key == impossible);

        assertThat(cells.cells()).isEqualTo(9 * 3 - 1);
        assertThat(cells.cell(impossible)).isEqualTo(-1);
        assertThatThrownBy(() -> tables.tabulateWithZeros(base, key -> key == 0))
                .isInstanceOf(InvalidTable.class)
                .hasMessageContaining("declared impossible");
    }

    @Test
    void sumBeyondTheRangeOfALong_isAnError() {
        LinkedTables tables = new LinkedTables(List.of(SEX), List.of(TableDesign.of("t", "sex")));
        BaseCells base = tables.baseCells()
                .count(new int[] {SEX.node("F")}, Long.MAX_VALUE)
                .count(new int[] {SEX.node("M")}, 1)
                .build();

        assertThatThrownBy(() -> tables.tabulate(base)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void designErrors_areRefused() {
        List<SpanningVariable> variables = List.of(REGION, SEX);

        assertThatThrownBy(() -> new LinkedTables(variables, List.of(TableDesign.of("t", "regoin"))))
                .hasMessage("table t names a variable that does not exist: regoin");
        assertThatThrownBy(() ->
                        new LinkedTables(variables, List.of(new TableDesign("t", List.of(axis("region", "state"))))))
                .hasMessage("table t names a level that region does not have: state");
        assertThatThrownBy(() ->
                        new LinkedTables(variables, List.of(TableDesign.of("t", "sex"), TableDesign.of("t", "region"))))
                .hasMessage("two tables are called t");
        assertThatThrownBy(() -> TableDesign.of("t", "sex", "sex")).isInstanceOf(InvalidTable.class);
        assertThatThrownBy(() -> new LinkedTables(List.of(SEX, SEX), List.of()))
                .hasMessage("two variables are called sex");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tabulation_agreesWithNaiveSums_inAnyOrderOfInput(long seed) {
        Random random = new Random(seed);
        List<SpanningVariable> variables = List.of(REGION, SEX, MONTH);
        LinkedTables tables = new LinkedTables(
                variables,
                List.of(
                        TableDesign.of("a", "region", "sex"),
                        new TableDesign("b", List.of(axis("month", "month"), axis("region", "county"))),
                        TableDesign.of("c", "sex", "month")));
        List<int[]> leaves = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        List<Long> owners = new ArrayList<>();
        for (int record = 0; record < 40; record++) {
            leaves.add(new int[] {
                REGION.nodeOfLeaf(REGION.finest(), random.nextInt(REGION.leaves())),
                SEX.nodeOfLeaf(SEX.finest(), random.nextInt(SEX.leaves())),
                MONTH.nodeOfLeaf(MONTH.finest(), random.nextInt(MONTH.leaves()))
            });
            amounts.add((long) random.nextInt(1000));
            owners.add((long) random.nextInt(6));
        }
        TabulatedCells cells =
                tabulate(tables, leaves, amounts, owners, IntStream.range(0, 40).toArray());
        List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(shuffled, random);
        TabulatedCells again = tabulate(
                tables,
                leaves,
                amounts,
                owners,
                shuffled.stream().mapToInt(i -> i).toArray());

        Set<Long> expected = new HashSet<>();
        for (long key = 0; key < tables.keys().size(); key++) {
            long naive = 0;
            Map<Long, Long> totals = new HashMap<>();
            for (int record = 0; record < 40; record++) {
                if (covers(tables, key, leaves.get(record))) {
                    naive += amounts.get(record);
                    totals.merge(owners.get(record), amounts.get(record), Long::sum);
                }
            }
            if (!totals.isEmpty() && tables.published(key)) {
                expected.add(key);
                int cell = cells.cell(key);
                assertThat(cells.value(cell)).isEqualTo(naive);
                assertThat(cells.contributors(cell)).isEqualTo(totals.size());
                List<Long> ranked = totals.values().stream()
                        .sorted(Collections.reverseOrder())
                        .toList();
                assertThat(cells.largest(cell, 0)).isEqualTo(ranked.get(0));
                assertThat(cells.largest(cell, 1)).isEqualTo(ranked.size() > 1 ? ranked.get(1) : 0);
                assertThat(cells.soleContributor(cell) >= 0).isEqualTo(totals.size() == 1);
            }
        }
        assertThat(IntStream.range(0, cells.cells())
                        .mapToLong(cells::key)
                        .filter(tables::published)
                        .boxed())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(cells.system().firstBroken(values(cells))).isEqualTo(-1);
        assertThat(values(again)).isEqualTo(values(cells));
        assertThat(tables.withDerivable(IntStream.range(0, cells.cells())
                        .mapToLong(cells::key)
                        .filter(tables::published)
                        .toArray()))
                .as("a reader finds the same unpublished margins")
                .isEqualTo(
                        IntStream.range(0, cells.cells()).mapToLong(cells::key).toArray());
    }

    private static TabulatedCells tabulate(
            LinkedTables tables, List<int[]> leaves, List<Long> amounts, List<Long> owners, int[] order) {
        BaseCells.Builder base = tables.baseCells();
        Arrays.stream(order)
                .forEach(record -> base.magnitude(leaves.get(record), amounts.get(record), 1, owners.get(record)));
        return tables.tabulate(base.build());
    }

    private static boolean covers(LinkedTables tables, long key, int[] leaf) {
        for (int variable = 0; variable < leaf.length; variable++) {
            SpanningVariable spanning = tables.variables().get(variable);
            int node = tables.keys().node(key, variable);
            boolean within = false;
            for (int index = 0; index < spanning.levelCount(node); index++) {
                within |= spanning.ancestor(leaf[variable], spanning.levelOf(node, index)) == node;
            }
            if (!within) {
                return false;
            }
        }
        return true;
    }

    private static long[] values(TabulatedCells cells) {
        return IntStream.range(0, cells.cells()).mapToLong(cells::value).toArray();
    }
}
