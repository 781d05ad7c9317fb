package org.louver.risk;

/**
 * The individual risk of Benedetti &amp; Franconi: the posterior mean of 1/F given f, where F | f is negative binomial with success
 * probability p = f / F̂.
 *
 * <p>r = p^f / f · ₂F₁(f, f; f+1; 1−p) (Benedetti &amp; Franconi 1998; Franconi &amp; Polettini 2004, doi 10.1007/978-3-540-25955-8_20).
 * By Euler's transformation r = p/f · ₂F₁(1, 1; f+1; 1−p) = p·J with J = ∫₀¹ tᶠ⁻¹ / (p + (1−p)t) dt, which has only positive terms:
 * summed as a series where that converges at least like 2⁻ⁿ, else by the forward recurrence of J, stable for p &lt; ½.
 */
public final class IndividualRisk {
    private static final int LONG_SERIES = 64;

    private IndividualRisk() {}

    /**
     * The risk of one record in a class.
     *
     * @param sample f, records in the class, at least 1
     * @param population F̂, estimated people in the class (for a weighted sample the sum of the weights); values below f count as f
     * @return in (0, 1]
     */
    public static double of(long sample, double population) {
        if (sample < 1 || !(population > 0)) {
            throw new IllegalArgumentException("a class has at least one record and a positive population");
        }
        double p = Math.min(1, sample / population);
        return p >= 0.5 || sample >= LONG_SERIES ? series(sample, p) : recurrence((int) sample, p);
    }

    /** Expected re-identifications, Σ f·r, if every class has population f / fraction. */
    public static double expected(ClassSizes sizes, double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a sampling fraction lies in (0, 1]");
        }
        double sum = 0;
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            sum += (double) sizes.size(i) * sizes.classes(i) * of(sizes.size(i), sizes.size(i) / fraction);
        }
        return sum;
    }

    private static double series(long sample, double p) {
        double z = 1 - p;
        double term = 1;
        double sum = 1;
        for (int n = 0; term > sum * 1e-17; n++) {
            term *= (n + 1.0) * z / (sample + n + 1.0);
            sum += term;
        }
        return p / sample * sum;
    }

    private static double recurrence(int sample, double p) {
        double z = 1 - p;
        double integral = -Math.log(p) / z;
        for (int power = 1; power < sample; power++) {
            integral = (1.0 / power - p * integral) / z;
        }
        return p * integral;
    }
}
