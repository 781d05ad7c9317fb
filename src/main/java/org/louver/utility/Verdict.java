package org.louver.utility;

import org.louver.utility.Estimate.Side;

/** What suppression has left of a question. */
public enum Verdict {
    /** The confidence interval leads to the same conclusion whatever was withheld. */
    SAME_CONCLUSION("same conclusion"),
    /** The observed ratio is on the same side of 1 whatever was withheld, but what chance allows may straddle it. */
    SAME_SIGN("wider, same sign"),
    /** The withheld cells decide: the release cannot answer. */
    LOST("lost");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** As a reader of the release can tell. */
    public static Verdict of(Estimate published) {
        if (published.bounds().isExact() || published.conclusion() != Side.UNDECIDED) {
            return SAME_CONCLUSION;
        }
        return published.sign() == Side.UNDECIDED ? LOST : SAME_SIGN;
    }

    /** Against the same measure from the records; internal. */
    public static Verdict of(Estimate published, Estimate raw) {
        if (published.bounds().isExact() || published.conclusion() == raw.conclusion()) {
            return published.sign() == raw.sign() || raw.conclusion() == Side.UNDECIDED ? SAME_CONCLUSION : LOST;
        }
        return published.sign() == raw.sign() && raw.sign() != Side.UNDECIDED ? SAME_SIGN : LOST;
    }
}
