package org.louver.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Designs of which none is beaten by another in both loss and unsafe cells, by rising loss.
 *
 * @param exact whether nothing better exists; else the search was guided
 * @param detail the loss of a table that lost every variable: the scale of {@link #detailKept}
 */
public record ParetoFront(List<Design> designs, boolean exact, long detail) {
    public ParetoFront {
        designs = List.copyOf(designs);
    }

    /** The design of least loss with at most so many unsafe cells. */
    public Optional<Design> within(long unsafeCells) {
        return designs.stream()
                .filter(design -> design.unsafeCells() <= unsafeCells)
                .findFirst();
    }

    /** The design of least loss without an unsafe cell. */
    public Optional<Design> complete() {
        return within(0);
    }

    /** The share of detail that a design keeps, in parts per million, rounded down. */
    public long detailKept(Design design) {
        return detail == 0
                ? Design.UNIT
                : Design.UNIT - (long) Math.ceil((double) design.loss() / (double) detail * Design.UNIT);
    }

    /** Collects designs and forgets the beaten ones. */
    static final class Archive {
        private final List<Design> kept = new ArrayList<>();

        boolean wants(long loss, long unsafeCells) {
            for (Design design : kept) {
                if (design.loss() <= loss && design.unsafeCells() <= unsafeCells) {
                    return false;
                }
            }
            return true;
        }

        void add(Design design) {
            for (Design other : kept) {
                boolean same = other.loss() == design.loss() && other.unsafeCells() == design.unsafeCells();
                if (same ? Design.ORDER.compare(other, design) <= 0 : beats(other, design)) {
                    return;
                }
            }
            kept.removeIf(other -> beats(design, other));
            kept.add(design);
        }

        private static boolean beats(Design one, Design other) {
            return one.loss() <= other.loss() && one.unsafeCells() <= other.unsafeCells();
        }

        List<Design> front() {
            return kept.stream().sorted(Design.ORDER).toList();
        }
    }
}
