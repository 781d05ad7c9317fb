package org.louver.attack;

import java.io.Serializable;

/**
 * Who reads the release. Every reader knows the published values, all relations, the floors, and what {@link PublishedCells} was
 * told beyond that (ceilings that follow from a known rule, earlier releases).
 */
public sealed interface Attacker extends Serializable {
    /** Somebody who is in none of the cells, or does not use that he is. */
    record Outsider() implements Attacker {}

    /**
     * Beside the outsider, in turn, everybody who knows withheld cells because he is in them.
     *
     * @param largestCell 1: each contributor who is alone in cells knows all of these cells; 2 or 3: besides, all contributors of one
     *     cell with at most so many records pool what they know of it
     * @param fullLevels whether primary cells must keep their full protection levels against insiders; otherwise an insider may only
     *     not learn another primary cell exactly
     */
    record Insider(int largestCell, boolean fullLevels) implements Attacker {
        public Insider {
            if (largestCell < 1 || largestCell > 3) {
                throw new IllegalArgumentException("insiders of cells of size 1 to 3 are modelled, not " + largestCell);
            }
        }
    }
}
