package org.louver.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.louver.config.AggregationConfig;
import org.louver.config.AggregationConfig.VariableRules;
import org.louver.pooling.CategoryTree;
import org.louver.pooling.CrossTable;
import org.louver.pooling.Design;
import org.louver.pooling.Detail;
import org.louver.pooling.EarlierCategories;
import org.louver.pooling.MergeRules;
import org.louver.pooling.Neighbours;
import org.louver.pooling.ParetoFront;
import org.louver.pooling.RecodingSearch;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.VariableSource;

/** The search for coarser categories of one table: its trees, its rules, and what the search found. */
final class TableSearch {
    /** Rows of cross tables, over all sets of few variables, beyond which these are not searched one by one. */
    private static final double MOST_ROWS_SEARCHED = 2_000_000;

    private final TabulatedUnit unit;
    private final TableConfig table;
    private final List<String> axes;
    private final List<CategoryTree> trees = new ArrayList<>();
    private final List<MergeRules> rules = new ArrayList<>();
    private final List<Long> weights = new ArrayList<>();
    private final CrossTable cross;
    private final long threshold;
    private final Map<String, EarlierCategories> earlier;

    /**
     * Prepares the search.
     *
     * @param people whether cells are safe by how many people are in them, not by how many records
     * @param earlier variable → the categories in which the table is public already
     * @throws InvalidTable if rules name what is not there
     */
    TableSearch(
            TabulatedUnit unit,
            TableConfig table,
            long threshold,
            boolean people,
            Map<String, EarlierCategories> earlier) {
        this.unit = unit;
        this.table = table;
        this.axes = List.copyOf(table.axes().keySet());
        this.threshold = threshold;
        this.earlier = earlier;
        AggregationConfig config = table.aggregation();
        for (String axis : axes) {
            Optional<VariableRules> given =
                    Optional.ofNullable(config.variables().get(axis));
            CategoryTree tree = tree(variable(axis), given.flatMap(VariableRules::within));
            trees.add(tree);
            weights.add(config.weights().getOrDefault(axis, 1L));
            rules.add(rules(axis, tree, given));
        }
        LongPredicate included = included();
        this.cross = CrossTable.of(
                unit.cells().tables(),
                unit.base(),
                trees,
                included,
                people ? unit.base()::contributors : unit.base()::value);
    }

    private SpanningVariable variable(String name) {
        return unit.cells().tables().variables().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("axes were checked"));
    }

    private CategoryTree tree(SpanningVariable variable, Optional<String> within) {
        List<String> shown = table.axes().getOrDefault(variable.name(), List.of());
        CategoryTree tree = shown.isEmpty() ? CategoryTree.of(variable) : CategoryTree.of(variable, shown);
        if (within.isEmpty()) {
            return tree;
        }
        int boundary = tree.levels().indexOf(within.get());
        if (boundary < 0 || boundary == tree.levels().size() - 1) {
            throw new InvalidTable(
                    "table " + table.name() + " has no level " + within.get() + " above the finest of "
                            + variable.name(),
                    "name one of "
                            + String.join(
                                    ", ", tree.levels().subList(0, tree.levels().size() - 1))
                            + ", or leave within out");
        }
        List<String> kept = new ArrayList<>(tree.levels().subList(0, boundary + 1));
        kept.add(tree.levels().get(tree.levels().size() - 1));
        return CategoryTree.of(variable, kept);
    }

    private MergeRules rules(String axis, CategoryTree tree, Optional<VariableRules> given) {
        if (axis.equals(unit.period())) {
            return MergeRules.FIXED;
        }
        MergeRules read = given.map(VariableRules::rules).orElse(MergeRules.FREE);
        if (!given.map(VariableRules::neighboursGiven).orElse(false)) {
            List<String> bands = bands(tree);
            read = bands.isEmpty() ? read : read.withNeighbours(new Neighbours.Ordered(bands));
        }
        EarlierCategories before = earlier.get(axis);
        return before != null && table.aggregation().earlier() == AggregationConfig.Earlier.KEEP
                ? read.keeping(before.together())
                : read;
    }

    /** Codes of all nodes in the order of their numbers, if they are bands of a number; unknown values stay out. */
    private static List<String> bands(CategoryTree tree) {
        List<String> bands = new ArrayList<>();
        for (int node = 1; node < tree.nodes(); node++) {
            String code = tree.code(node);
            if (code.matches("\\d+(-\\d+|\\+| (or|and) .*)")) {
                bands.add(code);
            } else if (!code.startsWith(VariableSource.UNKNOWN)) {
                return List.of();
            }
        }
        bands.sort(java.util.Comparator.comparingLong(code -> Long.parseLong(code.replaceFirst("\\D.*", ""))));
        return bands;
    }

    /** The base cells that the table is about. */
    LongPredicate included() {
        LinkedTables tables = unit.cells().tables();
        LongPredicate all = key -> true;
        for (Map.Entry<String, String> fixed : table.where().entrySet()) {
            SpanningVariable variable = variable(fixed.getKey());
            int place = tables.variables().indexOf(variable);
            int wanted = variable.node(fixed.getValue());
            if (wanted <= 0) {
                throw new InvalidTable(
                        "table " + table.name() + " is restricted to a code that " + fixed.getKey() + " does not have: "
                                + fixed.getValue(),
                        "use a code that occurs in the records");
            }
            int level = variable.levelOf(wanted, 0);
            all = all.and(key -> variable.ancestor(tables.keys().node(key, place), level) == wanted);
        }
        return all;
    }

    List<CategoryTree> trees() {
        return trees;
    }

    List<Long> weights() {
        return weights;
    }

    List<String> axes() {
        return axes;
    }

    long records() {
        return cross.total();
    }

    /**
     * Searches.
     *
     * @return designs that part no earlier category so that a small part shows
     */
    ParetoFront front() {
        ParetoFront found = RecodingSearch.search(cross, rules, weights, threshold, Detail.CATEGORIES);
        List<Design> safe =
                found.designs().stream().filter(this::revealsNothing).toList();
        return new ParetoFront(safe, found.exact(), found.detail());
    }

    /** Designs that give up few levels rather than few categories: they differ in fewer variables, and are easier to compare. */
    List<Design> ofFewLevels() {
        return RecodingSearch.search(cross, rules, weights, threshold, Detail.LEVELS).designs().stream()
                .filter(this::revealsNothing)
                .toList();
    }

    /**
     * Designs that recode no more variables than levels may be given up, each such set of variables searched for itself: a search over all
     * variables spreads the loss, and then every cell is many levels coarser. None for tables too large to search so often.
     */
    List<List<Design>> ofFewVariables(long most) {
        List<Integer> open = IntStream.range(0, axes.size())
                .filter(axis -> !rules.get(axis).fixed())
                .boxed()
                .toList();
        List<List<Integer>> sets = new ArrayList<>(List.of(List.of()));
        for (int axis : open) {
            sets.addAll(sets.stream()
                    .filter(set -> set.size() < most)
                    .map(set -> Stream.concat(set.stream(), Stream.of(axis)).toList())
                    .toList());
            if ((double) sets.size() * cross.rows() > MOST_ROWS_SEARCHED) {
                return List.of();
            }
        }
        long largest = Math.min(most, open.size());
        return sets.stream()
                .filter(set -> set.size() == largest && largest < open.size())
                .map(this::recodingOnly)
                .toList();
    }

    private List<Design> recodingOnly(List<Integer> recoded) {
        List<MergeRules> held = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            MergeRules own = rules.get(axis);
            // What has to be merged whatever happens is merged here too.
            boolean free = recoded.contains(axis)
                    || !own.together().isEmpty()
                    || own.floor().isPresent();
            held.add(free ? own : MergeRules.FIXED);
        }
        return RecodingSearch.search(cross, held, weights, threshold, Detail.CATEGORIES).designs().stream()
                .filter(this::revealsNothing)
                .toList();
    }

    private boolean revealsNothing(Design design) {
        for (int axis = 0; axis < axes.size(); axis++) {
            EarlierCategories before = earlier.get(axes.get(axis));
            if (before != null && before.revealedBy(cross, design, axis, threshold)) {
                return false;
            }
        }
        return true;
    }

    /** What would have to change so that no cell is unsafe, as a remedy. */
    String nearestAlternative() {
        List<String> held = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            if (axes.get(axis).equals(unit.period())) {
                continue;
            }
            List<MergeRules> relaxed = new ArrayList<>(rules);
            relaxed.set(axis, MergeRules.FREE);
            if (RecodingSearch.search(cross, relaxed, weights, threshold, Detail.CATEGORIES)
                    .complete()
                    .isPresent()) {
                return "let " + axes.get(axis)
                        + " merge freely and go (drop = true, not under keep), or use method = auto";
            }
            held.add(axes.get(axis));
        }
        return "let several of " + String.join(", ", held)
                + " merge freely and go, count longer periods, or use method = auto, which withholds what is left";
    }
}
