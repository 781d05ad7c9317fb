package org.louver.report;

/** Text that spreadsheets open as text. */
public final class SpreadsheetText {
    private SpreadsheetText() {}

    /** A spreadsheet runs text that begins like a formula; a leading apostrophe keeps it text (OWASP, CSV injection). */
    public static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
