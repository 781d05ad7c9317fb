package org.louver.utility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Direct standardisation: the rate a group would have if its opportunities were spread over the strata like everybody's,
 * Σ w_s · hits_s / (hits_s + misses_s).
 *
 * <p>The weight of a stratum is its share of all opportunities of the period, at the middle of what the release allows: weights are a
 * choice, so they are constants and carry no uncertainty. Strata in which one of the groups may have no opportunity have no
 * rate; they are left out, weights are rescaled, and the share that is kept is reported. Intervals by the
 * normal approximation on the log scale (Breslow &amp; Day 1987, ch. 2).
 */
final class Standardisation {
    private final CountTable table;
    private final String stratum;
    private final Function<Map<String, List<String>>, Part> part;

    Standardisation(CountTable table, String stratum, Function<Map<String, List<String>>, Part> part) {
        this.table = table;
        this.stratum = stratum;
        this.part = part;
    }

    private record Stratum(double weight, Part group, Part reference) {}

    Answer.Entry entry(String period, List<String> years, Question question) {
        List<Stratum> kept = new ArrayList<>();
        double all = 0;
        double covered = 0;
        for (String code : table.codes(stratum)) {
            Map<String, List<String>> everybody = new HashMap<>(question.among());
            everybody.put(Answers.YEAR, years);
            everybody.put(stratum, List.of(code));
            CountBounds size = table.sum(table.select(everybody));
            double weight = (size.lower() + (double) size.upper()) / 2;
            all += weight;
            Part group = of(everybody, question.variable(), question.group());
            Part reference = of(everybody, question.variable(), question.reference());
            if (weight > 0 && group.observed() && reference.observed()) {
                kept.add(new Stratum(weight, group, reference));
                covered += weight;
            }
        }
        Part whole = Part.of(sum(kept, true), sum(kept, false));
        if (kept.isEmpty()) {
            Estimate unknown = new Estimate(Interval.UNKNOWN, Interval.UNKNOWN, false);
            return new Answer.Entry(period, whole, unknown, unknown, unknown, 0);
        }
        double scale = covered;
        Rate group = rate(kept, scale, true);
        Rate reference = rate(kept, scale, false);
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

    private static Rate rate(List<Stratum> strata, double scale, boolean ofGroup) {
        Interval rate = Interval.exactly(0);
        double variance = 0;
        for (Stratum stratum : strata) {
            Part part = ofGroup ? stratum.group() : stratum.reference();
            double weight = stratum.weight() / scale;
            rate = rate.plus(Interval.exactly(weight).times(part.rate()));
            double fewest =
                    Math.max(1, (double) part.hits().lower() + part.misses().lower());
            double nearest =
                    Math.min(Math.max(0.5, part.rate().lower()), part.rate().upper());
            variance += weight * weight * nearest * (1 - nearest) / fewest;
        }
        return new Rate(rate, rate.lower() > 0 ? variance / (rate.lower() * rate.lower()) : Double.POSITIVE_INFINITY);
    }
}
