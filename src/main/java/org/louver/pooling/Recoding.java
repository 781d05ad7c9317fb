package org.louver.pooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A cut through a tree with its pools: every atom lies in exactly one category. Two recodings are equal if they make the same
 * partition of the same tree. Immutable.
 */
public final class Recoding {
    private final CategoryTree tree;
    private final List<Category> categories;
    private final int[] categoryOf;

    /**
     * Takes categories in any order.
     *
     * @throws IllegalArgumentException if they do not partition the atoms
     */
    public Recoding(CategoryTree tree, List<Category> categories) {
        this.tree = tree;
        this.categories = categories.stream()
                .sorted(Comparator.comparingInt(Category::first))
                .toList();
        this.categoryOf = new int[tree.atoms()];
        Arrays.fill(categoryOf, -1);
        for (int number = 0; number < this.categories.size(); number++) {
            Category category = this.categories.get(number);
            for (int atom = category.first(); atom >= 0; atom = category.next(atom + 1)) {
                if (categoryOf[atom] >= 0) {
                    throw new IllegalArgumentException("two categories of " + tree.name() + " share an atom");
                }
                categoryOf[atom] = number;
            }
        }
        if (Arrays.stream(categoryOf).anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("an atom of " + tree.name() + " has no category");
        }
    }

    /** Every atom for itself. */
    public static Recoding finest(CategoryTree tree) {
        return level(tree, Integer.MAX_VALUE);
    }

    /** The total alone. */
    public static Recoding coarsest(CategoryTree tree) {
        return level(tree, 0);
    }

    /** The cut at one depth; branches that end higher stay as they are. */
    public static Recoding level(CategoryTree tree, int depth) {
        List<Category> categories = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            boolean ends = tree.children(node).isEmpty();
            if (tree.depth(node) == depth || (ends && tree.depth(node) < depth)) {
                categories.add(Category.of(tree, List.of(node)));
            }
        }
        return new Recoding(tree, categories);
    }

    public CategoryTree tree() {
        return tree;
    }

    /** Ordered by the first atom of each. */
    public List<Category> categories() {
        return categories;
    }

    /** The category, by its place in {@link #categories()}, that holds an atom. */
    public int categoryOf(int atom) {
        return categoryOf[atom];
    }

    /** Whether every category of the other lies within one of this: this is as coarse or coarser. */
    public boolean coarsens(Recoding other) {
        int[] holder = new int[other.categories.size()];
        Arrays.fill(holder, -1);
        for (int atom = 0; atom < categoryOf.length; atom++) {
            int part = other.categoryOf[atom];
            if (holder[part] >= 0 && holder[part] != categoryOf[atom]) {
                return false;
            }
            holder[part] = categoryOf[atom];
        }
        return true;
    }

    /** Whether anything is merged. */
    public boolean merges() {
        return categories.size() < tree.atoms();
    }

    /**
     * How many levels of the tree a category gives up, against the deepest of its atoms: a node by its depth, a pool one more than
     * its members would.
     */
    public int levelsGivenUp(Category category) {
        int deepest = 0;
        for (int atom = category.first(); atom >= 0; atom = category.next(atom + 1)) {
            deepest = Math.max(deepest, tree.depth(tree.nodeOfAtom(atom)));
        }
        int kept = tree.depth(category.members().get(0)) - (category.isPool() ? 1 : 0);
        return deepest - kept;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recoding that
                && tree.name().equals(that.tree.name())
                && Arrays.equals(categoryOf, that.categoryOf);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(categoryOf);
    }

    @Override
    public String toString() {
        return "Recoding[" + tree.name() + ", " + categories.size() + " of " + tree.atoms() + " categories]";
    }
}
