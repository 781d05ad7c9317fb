package org.louver.risk;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How the values of a variable are grouped, level by level, up to a single root: the ground on which {@link Closeness#hierarchical}
 * measures. Memory is O(values · height).
 */
public final class ValueTree implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int[][] group;
    private final int[] groups;

    /**
     * Takes the levels from just above the values to the root.
     *
     * @param group per level the group number, from 0, of each value; the last level has one group, and each level only merges
     *     groups of the level below
     * @throws IllegalArgumentException if that is not so
     */
    public ValueTree(int[][] group) {
        this.group = Arrays.stream(group).map(int[]::clone).toArray(int[][]::new);
        this.groups = Arrays.stream(group)
                .mapToInt(level -> Arrays.stream(level).max().orElse(-1) + 1)
                .toArray();
        for (int level = 0; level < group.length; level++) {
            if (group[level].length != group[0].length) {
                throw new IllegalArgumentException("level " + level + " needs a group for each value");
            }
            if (level > 0 && splits(level)) {
                throw new IllegalArgumentException("level " + level + " splits a group of the level below");
            }
        }
        if (group.length == 0 || groups[groups.length - 1] != 1) {
            throw new IllegalArgumentException("the last level has one group");
        }
    }

    private boolean splits(int level) {
        int[] above = new int[groups[level - 1]];
        Arrays.fill(above, -1);
        for (int value = 0; value < values(); value++) {
            int below = group[level - 1][value];
            if (above[below] >= 0 && above[below] != group[level][value]) {
                return true;
            }
            above[below] = group[level][value];
        }
        return false;
    }

    public int values() {
        return group[0].length;
    }

    /** Levels above the values, the root included. */
    public int height() {
        return group.length;
    }

    /** How many groups the level has. */
    int groups(int level) {
        return groups[level];
    }

    /** The group of a value on a level, 0 being just above the values. */
    int group(int level, int value) {
        return group[level][value];
    }
}
