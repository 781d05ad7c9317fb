package org.louver.linkage;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How the rows of a link fared, by year and by one more field; internal, because its counts can be small.
 *
 * @param from source whose rows were linked
 * @param to source in which they were looked up
 * @param lines by year and the field that the house reports by
 * @param coverage the same rows by year and the field that the public may read of; empty where none was declared
 */
public record LinkReport(String link, String from, String to, List<Line> lines, List<Line> coverage) {
    /**
     * Rows of one year (0 in reference tables) and group ({@code ""} where the field is missing or none was declared).
     */
    public record Line(int year, String group, LinkStatus status, long rows) {
        @Override
        public String toString() {
            return "Line[" + status.word() + "]";
        }
    }

    public long rows(LinkStatus status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .mapToLong(Line::rows)
                .sum();
    }

    /** Share of the rows that the link concerns and that found nothing or too much, 0 to 1; 0 if it concerns none. */
    public double unlinkedShare() {
        return unlinkedShare(line -> true);
    }

    /** The share of each year; 0 stands for rows without a year. */
    public SortedMap<Integer, Double> unlinkedShareByYear() {
        SortedMap<Integer, Double> shares = new TreeMap<>();
        lines.forEach(line -> shares.computeIfAbsent(line.year(), year -> unlinkedShare(one -> one.year() == year)));
        return shares;
    }

    /** The share of each group that the link is reported by; the empty text stands for rows without one. */
    public SortedMap<String, Double> unlinkedShareByGroup() {
        SortedMap<String, Double> shares = new TreeMap<>();
        lines.forEach(line -> shares.computeIfAbsent(
                line.group(), group -> unlinkedShare(one -> one.group().equals(group))));
        return shares;
    }

    private double unlinkedShare(Predicate<Line> which) {
        long concerned = 0;
        long found = 0;
        for (Line line : lines) {
            if (which.test(line) && line.status() != LinkStatus.NOT_APPLICABLE) {
                concerned = Math.addExact(concerned, line.rows());
                found += line.status() == LinkStatus.LINKED ? line.rows() : 0;
            }
        }
        return concerned == 0 ? 0 : 1 - (double) found / concerned;
    }

    /** Names the link only: counts here are not safe to print. */
    @Override
    public String toString() {
        return "LinkReport[" + link + "]";
    }
}
