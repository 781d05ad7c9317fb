package org.louver.publication;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.report.SpreadsheetText;

/**
 * How the records of one link and year fared, in all or in one place, told to the public only as a rough share.
 *
 * @param code of the agency or place whose records they are; empty for all of them, and with {@code place} for those without one
 * @param place whether it is a part of the records of the year
 * @param concerned records that should have found a partner; may be small, never published
 * @param linked those that did
 */
public record Coverage(
        String link, String from, String to, String code, boolean place, int year, long concerned, long linked) {
    /** Fewer records than this give no share, so that even 5 % of them stand for a dozen. */
    static final long LEAST = 250;

    private static final long LOWEST = 5;
    private static final long HIGHEST = 95;

    public Coverage {
        if (linked < 0 || linked > concerned) {
            throw new IllegalArgumentException("a link cannot find more records than it concerns");
        }
    }

    /** Of all records of a year. */
    public Coverage(String link, String from, String to, int year, long concerned, long linked) {
        this(link, from, to, "", false, year, concerned, linked);
    }

    /** The records of both. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                link,
                from,
                to,
                code,
                place,
                year,
                Math.addExact(concerned, other.concerned),
                Math.addExact(linked, other.linked));
    }

    /**
     * {@code coverage.csv}: the share without a partner in whole per cent, shares below 5 and above 95 as such. No totals over
     * years: nothing can be subtracted from anything.
     *
     * <p>Places of a year are parts of its line, so what has no line could be had by subtraction: either nothing has none, or
     * places with fewest records lose theirs until {@value #LEAST} records and more have none.
     *
     * @param shown codes of places that the tables of a source show, by source
     */
    static String csv(List<Coverage> coverage, Map<String, Set<String>> shown) {
        StringBuilder text = new StringBuilder("link,from,to,place,year,unlinked_percent\r\n");
        Set<Coverage> silent = silent(coverage, shown);
        for (Coverage one : coverage) {
            if (one.year > 0 && one.concerned >= LEAST && !silent.contains(one)) {
                text.append(String.join(
                                ",",
                                one.link,
                                one.from,
                                one.to,
                                CsvText.field(SpreadsheetText.harmless(one.code)),
                                Integer.toString(one.year),
                                one.percent()))
                        .append("\r\n");
            }
        }
        return text.toString();
    }

    /** The places that get no line. */
    private static Set<Coverage> silent(List<Coverage> coverage, Map<String, Set<String>> shown) {
        Map<String, List<Coverage>> years = new LinkedHashMap<>();
        coverage.stream()
                .filter(Coverage::place)
                .forEach(one -> years.computeIfAbsent(one.link + " " + one.year, year -> new ArrayList<>())
                        .add(one));
        Set<Coverage> silent = new HashSet<>();
        for (List<Coverage> places : years.values()) {
            List<Coverage> fewestFirst = places.stream()
                    .sorted(Comparator.comparingLong(Coverage::concerned).thenComparing(Coverage::code))
                    .toList();
            long without = 0;
            for (Coverage one : fewestFirst) {
                boolean known = shown.getOrDefault(one.from, Set.of()).contains(one.code);
                if (!known || one.concerned < LEAST) {
                    silent.add(one);
                    without += one.concerned;
                }
            }
            for (Coverage one : fewestFirst) {
                if (without > 0 && without < LEAST && silent.add(one)) {
                    without += one.concerned;
                }
            }
        }
        return silent;
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
