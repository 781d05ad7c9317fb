package org.louver.review;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.louver.protection.KnownCells;
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
        return new KnownCells(published, withheld);
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
        List<SpanningVariable> variables = unit.cells().tables().variables();
        Map<String, String> codes = table.codes(row, unit.period());
        Map<String, String> where = where(unit, table);
        int[] place = new int[variables.size()];
        boolean elsewhere = false;
        for (int variable = 0; variable < place.length; variable++) {
            SpanningVariable original = variables.get(variable);
            String name = original.name();
            String code = codes.get(name);
            BitSet leaves = new BitSet();
            if (code != null) {
                leaves = table.leaves(original, code, name.equals(unit.period()));
            } else if (where.containsKey(name)) {
                leaves = SharedVariable.leaves(original, original.node(where.getOrDefault(name, "")));
            }
            if (code == null && !where.containsKey(name)) {
                continue;
            }
            if (leaves.isEmpty()) {
                return NOT_HERE;
            }
            place[variable] = nodes.node(variable, leaves);
            elsewhere |= place[variable] < 0;
        }
        if (elsewhere) {
            return ELSEWHERE;
        }
        int cell = cells.cell(cells.tables().keys().key(place));
        return cell < 0 ? EMPTY : cell;
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
