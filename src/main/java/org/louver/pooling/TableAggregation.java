package org.louver.pooling;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was decided about one table, for the manifest and, without the numbers of {@link #tried}, for the public.
 *
 * @param table its name
 * @param way what was chosen
 * @param reason why, in words that hold no number
 * @param variables variable → what became of it; variables that stayed as they were are left out
 * @param tried all ways that were measured, the chosen one first; internal
 * @param front detail kept (parts per million) → unsafe cells, of the designs that nothing beats; internal
 * @param exact whether the search was exhaustive
 */
public record TableAggregation(
        String table,
        Way way,
        String reason,
        SortedMap<String, Change> variables,
        List<Map<String, Object>> tried,
        SortedMap<Long, Long> front,
        boolean exact) {

    /** How a table is protected. */
    public enum Way {
        /** In full detail, with cells withheld. */
        SUPPRESSED,
        /** Coarser, with no unsafe cell. */
        AGGREGATED,
        /** Coarser, with what is still unsafe withheld. */
        MIXED
    }

    public TableAggregation {
        variables = new TreeMap<>(variables);
        tried = List.copyOf(tried);
        front = new TreeMap<>(front);
    }

    /**
     * What became of one variable.
     *
     * @param dropped whether the table lost it
     * @param categories published category of the finest kind → codes of the atoms in it
     * @param pools those of them that are no node of the hierarchy
     * @param brokenSeries whether the release before had other categories
     */
    public record Change(
            boolean dropped, SortedMap<String, List<String>> categories, List<String> pools, boolean brokenSeries) {
        public Change {
            categories = new TreeMap<>(categories);
            pools = List.copyOf(pools);
        }
    }

    /** Internal numbers stay out. */
    @Override
    public String toString() {
        return "TableAggregation[" + table + ", " + way + "]";
    }
}
