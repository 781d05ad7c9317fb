package org.louver.suppression;

/**
 * What a search may move.
 *
 * @param onlyWithheld whether only what is withheld already
 * @param onlyNear whether only that and what {@link OpenRows#near} has beside it
 * @param without a class that stays in any case, or −1
 */
record Scope(boolean onlyWithheld, boolean onlyNear, int without) {
    static final Scope EVERYTHING = new Scope(false, false, -1);
    static final Scope WITHHELD = new Scope(true, false, -1);

    static Scope withheldBut(int c) {
        return new Scope(true, false, c);
    }

    static Scope allBut(int c) {
        return new Scope(false, false, c);
    }

    /** The same, but only what is withheld already. */
    Scope among() {
        return new Scope(true, false, without);
    }

    /** The same, but of what is not withheld only what a search looks at first. */
    Scope nearby() {
        return new Scope(onlyWithheld, true, without);
    }

    boolean admits(int c, boolean withheld) {
        return c != without && (withheld || !onlyWithheld);
    }
}
