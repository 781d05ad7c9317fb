package org.louver.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.table.SpanningVariable;

/**
 * A place where so little is counted that its own total, over everything else the table shows, is withheld or below the floor: what is said
 * about it is nearly about single people. From public rows alone.
 *
 * @param column column of the table that holds places
 * @param place its code
 * @param years in how many years
 */
public record SmallPlaces(String table, String column, String place, long years) {

    /**
     * The small places of all tables.
     *
     * @param places names of the variables that hold places
     */
    public static List<SmallPlaces> of(List<PublicTable> tables, Set<String> places, long least) {
        List<SmallPlaces> small = new ArrayList<>();
        for (PublicTable table : tables) {
            for (int column = 1; column < table.dimensions().size(); column++) {
                if (places.contains(table.dimensions().get(column))) {
                    small.addAll(ofColumn(table, column, least));
                }
            }
        }
        return small;
    }

    private static List<SmallPlaces> ofColumn(PublicTable table, int column, long least) {
        Set<String> codes = new TreeSet<>();
        table.rows().forEach(row -> codes.add(row.codes().get(column)));
        codes.remove(SpanningVariable.TOTAL);
        List<SmallPlaces> small = new ArrayList<>();
        for (String code : codes) {
            long years = table.rows().stream()
                    .filter(row -> row.codes().get(column).equals(code) && isMargin(row, column))
                    .filter(row -> !row.codes().get(0).equals(SpanningVariable.TOTAL))
                    .filter(row -> row.value().isEmpty() || (row.lower() > 0 && row.lower() < least))
                    .count();
            if (years > 0) {
                small.add(new SmallPlaces(table.name(), table.dimensions().get(column), code, years));
            }
        }
        return small;
    }

    /** Whether everything but year and place is a total. */
    private static boolean isMargin(PublicRow row, int place) {
        for (int column = 1; column < row.codes().size(); column++) {
            if (column != place && !row.codes().get(column).equals(SpanningVariable.TOTAL)) {
                return false;
            }
        }
        return true;
    }
}
