package org.louver.sensitivity;

/**
 * A rule about the largest contributions x₁ ≥ x₂ ≥ … to a magnitude X. Each yields the upper protection level of Hundepool et
 * al., <em>Statistical Disclosure Control</em>, Wiley 2012, doi 10.1002/9781118348239, section 4.2.2; a cell is unsafe
 * where that level is positive.
 */
public sealed interface ConcentrationRule {
    /** How many of the largest contributions the rule looks at. */
    int contributions();

    /**
     * By how much the total must be over-estimated at least, in units of the value, rounded up; 0 or less where the cell is safe.
     *
     * @param total X
     * @param largest x₁, x₂, …, at least {@link #contributions()} of them
     */
    long upperLevel(long total, long[] largest);

    /** What fires. */
    Rule rule();

    /** Unsafe if the n largest make up more than k per cent: x₁ + … + xₙ &gt; k/100·X; level 100/k·(x₁ + … + xₙ) − X. */
    record Dominance(int n, Ratio k) implements ConcentrationRule {
        public Dominance {
            if (n < 1 || k.numerator().signum() == 0 || k.numerator().compareTo(k.denominator()) >= 0) {
                throw new IllegalArgumentException("dominance needs n ≥ 1 and k between 0 and 100 per cent");
            }
        }

        @Override
        public int contributions() {
            return n;
        }

        @Override
        public long upperLevel(long total, long[] largest) {
            long sum = 0;
            for (int rank = 0; rank < n; rank++) {
                sum = Math.addExact(sum, largest[rank]);
            }
            return k.inverse().timesMinus(sum, total);
        }

        @Override
        public Rule rule() {
            return Rule.DOMINANCE;
        }
    }

    /** Unsafe if the second largest can estimate the largest to within p per cent: X − x₁ − x₂ &lt; p/100·x₁; level p/100·x₁ − (X − x₁ − x₂). */
    record PPercent(Ratio p) implements ConcentrationRule {
        @Override
        public int contributions() {
            return 2;
        }

        @Override
        public long upperLevel(long total, long[] largest) {
            return p.timesMinus(largest[0], remainder(total, largest));
        }

        @Override
        public Rule rule() {
            return Rule.P_PERCENT;
        }
    }

    /** As p%, where everybody knows everybody to within q per cent before: X − x₁ − x₂ &lt; p/q·x₁; level p/q·x₁ − (X − x₁ − x₂). */
    record PriorPosterior(Ratio pOverQ) implements ConcentrationRule {
        @Override
        public int contributions() {
            return 2;
        }

        @Override
        public long upperLevel(long total, long[] largest) {
            return pOverQ.timesMinus(largest[0], remainder(total, largest));
        }

        @Override
        public Rule rule() {
            return Rule.PRIOR_POSTERIOR;
        }
    }

    private static long remainder(long total, long[] largest) {
        return Math.subtractExact(Math.subtractExact(total, largest[0]), largest[1]);
    }
}
