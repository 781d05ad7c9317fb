package org.louver.tabulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.louver.refusal.Refusal;
import org.louver.table.BaseCells;
import org.louver.table.InvalidTable;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.SpanningVariableBuilder;
import org.louver.table.TableDesign;

/**
 * One pass over the records of a unit: a single aggregation into base cells, the distinct combinations of the finest codes, from
 * which all tables and margins are added up on the driver.
 *
 * <p>Only base cells leave the executors, each with a count and at most {@code tracked} person keys.
 */
public final class UnitTabulation {
    private static final String COUNT = "__count";
    private static final String PEOPLE = "__people";
    /** More combinations than this do not fit the driver beside their margins; coarser levels are the remedy. */
    private static final int MOST_BASE_CELLS = 5_000_000;

    private final TabulationPlan plan;
    private final int tracked;

    /**
     * Prepares the tabulation of a plan.
     *
     * @param tracked how many distinct people of a cell matter: the largest threshold that will be asked
     */
    public UnitTabulation(TabulationPlan plan, int tracked) {
        this.plan = plan;
        this.tracked = tracked;
    }

    /**
     * Counts one unit.
     *
     * @param events one row per thing counted
     * @param key fields that tell one thing from another
     * @param person field that tells one person from another; a record without it counts as a person of its own
     * @throws Refusal exit 3 if codes contradict their hierarchy or there are too many combinations
     */
    public TabulatedUnit tabulate(String unit, Dataset<Row> events, List<String> key, Optional<String> person) {
        Map<String, VariableSource> sources = plan.variablesOf(unit);
        List<Row> rows = baseCells(events, sources, key, person).collectAsList();
        if (rows.size() > MOST_BASE_CELLS) {
            throw Refusal.input(
                    "tables of " + unit + " fall into " + rows.size() + " combinations",
                    "use coarser levels or fewer variables together; at most " + MOST_BASE_CELLS + " fit");
        }
        try {
            List<SpanningVariable> variables = variables(sources, rows);
            LinkedTables tables = new LinkedTables(variables, designs(unit));
            BaseCells base = coded(tables, sources, rows, person.isPresent());
            String period = sources.entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof VariableSource.Periods)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("every table has a period"));
            return new TabulatedUnit(unit, plan.tablesOf(unit), period, tables.tabulate(base), base, List.of());
        } catch (InvalidTable invalid) {
            throw Refusal.input("tables of " + unit + ": " + invalid.problem(), invalid.remedy());
        }
    }

    /** The aggregation itself: level columns named {@code variable.level}, the count, and the smallest person keys. */
    private Dataset<Row> baseCells(
            Dataset<Row> events, Map<String, VariableSource> sources, List<String> key, Optional<String> person) {
        List<Column> levels = new ArrayList<>();
        sources.forEach((variable, source) ->
                source.levels().forEach((level, code) -> levels.add(code.as(variable + "/" + level))));
        List<Column> aggregates = new ArrayList<>();
        aggregates.add(functions.count(functions.lit(1)).as(COUNT));
        if (person.isPresent()) {
            Column ownKey = functions.concat_ws(
                    "\u0000",
                    functions.lit(""),
                    functions.concat_ws(
                            "\u0000", key.stream().map(functions::col).toArray(Column[]::new)));
            Column who = functions.coalesce(functions.col(person.get()).cast("string"), ownKey);
            var smallest = functions.udaf(new SmallestDistinct(events.sparkSession(), tracked), Encoders.STRING());
            aggregates.add(smallest.apply(who).as(PEOPLE));
        }
        return events.groupBy(levels.toArray(Column[]::new))
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    }

    private static List<SpanningVariable> variables(Map<String, VariableSource> sources, List<Row> rows) {
        List<SpanningVariable> variables = new ArrayList<>();
        int column = 0;
        for (Map.Entry<String, VariableSource> entry : sources.entrySet()) {
            SpanningVariableBuilder builder = SpanningVariable.named(entry.getKey());
            entry.getValue().hierarchies().forEach(builder::hierarchy);
            Map<String, Integer> columnOf = new HashMap<>();
            for (String level : entry.getValue().levels().keySet()) {
                columnOf.put(level, column++);
            }
            int[] columns = builder.levels().stream().mapToInt(columnOf::get).toArray();
            for (Row row : rows) {
                List<String> codes = new ArrayList<>(columns.length);
                for (int level : columns) {
                    codes.add(row.getString(level));
                }
                builder.leaf(codes);
            }
            variables.add(builder.build());
        }
        return variables;
    }

    private List<TableDesign> designs(String unit) {
        // The cells of a table that may become coarser are not known yet, and may be too many to list as they are.
        return plan.tablesOf(unit).stream()
                .filter(table -> !table.aggregates())
                .map(TableConfig::design)
                .toList();
    }

    private BaseCells coded(LinkedTables tables, Map<String, VariableSource> sources, List<Row> rows, boolean people) {
        List<SpanningVariable> variables = tables.variables();
        int[] leafColumn = leafColumns(sources);
        int count = sources.values().stream()
                .mapToInt(source -> source.levels().size())
                .sum();
        Map<String, Long> idOf = new HashMap<>();
        BaseCells.Builder builder = tables.baseCells().trackContributors(tracked);
        for (Row row : rows) {
            int[] leaf = new int[variables.size()];
            for (int variable = 0; variable < leaf.length; variable++) {
                leaf[variable] = variables.get(variable).node(row.getString(leafColumn[variable]));
            }
            if (people) {
                List<String> keys = row.getList(count + 1);
                builder.count(
                        leaf,
                        row.getLong(count),
                        keys.stream()
                                .mapToLong(key -> idOf.computeIfAbsent(key, unseen -> (long) idOf.size()))
                                .toArray());
            } else {
                builder.count(leaf, row.getLong(count));
            }
        }
        return builder.build();
    }

    private static int[] leafColumns(Map<String, VariableSource> sources) {
        List<Integer> columns = new ArrayList<>();
        int column = 0;
        for (VariableSource source : sources.values()) {
            List<String> hierarchy = source.hierarchies().get(0);
            String leaf = hierarchy.get(hierarchy.size() - 1);
            for (String level : new LinkedHashMap<>(source.levels()).keySet()) {
                if (level.equals(leaf)) {
                    columns.add(column);
                }
                column++;
            }
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }
}
