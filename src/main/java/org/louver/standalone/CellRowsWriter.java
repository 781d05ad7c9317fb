package org.louver.standalone;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.louver.attack.PublishedCells;
import org.louver.evidence.Evidence;
import org.louver.table.CellKeys;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;

/**
 * Writes cells table by table in the order of their keys, totals first. Tables of up to a million cells are written with their
 * published zeros; of larger ones, a cell that is not listed is zero.
 */
final class CellRowsWriter {
    static final double MOST_DENSE = 1_000_000;

    private final LinkedTables tables;
    private final long[] keys;
    private final int scale;

    /**
     * Writes these cells and zeros beside them.
     *
     * @param keys the cells that are not published zeros, ascending
     */
    CellRowsWriter(LinkedTables tables, long[] keys, int scale) {
        this.tables = tables;
        this.keys = keys;
        this.scale = scale;
    }

    /** What follows the codes in a row. */
    interface Content {
        /** Values after the codes of a cell; the cell is −1 for a zero that is published. */
        Object[] of(int cell);
    }

    void write(CSVPrinter printer, List<String> contentColumns, Content content) throws IOException {
        List<Object> header = new ArrayList<>();
        header.add("table");
        tables.variables().forEach(variable -> header.add(variable.name()));
        header.addAll(contentColumns);
        printer.printRecord(header);
        for (int table = 0; table < tables.designs().size(); table++) {
            for (long key : shown(table)) {
                int cell = Arrays.binarySearch(keys, key);
                printer.print(tables.designs().get(table).name());
                CellKeys codes = tables.keys();
                for (int variable = 0; variable < tables.variables().size(); variable++) {
                    SpanningVariable spanning = tables.variables().get(variable);
                    printer.print(spanning.code(codes.node(key, variable)));
                }
                for (Object value : content.of(cell < 0 ? -1 : cell)) {
                    printer.print(value);
                }
                printer.println();
            }
        }
    }

    /** Which cell each row shows; rows of zeros are left out. */
    List<Evidence.ShownRow> shownRows() {
        List<Evidence.ShownRow> rows = new ArrayList<>();
        for (int table = 0; table < tables.designs().size(); table++) {
            for (int cell = 0; cell < keys.length; cell++) {
                if (tables.shows(table, keys[cell])) {
                    String codes = String.join(Evidence.SEPARATOR, tables.keys().codes(keys[cell]));
                    rows.add(new Evidence.ShownRow(tables.designs().get(table).name(), codes, cell));
                }
            }
        }
        return rows;
    }

    /** How many cells the tables show together, listed zeros included. */
    long distinct() {
        long[][] all = new long[tables.designs().size()][];
        for (int table = 0; table < all.length; table++) {
            all[table] = shown(table);
        }
        return Arrays.stream(all).flatMapToLong(Arrays::stream).distinct().count();
    }

    private long[] shown(int table) {
        if (tables.crossProduct(table) > MOST_DENSE) {
            return Arrays.stream(keys).filter(key -> tables.shows(table, key)).toArray();
        }
        long[] product = {0};
        for (int variable = 0; variable < tables.variables().size(); variable++) {
            int[] nodes = tables.shownNodes(table, variable);
            long[] longer = new long[product.length * nodes.length];
            int at = 0;
            for (long prefix : product) {
                for (int node : nodes) {
                    longer[at++] = tables.keys().with(prefix, variable, node);
                }
            }
            product = longer;
        }
        return product;
    }

    /** A value in the units of the input. */
    String plain(long value) {
        return BigDecimal.valueOf(value, scale).toPlainString();
    }

    /** An upper bound; empty where there is none. */
    String plainBound(long bound) {
        return bound == PublishedCells.UNBOUNDED ? "" : plain(bound);
    }
}
