package org.louver.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

/** Full and empty categories, against looking at every pair of group and category. */
class GroupDisclosureTest {
    private static final CellRules RULES = new CellRules(11, 0.8, 0.75, 0, true);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void find_randomTables_agreesWithEveryGroupAndCategory(long seed) {
        Random random = new Random(seed);
        SpanningVariable race = SpanningVariable.flat("race", List.of("a", "b", "c"));
        SpanningVariable outcome = SpanningVariable.flat("outcome", List.of("x", "y", "z"));
        LinkedTables tables = new LinkedTables(
                List.of(race, outcome),
                List.of(TableDesign.of("both", "race", "outcome"), TableDesign.of("one", "outcome")));
        long[][] count = new long[4][4];
        BaseCells.Builder base = tables.baseCells();
        for (int r = 1; r <= 3; r++) {
            for (int o = 1; o <= 3; o++) {
                long n = random.nextInt(3) == 0 ? random.nextInt(12) : 0;
                if (n > 0) {
                    base.count(new int[] {race.node(code("abc", r)), outcome.node(code("xyz", o))}, n);
                }
                count[r][o] += n;
                count[r][0] += n;
                count[0][o] += n;
                count[0][0] += n;
            }
        }
        if (count[0][0] == 0) {
            return;
        }
        TabulatedCells cells = tables.tabulate(base.build());

        Map<Long, List<CellFinding>> found = GroupDisclosure.find(cells, cells::count, Set.of("outcome"), RULES);

        Map<Long, Set<CellFinding>> expected = new HashMap<>();
        for (int r = 0; r <= 3; r++) {
            for (int o = 1; o <= 3; o++) {
                long group = count[r][0];
                long key = tables.keys().key(r == 0 ? 0 : race.node(code("abc", r)), outcome.node(code("xyz", o)));
                if (group >= 2 && count[r][o] == 0) {
                    expected.computeIfAbsent(key, unseen -> new HashSet<>())
                            .add(new CellFinding.DisclosingZero("outcome", group));
                } else if (group >= 2 && 4 * count[r][o] >= 3 * group) {
                    expected.computeIfAbsent(key, unseen -> new HashSet<>())
                            .add(new CellFinding.AttributeDisclosure("outcome", count[r][o], group, 0.75));
                }
            }
        }
        assertThat(found).containsOnlyKeys(expected.keySet());
        found.forEach((key, findings) -> assertThat(findings)
                .as(tables.keys().describe(key))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(key, Set.of())));
    }

    private static String code(String codes, int at) {
        return codes.substring(at - 1, at);
    }
}
