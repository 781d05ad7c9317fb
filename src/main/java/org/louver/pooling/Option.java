package org.louver.pooling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partial recoding of one variable with its cost: one category, or two partial recodings side by side. */
final class Option {
    static final Option NOTHING = new Option(0, 0, 0, 0, null, null, null);

    static final Comparator<Option> ORDER = Comparator.<Option>comparingLong(option -> option.loss)
            .thenComparingLong(option -> option.unsafeCells)
            .thenComparingLong(option -> option.unsafeRecords)
            .thenComparingLong(option -> option.levels);

    final long loss;
    final long unsafeCells;
    final long unsafeRecords;
    final long levels;
    private final @Nullable Option left;
    private final @Nullable Option right;
    private final @Nullable Category category;

    private Option(
            long loss,
            long unsafeCells,
            long unsafeRecords,
            long levels,
            @Nullable Option left,
            @Nullable Option right,
            @Nullable Category category) {
        this.loss = loss;
        this.unsafeCells = unsafeCells;
        this.unsafeRecords = unsafeRecords;
        this.levels = levels;
        this.left = left;
        this.right = right;
        this.category = category;
    }

    static Option of(Category category, long loss, long unsafeCells, long unsafeRecords, long levels) {
        return new Option(loss, unsafeCells, unsafeRecords, levels, null, null, category);
    }

    Option beside(Option other) {
        if (this == NOTHING) {
            return other;
        }
        if (other == NOTHING) {
            return this;
        }
        return new Option(
                Math.addExact(loss, other.loss),
                unsafeCells + other.unsafeCells,
                unsafeRecords + other.unsafeRecords,
                levels + other.levels,
                this,
                other,
                null);
    }

    List<Category> categories() {
        List<Category> found = new ArrayList<>();
        List<Option> open = new ArrayList<>(List.of(this));
        while (!open.isEmpty()) {
            Option next = open.remove(open.size() - 1);
            if (next.category != null) {
                found.add(next.category);
            }
            if (next.left != null && next.right != null) {
                open.add(next.left);
                open.add(next.right);
            }
        }
        return found;
    }

    /** Those that no other beats in both loss and unsafe cells, by rising loss; at most {@code cap}, the ends always among them. */
    static List<Option> nondominated(List<Option> options, int cap) {
        List<Option> sorted = new ArrayList<>(options);
        sorted.sort(ORDER);
        List<Option> kept = new ArrayList<>();
        long least = Long.MAX_VALUE;
        for (Option option : sorted) {
            if (option.unsafeCells < least) {
                kept.add(option);
                least = option.unsafeCells;
            }
        }
        if (kept.size() <= cap) {
            return kept;
        }
        List<Option> thinned = new ArrayList<>();
        for (int place = 0; place < cap; place++) {
            thinned.add(kept.get((int) ((long) place * (kept.size() - 1) / (cap - 1))));
        }
        return thinned;
    }

    /** All sums of one option from each list. */
    static List<Option> sums(List<Option> one, List<Option> other, int cap) {
        List<Option> all = new ArrayList<>(one.size() * other.size());
        for (Option left : one) {
            for (Option right : other) {
                all.add(left.beside(right));
            }
        }
        return nondominated(all, cap);
    }
}
