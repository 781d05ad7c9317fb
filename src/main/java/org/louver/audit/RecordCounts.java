package org.louver.audit;

import java.util.Arrays;
import java.util.List;
import org.louver.table.CellStatus;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.CountTable;

/** The tables of a unit with every count as the records have it: for comparison within the house, never for publication. */
public final class RecordCounts {
    private RecordCounts() {}

    /** Laid out as the public tables are, without a single withheld cell. Linear in the cells of the tables. */
    public static List<CountTable> of(TabulatedUnit unit) {
        CellStatus[] open = new CellStatus[unit.cells().cells()];
        Arrays.fill(open, CellStatus.SAFE);
        long[] none = new long[open.length];
        return new PublicTables(unit, open, none, none)
                .all().stream().map(PublicTable::counts).toList();
    }
}
