package org.louver.standalone;

import java.nio.file.Path;
import java.util.BitSet;
import org.louver.table.LinkedTables;

/** Reads which cells an earlier release of the same tables withheld. */
final class EarlierPattern {
    private EarlierPattern() {}

    /** The cells, by number, that are withheld in an earlier {@code cells.csv} or {@code published.csv}; codes gone since are skipped. */
    static BitSet withheld(Problem problem, Path file) {
        LinkedTables tables = problem.cells().tables();
        CellFile cells = CellFile.read(problem.design(), ColumnFiles.read(file, name -> true), tables, false);
        BitSet withheld = new BitSet();
        for (CellFile.Cell cell : cells.cells().values()) {
            int number = problem.cells().cell(cell.key());
            if (number >= 0 && cell.withheld()) {
                withheld.set(number);
            }
        }
        return withheld;
    }
}
