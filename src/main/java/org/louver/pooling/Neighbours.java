package org.louver.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which siblings may share a pool. */
public sealed interface Neighbours {
    /** Any siblings. */
    record Any() implements Neighbours {}

    /**
     * Siblings that follow each other.
     *
     * @param codes in their order; what is not named merges with nobody
     */
    record Ordered(List<String> codes) implements Neighbours {
        public Ordered {
            codes = List.copyOf(codes);
        }
    }

    /**
     * Siblings that border on each other, directly or through other members of the pool.
     *
     * @param borders each of two codes; of siblings, or of atoms under them
     */
    record Bordering(List<Set<String>> borders) implements Neighbours {
        public Bordering {
            List<Set<String>> copied = new ArrayList<>();
            for (Set<String> border : borders) {
                if (border.size() != 2) {
                    throw new IllegalArgumentException("a border lies between two places");
                }
                copied.add(new TreeSet<>(border));
            }
            borders = List.copyOf(copied);
        }
    }
}
