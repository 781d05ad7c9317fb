package org.louver.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;

class RecodedLevelsTest {
    private static final SpanningVariable PLACE = place();

    private static SpanningVariable place() {
        var builder = SpanningVariable.named("place").hierarchy(List.of("county", "agency"));
        for (String agency : List.of("a1", "a2")) {
            builder.leaf(List.of("Essex County", agency));
        }
        for (int agency = 0; agency < 6; agency++) {
            builder.leaf(List.of("Kent County", "k" + agency));
        }
        builder.leaf(List.of("Rutland County", "r1")).leaf(List.of("Rutland County", "r2"));
        return builder.build();
    }

    private static Category pool(CategoryTree tree, String... codes) {
        return Category.of(tree, List.of(codes).stream().map(tree::node).toList());
    }

    private static Recoding recoding() {
        CategoryTree tree = CategoryTree.of(PLACE);
        return new Recoding(
                tree,
                List.of(
                        pool(tree, "a1"),
                        pool(tree, "a2"),
                        pool(tree, "k0"),
                        pool(tree, "k1", "k2", "k3", "k4", "k5"),
                        pool(tree, "Rutland County")));
    }

    @Test
    void levels_ofACutPerBranch_nameItsPoolsAndKeepCoarserLevels() {
        RecodedLevels levels = RecodedLevels.of(PLACE, recoding(), "stops");

        assertThat(levels.shown()).containsExactly("county", "agency of stops");
        assertThat(levels.pools())
                .containsExactly(Map.entry("Other agencies in Kent County", List.of("k1", "k2", "k3", "k4", "k5")));
        assertThat(levels.added().get("agency of stops"))
                .contains("a1", "a2", "k0", "Other agencies in Kent County", "Rutland County");
    }

    @Test
    void levels_linkedWithUnchangedOnes_preserveEveryTotal() {
        RecodedLevels levels = RecodedLevels.of(PLACE, recoding(), "stops");
        SpanningVariable both = PLACE.withLevels(levels.added());
        LinkedTables plain = new LinkedTables(List.of(PLACE), List.of(TableDesign.of("fine", "place")));
        BaseCells.Builder builder = plain.baseCells();
        for (int leaf = 0; leaf < PLACE.leaves(); leaf++) {
            builder.count(new int[] {PLACE.nodeOfLeaf(PLACE.finest(), leaf)}, leaf + 1L);
        }
        LinkedTables linked = new LinkedTables(
                List.of(both),
                List.of(
                        TableDesign.of("fine", "place"),
                        new TableDesign("stops", List.of(new TableDesign.Axis("place", levels.shown())))));

        TabulatedCells cells = linked.tabulate(builder.build().over(linked));

        assertThat(cells.value(cells.cell(linked.keys().key(0)))).isEqualTo(55);
        int pool = both.node("Other agencies in Kent County");
        long members = 0;
        for (String member : java.util.Objects.requireNonNull(levels.pools().get("Other agencies in Kent County"))) {
            members += cells.value(cells.cell(linked.keys().key(both.node(member))));
        }
        assertThat(cells.value(cells.cell(linked.keys().key(pool)))).isEqualTo(members);
        // The pool, its members and their county stand in one system: the reader's subtraction is a relation of it.
        List<Integer> totals = new ArrayList<>();
        for (int relation = 0; relation < cells.system().relations(); relation++) {
            totals.add(cells.system().total(relation));
        }
        assertThat(totals).contains(cells.cell(linked.keys().key(pool)));
    }

    @Test
    void names_ofPools_readAsPeopleSayThem() {
        CategoryTree age = SmallTables.flat("age", "0-17", "18-29", "30-39", "40+", "Unknown");
        CategoryTree race = SmallTables.flat("race", "Asian", "Black", "Native American", "other", "White");

        assertThat(name(age, "18-29", "30-39")).isEqualTo("18-39");
        assertThat(name(age, "30-39", "40+")).isEqualTo("30+");
        assertThat(name(age, "0-17", "Unknown")).isEqualTo("0-17 or Unknown");
        assertThat(name(race, "Native American", "other", "Asian")).isEqualTo("Asian, Native American or other");
    }

    private static String name(CategoryTree tree, String... codes) {
        Category pool = pool(tree, codes);
        List<Category> categories = new ArrayList<>(List.of(pool));
        for (int atom = 0; atom < tree.atoms(); atom++) {
            if (!pool.atoms().get(atom)) {
                categories.add(Category.of(tree, List.of(tree.nodeOfAtom(atom))));
            }
        }
        return PoolNames.of(new Recoding(tree, categories), pool);
    }
}
