package org.louver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * How many cells of a kind are withheld.
 *
 * @param cells of all tables
 * @param withheld of them
 */
record Withheld(long cells, long withheld) {
    double share() {
        return cells == 0 ? 0 : (double) withheld / cells;
    }

    Withheld plus(boolean hidden) {
        return new Withheld(cells + 1, withheld + (hidden ? 1 : 0));
    }

    static Withheld of(List<CountTable> tables) {
        Withheld all = new Withheld(0, 0);
        for (CountTable table : tables) {
            for (int cell = 0; cell < table.cells(); cell++) {
                all = all.plus(!table.bounds(cell).isExact());
            }
        }
        return all;
    }

    /** Dimension → code → cells that carry the code, over all tables; years and totals left out. */
    static SortedMap<String, SortedMap<String, Withheld>> byCode(List<CountTable> tables) {
        SortedMap<String, SortedMap<String, Withheld>> counts = new TreeMap<>();
        for (CountTable table : tables) {
            for (int cell = 0; cell < table.cells(); cell++) {
                boolean hidden = !table.bounds(cell).isExact();
                List<String> codes = table.codesOf(cell);
                for (int column = 0; column < codes.size(); column++) {
                    String dimension = table.dimensions().get(column);
                    if (!codes.get(column).equals(CountTable.TOTAL) && !dimension.equals("year")) {
                        counts.computeIfAbsent(dimension, unused -> new TreeMap<>())
                                .merge(
                                        codes.get(column),
                                        new Withheld(0, 0).plus(hidden),
                                        (a, b) -> new Withheld(a.cells + b.cells, a.withheld + b.withheld));
                    }
                }
            }
        }
        return counts;
    }

    /** One category of one dimension by year, everything else at its total. */
    static SortedMap<String, List<CountBounds>> series(CountTable table, String dimension) {
        SortedMap<String, List<CountBounds>> series = new TreeMap<>();
        for (String code : table.codes(dimension)) {
            List<CountBounds> years = new ArrayList<>();
            for (String year : table.codes("year")) {
                years.add(table.sum(table.select(Map.of("year", List.of(year), dimension, List.of(code)))));
            }
            series.put(code, years);
        }
        return series;
    }
}
