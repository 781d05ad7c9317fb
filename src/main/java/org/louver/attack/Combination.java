package org.louver.attack;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A combination π of equations as a proof: Σ_j (Aᵀπ)_j·y_j = 0 for every move y, so the room of the other unknowns bounds how far one can go,
 * whatever π is. Exact in longs; linear in the places of the combined equations. Not for sharing between threads.
 */
final class Combination {
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
}
