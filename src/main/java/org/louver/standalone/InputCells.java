package org.louver.standalone;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.table.AdditiveSystem;
import org.louver.table.BaseCells;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;

/** Turns the rows of an input into base cells; rows that are margins are checked against the sums instead. */
final class InputCells {
    private final DesignConfig design;
    private final CodedColumns input;
    private final LinkedTables tables;
    private final Numbers numbers;
    private final Map<Long, Long> margins = new LinkedHashMap<>();

    InputCells(DesignConfig design, CodedColumns input, LinkedTables tables) {
        this.design = design;
        this.input = input;
        this.tables = tables;
        this.numbers = design.magnitude().isPresent()
                ? Numbers.decimals(input, input.column(design.magnitude().get().value()))
                : design.count().isPresent()
                        ? Numbers.counts(input, input.column(design.count().get()))
                        : Numbers.ones();
    }

    /** Decimal places that values were multiplied out by. */
    int scale() {
        return numbers.scale();
    }

    /**
     * Reads all rows.
     *
     * @throws Refusal exit 3 with the row that breaks the contract
     */
    BaseCells read() {
        List<DesignConfig.Variable> variables = List.copyOf(design.variables().values());
        int[][] nodeOfRow = new int[variables.size()][];
        for (int variable = 0; variable < nodeOfRow.length; variable++) {
            nodeOfRow[variable] =
                    RowNodes.of(variables.get(variable), tables.variables().get(variable), input);
        }
        if (design.count().isPresent()) {
            refuseRepetition(design.count().get());
        }
        BaseCells.Builder base = tables.baseCells()
                .trackContributors(design.rules().contributorsNeeded())
                .keepLargest(design.rules().contributionsNeeded());
        int[] contributor = contributors();
        int[] leaf = new int[nodeOfRow.length];
        for (int row = 0; row < input.rows(); row++) {
            boolean inner = true;
            for (int variable = 0; variable < leaf.length; variable++) {
                leaf[variable] = nodeOfRow[variable][row];
                inner &= tables.variables().get(variable).isLeaf(leaf[variable]);
            }
            long value = numbers.value(row);
            if (!inner) {
                margin(row, tables.keys().key(leaf), value);
            } else if (design.magnitude().isPresent()) {
                base.magnitude(leaf, value, 1, contributor.length == 0 ? row : contributor[row]);
            } else if (contributor.length > 0) {
                base.count(leaf, value, contributor[row]);
            } else {
                base.count(leaf, value);
            }
        }
        BaseCells cells = base.build();
        if (margins.size() == input.rows()) {
            throw CodeLists.onlyMargins(
                    input, "every row has " + SpanningVariable.TOTAL + " or a coarser code in some variable");
        }
        if (cells.size() == 0) {
            throw Refusal.input(input.file() + " has no cell that is not empty", "check that it is the right file");
        }
        return cells;
    }

    private int[] contributors() {
        return design.magnitude()
                .flatMap(DesignConfig.Magnitude::contributor)
                .or(design::contributor)
                .map(name -> input.column(name).code())
                .orElse(new int[0]);
    }

    private void margin(int row, long key, long value) {
        if (design.count().isEmpty()) {
            throw Refusal.input(
                    input.row(row) + " holds a total or a code that is not among the leaves",
                    "records carry the finest codes; totals belong to pre-aggregated counts");
        }
        Long before = margins.putIfAbsent(key, value);
        if (before != null) {
            throw Refusal.input(
                    input.row(row) + " repeats the cell " + tables.keys().describe(key), "list every cell once");
        }
    }

    /** Pre-aggregated rows that agree in everything but the count are the same cell twice. */
    private void refuseRepetition(String count) {
        List<CodedColumns.Column> columns = input.names().stream()
                .filter(name -> !name.equals(count))
                .map(input::column)
                .toList();
        for (CodedColumns.Column column : columns) {
            boolean used = design.variables().values().stream()
                    .anyMatch(variable -> CodeLists.levelColumns(variable).contains(column.name())
                            || variable.column().equals(column.name()));
            if (!used && column.texts().contains(SpanningVariable.TOTAL)) {
                throw Refusal.input(
                        input.file() + " holds totals over " + column.name() + ", which no table uses",
                        "remove those rows, or declare the column as a variable of a table");
            }
        }
        Set<List<Integer>> seen = new HashSet<>();
        for (int row = 0; row < input.rows(); row++) {
            Integer[] codes = new Integer[columns.size()];
            for (int column = 0; column < codes.length; column++) {
                codes[column] = columns.get(column).code()[row];
            }
            if (!seen.add(Arrays.asList(codes))) {
                throw Refusal.input(
                        input.row(row) + " repeats an earlier cell",
                        "list every cell once, or leave out count to have rows counted");
            }
        }
    }

    /**
     * Checks the margins of the input against the sums.
     *
     * @throws Refusal exit 3 naming the relation that does not add up
     */
    void verifyMargins(TabulatedCells cells) {
        for (Map.Entry<Long, Long> margin : margins.entrySet()) {
            int cell = cells.cell(margin.getKey());
            long sum = cell < 0 ? 0 : cells.value(cell);
            if (margin.getValue() != sum && (cell >= 0 || tables.published(margin.getKey()))) {
                throw Refusal.input(
                        input.file() + " is not additive: "
                                + (cell < 0
                                        ? tables.keys().describe(margin.getKey())
                                                + " is not empty, but nothing adds up to it"
                                        : broken(cells, cell)),
                        "correct the cells");
            }
        }
    }

    /** Names a relation whose total is the cell; none is there where the parts are finer than any table. */
    private String broken(TabulatedCells cells, int total) {
        AdditiveSystem system = cells.system();
        for (int index = 0; index < system.degree(total); index++) {
            int relation = system.relationOf(total, index);
            if (system.total(relation) == total) {
                return Relations.describe(cells, relation);
            }
        }
        return tables.keys().describe(cells.key(total)) + " is not the sum of its finest cells";
    }

    /** Values of rows, parsed once per distinct text. */
    @SuppressWarnings("ArrayRecordComponent") // internal to this class and never compared
    private record Numbers(int scale, long[] ofCode, int[] code) {
        long value(int row) {
            return code.length == 0 ? 1 : ofCode[code[row]];
        }

        static Numbers ones() {
            return new Numbers(0, new long[0], new int[0]);
        }

        static Numbers counts(CodedColumns input, CodedColumns.Column column) {
            return scaled(input, column, 0, "whole number");
        }

        static Numbers decimals(CodedColumns input, CodedColumns.Column column) {
            int scale = 0;
            for (int code = 0; code < column.texts().size(); code++) {
                BigDecimal number = parsed(input, column, code, "number");
                scale = Math.max(scale, number.stripTrailingZeros().scale());
            }
            return scaled(input, column, scale, "number");
        }

        private static Numbers scaled(CodedColumns input, CodedColumns.Column column, int scale, String kind) {
            long[] values = new long[column.texts().size()];
            for (int code = 0; code < values.length; code++) {
                BigDecimal number = parsed(input, column, code, kind);
                if (number.signum() < 0) {
                    throw wrong(
                            input,
                            column,
                            code,
                            "is negative",
                            "counts and magnitudes that are protected are never negative");
                }
                try {
                    values[code] = number.movePointRight(scale).longValueExact();
                } catch (ArithmeticException tooLarge) {
                    throw wrong(
                            input,
                            column,
                            code,
                            scale == 0 && number.stripTrailingZeros().scale() > 0
                                    ? "is not a whole number"
                                    : "is too large to be added up exactly",
                            "correct it, or round to fewer decimals");
                }
            }
            return new Numbers(scale, values, column.code());
        }

        private static BigDecimal parsed(CodedColumns input, CodedColumns.Column column, int code, String kind) {
            try {
                BigDecimal number = new BigDecimal(column.texts().get(code).trim());
                if (number.stripTrailingZeros().scale() > 9) {
                    throw wrong(input, column, code, "has more than 9 decimals", "round it");
                }
                return number;
            } catch (NumberFormatException notANumber) {
                throw wrong(input, column, code, "is not a " + kind, "correct it");
            }
        }

        private static Refusal wrong(
                CodedColumns input, CodedColumns.Column column, int code, String problem, String remedy) {
            int row = 0;
            while (column.code()[row] != code) {
                row++;
            }
            return Refusal.input(input.row(row) + ": " + column.name() + " " + problem, remedy);
        }
    }
}
