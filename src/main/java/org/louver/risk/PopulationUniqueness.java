package org.louver.risk;

import java.util.OptionalDouble;

/**
 * Estimates how many people are unique in the population, from the class sizes of a sample and the sampling fraction.
 *
 * <p>Results are shares of the population in [0, 1]; empty where a model has no solution on these data. Everything is O(different
 * sizes) per evaluation.
 */
public final class PopulationUniqueness {
    /** Which model an estimate comes from. */
    public enum Model {
        PITMAN,
        ZAYATZ,
        SLIDE_NEGATIVE_BINOMIAL
    }

    /** A share of population uniques and where it comes from. */
    public record Estimate(Model model, double share) {}

    private static final double SMALL_FRACTION = 0.1;

    private PopulationUniqueness() {}

    /**
     * Zayatz: P(population unique | sample unique), with the sample's class sizes standing for the population's and hypergeometric
     * sampling (Zayatz 1991, <em>Estimation of the percent of unique population elements on a microdata file using the sample</em>,
     * US Bureau of the Census, RR91/08).
     *
     * @param fraction sampling fraction in (0, 1]
     */
    public static double zayatz(ClassSizes sizes, double fraction) {
        requireFraction(fraction);
        if (sizes.uniques() == 0) {
            return 0;
        }
        double population = Math.rint(sizes.records() / fraction);
        double unique = 0;
        double all = 0;
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            double seenAlone = sizes.classes(i) * singleDraw(population, sizes.size(i), (double) sizes.records());
            all += seenAlone;
            unique += sizes.size(i) == 1 ? seenAlone : 0;
        }
        return sizes.uniques() * (unique / all) / sizes.records();
    }

    /** Hypergeometric P(exactly one of {@code size} people is among {@code draws} of {@code population}). */
    private static double singleDraw(double population, long size, double draws) {
        double probability = size * draws / population;
        for (long other = 1; other < size && probability > 0; other++) {
            probability *= Math.max(0, population - draws - other + 1) / (population - other);
        }
        return probability;
    }

    /**
     * Pitman's sampling formula fitted by maximum likelihood: N^α Γ(θ+1) / Γ(θ+α) population uniques (Hoshino 2001,
     * <em>Applying Pitman's sampling formula to microdata disclosure risk assessment</em>, Journal of Official Statistics 17(4)).
     *
     * @return empty if the likelihood has no maximum with 0 &lt; α &lt; 1
     */
    public static OptionalDouble pitman(ClassSizes sizes, double fraction) {
        requireFraction(fraction);
        if (sizes.uniques() == 0) {
            return OptionalDouble.of(0);
        }
        return PitmanModel.fit(sizes)
                .map(model -> OptionalDouble.of(model.uniqueShare(sizes.records() / fraction)))
                .orElse(OptionalDouble.empty());
    }

    /**
     * The slide negative binomial model: population class sizes are 1 + NB(α, β); α and β from the expected numbers of sample
     * classes of size 1 and 2 (Chen &amp; Keller-McNulty 1998, <em>Estimation of identification disclosure risk in microdata</em>,
     * Journal of Official Statistics 14(1)), the number of population classes by the modified Shlosser estimator (Haas &amp; Stokes
     * 1998, doi 10.1080/01621459.1998.10473807).
     *
     * @return empty if the equations have no solution
     */
    public static OptionalDouble slideNegativeBinomial(ClassSizes sizes, double fraction) {
        requireFraction(fraction);
        return sizes.uniques() == 0
                ? OptionalDouble.of(0)
                : scaled(SlideNegativeBinomialModel.uniques(sizes, fraction), fraction / sizes.records());
    }

    /**
     * The decision rule of Dankar, El Emam, Neisa &amp; Roffey (2012, doi 10.1186/1472-6947-12-66): Pitman up to a sampling fraction
     * of 0.1, above it the smaller of the slide negative binomial and Zayatz; Zayatz where a model has no solution.
     */
    public static Estimate dankar(ClassSizes sizes, double fraction) {
        Estimate zayatz = new Estimate(Model.ZAYATZ, zayatz(sizes, fraction));
        if (fraction <= SMALL_FRACTION) {
            OptionalDouble pitman = pitman(sizes, fraction);
            return pitman.isPresent() ? new Estimate(Model.PITMAN, pitman.getAsDouble()) : zayatz;
        }
        OptionalDouble slide = slideNegativeBinomial(sizes, fraction);
        return slide.isPresent() && slide.getAsDouble() <= zayatz.share()
                ? new Estimate(Model.SLIDE_NEGATIVE_BINOMIAL, slide.getAsDouble())
                : zayatz;
    }

    private static OptionalDouble scaled(OptionalDouble people, double factor) {
        return people.isPresent() ? OptionalDouble.of(people.getAsDouble() * factor) : people;
    }

    private static void requireFraction(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a sampling fraction lies in (0, 1]");
        }
    }
}
