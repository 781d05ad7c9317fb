package org.louver.risk;

/**
 * δ-presence: how sure a reader of a public list of people can be that one of them is among the released records (Nergiz, Atzori
 * &amp; Clifton 2007, doi 10.1145/1247480.1247554). The records are (δmin, δmax)-present if every class has a share in between.
 *
 * @param least the smallest share over the classes seen so far, in [0, 1]
 * @param most the largest
 */
public record Presence(double least, double most) {
    /** Of one class: {@code released} of the {@code listed} people of the class are among the records; 0 ≤ released ≤ listed. */
    public static Presence of(long released, long listed) {
        if (released < 0 || listed < 1 || released > listed) {
            throw new IllegalArgumentException("the released people of a class are some of those listed");
        }
        double share = (double) released / listed;
        return new Presence(share, share);
    }

    /** Over the classes of both. */
    public Presence and(Presence other) {
        return new Presence(Math.min(least, other.least), Math.max(most, other.most));
    }
}
