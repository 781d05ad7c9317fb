package org.louver.standalone;

import java.math.BigDecimal;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.Assessment;
import org.louver.sensitivity.PrimarySuppression;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.AssessedCells;
import org.louver.table.BaseCells;
import org.louver.table.CellPattern;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.ProtectionLevels;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/** The real values behind a published table, assessed by the rules of the design. */
record Truth(TabulatedCells cells, Assessment assessment, int scale) {
    /**
     * Reads the truth as an input of the design, or as counts with one cell per row.
     *
     * @throws Refusal exit 3 if it is neither
     */
    static Truth read(DesignConfig design, CodedColumns file, LinkedTables tables) {
        boolean input = design.count().map(file::has).orElse(!file.has("value") || holdsCodes(design, file))
                || design.magnitude()
                        .map(magnitude -> file.has(magnitude.value()))
                        .orElse(false);
        if (input) {
            Problem problem = Problem.of(design, file, tables);
            return new Truth(problem.cells(), problem.assessment(), problem.scale());
        }
        if (design.magnitude().isPresent()) {
            throw Refusal.input(
                    file.file() + " does not tell who contributes to a cell", "give the records as the truth");
        }
        TabulatedCells cells = fromCells(design, file, tables);
        return new Truth(
                cells,
                PrimarySuppression.assess(
                        cells, design.rules(), design.protection().policy(0)),
                0);
    }

    /** Whether the column value of the file holds the codes of a variable that has another name. */
    private static boolean holdsCodes(DesignConfig design, CodedColumns file) {
        return design.variables().values().stream()
                .anyMatch(variable -> variable.column().equals("value") && !file.has(variable.name()));
    }

    private static TabulatedCells fromCells(DesignConfig design, CodedColumns file, LinkedTables tables) {
        BaseCells.Builder base = tables.baseCells();
        for (CellFile.Cell cell :
                CellFile.read(design, file, tables, true).cells().values()) {
            int[] nodes = new int[tables.variables().size()];
            boolean inner = true;
            for (int variable = 0; variable < nodes.length; variable++) {
                SpanningVariable spanning = tables.variables().get(variable);
                nodes[variable] = tables.keys().node(cell.key(), variable);
                inner &= spanning.isLeaf(nodes[variable]);
            }
            BigDecimal value = cell.value();
            if (inner && value != null) {
                base.count(nodes, value.longValueExact());
            }
        }
        BaseCells cells = base.build();
        if (cells.size() == 0) {
            throw Refusal.input(
                    file.file() + " has no cell of the finest codes of all variables",
                    "give the input of the tables as the truth");
        }
        return design.rules().zeros() == ZeroPolicy.UNSAFE
                ? tables.tabulateWithZeros(
                        cells, CellPattern.anyOf(tables, design.rules().structuralZeros()), Capacity.cells(tables))
                : tables.tabulate(cells, Capacity.cells(tables));
    }

    /**
     * The truth in the numbering of a published table.
     *
     * @throws Refusal exit 3 if the published values are not the true ones
     */
    AssessedCells behind(PublishedTable published) {
        AssessedCells assessed = assessment.cells();
        int count = published.cells();
        long[] value = new long[count];
        long[] floor = new long[count];
        long[] cost = new long[count];
        int[] sole = new int[count];
        CellStatus[] status = new CellStatus[count];
        ProtectionLevels[] levels = new ProtectionLevels[count];
        int found = 0;
        int different = 0;
        for (int each = 0; each < count; each++) {
            int cell = cells.cell(published.keys()[each]);
            found += cell < 0 ? 0 : 1;
            value[each] = cell < 0 ? 0 : assessed.value(cell);
            sole[each] = cell < 0 ? -1 : assessed.soleContributor(cell);
            status[each] = cell < 0 ? CellStatus.SAFE : assessed.status(cell);
            levels[each] = cell < 0 ? ProtectionLevels.NONE : assessed.levels(cell);
            boolean shown = !published.reader().withheld(each);
            long low = published.reader().low(each);
            different += (shown ? low != value[each] : low > value[each]) ? 1 : 0;
        }
        for (int cell = 0; cell < cells.cells(); cell++) {
            different += found < cells.cells() && cells.value(cell) != 0 && !published.holds(cells.key(cell)) ? 1 : 0;
        }
        if (different > 0) {
            throw Refusal.input(
                    "the published table and the truth differ in " + different + " cells",
                    "attack a table with the truth that it was made from");
        }
        return new AssessedCells(published.reader().system(), value, floor, status, levels, cost, sole);
    }
}
