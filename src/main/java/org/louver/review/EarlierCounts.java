package org.louver.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.louver.protection.KnownCells;
import org.louver.table.CellKeys;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/**
 * What earlier releases say of cells that are counted now. A year in which any count of theirs, range or value, is not what the records
 * say now says nothing: records were corrected, and no table agrees with both releases.
 *
 * @param bounds by the number of the cell
 * @param corrected years that say nothing, each after its release and a slash
 */
public record EarlierCounts(Map<Integer, CountBounds> bounds, Set<String> corrected) {
    /** Place of a cell that holds nobody. */
    private static final int EMPTY = -1;
    /** Place of a cell whose codes no record has now. */
    private static final int NOT_HERE = -2;
    /** Of a category that no table has now, and of its cells. */
    static final int ELSEWHERE = -3;

    /** Where a set of leaves stands among the nodes of a variable; {@link #ELSEWHERE} if it is no node. */
    public interface Nodes {
        int node(int variable, BitSet leaves);
    }

    /** What readers know of the cells of a unit from tables that it is still counted by. */
    public static KnownCells known(TabulatedUnit unit, List<EarlierTable> earlier) {
        List<SpanningVariable> variables = unit.cells().tables().variables();
        List<Map<BitSet, Integer>> nodes = new ArrayList<>();
        for (SpanningVariable variable : variables) {
            Map<BitSet, Integer> byLeaves = new HashMap<>();
            for (int node = 0; node < variable.nodes(); node++) {
                byLeaves.putIfAbsent(SharedVariable.leaves(variable, node), node);
            }
            nodes.add(byLeaves);
        }
        EarlierCounts counts = of(
                unit,
                comparable(unit, earlier),
                unit.cells(),
                (variable, leaves) -> nodes.get(variable).getOrDefault(leaves, ELSEWHERE));
        BitSet published = new BitSet();
        BitSet withheld = new BitSet();
        counts.bounds().forEach((cell, range) -> (range.isExact() ? published : withheld).set(cell));
        return new KnownCells(published, withheld, sums(unit, comparable(unit, earlier), counts.corrected(), nodes));
    }

    /** Published totals over the years of an earlier release, where they are not the years of this one. */
    private static Set<List<Integer>> sums(
            TabulatedUnit unit, List<EarlierTable> earlier, Set<String> corrected, List<Map<BitSet, Integer>> nodes) {
        Set<List<Integer>> sums = new LinkedHashSet<>();
        for (EarlierTable table : earlier) {
            boolean whole = corrected.stream().noneMatch(year -> year.startsWith(table.release() + "/"));
            for (int row = 0; whole && row < table.cells().cells(); row++) {
                CountBounds range = table.cells().bounds(row);
                if (table.year(row).equals(CountTable.TOTAL) && range.isExact()) {
                    List<Integer> years = years(unit, table, row, nodes);
                    long sum = years.stream().mapToLong(unit.cells()::value).sum();
                    // Where they do not add up to it, no table has the cells of each year.
                    if (years.size() > 1 && sum == range.lower()) {
                        sums.add(years);
                    }
                }
            }
        }
        return sums;
    }

    /** The cells of the years whose total a row is, ascending; none if it is a cell itself, or of categories that no table has now. */
    private static List<Integer> years(
            TabulatedUnit unit, EarlierTable table, int row, List<Map<BitSet, Integer>> nodes) {
        List<SpanningVariable> variables = unit.cells().tables().variables();
        Optional<List<BitSet>> leaves = leaves(unit, table, row);
        if (leaves.isEmpty()) {
            return List.of();
        }
        long key = 0;
        int period = -1;
        CellKeys keys = unit.cells().tables().keys();
        for (int variable = 0; variable < variables.size(); variable++) {
            BitSet set = leaves.get().get(variable);
            int node = set.isEmpty() ? 0 : nodes.get(variable).getOrDefault(set, ELSEWHERE);
            if (variables.get(variable).name().equals(unit.period()) && node == ELSEWHERE) {
                period = variable;
            } else if (node < 0) {
                return List.of();
            } else {
                key = keys.with(key, variable, node);
            }
        }
        if (period < 0) {
            return List.of();
        }
        List<Integer> years = new ArrayList<>();
        for (int year : variables.get(period).nodesOn(1)) {
            BitSet within = SharedVariable.leaves(variables.get(period), year);
            int cell = unit.cells().cell(keys.with(key, period, year));
            if (cell >= 0 && within.intersects(leaves.get().get(period))) {
                years.add(cell);
            }
        }
        return years.stream().sorted().toList();
    }

    /** The tables of a unit over variables that it is still counted by. */
    static List<EarlierTable> comparable(TabulatedUnit unit, List<EarlierTable> earlier) {
        List<String> names = unit.cells().tables().variables().stream()
                .map(SpanningVariable::name)
                .toList();
        return earlier.stream()
                .filter(table -> table.cells().unit().equals(unit.unit()))
                .filter(table -> names.containsAll(table.variables(unit.period())))
                .toList();
    }

    /**
     * Finds the cells.
     *
     * @param earlier tables that are {@link #comparable}
     * @param cells of the unit, perhaps on further levels
     */
    static EarlierCounts of(TabulatedUnit unit, List<EarlierTable> earlier, TabulatedCells cells, Nodes nodes) {
        Map<Integer, CountBounds> known = new HashMap<>();
        Set<String> corrected = new TreeSet<>();
        for (EarlierTable table : earlier) {
            int[] places = new int[table.cells().cells()];
            Set<String> otherwise = new TreeSet<>();
            for (int row = 0; row < places.length; row++) {
                CountBounds range = table.cells().bounds(row);
                places[row] = place(unit, table, row, cells, nodes);
                long value = places[row] < 0 ? 0 : cells.value(places[row]);
                if (places[row] == NOT_HERE
                        || (places[row] != ELSEWHERE && (value < range.lower() || value > range.upper()))) {
                    otherwise.add(table.year(row));
                }
            }
            boolean whole = otherwise.isEmpty();
            for (int row = 0; row < places.length; row++) {
                String year = table.year(row);
                if (places[row] >= 0 && (year.equals(CountTable.TOTAL) ? whole : !otherwise.contains(year))) {
                    known.merge(places[row], table.cells().bounds(row), CountBounds::and);
                }
            }
            otherwise.remove(CountTable.TOTAL);
            otherwise.forEach(year -> corrected.add(table.release() + "/" + year));
        }
        return new EarlierCounts(known, corrected);
    }

    private static int place(TabulatedUnit unit, EarlierTable table, int row, TabulatedCells cells, Nodes nodes) {
        Optional<List<BitSet>> leaves = leaves(unit, table, row);
        if (leaves.isEmpty()) {
            return NOT_HERE;
        }
        int[] place = new int[leaves.get().size()];
        boolean elsewhere = false;
        for (int variable = 0; variable < place.length; variable++) {
            BitSet set = leaves.get().get(variable);
            place[variable] = set.isEmpty() ? 0 : nodes.node(variable, set);
            elsewhere |= place[variable] < 0;
        }
        if (elsewhere) {
            return ELSEWHERE;
        }
        int cell = cells.cell(cells.tables().keys().key(place));
        return cell < 0 ? EMPTY : cell;
    }

    /** The leaves of each variable that a row is about, none for a variable that it does not name; empty if no record has them now. */
    private static Optional<List<BitSet>> leaves(TabulatedUnit unit, EarlierTable table, int row) {
        Map<String, String> codes = table.codes(row, unit.period());
        Map<String, String> where = where(unit, table);
        List<BitSet> all = new ArrayList<>();
        for (SpanningVariable variable : unit.cells().tables().variables()) {
            String name = variable.name();
            String code = codes.get(name);
            String fixed = where.get(name);
            BitSet leaves = new BitSet();
            if (code != null) {
                leaves = table.leaves(variable, code, name.equals(unit.period()));
            } else if (fixed != null) {
                leaves = SharedVariable.leaves(variable, variable.node(fixed));
            }
            if (leaves.isEmpty() && (code != null || fixed != null)) {
                return Optional.empty();
            }
            all.add(leaves);
        }
        return Optional.of(all);
    }

    /** A table of that name is taken to be restricted as it is now; counts that disagree show if it was not. */
    static Map<String, String> where(TabulatedUnit unit, EarlierTable table) {
        return unit.tables().stream()
                .filter(config -> config.name().equals(table.cells().name()))
                .map(TableConfig::where)
                .findFirst()
                .orElse(Map.of());
    }
}
