package org.louver.evidence;

import java.util.List;
import org.louver.attack.certificate.Certificates;
import org.louver.attack.certificate.Protected;

/**
 * Everything that the proof of some tables needs. Confidential: it holds the true values.
 *
 * @param premises the true table, what of it is withheld, and how well
 * @param certificates other tables that readers cannot tell from it
 * @param rows which cell each published row shows; rows that show no cell are zeros
 * @param scale decimal places that values were multiplied out by
 */
public record Evidence(Protected premises, Certificates certificates, List<ShownRow> rows, int scale) {
    /** Separates the codes of a row: a character that no code holds. */
    public static final String SEPARATOR = "\u001f";

    public Evidence {
        rows = List.copyOf(rows);
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "Evidence[" + premises + ", " + certificates + "]";
    }

    /**
     * One published row.
     *
     * @param table name of the table
     * @param codes its codes in the order of the columns, joined by {@link #SEPARATOR}
     * @param cell the cell that it shows
     */
    public record ShownRow(String table, String codes, int cell) {}
}
