package org.louver.suppression;

import java.util.Arrays;

/** What classes may do in one program of {@link MoveSimplex}, and at what price. */
interface MoveLimits {
    /** Places of what {@link #describe} writes: price per step upwards and downwards, ≥ 0, and how far the class goes up and down. */
    int UP_PRICE = 0;

    int DOWN_PRICE = 1;
    int HIGH = 2;
    int LOW = 3;

    /** Nothing moves. */
    MoveLimits NOTHING = new MoveLimits() {
        @Override
        public void describe(int c, double[] into, int from) {
            Arrays.fill(into, from, from + 4, 0);
        }

        @Override
        public boolean onlyWithheld() {
            return true;
        }

        @Override
        public boolean onlyNear() {
            return false;
        }
    };

    /** Writes prices and limits of the class, in units of the value, to the four places from the given one on. */
    void describe(int c, double[] into, int from);

    /** Whether every class that is not withheld has no room at all: then only the others are looked at. */
    boolean onlyWithheld();

    /** Whether only withheld classes and those of {@link OpenRows#near} are looked at. */
    boolean onlyNear();
}
