package org.louver.publication;

import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.report.SpreadsheetText;

/** The table as people open it: RFC 4180, withheld values marked {@code [c]}, nothing that a spreadsheet would run. */
final class CsvText {
    /** Marks a withheld value, after the UK Government Analysis Function's shorthand for "confidential". */
    static final String WITHHELD = "[c]";

    private CsvText() {}

    static String path(PublicTable table, boolean demonstration) {
        return DatasetWriter.csvFolder(table) + DatasetWriter.csvName(table, demonstration) + ".readable.csv";
    }

    static String of(PublicTable table) {
        StringBuilder text = new StringBuilder();
        for (String dimension : table.dimensions()) {
            text.append(field(dimension)).append(',');
        }
        text.append("value,lower,upper\r\n");
        for (PublicRow row : table.rows()) {
            for (String code : row.codes()) {
                text.append(field(SpreadsheetText.harmless(code))).append(',');
            }
            text.append(row.value().isPresent() ? Long.toString(row.value().getAsLong()) : WITHHELD);
            text.append(',').append(row.lower()).append(',').append(row.upper()).append("\r\n");
        }
        return text.toString();
    }

    static String field(String text) {
        return text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
