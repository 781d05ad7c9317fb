package org.louver.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.louver.risk.Mosaic;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;

/**
 * A published table as a join sees it: its finest cells, as far as readers know their counts. Driver only. What the table is
 * restricted to counts as one of its variables: the rest can be had by subtraction.
 */
final class JoinedTable {
    /**
     * A variable on a level of this table or above.
     *
     * @param variable its number in the unit
     */
    record Shared(int variable, int level) {}

    /** The known cells by what a join shares, and how many records share it where that is known. */
    record Side(List<Mosaic.Cell> cells, Map<List<String>, Long> records) {}

    private final String name;
    private final LinkedTables tables;
    private final TabulatedCells cells;
    private final IntPredicate known;
    private final int[] level;
    private final int[] fixed;
    private final int[] finest;

    private JoinedTable(String name, TabulatedCells cells, IntPredicate known, int[] level, int[] fixed) {
        this.name = name;
        this.tables = cells.tables();
        this.cells = cells;
        this.known = known;
        this.level = level;
        this.fixed = fixed;
        this.finest = java.util.stream.IntStream.range(0, cells.cells())
                .filter(cell -> cells.count(cell) > 0 && known.test(cell) && on(cells.key(cell)))
                .toArray();
    }

    /** All tables of a unit, in its order. */
    static List<JoinedTable> of(TabulatedUnit unit, IntPredicate known) {
        LinkedTables tables = unit.cells().tables();
        List<JoinedTable> all = new ArrayList<>();
        for (TableDesign design : tables.designs()) {
            int[] level = new int[tables.variables().size()];
            int[] fixed = new int[level.length];
            for (int variable = 0; variable < level.length; variable++) {
                SpanningVariable spanning = tables.variables().get(variable);
                for (TableDesign.Axis axis : design.axes()) {
                    if (axis.variable().equals(spanning.name())) {
                        level[variable] = finest(spanning, axis);
                    }
                }
                if (design.fixed().containsKey(spanning.name())) {
                    fixed[variable] = spanning.node(design.fixed().getOrDefault(spanning.name(), ""));
                    level[variable] = spanning.levelOf(fixed[variable], 0);
                }
            }
            all.add(new JoinedTable(design.name(), unit.cells(), known, level, fixed));
        }
        return all;
    }

    private static int finest(SpanningVariable variable, TableDesign.Axis axis) {
        int finest = 0;
        for (int level = 1; level < variable.levels().size(); level++) {
            if (axis.levels().isEmpty()
                    || axis.levels().contains(variable.levels().get(level))) {
                finest = level;
            }
        }
        return finest;
    }

    String name() {
        return name;
    }

    /** The finest level of the variable that this table and the other both show, by the names of variable and level. */
    Optional<Shared> sharedWith(JoinedTable other, int variable) {
        SpanningVariable spanning = tables.variables().get(variable);
        return other.number(spanning.name()).flatMap(facing -> {
            Optional<Shared> shared = Optional.empty();
            for (int common = 1; common < spanning.levels().size(); common++) {
                if (spanning.refines(level[variable], common)
                        && other.shows(facing, spanning.levels().get(common))) {
                    shared = Optional.of(new Shared(variable, common));
                }
            }
            return shared;
        });
    }

    /** The same place of the other table's own variables. */
    Shared facing(JoinedTable other, Shared shared) {
        SpanningVariable spanning = tables.variables().get(shared.variable());
        int variable = other.number(spanning.name()).orElseThrow();
        List<String> levels = other.tables.variables().get(variable).levels();
        return new Shared(variable, levels.indexOf(spanning.levels().get(shared.level())));
    }

    private Optional<Integer> number(String variable) {
        for (int i = 0; i < tables.variables().size(); i++) {
            if (tables.variables().get(i).name().equals(variable)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean shows(int variable, String levelName) {
        SpanningVariable spanning = tables.variables().get(variable);
        int wanted = spanning.levels().indexOf(levelName);
        return wanted > 0 && spanning.refines(level[variable], wanted);
    }

    /** How many variables the unit has. */
    int variables() {
        return level.length;
    }

    String variable(Shared shared) {
        return tables.variables().get(shared.variable()).name();
    }

    /** Whether it shows more than is shared. */
    boolean hasOwn(List<Shared> shared) {
        int[] common = common(shared);
        for (int variable = 0; variable < level.length; variable++) {
            if (level[variable] != common[variable]) {
                return true;
            }
        }
        return false;
    }

    private int[] common(List<Shared> shared) {
        int[] common = new int[level.length];
        shared.forEach(one -> common[one.variable()] = one.level());
        return common;
    }

    /** @param shared in the order in which the codes are wanted */
    Side side(List<Shared> shared) {
        int[] common = common(shared);
        List<Mosaic.Cell> found = new ArrayList<>();
        Map<List<String>, Long> records = new HashMap<>();
        for (int cell : finest) {
            long key = cells.key(cell);
            long joined = 0;
            List<String> codes = new ArrayList<>();
            for (Shared one : shared) {
                SpanningVariable spanning = tables.variables().get(one.variable());
                int above = spanning.ancestor(tables.keys().node(key, one.variable()), one.level());
                joined = tables.keys().with(joined, one.variable(), above);
                codes.add(spanning.code(above));
            }
            int total = cells.cell(joined);
            if (total >= 0 && known.test(total)) {
                records.put(codes, cells.count(total));
                found.add(new Mosaic.Cell(codes, own(key, common), cells.count(cell)));
            }
        }
        return new Side(found, records);
    }

    /** How many records the table has of each combination where that is known, whether or not finer cells are. */
    Map<List<String>, Long> records(List<Shared> shared) {
        int[] common = common(shared);
        Map<List<String>, Long> records = new HashMap<>();
        for (int cell = 0; cell < cells.cells(); cell++) {
            long key = cells.key(cell);
            if (cells.count(cell) > 0 && known.test(cell) && isCombination(key, common)) {
                List<String> codes = shared.stream()
                        .map(one -> tables.variables()
                                .get(one.variable())
                                .code(tables.keys().node(key, one.variable())))
                        .toList();
                records.put(codes, cells.count(cell));
            }
        }
        return records;
    }

    private boolean isCombination(long key, int[] common) {
        for (int variable = 0; variable < level.length; variable++) {
            int node = tables.keys().node(key, variable);
            boolean free = common[variable] > 0 && fixed[variable] == 0;
            if (free
                    ? !tables.variables().get(variable).onLevel(node, common[variable])
                    : node != above(variable, common)) {
                return false;
            }
        }
        return true;
    }

    private int above(int variable, int[] common) {
        return common[variable] > 0
                ? tables.variables().get(variable).ancestor(fixed[variable], common[variable])
                : fixed[variable];
    }

    private List<String> own(long key, int[] common) {
        List<String> own = new ArrayList<>();
        for (int variable = 0; variable < level.length; variable++) {
            if (level[variable] != common[variable]) {
                own.add(tables.variables().get(variable).code(tables.keys().node(key, variable)));
            }
        }
        return own;
    }

    private boolean on(long key) {
        for (int variable = 0; variable < level.length; variable++) {
            int node = tables.keys().node(key, variable);
            SpanningVariable spanning = tables.variables().get(variable);
            if (level[variable] == 0 ? node != 0 : !spanning.onLevel(node, level[variable])) {
                return false;
            }
        }
        return true;
    }

    /** Name only. */
    @Override
    public String toString() {
        return "JoinedTable[" + name + "]";
    }
}
