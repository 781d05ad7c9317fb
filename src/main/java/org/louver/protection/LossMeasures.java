package org.louver.protection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.louver.pooling.CategoryTree;
import org.louver.table.CellKeys;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;

/**
 * What one way to protect a table costs its readers; internal.
 *
 * @param cells cells of the table
 * @param withheldCells of them without a value
 * @param withheld share of the records whose cell of the finest kind that the table shows is withheld
 * @param withheldByGroup variable → code → the same share among its records
 * @param worstGroup largest of these shares over groups that hold at least one record in twenty
 * @param loss mean over records of the detail that the finest published cell around each gives up; 1 where no cell is published.
 *     Detail of a variable is lost by (m − 1)/(M − 1) in a category of m of M codes (Iyengar 2002, doi 10.1145/775047.775089)
 * @param withinLevels levels given up → share of the records whose cell of the finest kind is published and gives up no more
 * @param withinLevelsOrMargins the same with margins, for records whose cell of the finest kind is withheld
 */
record LossMeasures(
        long cells,
        long withheldCells,
        double withheld,
        SortedMap<String, SortedMap<String, Double>> withheldByGroup,
        double worstGroup,
        double loss,
        List<Double> withinLevels,
        List<Double> withinLevelsOrMargins) {

    /** Measures one table alone in its unit. */
    static LossMeasures of(Shown shown, TabulatedUnit before, TableSearch search) {
        return new Measurement(shown, before, search).measure();
    }

    /** The share of the records in a published cell of the finest kind that gives up at most so many levels. */
    double within(long levels) {
        return withinLevels.get((int) Math.min(levels, withinLevels.size() - 1L));
    }

    /** The numbers for the manifest. */
    Map<String, Object> section() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("cells", cells);
        section.put("withheld-cells", withheldCells);
        section.put("withheld-share-of-records", withheld);
        section.put("withheld-share-by-group", withheldByGroup);
        section.put("withheld-share-of-worst-group", worstGroup);
        section.put("detail-lost", loss);
        section.put("share-within-levels-given-up", withinLevels);
        section.put("share-within-levels-given-up-margins-included", withinLevelsOrMargins);
        return section;
    }

    /** The finest published cell around a record. */
    private record Around(boolean finestPublished, double loss, int levels) {}

    private static final class Measurement {
        private final TabulatedUnit unit;
        private final TabulatedUnit before;
        private final TableConfig table;
        private final TableSearch search;
        private final CellStatus[] status;
        private final CellKeys keys;
        private final int[] variableOf;
        /** Levels that the table shows of each axis, coarse to fine; the total alone where it lost the axis. */
        private final int[][] levels;
        /** Per axis and node: how much detail is lost, and how deep in its tree the node lies. */
        private final double[][] lossOf;

        private final int[][] depthOf;
        private final Map<String, Around> around = new LinkedHashMap<>();

        Measurement(Shown shown, TabulatedUnit before, TableSearch search) {
            this.unit = shown.unit();
            this.before = before;
            this.table = unit.tables().get(0);
            this.search = search;
            this.status = shown.status();
            LinkedTables tables = unit.cells().tables();
            this.keys = tables.keys();
            int axes = search.axes().size();
            this.variableOf = new int[axes];
            this.levels = new int[axes][];
            this.lossOf = new double[axes][];
            this.depthOf = new int[axes][];
            List<String> names =
                    tables.variables().stream().map(SpanningVariable::name).toList();
            for (int axis = 0; axis < axes; axis++) {
                variableOf[axis] = names.indexOf(search.axes().get(axis));
                SpanningVariable variable = tables.variables().get(variableOf[axis]);
                List<Integer> shownLevels = new ArrayList<>(List.of(0));
                table.axes()
                        .getOrDefault(variable.name(), List.of())
                        .forEach(name -> shownLevels.add(variable.level(name)));
                levels[axis] = shownLevels.stream().mapToInt(Integer::intValue).toArray();
                describe(axis, variable);
            }
        }

        private void describe(int axis, SpanningVariable variable) {
            CategoryTree tree = search.trees().get(axis);
            SpanningVariable original = before.cells().tables().variables().get(variableOf[axis]);
            lossOf[axis] = new double[variable.nodes()];
            depthOf[axis] = new int[variable.nodes()];
            for (int level : levels[axis]) {
                for (int node : variable.nodesOn(level)) {
                    BitSet atoms = new BitSet();
                    for (int leaf = 0; leaf < variable.leaves(); leaf++) {
                        if (variable.nodeOfLeaf(level, leaf) == node) {
                            atoms.set(tree.atomOfLeafNode(original.nodeOfLeaf(original.finest(), leaf)));
                        }
                    }
                    lossOf[axis][node] = (atoms.cardinality() - 1.0) / Math.max(1, tree.atoms() - 1);
                    for (int held = 0; held < tree.nodes(); held++) {
                        BitSet outside = (BitSet) atoms.clone();
                        outside.andNot(tree.atomsOf(held));
                        if (outside.isEmpty()) {
                            depthOf[axis][node] = Math.max(depthOf[axis][node], tree.depth(held));
                        }
                    }
                }
            }
        }

        LossMeasures measure() {
            LongPredicate included = search.included();
            LinkedTables old = before.cells().tables();
            int axes = variableOf.length;
            long records = 0;
            long withheld = 0;
            double loss = 0;
            List<Long> within = new ArrayList<>();
            List<Long> orMargins = new ArrayList<>();
            List<Map<String, long[]>> groups = new ArrayList<>();
            for (int axis = 0; axis < axes; axis++) {
                groups.add(new TreeMap<>());
            }
            for (int cell = 0; cell < before.base().size(); cell++) {
                long key = before.base().key(cell);
                if (!included.test(key)) {
                    continue;
                }
                long held = before.base().value(cell);
                int[] leaf = new int[axes];
                int[] deepest = new int[axes];
                for (int axis = 0; axis < axes; axis++) {
                    SpanningVariable from = old.variables().get(variableOf[axis]);
                    SpanningVariable to = keys.variables().get(variableOf[axis]);
                    int node = old.keys().node(key, variableOf[axis]);
                    leaf[axis] = to.node(from.code(node));
                    CategoryTree tree = search.trees().get(axis);
                    int atom = tree.nodeOfAtom(tree.atomOfLeafNode(node));
                    deepest[axis] = tree.depth(atom);
                    groups.get(axis).computeIfAbsent(tree.code(atom), unseen -> new long[2])[0] += held;
                }
                Around found = around(leaf, deepest);
                records += held;
                loss += held * found.loss();
                add(orMargins, found.levels(), held);
                add(within, found.levels(), found.finestPublished() ? held : 0);
                if (!found.finestPublished()) {
                    withheld += held;
                    for (int axis = 0; axis < axes; axis++) {
                        CategoryTree tree = search.trees().get(axis);
                        int node = old.keys().node(key, variableOf[axis]);
                        long[] group = groups.get(axis).get(tree.code(tree.nodeOfAtom(tree.atomOfLeafNode(node))));
                        if (group != null) {
                            group[1] += held;
                        }
                    }
                }
            }
            return result(records, withheld, loss, List.of(within, orMargins), groups);
        }

        private static void add(List<Long> within, int levels, long held) {
            while (within.size() <= levels) {
                within.add(0L);
            }
            within.set(levels, within.get(levels) + held);
        }

        private static List<Double> cumulated(List<Long> within, long records) {
            List<Double> cumulated = new ArrayList<>();
            long sum = 0;
            for (long at : within) {
                sum += at;
                cumulated.add((double) sum / Math.max(1, records));
            }
            return cumulated;
        }

        private LossMeasures result(
                long records, long withheld, double loss, List<List<Long>> within, List<Map<String, long[]>> groups) {
            List<String> compared = table.aggregation().groups();
            SortedMap<String, SortedMap<String, Double>> byGroup = new TreeMap<>();
            double worst = 0;
            for (int axis = 0; axis < groups.size(); axis++) {
                String variable = search.axes().get(axis);
                boolean wanted = compared.isEmpty() ? !variable.equals(unit.period()) : compared.contains(variable);
                if (wanted) {
                    SortedMap<String, Double> shares = new TreeMap<>();
                    for (Map.Entry<String, long[]> group : groups.get(axis).entrySet()) {
                        double share = (double) group.getValue()[1] / Math.max(1, group.getValue()[0]);
                        shares.put(group.getKey(), share);
                        worst = 20 * group.getValue()[0] >= records ? Math.max(worst, share) : worst;
                    }
                    byGroup.put(variable, shares);
                }
            }
            long cells = 0;
            long hidden = 0;
            for (int cell = 0; cell < status.length; cell++) {
                if (unit.cells().tables().shows(0, unit.cells().key(cell))) {
                    cells++;
                    hidden += status[cell].withheld() ? 1 : 0;
                }
            }
            double all = Math.max(1, records);
            return new LossMeasures(
                    cells,
                    hidden,
                    withheld / all,
                    byGroup,
                    worst,
                    loss / all,
                    cumulated(within.get(0), records),
                    cumulated(within.get(1), records));
        }

        /** Looks the cell of the finest kind up, and where it is withheld all coarser ones around it. */
        private Around around(int[] leaf, int[] deepest) {
            int[] finest = new int[leaf.length];
            StringBuilder name = new StringBuilder();
            for (int axis = 0; axis < leaf.length; axis++) {
                finest[axis] = ancestor(axis, leaf[axis], levels[axis].length - 1);
                name.append(finest[axis]).append(' ').append(deepest[axis]).append(' ');
            }
            return around.computeIfAbsent(name.toString(), unseen -> {
                if (published(finest)) {
                    return new Around(true, loss(finest), levels(finest, deepest));
                }
                int[] step = new int[leaf.length];
                int[] nodes = new int[leaf.length];
                double least = 1;
                int fewest = java.util.Arrays.stream(deepest).sum() + 1;
                while (step[0] < levels[0].length) {
                    for (int axis = 0; axis < nodes.length; axis++) {
                        nodes[axis] = ancestor(axis, leaf[axis], step[axis]);
                    }
                    if (published(nodes)) {
                        least = Math.min(least, loss(nodes));
                        fewest = Math.min(fewest, levels(nodes, deepest));
                    }
                    int axis = nodes.length - 1;
                    while (axis > 0 && step[axis] == levels[axis].length - 1) {
                        step[axis--] = 0;
                    }
                    step[axis]++;
                }
                return new Around(false, least, fewest);
            });
        }

        private int ancestor(int axis, int leaf, int step) {
            return keys.variables().get(variableOf[axis]).ancestor(leaf, levels[axis][step]);
        }

        private boolean published(int[] nodes) {
            long key = fixed();
            for (int axis = 0; axis < nodes.length; axis++) {
                key = keys.with(key, variableOf[axis], nodes[axis]);
            }
            TabulatedCells cells = unit.cells();
            int cell = cells.cell(key);
            return cell < 0 || !status[cell].withheld();
        }

        private long fixed() {
            long key = 0;
            List<SpanningVariable> variables = keys.variables();
            for (int variable = 0; variable < variables.size(); variable++) {
                String code = table.where().get(variables.get(variable).name());
                key = code == null
                        ? key
                        : keys.with(key, variable, variables.get(variable).node(code));
            }
            return key;
        }

        private double loss(int[] nodes) {
            double loss = 0;
            double weights = 0;
            for (int axis = 0; axis < nodes.length; axis++) {
                long weight = search.weights().get(axis);
                loss += weight * lossOf[axis][nodes[axis]];
                weights += weight;
            }
            return loss / weights;
        }

        private int levels(int[] nodes, int[] deepest) {
            int given = 0;
            for (int axis = 0; axis < nodes.length; axis++) {
                given += Math.max(0, deepest[axis] - depthOf[axis][nodes[axis]]);
            }
            return given;
        }
    }
}
