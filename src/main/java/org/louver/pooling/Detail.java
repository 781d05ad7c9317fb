package org.louver.pooling;

/** What losing detail is measured by. */
public enum Detail {
    /** How many categories a category stands for: (m − 1)/(M − 1). */
    CATEGORIES,
    /** How many levels it lies above its atoms; a pool one level above its members. */
    LEVELS;

    /** The loss of a category, per record and unit of price where it is the same for all atoms, by atom. */
    long of(CategoryTree tree, Category category, long[] margin, long price) {
        long kept = tree.depth(category.members().get(0)) - (category.isPool() ? 1L : 0);
        long sum = 0;
        for (int atom = category.first(); atom >= 0; atom = category.next(atom + 1)) {
            long units = this == CATEGORIES ? category.size() - 1L : tree.depth(tree.nodeOfAtom(atom)) - kept;
            sum = Math.addExact(sum, Math.multiplyExact(margin[atom], units));
        }
        return Math.multiplyExact(sum, price);
    }

    /** The loss of one unit, so that a variable of several levels or many categories costs no more than one of few. */
    long price(CategoryTree tree, long weight) {
        return Math.multiplyExact(weight, Design.UNIT / (this == CATEGORIES ? Math.max(1, tree.atoms() - 1) : 1));
    }

    /** The loss of a record whose variable went, at the price of a unit. */
    long most(CategoryTree tree, long price) {
        int deepest = 0;
        for (int node = 0; node < tree.nodes(); node++) {
            deepest = Math.max(deepest, tree.depth(node));
        }
        return Math.multiplyExact(this == CATEGORIES ? tree.atoms() - 1L : deepest, price);
    }
}
