package org.louver.utility;

import java.util.Optional;

/** Finds out how a table would have to be laid out for a question to survive its protection. */
@FunctionalInterface
public interface Redesign {
    /** Nothing can be laid out anew: the records are not at hand. */
    Redesign NONE = new Redesign() {
        @Override
        public Optional<String> keeping(Question question) {
            return Optional.empty();
        }

        @Override
        public boolean hasRecords() {
            return false;
        }
    };

    /** The finest design tried that keeps the question, in words that name no count; empty if none does. */
    Optional<String> keeping(Question question);

    /** Whether tables can be laid out anew at all. */
    default boolean hasRecords() {
        return true;
    }
}
