package org.louver.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * One table as the public gets it: a row per published cell position, ordered by the dimension codes alone.
 *
 * @param name file-system safe name of the table
 * @param unit what is counted
 * @param dimensions names of the dimension columns; the first is {@code year}
 * @param rows one per cell, each with as many codes as there are dimensions
 * @param recoded the variables whose categories are coarser than those in the records
 * @param parents dimension → code → the coarser codes next above it that the table shows
 */
public record PublicTable(
        String name,
        String unit,
        List<String> dimensions,
        List<PublicRow> rows,
        List<Recoded> recoded,
        Map<String, Map<String, List<String>>> parents) {
    /** The dimension by which datasets are partitioned. */
    public static final String YEAR = "year";

    private static final Comparator<PublicRow> BY_CODES = (a, b) -> {
        for (int column = 0; column < a.codes().size(); column++) {
            int order = a.codes().get(column).compareTo(b.codes().get(column));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    public PublicTable {
        if (dimensions.isEmpty() || !dimensions.get(0).equals(YEAR)) {
            throw new IllegalArgumentException("the first dimension of table " + name + " must be " + YEAR);
        }
        dimensions = List.copyOf(dimensions);
        for (PublicRow row : rows) {
            if (row.codes().size() != dimensions.size()) {
                throw new IllegalArgumentException("a row of table " + name + " lacks a code");
            }
        }
        rows = rows.stream().sorted(BY_CODES).toList();
        recoded = List.copyOf(recoded);
        parents = Map.copyOf(parents);
    }

    /** A table in the categories of the records. */
    public PublicTable(String name, String unit, List<String> dimensions, List<PublicRow> rows) {
        this(name, unit, dimensions, rows, List.of(), Map.of());
    }

    /** The coarser codes next above a code; none for the total, and where the table says nothing. */
    public List<String> parents(String dimension, String code) {
        return parents.getOrDefault(dimension, Map.of()).getOrDefault(code, List.of());
    }

    /** How many cells are withheld. */
    public long withheld() {
        return rows.stream().filter(row -> row.value().isEmpty()).count();
    }

    /** What a reader can count on: withheld cells between their bounds. */
    public CountTable counts() {
        List<CountTable.Cell> cells = rows.stream()
                .map(row -> new CountTable.Cell(row.codes(), new CountBounds(row.lower(), row.upper())))
                .toList();
        return new CountTable(name, unit, dimensions, cells, parents);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "PublicTable[" + name + ", " + rows.size() + " rows]";
    }

    /**
     * One cell for the public.
     *
     * @param codes one per dimension; {@code Total} for the margin
     * @param value the count, or empty where withheld
     * @param lower the least value that any reader can compute from the release
     * @param upper the largest one
     */
    public record PublicRow(List<String> codes, OptionalLong value, long lower, long upper) {
        public PublicRow {
            codes = List.copyOf(codes);
            if (lower > upper || (value.isPresent() && (value.getAsLong() != lower || value.getAsLong() != upper))) {
                throw new IllegalArgumentException("bounds contradict the cell");
            }
        }

        /** SDMX CONF_STATUS: {@code F} free, {@code C} withheld; one code for every reason to withhold. */
        public String status() {
            return value.isPresent() ? "F" : "C";
        }
    }

    /**
     * A variable of the table in coarser categories.
     *
     * @param dropped whether the table lost it
     * @param categories category of the finest kind → codes in the records that it stands for
     * @param pools those that are pools of siblings
     * @param brokenSeries whether the release before showed other categories
     */
    public record Recoded(
            String variable,
            boolean dropped,
            SortedMap<String, List<String>> categories,
            List<String> pools,
            boolean brokenSeries) {
        public Recoded {
            categories = new TreeMap<>(categories);
            pools = List.copyOf(pools);
        }
    }
}
