package org.louver.attack.certificate;

import java.util.List;

/**
 * What the checker says, one line per objection, without any value.
 *
 * @param wrong what contradicts the certificates: a table that does not add up, a cell that is published although it needs protection
 * @param missing what they leave unproved
 */
public record Certification(List<String> wrong, List<String> missing) {
    public Certification {
        wrong = List.copyOf(wrong);
        missing = List.copyOf(missing);
    }

    /** Whether every cell that needs protection is proved to have it. */
    public boolean complete() {
        return wrong.isEmpty() && missing.isEmpty();
    }
}
