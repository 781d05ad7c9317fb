package org.louver.publication;

import java.util.List;

/**
 * How the records of one link and year fared, told to the public only as a rough share.
 *
 * @param concerned records that should have found a partner; may be small, never published
 * @param linked those that did
 */
public record Coverage(String link, String from, String to, int year, long concerned, long linked) {
    /** Fewer records than this give no share, so that even 5 % of them stand for a dozen. */
    static final long LEAST = 250;

    private static final long LOWEST = 5;
    private static final long HIGHEST = 95;

    public Coverage {
        if (linked < 0 || linked > concerned) {
            throw new IllegalArgumentException("a link cannot find more records than it concerns");
        }
    }

    /**
     * {@code coverage.csv}: the share without a partner in whole per cent, shares below 5 and above 95 as such. No totals over
     * years: nothing can be subtracted from anything.
     */
    static String csv(List<Coverage> coverage) {
        StringBuilder text = new StringBuilder("link,from,to,year,unlinked_percent\r\n");
        for (Coverage one : coverage) {
            if (one.year > 0 && one.concerned >= LEAST) {
                text.append(String.join(",", one.link, one.from, one.to, Integer.toString(one.year), one.percent()))
                        .append("\r\n");
            }
        }
        return text.toString();
    }

    private String percent() {
        long percent = Math.round(100.0 * (concerned - linked) / concerned);
        return percent < LOWEST ? "under 5" : percent > HIGHEST ? "over 95" : Long.toString(percent);
    }

    /** Names only: counts can be small. */
    @Override
    public String toString() {
        return "Coverage[" + link + ", " + year + "]";
    }
}
