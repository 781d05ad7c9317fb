package org.louver.attack;

import org.jspecify.annotations.Nullable;

/** Any whole-number table that agrees with everything published, for a reader who does not know the true one. */
final class BaseTable {
    private BaseTable() {}

    /** The table per unknown, or null if none was found. */
    static long @Nullable [] find(ReaderEquations equations) {
        long[] table = new long[equations.unknowns()];
        for (int[] component : equations.components) {
            if (!fill(equations, component, table)) {
                return null;
            }
        }
        return table;
    }

    private static boolean fill(ReaderEquations equations, int[] component, long[] table) {
        long[] nothing = new long[table.length];
        try (LinearProgram program = new LinearProgram(equations, component, nothing)) {
            for (long seed = 1; seed <= 3; seed++) {
                double[] corner = program.anyCorner(seed);
                if (corner == null) {
                    return false;
                }
                if (take(equations, component, corner, table)) {
                    return true;
                }
            }
        }
        double[] whole = IntegerProgram.farthest(equations, component, nothing, -1, true, new int[0])
                .move();
        return whole != null && take(equations, component, whole, table);
    }

    private static boolean take(ReaderEquations equations, int[] component, double[] amount, long[] table) {
        for (int index = 0; index < component.length; index++) {
            int each = component[index];
            table[each] = Math.round(amount[index]);
            if (table[each] < equations.low[each] || table[each] > equations.high[each]) {
                return false;
            }
        }
        for (int each : component) {
            for (int equation : equations.equationsOf[each]) {
                if (equations.unknown[equation][0] == each) {
                    long sum = 0;
                    for (int place = 0; place < equations.unknown[equation].length; place++) {
                        sum = Math.addExact(
                                sum,
                                Math.multiplyExact(
                                        equations.sign[equation][place], table[equations.unknown[equation][place]]));
                    }
                    if (sum != equations.sum[equation]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
