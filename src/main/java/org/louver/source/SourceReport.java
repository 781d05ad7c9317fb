package org.louver.source;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What was read and what became of it; internal, because counts of bad rows can be small.
 *
 * <p>Each row read is a header line, blank, quarantined or kept; each thing is described by one or more kept rows.
 *
 * @param files number of files
 * @param rowsRead rows of any kind
 * @param headerRows header lines, those repeated inside a file included
 * @param duplicateRows kept rows that repeat another one in every field
 * @param rows kept rows by year; year 0 for reference tables
 * @param things distinct keys by year; year 0 for reference tables
 * @param quarantined by year (0 where unknown), field and reason
 * @param emptied values that were made missing, by field
 * @param unlistedColumns columns of the files that the contract does not name
 */
public record SourceReport(
        String source,
        int files,
        long rowsRead,
        long headerRows,
        long blankRows,
        long duplicateRows,
        SortedMap<Integer, Long> rows,
        SortedMap<Integer, Long> things,
        List<Quarantined> quarantined,
        SortedMap<String, Long> emptied,
        SortedSet<String> unlistedColumns) {

    /** Rows of one year that one rule sent to quarantine. */
    public record Quarantined(int year, String field, Reason reason, long rows) {
        @Override
        public String toString() {
            return "Quarantined[" + field + " " + reason.word() + "]";
        }
    }

    /** Rows that hold data: neither header nor blank. */
    public long dataRows() {
        return rowsRead - headerRows - blankRows;
    }

    public long rowsKept() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    public long rowsQuarantined() {
        return quarantined.stream().mapToLong(Quarantined::rows).sum();
    }

    public long thingsKept() {
        return things.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Names the source only: counts here are not safe to print. */
    @Override
    public String toString() {
        return "SourceReport[" + source + "]";
    }
}
