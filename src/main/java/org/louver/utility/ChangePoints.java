package org.louver.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a yearly rate changes its level: the segmentation of a series of binomial counts that minimises −2·log-likelihood + penalty
 * per change, found exactly by dynamic programming in O(n²) (Jackson et al. 2005, doi 10.1109/LSP.2001.838216) with the Schwarz penalty
 * 2·ln n for a level and a place (Yao 1988, doi 10.1016/0167-7152(88)90118-6). Known limit: years that vary more than chance
 * alone would give extra changes; they are places to look at, not findings.
 */
public final class ChangePoints {
    private ChangePoints() {}

    /**
     * A change between two neighbours of the series.
     *
     * @param at number of the first period of the new level
     * @param certain whether both extremes of the withheld cells show it, rather than one
     */
    public record Change(int at, boolean certain) {}

    /** Changes found with the least or with the greatest counts that the release allows. */
    public static List<Change> of(List<Part> series) {
        int n = series.size();
        double[][] hits = new double[2][n];
        double[][] all = new double[2][n];
        for (int t = 0; t < n; t++) {
            Part part = series.get(t);
            hits[0][t] = part.hits().lower();
            all[0][t] = (double) part.hits().lower() + part.misses().upper();
            hits[1][t] = part.hits().upper();
            all[1][t] = (double) part.hits().upper() + part.misses().lower();
        }
        Set<Integer> least = segment(hits[0], all[0]);
        Set<Integer> greatest = segment(hits[1], all[1]);
        Set<Integer> either = new TreeSet<>(least);
        either.addAll(greatest);
        List<Change> changes = new ArrayList<>();
        either.forEach(at -> changes.add(new Change(at, least.contains(at) && greatest.contains(at))));
        return changes;
    }

    static Set<Integer> segment(double[] hits, double[] all) {
        int n = hits.length;
        double penalty = 2 * Math.log(Math.max(2, n));
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        best[0] = -penalty;
        for (int end = 1; end <= n; end++) {
            best[end] = Double.POSITIVE_INFINITY;
            double x = 0;
            double m = 0;
            for (int start = end - 1; start >= 0; start--) {
                x += hits[start];
                m += all[start];
                double cost = best[start] + deviance(x, m) + penalty;
                if (cost < best[end]) {
                    best[end] = cost;
                    from[end] = start;
                }
            }
        }
        Set<Integer> changes = new TreeSet<>();
        for (int end = n; end > 0; end = from[end]) {
            if (from[end] > 0) {
                changes.add(from[end]);
            }
        }
        return changes;
    }

    /** −2·log-likelihood of x hits among m at their own rate. */
    private static double deviance(double x, double m) {
        return -2 * (term(x, m) + term(m - x, m));
    }

    private static double term(double x, double m) {
        return x <= 0 || m <= 0 ? 0 : x * Math.log(x / m);
    }
}
