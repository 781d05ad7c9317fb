package org.louver.standalone;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.louver.config.DesignConfig;
import org.louver.refusal.Refusal;
import org.louver.table.LinkedTables;

/**
 * A file with one cell per row: a column per variable with a code or {@code Total}, a value, perhaps a table and a status. Whoever
 * wrote it, a cell is withheld if its value is empty or its status says so.
 *
 * @param cells by key
 * @param scale decimal places of the values
 */
record CellFile(NavigableMap<Long, Cell> cells, int scale) {
    private static final Set<String> PRIMARY = Set.of("primary", "p", "u", "a");
    private static final Set<String> OTHER =
            Set.of("complementary", "secondary", "withheld", "suppressed", "x", "s", "c", "[c]", "d");

    /**
     * One cell.
     *
     * @param value as written; null where the file gives none
     * @param primary whether the file tells that the cell is unsafe itself
     * @param forced whether the file tells that the cell is published although it is unsafe
     */
    record Cell(long key, @Nullable BigDecimal value, boolean withheld, boolean primary, boolean forced) {}

    /**
     * Reads all rows. A cell that one table withholds and another shows is known to the reader.
     *
     * @param strict whether a code that the variables do not have is refused rather than skipped
     * @throws Refusal exit 3 naming the row at fault
     */
    static CellFile read(DesignConfig design, CodedColumns file, LinkedTables tables, boolean strict) {
        CodedColumns.Column value = valueColumn(design, file);
        List<DesignConfig.Variable> variables = List.copyOf(design.variables().values());
        CodedColumns.@Nullable Column[] codes = new CodedColumns.Column[variables.size()];
        for (int variable = 0; variable < codes.length; variable++) {
            DesignConfig.Variable declared = variables.get(variable);
            // A variable that the file does not have stands at its total.
            codes[variable] = file.has(declared.name())
                    ? file.column(declared.name())
                    : file.has(declared.column()) ? file.column(declared.column()) : null;
        }
        boolean publishedMeansS =
                file.has("status") && !file.column("status").texts().contains("published");
        NavigableMap<Long, Cell> cells = new TreeMap<>();
        int scale = 0;
        int[] nodes = new int[codes.length];
        for (int row = 0; row < file.rows(); row++) {
            boolean known = true;
            for (int variable = 0; variable < nodes.length; variable++) {
                CodedColumns.Column column = codes[variable];
                nodes[variable] =
                        column == null ? 0 : tables.variables().get(variable).node(column.text(row));
                if (nodes[variable] < 0 && strict) {
                    throw Refusal.input(
                            file.row(row) + ": code " + (column == null ? "" : column.text(row))
                                    + " is not in the hierarchy of "
                                    + variables.get(variable).name(),
                            "correct the row or the hierarchy");
                }
                known &= nodes[variable] >= 0;
            }
            if (!known) {
                continue;
            }
            String status = file.has("status")
                    ? file.column("status").text(row).toLowerCase(Locale.ROOT).trim()
                    : "";
            BigDecimal number = number(file, value, row);
            // In the files of sdcTable, s stands for a cell that is published.
            boolean sIsSafe = publishedMeansS && status.equals("s");
            boolean primary = PRIMARY.contains(status);
            boolean withheld = number == null || primary || (OTHER.contains(status) && !sIsSafe);
            scale = number == null
                    ? scale
                    : Math.max(scale, number.stripTrailingZeros().scale());
            Cell cell = new Cell(tables.keys().key(nodes), number, withheld, primary, status.equals("forced"));
            cells.merge(cell.key(), cell, (before, now) -> merged(file, before, now));
        }
        return new CellFile(cells, scale);
    }

    private static Cell merged(CodedColumns file, Cell before, Cell now) {
        if (!before.withheld() && !now.withheld() && !sameValue(before.value(), now.value())) {
            throw Refusal.input(
                    file.file() + " gives one cell two values", "tables that share a margin must agree on it");
        }
        Cell shown = before.withheld() ? now : before;
        return new Cell(
                shown.key(),
                shown.value() == null ? before.value() : shown.value(),
                before.withheld() && now.withheld(),
                before.primary() || now.primary(),
                before.forced() || now.forced());
    }

    private static boolean sameValue(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) == 0;
    }

    private static CodedColumns.Column valueColumn(DesignConfig design, CodedColumns file) {
        for (String name : List.of(
                "value",
                design.count().orElse("value"),
                design.magnitude().map(DesignConfig.Magnitude::value).orElse("value"),
                "n",
                "freq")) {
            if (file.has(name)) {
                return file.column(name);
            }
        }
        throw Refusal.input(file.file() + " has no column value", "name the column of the values so");
    }

    private static @Nullable BigDecimal number(CodedColumns file, CodedColumns.Column value, int row) {
        String text = value.text(row).trim();
        if (text.isEmpty() || text.equals("NA") || text.equals("-") || text.equalsIgnoreCase("x")) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() < 0) {
                throw Refusal.input(file.row(row) + " is negative", "counts and magnitudes are never negative");
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw Refusal.input(file.row(row) + ": " + value.name() + " is not a number", "leave it empty if withheld");
        }
    }
}
