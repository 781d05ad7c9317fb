package org.louver.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.louver.audit.PublicTable;
import org.louver.table.SpanningVariable;
import org.louver.utility.CountTable;

/**
 * One table as an earlier release shows it.
 *
 * @param release its id
 * @param cells published counts, and ranges where they are withheld
 * @param categories variable → coarser category → codes in the records that it stands for
 */
public record EarlierTable(String release, CountTable cells, Map<String, Map<String, List<String>>> categories) {
    /** Column of calendar periods finer than years, where the variable itself is called year. */
    private static final String PERIOD = "period";

    public EarlierTable {
        categories = Map.copyOf(categories);
    }

    /** Year of a cell, or the total. */
    String year(int cell) {
        return cells.codesOf(cell).get(0);
    }

    /** Names of the variables, the one with calendar periods first. */
    List<String> variables(String period) {
        List<String> names = new ArrayList<>(cells.dimensions());
        names.set(0, period);
        if (finer(period)) {
            names.remove(1);
        }
        return names;
    }

    private boolean finer(String period) {
        List<String> columns = cells.dimensions();
        return columns.size() > 1 && (period.equals(PublicTable.YEAR) ? PERIOD : period).equals(columns.get(1));
    }

    /** The code of every variable that {@link #variables} names, for one cell. */
    Map<String, String> codes(int cell, String period) {
        List<String> codes = new ArrayList<>(cells.codesOf(cell));
        if (finer(period)) {
            String within = codes.remove(1);
            codes.set(0, within.equals(CountTable.TOTAL) ? codes.get(0) : within);
        }
        List<String> names = variables(period);
        Map<String, String> named = new HashMap<>();
        for (int column = 0; column < names.size(); column++) {
            named.put(names.get(column), codes.get(column));
        }
        return named;
    }

    /** The leaves that a code of a variable stood for; empty if records have no such code any more. */
    BitSet leaves(SpanningVariable variable, String code, boolean period) {
        if (!code.equals(CountTable.TOTAL)) {
            BitSet leaves = new BitSet();
            categories
                    .getOrDefault(variable.name(), Map.of())
                    .getOrDefault(code, List.of(code))
                    .forEach(member -> leaves.or(SharedVariable.leaves(variable, variable.node(member))));
            return leaves;
        }
        BitSet all = new BitSet();
        if (!period) {
            all.set(0, variable.leaves());
            return all;
        }
        // The total is over the years of that release.
        for (String year : cells.codes(PublicTable.YEAR)) {
            BitSet within = SharedVariable.leaves(variable, variable.node(year));
            if (within.isEmpty()) {
                return within;
            }
            all.or(within);
        }
        return all;
    }
}
