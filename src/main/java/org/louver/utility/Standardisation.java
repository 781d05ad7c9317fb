package org.louver.utility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Direct standardisation: the rate a group would have if its opportunities were spread over the strata like everybody's,
 * Σ w_s · hits_s / (hits_s + misses_s).
 *
 * <p>The weight of a stratum is its share of all opportunities of the period. Where that is withheld, the bounds hold for every
 * weight that the release allows. Strata in which one of the groups has no opportunity have no rate; they are left out and weights are
 * rescaled. Where only the records tell whether a stratum is left out, the bounds hold for both, and the share of the strata that are
 * certain is reported. Intervals by the normal approximation on the log scale (Breslow &amp; Day 1987, ch. 2).
 */
final class Standardisation {
    private final CountTable table;
    private final List<String> dimensions;
    private final Function<Map<String, List<String>>, Part> part;

    Standardisation(CountTable table, List<String> dimensions, Function<Map<String, List<String>>, Part> part) {
        this.table = table;
        this.dimensions = dimensions;
        this.part = part;
    }

    /** A stratum that has, or may have, a rate for both groups; its size is 0 at least where it may not. */
    private record Stratum(CountBounds size, Part group, Part reference) {
        boolean certain() {
            return size.lower() > 0 && group.observed() && reference.observed();
        }

        boolean possible() {
            return size.upper() > 0 && some(group) && some(reference);
        }

        double least() {
            return certain() ? size.lower() : 0;
        }

        double middle() {
            return (size.lower() + (double) size.upper()) / 2;
        }

        Part of(boolean ofGroup) {
            return ofGroup ? group : reference;
        }

        private static boolean some(Part part) {
            return part.hits().upper() > 0 || part.misses().upper() > 0;
        }
    }

    Answer.Entry entry(String period, List<String> years, Question question) {
        List<Stratum> strata = new ArrayList<>();
        double all = 0;
        for (Map<String, List<String>> codes : combinations(question.among())) {
            Map<String, List<String>> everybody = new HashMap<>(codes);
            everybody.put(Answers.YEAR, years);
            Stratum one = new Stratum(
                    table.sum(table.select(everybody)),
                    of(everybody, question.variable(), question.group()),
                    of(everybody, question.variable(), question.reference()));
            all += one.middle();
            if (one.possible()) {
                strata.add(one);
            }
        }
        List<Stratum> kept = strata.stream().filter(Stratum::certain).toList();
        double covered = kept.stream().mapToDouble(Stratum::middle).sum();
        Part whole = Part.of(sum(kept, true), sum(kept, false));
        if (kept.isEmpty()) {
            Estimate unknown = new Estimate(Interval.UNKNOWN, Interval.UNKNOWN, false);
            return new Answer.Entry(period, whole, unknown, unknown, unknown, 0);
        }
        Rate group = rate(strata, true);
        Rate reference = rate(strata, false);
        Interval bounds = group.bounds().over(reference.bounds());
        Interval confidence = Confidence.around(bounds, group.relativeVariance() + reference.relativeVariance());
        return new Answer.Entry(
                period,
                whole,
                group.estimate(),
                reference.estimate(),
                new Estimate(bounds, confidence, bounds.isExact()),
                all > 0 ? covered / all : 0);
    }

    /** The opportunities of each stratum: one code of every dimension of the standard. */
    private List<Map<String, List<String>>> combinations(Map<String, List<String>> among) {
        List<Map<String, List<String>>> strata = List.of(among);
        for (String dimension : dimensions) {
            List<Map<String, List<String>>> finer = new ArrayList<>();
            // A question about some codes of a stratum's dimension is about those alone.
            for (String code : among.getOrDefault(dimension, table.finest(dimension))) {
                for (Map<String, List<String>> stratum : strata) {
                    Map<String, List<String>> one = new HashMap<>(stratum);
                    one.put(dimension, List.of(code));
                    finer.add(one);
                }
            }
            strata = finer;
        }
        return strata;
    }

    private Part of(Map<String, List<String>> everybody, String variable, String code) {
        Map<String, List<String>> selection = new HashMap<>(everybody);
        selection.put(variable, List.of(code));
        return part.apply(selection);
    }

    private static CountBounds sum(List<Stratum> strata, boolean hits) {
        return strata.stream()
                .map(stratum -> hits ? stratum.group().hits() : stratum.group().misses())
                .reduce(CountBounds.exactly(0), CountBounds::plus);
    }

    /** A standardised rate; the variance is the largest over the corners of the bounds, relative to the square of the rate. */
    private record Rate(Interval bounds, double relativeVariance) {
        Estimate estimate() {
            Interval around = Confidence.around(bounds, relativeVariance);
            Interval confidence = new Interval(Math.min(1, around.lower()), Math.min(1, around.upper()));
            return new Estimate(bounds, confidence, bounds.isExact());
        }
    }

    private static Rate rate(List<Stratum> strata, boolean ofGroup) {
        double certain = strata.stream().mapToDouble(Stratum::least).sum();
        double variance = 0;
        for (Stratum stratum : strata) {
            Part part = stratum.of(ofGroup);
            double most = stratum.size().upper();
            double weight = most / (most + certain - stratum.least());
            double fewest =
                    Math.max(1, (double) part.hits().lower() + part.misses().lower());
            double nearest =
                    Math.min(Math.max(0.5, part.rate().lower()), part.rate().upper());
            variance += weight * weight * nearest * (1 - nearest) / fewest;
        }
        boolean exact = strata.stream()
                .allMatch(stratum -> stratum.certain()
                        && stratum.size().isExact()
                        && stratum.of(ofGroup).rate().isExact());
        double lower = extreme(strata, ofGroup, false);
        Interval rate = exact
                ? Interval.exactly(lower)
                : new Interval(
                        Math.max(0, Math.nextDown(lower)), Math.min(1, Math.nextUp(extreme(strata, ofGroup, true))));
        return new Rate(rate, rate.lower() > 0 ? variance / (rate.lower() * rate.lower()) : Double.POSITIVE_INFINITY);
    }

    /**
     * The least or largest weighted mean over all weights that the release allows: with rates in order, weights are as large as they
     * can be on one side of some stratum and as small on the other.
     */
    private static double extreme(List<Stratum> strata, boolean ofGroup, boolean largest) {
        ToDoubleFunction<Stratum> end = stratum -> {
            Interval rate = stratum.of(ofGroup).rate();
            return largest ? -rate.upper() : rate.lower();
        };
        List<Stratum> ordered =
                strata.stream().sorted(Comparator.comparingDouble(end)).toList();
        double best = Double.POSITIVE_INFINITY;
        for (int full = 0; full <= ordered.size(); full++) {
            double events = 0;
            double weights = 0;
            for (int place = 0; place < ordered.size(); place++) {
                Stratum stratum = ordered.get(place);
                double weight = place < full ? stratum.size().upper() : stratum.least();
                events += weight * end.applyAsDouble(stratum);
                weights += weight;
            }
            best = weights > 0 ? Math.min(best, events / weights) : best;
        }
        return Math.abs(best);
    }
}
