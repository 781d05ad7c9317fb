package org.louver.table;

import java.util.Arrays;

/**
 * Rows of cells in flat arrays, and the one operation on them: giving rows new keys and merging those that share one.
 *
 * <p>Contributions of row i occupy entries start[i] to start[i + 1] − 1, ascending by contributor; {@code start} is empty
 * where contributors are not tracked, {@code amount} where only their number matters.
 */
@SuppressWarnings("ArrayRecordComponent") // internal to this room and never compared
record CellRows(long[] key, long[] value, long[] count, int[] sole, int[] start, int[] contributor, long[] amount) {
    boolean tracksContributors() {
        return start.length > 0;
    }

    /**
     * Merges rows: values, counts and amounts per contributor are added exactly.
     *
     * @param newKey the key of each row
     * @param contributors contributors are numbered from 0 to this − 1
     * @param tracked of each merged row, only this many contributors with the lowest numbers are kept
     */
    CellRows merged(long[] newKey, int contributors, int tracked) {
        long[] keys = CellKeys.distinct(newKey);
        int[] place = new int[newKey.length];
        long[] values = new long[keys.length];
        long[] counts = new long[keys.length];
        int[] soles = new int[keys.length];
        Arrays.fill(soles, -1);
        for (int row = 0; row < newKey.length; row++) {
            int at = Arrays.binarySearch(keys, newKey[row]);
            place[row] = at;
            values[at] = Math.addExact(values[at], value[row]);
            counts[at] = Math.addExact(counts[at], count[row]);
            soles[at] = Math.max(soles[at], sole[row]);
        }
        for (int at = 0; at < keys.length; at++) {
            soles[at] = counts[at] == 1 ? soles[at] : -1;
        }
        if (!tracksContributors()) {
            return new CellRows(keys, values, counts, soles, start, contributor, amount);
        }
        return withContributions(keys, values, counts, place, contributors, tracked);
    }

    private CellRows withContributions(
            long[] keys, long[] values, long[] counts, int[] place, int contributors, int tracked) {
        long[] packed = new long[contributor.length];
        for (int row = 0; row < place.length; row++) {
            for (int entry = start[row]; entry < start[row + 1]; entry++) {
                packed[entry] = (long) place[row] * contributors + contributor[entry];
            }
        }
        long[] entries = CellKeys.distinct(packed);
        long[] amounts = new long[amount.length == 0 ? 0 : entries.length];
        for (int entry = 0; entry < amount.length; entry++) {
            int at = Arrays.binarySearch(entries, packed[entry]);
            amounts[at] = Math.addExact(amounts[at], amount[entry]);
        }
        int[] starts = new int[keys.length + 1];
        int[] numbers = new int[entries.length];
        int[] soles = new int[keys.length];
        int kept = 0;
        int entry = 0;
        for (int at = 0; at < keys.length; at++) {
            while (entry < entries.length && entries[entry] / contributors == at) {
                if (kept - starts[at] < tracked) {
                    numbers[kept] = (int) (entries[entry] % contributors);
                    if (amounts.length > 0) {
                        amounts[kept] = amounts[entry];
                    }
                    kept++;
                }
                entry++;
            }
            starts[at + 1] = kept;
            soles[at] = kept - starts[at] == 1 && tracked > 1 ? numbers[starts[at]] : -1;
        }
        return new CellRows(
                keys,
                values,
                counts,
                soles,
                starts,
                Arrays.copyOf(numbers, kept),
                amounts.length == 0 ? amounts : Arrays.copyOf(amounts, kept));
    }
}
