package org.louver.linkage;

import java.util.List;

/**
 * How the rows of a link fared, by year and by one more field; internal, because its counts can be small.
 *
 * @param from source whose rows were linked
 * @param to source in which they were looked up
 */
public record LinkReport(String link, String from, String to, List<Line> lines) {
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
        long concerned = lines.stream()
                .filter(line -> line.status() != LinkStatus.NOT_APPLICABLE)
                .mapToLong(Line::rows)
                .sum();
        return concerned == 0 ? 0 : 1 - (double) rows(LinkStatus.LINKED) / concerned;
    }

    /** Names the link only: counts here are not safe to print. */
    @Override
    public String toString() {
        return "LinkReport[" + link + "]";
    }
}
