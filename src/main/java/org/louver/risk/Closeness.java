package org.louver.risk;

/**
 * t-closeness: the earth mover's distance between the sensitive values of a class and those of all records (Li, Li &amp;
 * Venkatasubramanian 2007, doi 10.1109/ICDE.2007.367856). Every distance lies in [0, 1]; a table is t-close if no class exceeds t.
 *
 * <p>All methods take counts per sensitive value, of the class and of all records, in the same order.
 */
public final class Closeness {
    private Closeness() {}

    /** Equal ground distance: half the sum of absolute differences. O(m). */
    public static double equal(long[] inClass, long[] overall) {
        double[] difference = difference(inClass, overall);
        double sum = 0;
        for (double one : difference) {
            sum += Math.abs(one);
        }
        return sum / 2;
    }

    /** Ordered ground distance |i − j| / (m − 1): values in their natural order. O(m). */
    public static double ordered(long[] inClass, long[] overall) {
        double[] difference = difference(inClass, overall);
        if (difference.length == 1) {
            return 0;
        }
        double carried = 0;
        double sum = 0;
        for (int i = 0; i + 1 < difference.length; i++) {
            carried += difference[i];
            sum += Math.abs(carried);
        }
        return sum / (difference.length - 1);
    }

    /**
     * Hierarchical ground distance: height of the lowest common ancestor over the height of the tree. O(m · height).
     *
     * @throws IllegalArgumentException if the tree is over another number of values
     */
    public static double hierarchical(long[] inClass, long[] overall, ValueTree tree) {
        double[] extra = difference(inClass, overall);
        if (tree.values() != extra.length) {
            throw new IllegalArgumentException("the tree needs the same values");
        }
        int[] groupBelow = new int[extra.length];
        for (int value = 0; value < extra.length; value++) {
            groupBelow[value] = value;
        }
        double cost = 0;
        double[] below = extra;
        for (int level = 0; level < tree.height(); level++) {
            double[] here = new double[tree.groups(level)];
            double[] surplus = new double[here.length];
            double[] deficit = new double[here.length];
            boolean[] counted = new boolean[below.length];
            for (int value = 0; value < extra.length; value++) {
                int child = groupBelow[value];
                int parent = tree.group(level, value);
                if (!counted[child]) {
                    counted[child] = true;
                    here[parent] += below[child];
                    surplus[parent] += Math.max(0, below[child]);
                    deficit[parent] += Math.max(0, -below[child]);
                }
                groupBelow[value] = parent;
            }
            for (int parent = 0; parent < here.length; parent++) {
                cost += (level + 1.0) / tree.height() * Math.min(surplus[parent], deficit[parent]);
            }
            below = here;
        }
        return cost;
    }

    private static double[] difference(long[] inClass, long[] overall) {
        if (inClass.length != overall.length || inClass.length == 0) {
            throw new IllegalArgumentException("both distributions need the same values");
        }
        double classTotal = 0;
        double overallTotal = 0;
        for (int i = 0; i < inClass.length; i++) {
            classTotal += inClass[i];
            overallTotal += overall[i];
        }
        if (!(classTotal > 0 && overallTotal > 0)) {
            throw new IllegalArgumentException("a distribution needs at least one record");
        }
        double[] difference = new double[inClass.length];
        for (int i = 0; i < inClass.length; i++) {
            difference[i] = inClass[i] / classTotal - overall[i] / overallTotal;
        }
        return difference;
    }
}
