package org.louver.protection;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TabulatedUnit;

/** What a table that may become coarser must not lose lightly: its finest cells, and the totals of its periods, which bound all others. */
final class DearCells {
    private DearCells() {}

    /** Numbers of the cells that are the total of every axis but the period. */
    static BitSet totals(TabulatedUnit unit, int table) {
        LinkedTables tables = unit.cells().tables();
        List<SpanningVariable> variables = tables.variables();
        Set<String> axes = unit.tables().get(table).axes().keySet();
        BitSet cells = new BitSet();
        for (int cell = 0; cell < unit.cells().cells(); cell++) {
            long key = unit.cells().key(cell);
            boolean inside = tables.shows(table, key);
            for (int place = 0; inside && place < variables.size(); place++) {
                String name = variables.get(place).name();
                inside = !axes.contains(name)
                        || name.equals(unit.period())
                        || tables.keys().node(key, place) == 0;
            }
            cells.set(cell, inside);
        }
        return cells;
    }

    /**
     * Numbers of the cells that are no margin: every axis on the finest level that the table shows.
     *
     * @param table number of the table in its unit
     */
    static BitSet finest(TabulatedUnit unit, int table) {
        LinkedTables tables = unit.cells().tables();
        List<SpanningVariable> variables = tables.variables();
        Map<String, List<String>> axes = unit.tables().get(table).axes();
        int[] finest = new int[variables.size()];
        for (int place = 0; place < finest.length; place++) {
            List<String> levels = axes.get(variables.get(place).name());
            if (levels == null) {
                finest[place] = -1;
            } else {
                finest[place] = levels.isEmpty()
                        ? variables.get(place).finest()
                        : variables.get(place).level(levels.get(levels.size() - 1));
            }
        }
        BitSet cells = new BitSet();
        for (int cell = 0; cell < unit.cells().cells(); cell++) {
            long key = unit.cells().key(cell);
            boolean inside = tables.shows(table, key);
            for (int place = 0; inside && place < finest.length; place++) {
                inside = finest[place] < 0
                        || variables.get(place).onLevel(tables.keys().node(key, place), finest[place]);
            }
            cells.set(cell, inside);
        }
        return cells;
    }
}
