package org.louver.risk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two tables that count different things (stops and arrests, say) tell of somebody who is in both. Of a combination of their
 * shared dimensions with a records in one and b in the other, a reader who looks for such a person is left with a · b pairs of
 * records: a match is right with a probability of at least 1 / (a · b), and certain where each table has one (file matching; Duncan
 * &amp; Lambert 1989, doi 10.1080/07350015.1989.10509729). What the tables show of the matched cells beyond the shared dimensions is
 * then learnt together.
 *
 * <p>No count of common records follows, as {@link Mosaic} has for tables over the same records: nobody need be in both. Linear in
 * the combinations.
 */
public final class UniqueMatches {
    /**
     * Few records on both sides of one combination.
     *
     * @param shared codes of the shared dimensions
     * @param ofFirst records of the first table, at least 1
     * @param ofSecond records of the second, at least 1
     */
    public record Match(List<String> shared, long ofFirst, long ofSecond) {
        public Match {
            shared = List.copyOf(shared);
        }

        /** Pairs of records that somebody in both may be; never more than a long, both being small. */
        public long pairs() {
            return Math.multiplyExact(ofFirst, ofSecond);
        }

        /** Says nothing: the codes with their counts are confidential. */
        @Override
        public String toString() {
            return "Match";
        }
    }

    /**
     * What a pair of tables gives away.
     *
     * @param shared combinations that both tables have
     * @param small those with fewer records than the threshold in both
     * @param unique those with a single record in both
     * @param worst small ones, fewest pairs first; ties by codes
     */
    public record Findings(long shared, long small, long unique, List<Match> worst) {
        public Findings {
            worst = List.copyOf(worst);
        }

        /** Counts of findings; the matches themselves are confidential. */
        @Override
        public String toString() {
            return "Findings[" + small + " small of " + shared + "]";
        }
    }

    private static final Comparator<Match> WORST_FIRST =
            Comparator.comparingLong(Match::pairs).thenComparing(match -> String.join("\u0000", match.shared()));

    private UniqueMatches() {}

    /**
     * Matches the combinations of two tables.
     *
     * @param first records by combination of shared codes, where they are known; 0 is as good as absent
     * @param second the same of the other table, codes in the same order
     * @param threshold counts from 1 to threshold − 1 are small
     * @param listed how many of the worst to keep
     */
    public static Findings of(
            Map<List<String>, Long> first, Map<List<String>, Long> second, long threshold, int listed) {
        long shared = 0;
        long small = 0;
        long unique = 0;
        TreeMap<Match, Long> worst = new TreeMap<>(WORST_FIRST);
        for (Map.Entry<List<String>, Long> entry : first.entrySet()) {
            long a = entry.getValue();
            long b = second.getOrDefault(entry.getKey(), 0L);
            if (a <= 0 || b <= 0) {
                continue;
            }
            shared++;
            if (a < threshold && b < threshold) {
                small++;
                unique += a == 1 && b == 1 ? 1 : 0;
                worst.put(new Match(entry.getKey(), a, b), a);
                if (worst.size() > listed) {
                    worst.pollLastEntry();
                }
            }
        }
        return new Findings(shared, small, unique, new ArrayList<>(worst.keySet()));
    }
}
