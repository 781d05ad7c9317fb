package org.louver.tabulation;

import java.util.List;
import org.louver.table.TabulatedCells;

/**
 * All cells of all tables that count one unit. Confidential.
 *
 * @param unit the source whose rows are counted
 * @param tables the tables, in the order of the designs of {@code cells.tables()}
 * @param period the variable with calendar periods
 * @param baseCells how many distinct combinations the records fell into
 */
public record TabulatedUnit(
        String unit, List<TableConfig> tables, String period, TabulatedCells cells, long baseCells) {
    public TabulatedUnit {
        tables = List.copyOf(tables);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "TabulatedUnit[" + unit + ", " + cells + "]";
    }
}
