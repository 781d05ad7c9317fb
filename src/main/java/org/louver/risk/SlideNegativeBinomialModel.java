package org.louver.risk;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Population class sizes 1 + NB(α, β): P(F = 1) = β^α.
 *
 * <p>With K population classes, fraction π and d = (1−π)(1−β), the expected sample classes of size 1 are K π (β/(1−d))^α (1 + αd/(1−d)),
 * of size 2 K α β^α π² (1−β) (2 − (1−α)d) / (2 (1−d)^{α+2}). Their ratio is a quadratic in α for each β, which leaves one equation
 * in β.
 */
final class SlideNegativeBinomialModel {
    private static final int GRID = 2000;

    private SlideNegativeBinomialModel() {}

    /** Expected number of population uniques. */
    static OptionalDouble uniques(ClassSizes sizes, double fraction) {
        double ones = sizes.uniques();
        double twos = sizes.classesOfSize(2);
        if (twos == 0) {
            return OptionalDouble.empty();
        }
        double classes = populationClasses(sizes, fraction);
        DoubleUnaryOperator excess = beta -> {
            double alpha = alpha(beta, ones, twos, fraction);
            double d = (1 - fraction) * (1 - beta);
            return classes * fraction * Math.pow(beta / (1 - d), alpha) * (1 + alpha * d / (1 - d)) - ones;
        };
        OptionalDouble beta = Roots.firstRoot(excess, 1e-9, 1 - 1e-9, GRID);
        return beta.isPresent()
                ? OptionalDouble.of(
                        classes * Math.pow(beta.getAsDouble(), alpha(beta.getAsDouble(), ones, twos, fraction)))
                : OptionalDouble.empty();
    }

    /** The positive root of dα² + (2 − d − rd)α − r(1−d) = 0, r = 2·twos·(1−d) / (ones·π·(1−β)). */
    private static double alpha(double beta, double ones, double twos, double fraction) {
        double d = (1 - fraction) * (1 - beta);
        double r = 2 * twos * (1 - d) / (ones * fraction * (1 - beta));
        double linear = 2 - d - r * d;
        if (d < 1e-12) {
            return r * (1 - d) / linear;
        }
        double root = Math.sqrt(linear * linear + 4 * d * r * (1 - d));
        return linear > 0 ? 2 * r * (1 - d) / (linear + root) : (root - linear) / (2 * d);
    }

    /** The modified Shlosser estimator of Haas &amp; Stokes (1998), their D_Sh3. */
    private static double populationClasses(ClassSizes sizes, double fraction) {
        double drawnTwice = 0;
        double between = 0;
        double missed = 0;
        double alone = 0;
        for (int i = 0; i < sizes.distinctSizes(); i++) {
            double size = sizes.size(i);
            double classes = sizes.classes(i);
            double miss = Math.pow(1 - fraction, size);
            drawnTwice += size * fraction * fraction * Math.pow(1 - fraction * fraction, size - 1) * classes;
            between += (Math.pow(1 - fraction * fraction, size) - miss) * classes;
            missed += miss * classes;
            alone += size * fraction * Math.pow(1 - fraction, size - 1) * classes;
        }
        double ratio = missed / alone;
        return sizes.classes() + (between > 0 ? sizes.uniques() * (drawnTwice / between) * ratio * ratio : 0);
    }
}
