package org.louver.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlierCategoriesTest {
    private static final CategoryTree RACE = SmallTables.flat("race", "asian", "black", "native", "white");
    private static final EarlierCategories POOLED = new EarlierCategories(Map.of(
            "asian or native", List.of("asian", "native"), "black", List.of("black"), "white", List.of("white")));

    private static CrossTable table(long asian, long nativeAmerican) {
        return CrossTable.of(List.of(RACE), new int[][] {{0, 1, 2, 3}}, new long[] {asian, 100, nativeAmerican, 200});
    }

    private static Design finest(CrossTable table) {
        return new Design(List.of(Recoding.finest(table.trees().get(0))), 0, 0, 0, 0);
    }

    @Test
    void search_keepingEarlierCategories_doesNotPartAPoolThatHasGrown() {
        CrossTable grown = table(40, 50);

        Design free = RecodingSearch.search(grown, List.of(MergeRules.FREE), List.of(1L), 11, Detail.CATEGORIES)
                .complete()
                .orElseThrow();
        Design kept = RecodingSearch.search(
                        grown, List.of(MergeRules.FREE.keeping(POOLED.together())), List.of(1L), 11, Detail.CATEGORIES)
                .complete()
                .orElseThrow();

        assertThat(free.recodings().get(0).merges()).isFalse();
        assertThat(POOLED.brokenBy(free.recodings().get(0))).isTrue();
        assertThat(POOLED.brokenBy(kept.recodings().get(0))).isFalse();
        assertThat(kept.recodings().get(0).categories()).hasSize(3);
    }

    @Test
    void partingAPool_withASmallMember_isRevealedByDifferencing() {
        assertThat(POOLED.revealedBy(table(40, 5), finest(table(40, 5)), 0, 11)).isTrue();
        assertThat(POOLED.revealedBy(table(40, 50), finest(table(40, 50)), 0, 11))
                .isFalse();
    }

    @Test
    void pool_thatANewCodeJoins_isNoBreak() {
        EarlierCategories before = new EarlierCategories(Map.of("asian", List.of("asian"), "black", List.of("black")));
        Recoding joined = new Recoding(
                RACE,
                List.of(
                        Category.of(RACE, List.of(RACE.node("asian"), RACE.node("native"))),
                        Category.of(RACE, List.of(RACE.node("black"))),
                        Category.of(RACE, List.of(RACE.node("white")))));

        assertThat(before.brokenBy(joined)).isFalse();
        assertThat(POOLED.brokenBy(Recoding.coarsest(RACE))).isTrue();
    }
}
