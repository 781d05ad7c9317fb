package org.louver.attack;

import java.util.List;

/** Attacks independent parts, wherever: here, or in the tasks of a cluster. */
@FunctionalInterface
public interface PartAttacker {
    /** One part after the other, on this thread. */
    PartAttacker HERE = parts -> parts.stream().map(AttackPart::attack).toList();

    /** {@link AttackPart#attack} of every part, in the order of the list. */
    List<PartFindings> attack(List<AttackPart> parts);
}
