package org.louver.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.evidence.Evidence;
import org.louver.evidence.Evidence.ShownRow;
import org.louver.pooling.TableAggregation;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;

/** Lays the cells of a unit out as the tables that readers get. */
final class PublicTables {
    /** Second column of calendar periods where a table shows finer ones than years under a variable called year. */
    private static final String PERIOD = "period";

    private final TabulatedUnit unit;
    private final CellStatus[] status;
    private final long[] lower;
    private final long[] upper;
    private final List<ShownRow> shown = new ArrayList<>();

    /**
     * Takes what readers may know of each cell.
     *
     * @param lower the least value of each withheld cell that the release allows
     * @param upper the largest one
     */
    PublicTables(TabulatedUnit unit, CellStatus[] status, long[] lower, long[] upper) {
        this.unit = unit;
        this.status = status;
        this.lower = lower;
        this.upper = upper;
    }

    /** Which cell each row of the tables shows; after {@link #all}. */
    List<ShownRow> shown() {
        return List.copyOf(shown);
    }

    List<PublicTable> all() {
        List<PublicTable> tables = new ArrayList<>();
        for (int table = 0; table < unit.tables().size(); table++) {
            tables.add(table(table));
        }
        return tables;
    }

    private PublicTable table(int table) {
        TableConfig config = unit.tables().get(table);
        LinkedTables linked = unit.cells().tables();
        List<String> names =
                linked.variables().stream().map(SpanningVariable::name).toList();
        int period = names.indexOf(unit.period());
        List<Integer> others = config.axes().keySet().stream()
                .map(names::indexOf)
                .filter(variable -> variable != period)
                .toList();
        boolean finer = showsFinerThanYears(table, period);
        List<String> dimensions = new ArrayList<>(List.of(PublicTable.YEAR));
        if (finer) {
            dimensions.add(unit.period().equals(PublicTable.YEAR) ? PERIOD : unit.period());
        }
        others.forEach(variable -> dimensions.add(names.get(variable)));
        List<PublicRow> rows = new ArrayList<>();
        for (int cell = 0; cell < unit.cells().cells(); cell++) {
            long key = unit.cells().key(cell);
            if (linked.shows(table, key)) {
                List<String> codes = new ArrayList<>();
                String when = code(key, period);
                codes.add(year(when));
                if (finer) {
                    codes.add(when.equals(year(when)) ? SpanningVariable.TOTAL : when);
                }
                others.forEach(variable -> codes.add(code(key, variable)));
                rows.add(row(cell, codes));
                shown.add(new ShownRow(config.name(), String.join(Evidence.SEPARATOR, codes), cell));
            }
        }
        Map<String, Map<String, List<String>>> parents = new LinkedHashMap<>();
        parents.put(PublicTable.YEAR, years(rows));
        others.forEach(variable -> parents.put(names.get(variable), parents(table, variable)));
        return new PublicTable(config.name(), config.unit(), dimensions, rows, recoded(config.name()), parents);
    }

    /** Every year is part of the total over the years, where the table shows one. */
    private static Map<String, List<String>> years(List<PublicRow> rows) {
        Set<String> years = new TreeSet<>();
        rows.forEach(row -> years.add(row.codes().get(0)));
        Map<String, List<String>> parents = new LinkedHashMap<>();
        if (years.remove(SpanningVariable.TOTAL)) {
            years.forEach(year -> parents.put(year, List.of(SpanningVariable.TOTAL)));
        }
        return parents;
    }

    /** Shown code → the shown codes next above it: one per roll-up, the total where there is none between. O(nodes · levels²). */
    private Map<String, List<String>> parents(int table, int at) {
        SpanningVariable variable = unit.cells().tables().variables().get(at);
        Map<Integer, Set<Integer>> above = new LinkedHashMap<>();
        int[] shownNodes = unit.cells().tables().shownNodes(table, at);
        for (int node : shownNodes) {
            above.put(node, holders(variable, node));
        }
        above.values().forEach(holders -> holders.retainAll(above.keySet()));
        Map<String, List<String>> parents = new LinkedHashMap<>();
        above.forEach((node, holders) -> parents.put(
                variable.code(node),
                holders.stream()
                        .filter(near -> holders.stream()
                                .noneMatch(other ->
                                        above.getOrDefault(other, Set.of()).contains(near)))
                        .map(variable::code)
                        .toList()));
        return parents;
    }

    /** The nodes, itself left out, of every level that a level of the node refines. */
    private static Set<Integer> holders(SpanningVariable variable, int node) {
        Set<Integer> holders = new TreeSet<>();
        for (int level = 0; level <= variable.finest(); level++) {
            for (int own = 0; own < variable.levelCount(node); own++) {
                if (variable.refines(variable.levelOf(node, own), level)) {
                    holders.add(variable.ancestor(node, level));
                }
            }
        }
        holders.remove(node);
        return holders;
    }

    private List<PublicTable.Recoded> recoded(String table) {
        List<PublicTable.Recoded> recoded = new ArrayList<>();
        for (TableAggregation decision : unit.aggregations()) {
            if (decision.table().equals(table)) {
                decision.variables()
                        .forEach((variable, change) -> recoded.add(new PublicTable.Recoded(
                                variable,
                                change.dropped(),
                                change.categories(),
                                change.pools(),
                                change.brokenSeries())));
            }
        }
        return recoded;
    }

    private PublicRow row(int cell, List<String> codes) {
        TabulatedCells cells = unit.cells();
        return status[cell].withheld()
                ? new PublicRow(codes, OptionalLong.empty(), lower[cell], upper[cell])
                : new PublicRow(codes, OptionalLong.of(cells.value(cell)), cells.value(cell), cells.value(cell));
    }

    private boolean showsFinerThanYears(int table, int period) {
        SpanningVariable variable = unit.cells().tables().variables().get(period);
        for (int node : unit.cells().tables().shownNodes(table, period)) {
            String code = variable.code(node);
            if (!code.equals(year(code))) {
                return true;
            }
        }
        return false;
    }

    private String code(long key, int variable) {
        LinkedTables tables = unit.cells().tables();
        return tables.variables().get(variable).code(tables.keys().node(key, variable));
    }

    /** {@code 2024} for {@code 2024-03}; the total and the unknown are years of their own. */
    private static String year(String period) {
        int dash = period.indexOf('-');
        return dash < 0 ? period : period.substring(0, dash);
    }
}
