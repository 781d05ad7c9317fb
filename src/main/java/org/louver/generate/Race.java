package org.louver.generate;

/** Race as a person would state it, with the codes in which agencies write it down. */
enum Race {
    WHITE(0, "W", "white", "10"),
    BLACK(1, "B", "black", "20"),
    HISPANIC(2, "H", "hispanic", "10"),
    ASIAN(3, "A", "asian/pacific islander", "40"),
    NATIVE(4, "I", "native american", "30"),
    OTHER(5, "O", "other", "50");

    /** Position in arrays by race. */
    final int index;

    final String letter;
    final String word;
    /** The race_id of NIBRS, where being Hispanic is an ethnicity and no race. */
    final String nibrs;

    Race(int index, String letter, String word, String nibrs) {
        this.index = index;
        this.letter = letter;
        this.word = word;
        this.nibrs = nibrs;
    }
}
