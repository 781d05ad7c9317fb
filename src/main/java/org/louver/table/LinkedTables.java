package org.louver.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Tables that are published together over shared variables.
 *
 * <p>A cell is one node per variable, the total for variables that a table does not have: the same margin in two tables is one
 * cell. Cells that no table shows but that published cells add up to, on levels that some table shows, belong to the system
 * too. Nothing finer than what is published is added: bounds that follow only from a finer, unpublished join of tables are
 * not seen. Immutable.
 */
public final class LinkedTables {
    /** More margins than this are refused: they stand for a cross table that nobody can read. */
    static final int MOST_MARGINS = 4_096;

    private final CellKeys keys;
    private final List<TableDesign> designs;
    /** shows[table][variable]: the nodes that the table shows. */
    private final BitSet[][] shows;

    private final Margins margins;

    /**
     * Links tables over shared variables.
     *
     * @throws InvalidTable if a design names an unknown variable or level, two have one name, or there are too many margins
     */
    public LinkedTables(List<SpanningVariable> variables, List<TableDesign> designs) {
        this.keys = new CellKeys(variables);
        this.designs = List.copyOf(designs);
        this.shows = new BitSet[designs.size()][variables.size()];
        Map<String, Integer> variableOf = new HashMap<>();
        for (int variable = 0; variable < variables.size(); variable++) {
            if (variableOf.put(variables.get(variable).name(), variable) != null) {
                throw new InvalidTable(
                        "two variables are called " + variables.get(variable).name(), "rename one of them");
            }
        }
        Set<String> names = new LinkedHashSet<>();
        List<List<Set<Integer>>> published = new ArrayList<>();
        for (int table = 0; table < designs.size(); table++) {
            TableDesign design = designs.get(table);
            if (!names.add(design.name())) {
                throw new InvalidTable("two tables are called " + design.name(), "rename one of them");
            }
            List<Set<Integer>> levels = new ArrayList<>();
            for (int variable = 0; variable < variables.size(); variable++) {
                levels.add(new LinkedHashSet<>(Set.of(0)));
            }
            for (TableDesign.Axis axis : design.axes()) {
                int variable = require(variableOf, axis.variable(), design.name());
                levels.get(variable).addAll(levels(variables.get(variable), axis, design.name()));
            }
            for (int variable = 0; variable < variables.size(); variable++) {
                shows[table][variable] = nodesOn(variables.get(variable), levels.get(variable));
            }
            for (Map.Entry<String, String> fixed : design.fixed().entrySet()) {
                int variable = require(variableOf, fixed.getKey(), design.name());
                int node = node(variables.get(variable), fixed.getValue(), design.name());
                shows[table][variable] = new BitSet();
                shows[table][variable].set(node);
                levels.set(
                        variable,
                        new LinkedHashSet<>(Set.of(variables.get(variable).levelOf(node, 0))));
            }
            published.add(levels);
        }
        this.margins = new Margins(variables, published);
    }

    private static int require(Map<String, Integer> variableOf, String variable, String table) {
        Integer found = variableOf.get(variable);
        if (found == null) {
            throw new InvalidTable(
                    "table " + table + " names a variable that does not exist: " + variable,
                    "declare it under variables");
        }
        return found;
    }

    private static int node(SpanningVariable variable, String code, String table) {
        int node = variable.node(code);
        if (node <= 0) {
            throw new InvalidTable(
                    "table " + table + " is restricted to a code that " + variable.name() + " does not have: " + code,
                    "use a code that occurs in the records");
        }
        return node;
    }

    private static List<Integer> levels(SpanningVariable variable, TableDesign.Axis axis, String table) {
        List<Integer> levels = new ArrayList<>();
        if (axis.levels().isEmpty()) {
            for (int level = 1; level < variable.levels().size(); level++) {
                levels.add(level);
            }
        }
        for (String name : axis.levels()) {
            int level = variable.level(name);
            if (level < 0) {
                throw new InvalidTable(
                        "table " + table + " names a level that " + variable.name() + " does not have: " + name,
                        "use one of "
                                + String.join(
                                        ", ",
                                        variable.levels()
                                                .subList(1, variable.levels().size())));
            }
            levels.add(level);
        }
        return levels;
    }

    private static BitSet nodesOn(SpanningVariable variable, Set<Integer> levels) {
        BitSet nodes = new BitSet(variable.nodes());
        for (int level : levels) {
            for (int node : variable.nodesOn(level)) {
                nodes.set(node);
            }
        }
        return nodes;
    }

    public CellKeys keys() {
        return keys;
    }

    public List<SpanningVariable> variables() {
        return keys.variables();
    }

    public List<TableDesign> designs() {
        return designs;
    }

    Margins margins() {
        return margins;
    }

    /** Whether the table, by its place in {@link #designs()}, shows the cell. */
    public boolean shows(int table, long key) {
        for (int variable = 0; variable < shows[table].length; variable++) {
            if (!shows[table][variable].get(keys.node(key, variable))) {
                return false;
            }
        }
        return true;
    }

    /** Whether any table shows the cell. */
    public boolean published(long key) {
        for (int table = 0; table < shows.length; table++) {
            if (shows(table, key)) {
                return true;
            }
        }
        return false;
    }

    /** The nodes of a variable that the table shows, ascending; the total alone where the variable is none of its axes. */
    public int[] shownNodes(int table, int variable) {
        return shows[table][variable].stream().toArray();
    }

    /** How many cells the table has, zeros included. */
    public double crossProduct(int table) {
        double product = 1;
        for (BitSet nodes : shows[table]) {
            product *= nodes.cardinality();
        }
        return product;
    }

    /** Where combinations of leaves land in every margin. */
    public Projection projection() {
        return new Projection(keys, margins);
    }

    /** Starts the base cells of these tables. */
    public BaseCells.Builder baseCells() {
        return new BaseCells.Builder(keys);
    }

    /**
     * Adds base cells up to all cells of all tables that are not empty.
     *
     * <p>Every margin is rolled up from the smallest finer one already there: O(margins · cells · log cells).
     *
     * @throws InvalidTable if there are more cells than the process can number
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    public TabulatedCells tabulate(BaseCells base) {
        return tabulate(base, Long.MAX_VALUE);
    }

    /**
     * As {@link #tabulate(BaseCells)}, and stops before there are more cells than somebody can hold.
     *
     * @throws InvalidTable naming the largest table, if more than {@code mostCells} are not empty
     */
    public TabulatedCells tabulate(BaseCells base, long mostCells) {
        return new Tabulation(this, mostCells).tabulate(base);
    }

    /**
     * As {@link #tabulate(BaseCells)}, and lists empty cells too: where zeros are unsafe they must be withheld as well.
     *
     * @param impossible cells that are empty by definition and stay out
     * @throws InvalidTable if the cross product of the tables is too large to list
     */
    public TabulatedCells tabulateWithZeros(BaseCells base, LongPredicate impossible) {
        return tabulateWithZeros(base, impossible, Long.MAX_VALUE);
    }

    /** As {@link #tabulateWithZeros(BaseCells, LongPredicate)}, for at most so many cells. */
    public TabulatedCells tabulateWithZeros(BaseCells base, LongPredicate impossible, long mostCells) {
        return new Tabulation(this, mostCells).tabulateWithZeros(base, impossible);
    }

    /**
     * All cells that a reader of the given cells can think of: these, and unpublished margins that they add up to.
     *
     * @param cells keys of cells, in any order
     * @return keys, ascending
     */
    public long[] withDerivable(long[] cells) {
        return margins.withDerivable(keys, cells);
    }

    /**
     * Every relation between the given cells: one per cell, variable and roll-up.
     *
     * @param cells keys, ascending and distinct, closed under {@link #withDerivable}; cells that are missing are empty
     * @throws InvalidTable if a cell is missing although a part of it is there
     */
    public AdditiveSystem relate(long[] cells) {
        return new Relations(keys, margins).among(cells);
    }
}
