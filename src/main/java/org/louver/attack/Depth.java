package org.louver.attack;

/**
 * How far short moves are sought. How long a search takes varies wildly with the weights of the unknowns: one that is not done soon had
 * better be started anew with others than be gone on with (Gomes, Selman, Crato &amp; Kautz 2000, doi 10.1023/A:1006314320276).
 */
enum Depth {
    /** What is asked of every unknown. */
    NEAR(240, 2),
    /** What would have to be asked of a whole component otherwise. */
    FAR(2000, 8),
    /** Ends of intervals, of which there are many, when verdicts are known. */
    END(240, 0);

    /** Equations that a search takes up, at most, before it is given up. */
    final int mostEquations;
    /** How often a search that gave up, or whose answer is in no simple fraction, is made with other weights. */
    final int restarts;

    Depth(int mostEquations, int restarts) {
        this.mostEquations = mostEquations;
        this.restarts = restarts;
    }
}
