package org.louver.tabulation;

import java.util.List;
import org.louver.pooling.TableAggregation;
import org.louver.table.BaseCells;
import org.louver.table.TabulatedCells;

/**
 * All cells of all tables that count one unit. Confidential.
 *
 * @param unit the source whose rows are counted
 * @param tables the tables, in the order of the designs of {@code cells.tables()}
 * @param period the variable with calendar periods
 * @param base the distinct combinations that the records fell into
 * @param aggregations what was decided about tables whose categories may become coarser; such tables have no cells before that
 */
public record TabulatedUnit(
        String unit,
        List<TableConfig> tables,
        String period,
        TabulatedCells cells,
        BaseCells base,
        List<TableAggregation> aggregations) {
    public TabulatedUnit {
        tables = List.copyOf(tables);
        aggregations = List.copyOf(aggregations);
    }

    /** How many distinct combinations the records fell into. */
    public long baseCells() {
        return base.size();
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "TabulatedUnit[" + unit + ", " + cells + "]";
    }
}
