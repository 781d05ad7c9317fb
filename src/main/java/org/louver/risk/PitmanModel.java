package org.louver.risk;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Pitman's sampling formula with parameters θ &gt; −α and 0 &lt; α &lt; 1.
 *
 * <p>With u classes, n records and s_j classes of size j the likelihood equations (Hoshino 2001) are Σ_{i&lt;u} 1/(θ+iα) = Σ_{i&lt;n}
 * 1/(θ+i) and Σ_{i&lt;u} i/(θ+iα) = Σ_j s_j Σ_{i&lt;j} 1/(i−α). The sums are differences of digamma functions, so an evaluation costs
 * O(different sizes) whatever n is. Solved by bisection: in θ within α.
 */
record PitmanModel(double theta, double alpha) {
    private static final int GRID = 400;

    static Optional<PitmanModel> fit(ClassSizes sizes) {
        if (sizes.classes() < 2 || sizes.records() == sizes.classes()) {
            return Optional.empty();
        }
        DoubleUnaryOperator profile = alpha -> slopeInAlpha(sizes, theta(sizes, alpha), alpha);
        double before = 1.0 / GRID / 4;
        for (int step = 1; step < GRID; step++) {
            double after = (double) step / GRID;
            if (profile.applyAsDouble(before) > 0 && profile.applyAsDouble(after) <= 0) {
                double alpha = Roots.bisect(profile, before, after);
                return Optional.of(new PitmanModel(theta(sizes, alpha), alpha));
            }
            before = after;
        }
        return Optional.empty();
    }

    /** Expected share of uniques in a population of {@code people}. */
    double uniqueShare(double people) {
        return Math.min(
                1,
                Math.exp(Gamma.logGamma(theta + 1) - Gamma.logGamma(theta + alpha) + (alpha - 1) * Math.log(people)));
    }

    private static double theta(ClassSizes sizes, double alpha) {
        DoubleUnaryOperator slope = logOfSum -> {
            double theta = Math.exp(logOfSum) - alpha;
            return overClasses(sizes.classes(), theta, alpha) - overRecords(sizes.records(), theta);
        };
        return Math.exp(Roots.bisect(slope, -30, Math.log(1e3) + 2 * Math.log((double) sizes.records()))) - alpha;
    }

    private static double slopeInAlpha(ClassSizes sizes, double theta, double alpha) {
        double left = (sizes.classes() - 1.0 - theta * overClasses(sizes.classes(), theta, alpha)) / alpha;
        double right = 0;
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            right += sizes.classes(i) * (Gamma.digamma(sizes.size(i) - alpha) - Gamma.digamma(1 - alpha));
        }
        return left - right;
    }

    /** Σ_{i=1}^{u−1} 1/(θ+iα). */
    private static double overClasses(long classes, double theta, double alpha) {
        return (Gamma.digamma(theta / alpha + classes) - Gamma.digamma(theta / alpha + 1)) / alpha;
    }

    /** Σ_{i=1}^{n−1} 1/(θ+i). */
    private static double overRecords(long records, double theta) {
        return Gamma.digamma(theta + records) - Gamma.digamma(theta + 1);
    }
}
