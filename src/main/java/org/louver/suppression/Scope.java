package org.louver.suppression;

/**
 * What a search may move.
 *
 * @param onlyWithheld whether only what is withheld already
 * @param without a class that stays in any case, or −1
 */
record Scope(boolean onlyWithheld, int without) {
    static final Scope EVERYTHING = new Scope(false, -1);
    static final Scope WITHHELD = new Scope(true, -1);

    static Scope withheldBut(int c) {
        return new Scope(true, c);
    }

    static Scope allBut(int c) {
        return new Scope(false, c);
    }

    /** The same, but only what is withheld already. */
    Scope among() {
        return new Scope(true, without);
    }

    boolean admits(int c, boolean withheld) {
        return c != without && (withheld || !onlyWithheld);
    }
}
