package org.louver.suppression;

/** What classes may do in one program of {@link MoveSimplex}, and at what price. */
interface MoveLimits {
    /** Price per step upwards, ≥ 0. */
    double upPrice(int c);

    /** Price per step downwards, ≥ 0. */
    double downPrice(int c);

    /** How far the class may go up, in units of the value. */
    double high(int c);

    /** How far the class may go down, in units of the value. */
    double low(int c);

    /** Whether every class that is not withheld has no room at all: then only the others are looked at. */
    boolean onlyWithheld();
}
