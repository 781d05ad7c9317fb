package org.louver.pooling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.louver.table.SpanningVariable;
import org.louver.table.SpanningVariableBuilder;

/** Small random tables, and every way to recode them by the definition of a recoding alone. */
final class SmallTables {
    private SmallTables() {}

    /** Loss and unsafe cells of one design. */
    record Cost(long loss, long unsafe) {}

    /** Paths of codes, coarse to fine, one per atom. */
    static CategoryTree tree(String name, List<List<String>> paths) {
        SpanningVariableBuilder builder = SpanningVariable.named(name);
        List<String> levels = new ArrayList<>();
        for (int level = 0; level < paths.get(0).size(); level++) {
            levels.add(name + level);
        }
        builder.hierarchy(levels);
        paths.forEach(builder::leaf);
        return CategoryTree.of(builder.build());
    }

    static CategoryTree flat(String name, String... codes) {
        return CategoryTree.of(SpanningVariable.flat(name, List.of(codes)));
    }

    /** A place with two levels and five atoms, a race with four, and two years. */
    static CrossTable random(Random random, UnaryOperator<String> label) {
        List<List<String>> places = new ArrayList<>();
        for (int atom = 0; atom < 5; atom++) {
            String county = atom < 3 ? "north" : "south";
            places.add(List.of(label.apply(county), label.apply(county + atom)));
        }
        List<CategoryTree> trees = List.of(
                tree("place", places),
                flat("race", label.apply("a"), label.apply("b"), label.apply("c"), label.apply("d")),
                flat("year", "2023", "2024"));
        int[][] atom = new int[3][40];
        long[] records = new long[40];
        String[] races = {"a", "b", "c", "d"};
        for (int row = 0; row < 40; row++) {
            int place = row / 8;
            String code = label.apply((place < 3 ? "north" : "south") + place);
            atom[0][row] = atom(trees.get(0), code);
            atom[1][row] = atom(trees.get(1), label.apply(races[row / 2 % 4]));
            atom[2][row] = row % 2;
            long scale = 1L << random.nextInt(6);
            records[row] = random.nextInt(4) == 0 ? 0 : random.nextLong(scale + 1);
        }
        return CrossTable.of(trees, atom, records);
    }

    static int atom(CategoryTree tree, String code) {
        for (int atom = 0; atom < tree.atoms(); atom++) {
            if (tree.code(tree.nodeOfAtom(atom)).equals(code)) {
                return atom;
            }
        }
        throw new IllegalArgumentException(code);
    }

    /** Every partition of a tree's atoms whose blocks are nodes or unions of several children of one node. */
    static List<List<BitSet>> recodings(CategoryTree tree, boolean pools) {
        List<BitSet> blocks = new ArrayList<>();
        for (int set = 1; set < 1 << tree.atoms(); set++) {
            BitSet block = BitSet.valueOf(new long[] {set});
            boolean valid = false;
            for (int node = 0; node < tree.nodes(); node++) {
                valid |= tree.atomsOf(node).equals(block);
                List<Integer> children = tree.children(node);
                for (int members = 0; pools && members < 1 << children.size(); members++) {
                    BitSet union = new BitSet();
                    for (int child = 0; child < children.size(); child++) {
                        if ((members >> child & 1) == 1) {
                            union.or(tree.atomsOf(children.get(child)));
                        }
                    }
                    valid |= union.equals(block);
                }
            }
            if (valid) {
                blocks.add(block);
            }
        }
        List<List<BitSet>> found = new ArrayList<>();
        cover(blocks, new BitSet(), tree.atoms(), new ArrayList<>(), found);
        return found;
    }

    private static void cover(
            List<BitSet> blocks, BitSet covered, int atoms, List<BitSet> chosen, List<List<BitSet>> found) {
        int next = covered.nextClearBit(0);
        if (next == atoms) {
            found.add(List.copyOf(chosen));
            return;
        }
        for (BitSet block : blocks) {
            if (block.get(next) && !block.intersects(covered)) {
                BitSet more = (BitSet) covered.clone();
                more.or(block);
                chosen.add(block);
                cover(blocks, more, atoms, chosen, found);
                chosen.remove(chosen.size() - 1);
            }
        }
    }

    /** What a design costs, counted cell by cell. */
    static Cost cost(CrossTable table, List<List<BitSet>> design, long threshold) {
        Map<List<Integer>, Long> cells = new HashMap<>();
        long loss = 0;
        for (int row = 0; row < table.rows(); row++) {
            List<Integer> key = new ArrayList<>();
            for (int variable = 0; variable < design.size(); variable++) {
                int atom = table.atom(variable, row);
                int number = 0;
                while (!design.get(variable).get(number).get(atom)) {
                    number++;
                }
                key.add(number);
                long price =
                        Design.UNIT / Math.max(1, table.trees().get(variable).atoms() - 1);
                loss += table.records(row) * (design.get(variable).get(number).cardinality() - 1) * price;
            }
            cells.merge(key, table.records(row), Long::sum);
        }
        long unsafe = cells.values().stream()
                .filter(size -> size > 0 && size < threshold)
                .count();
        return new Cost(loss, unsafe);
    }

    /** Loss and unsafe cells of the designs that nothing beats. */
    static List<Cost> front(List<Cost> all) {
        List<Cost> kept = new ArrayList<>();
        TreeSet<Cost> sorted =
                new TreeSet<>(java.util.Comparator.comparingLong(Cost::loss).thenComparingLong(Cost::unsafe));
        sorted.addAll(all);
        long least = Long.MAX_VALUE;
        for (Cost cost : sorted) {
            if (cost.unsafe() < least) {
                kept.add(cost);
                least = cost.unsafe();
            }
        }
        return kept;
    }

    static List<BitSet> blocks(Recoding recoding) {
        return recoding.categories().stream().map(Category::atoms).toList();
    }
}
