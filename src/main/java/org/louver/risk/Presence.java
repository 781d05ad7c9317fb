package org.louver.risk;

/**
 * δ-presence: how sure a reader of a public list of people can be that one of them is among the released records (Nergiz, Atzori
 * &amp; Clifton 2007, doi 10.1145/1247480.1247554). The records are (δmin, δmax)-present if every class has a share in between.
 *
 * @param least the smallest share over the classes seen so far, in [0, 1]
 * @param most the largest
 */
public record Presence(double least, double most) {
    /**
     * Of one class: {@code released} of the {@code listed} people of the class are among the records. A class with more records than
     * people, or with nobody listed, counts as wholly released: 1.
     *
     * @param released at least 0
     * @param listed at least 0
     */
    public static Presence of(long released, long listed) {
        if (released < 0 || listed < 0) {
            throw new IllegalArgumentException("people are counted from 0");
        }
        double share = Math.min(1, (double) released / Math.max(1, listed));
        return new Presence(share, share);
    }

    /** Over the classes of both. */
    public Presence and(Presence other) {
        return new Presence(Math.min(least, other.least), Math.max(most, other.most));
    }
}
