package org.louver.generate;

import java.time.LocalDate;

/**
 * One stop of one person, as it truly was.
 *
 * @param index number of the stop through all years
 * @param minute minutes after midnight, local clock
 * @param beat where it happened
 * @param hasCall whether dispatch has an entry for it
 */
record Stop(
        long index,
        LocalDate date,
        int minute,
        int beat,
        Person person,
        int officer,
        boolean vehicle,
        Reason reason,
        Search search,
        Outcome outcome,
        Offense arrestedFor,
        boolean hasCall) {

    enum Reason {
        MOVING("1", "moving violation"),
        EQUIPMENT("2", "equipment violation"),
        REGISTRATION("3", "registration"),
        SUSPICION("4", "reasonable suspicion"),
        WARRANT("5", "warrant check"),
        OTHER("6", "other");

        final String digit;
        final String word;

        Reason(String digit, String word) {
            this.digit = digit;
            this.word = word;
        }
    }

    enum Outcome {
        WARNING("W"),
        CITATION("C"),
        ARREST("A");

        final String letter;

        Outcome(String letter) {
            this.letter = letter;
        }
    }

    /** Whether and why there was a search, and what came of it. */
    enum Search {
        NONE("", "", false),
        CONSENT("O", "consent", false),
        CONSENT_HIT("O", "consent", true),
        PROBABLE_CAUSE("P", "probable cause", false),
        PROBABLE_CAUSE_HIT("P", "probable cause", true);

        final String letter;
        final String word;
        final boolean hit;

        Search(String letter, String word, boolean hit) {
            this.letter = letter;
            this.word = word;
            this.hit = hit;
        }

        boolean conducted() {
            return this != NONE;
        }
    }

    boolean arrest() {
        return outcome == Outcome.ARREST;
    }
}
