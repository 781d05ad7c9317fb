package org.louver.generate;

/**
 * The random numbers of one record: a pure function of (seed, stream, index), so that records can be made in any order, on any
 * number of cores, and always come out the same.
 *
 * <p>SplitMix64 (Steele, Lea &amp; Flood 2014, doi 10.1145/2714064.2660195), started at a hash of the three. Written out
 * because the JDK does not promise that {@code SplittableRandom} keeps its sequence from version to version.
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    Draws(long seed, Stream stream, long index) {
        state = mix(mix(mix(seed + GOLDEN) + stream.number) + index);
    }

    /** What a record belongs to; records with the same index in different streams are independent. */
    enum Stream {
        POPULATION(1),
        STOP(2),
        INCIDENT(3),
        CALL(4),
        STOP_TEXT(5),
        INCIDENT_TEXT(6),
        DIRT(7);

        final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform on [0, 1). */
    double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Uniform on 0 … bound − 1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    /** One of the choices, in proportion to their weights. */
    <T> T byWeight(T[] choices, double... weights) {
        return choices[inProportion(weights)];
    }

    /** The index that a draw in proportion to the weights picks; zero weights are never picked. */
    int inProportion(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        int picked = -1;
        for (int index = 0; index < weights.length; index++) {
            if (weights[index] > 0) {
                picked = index;
                left -= weights[index];
                if (left < 0) {
                    break;
                }
            }
        }
        return picked;
    }

    /** The finalizer of SplitMix64: a bijection of 64 bits. */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
