package org.louver.attack;

import java.util.Arrays;

/** Unknowns near an unknown: moves found inside are moves of the whole, and cheap to look for. */
final class Neighbourhood {
    private Neighbourhood() {}

    /** The nearest unknowns in breadth-first order, short equations first, at most {@code size}; ascending. */
    static int[] around(ReaderEquations equations, int unknown, int size) {
        int[] found = new int[Math.min(size, equations.components[equations.component[unknown]].length)];
        java.util.BitSet seen = new java.util.BitSet();
        found[0] = unknown;
        seen.set(unknown);
        int count = 1;
        for (int next = 0; next < count && count < found.length; next++) {
            int[] rows = Arrays.stream(equations.equationsOf[found[next]])
                    .boxed()
                    .sorted(java.util.Comparator.comparingInt((Integer row) -> equations.unknown[row].length))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int row : rows) {
                for (int other : equations.unknown[row]) {
                    if (count < found.length && !seen.get(other)) {
                        seen.set(other);
                        found[count++] = other;
                    }
                }
            }
        }
        int[] result = Arrays.copyOf(found, count);
        Arrays.sort(result);
        return result;
    }
}
