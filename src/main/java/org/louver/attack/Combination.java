package org.louver.attack;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A combination π of equations as a proof: Σ_j (Aᵀπ)_j·y_j = 0 for every move y, so the room of the other unknowns bounds how far one can go,
 * whatever π is. Exact in longs; linear in the places of the combined equations. Not for sharing between threads.
 */
final class Combination {
    /** What multiples are often fractions of. */
    private static final long[] DENOMINATORS = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 18, 20, 24, 30, 36, 60, 120, 840};

    private static final long FINE = 1L << 20;
    private static final double CLOSE = 1e-6;

    private final ReaderEquations equations;
    private final long[] base;
    /** Aᵀπ per unknown; 0 unless met. */
    private final long[] factor;

    private final BitSet met = new BitSet();

    /** @param base what the unknowns are; moves start there */
    Combination(ReaderEquations equations, long[] base) {
        this.equations = equations;
        this.base = base;
        factor = new long[equations.unknowns()];
    }

    /** Starts over. */
    void clear() {
        met.stream().forEach(unknown -> factor[unknown] = 0);
        met.clear();
    }

    /**
     * Adds a multiple of an equation.
     *
     * @throws ArithmeticException if a factor leaves the longs
     */
    void add(int equation, long multiple) {
        int[] unknowns = equations.unknown[equation];
        for (int place = 0; place < unknowns.length && multiple != 0; place++) {
            int unknown = unknowns[place];
            met.set(unknown);
            factor[unknown] =
                    Math.addExact(factor[unknown], Math.multiplyExact(multiple, equations.sign[equation][place]));
        }
    }

    /**
     * How far an unknown can go at most.
     *
     * @param frozen unknowns that stay, ascending
     * @return null if the combination gives no finite bound
     * @throws ArithmeticException if a sum leaves the longs
     */
    @Nullable Fraction bound(int unknown, boolean up, int[] frozen) {
        long own = factor[unknown];
        if (own == 0) {
            return null;
        }
        long side = (own > 0) == up ? -1 : 1;
        long bound = 0;
        for (int other = met.nextSetBit(0); other >= 0; other = met.nextSetBit(other + 1)) {
            long pull = Math.multiplyExact(side, factor[other]);
            if (pull == 0 || other == unknown || Arrays.binarySearch(frozen, other) >= 0) {
                continue;
            }
            long end = pull > 0 ? equations.high[other] : equations.low[other];
            if (end == PublishedCells.UNBOUNDED) {
                return null;
            }
            bound = Math.addExact(bound, Math.multiplyExact(pull, Math.subtractExact(end, base[other])));
        }
        return new Fraction(bound, Math.abs(own));
    }

    /** What the multiples that a solver proposes are to be rounded to: fractions with this denominator, a simple one if all are close to such. */
    static long scale(double[] multiples) {
        for (long denominator : DENOMINATORS) {
            if (Arrays.stream(multiples)
                    .allMatch(each -> Math.abs(each * denominator - Math.rint(each * denominator)) < CLOSE)) {
                return denominator;
            }
        }
        return FINE;
    }

    /**
     * The same bound by multiples near those that a solver proposes: by simple fractions if all of them are close to some.
     *
     * @param combined the equations
     * @param multiples of each
     * @return null if these multiples give no finite bound
     */
    @Nullable Fraction boundNear(int[] combined, double[] multiples, int unknown, boolean up, int[] frozen) {
        long scale = scale(multiples);
        clear();
        try {
            for (int index = 0; index < combined.length; index++) {
                add(combined[index], Math.round(multiples[index] * scale));
            }
            return bound(unknown, up, frozen);
        } catch (ArithmeticException overflow) {
            return null;
        }
    }
}
