package org.louver.tabulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.louver.engine.PhysicalRows;
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
        RecordCells cells = recordCells(events, sources, key, person);
        if (cells.size() > MOST_BASE_CELLS) {
            throw Refusal.input(
                    "tables of " + unit + " fall into " + cells.size() + " combinations",
                    "use coarser levels or fewer variables together; at most " + MOST_BASE_CELLS + " fit");
        }
        try {
            List<SpanningVariable> variables = variables(sources, cells);
            LinkedTables tables = new LinkedTables(variables, designs(unit));
            BaseCells base = coded(tables, sources, cells, person.isPresent());
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

    /**
     * Counts the people behind every cell of a unit that was tabulated from the same events. One Spark job where a person field tells
     * people apart, none otherwise.
     *
     * @param key fields that tell one thing from another
     * @param person field that tells one person, or one incident, from another; a record without it counts as one of its own
     */
    public Contributions contributions(
            TabulatedUnit unit, Dataset<Row> events, List<String> key, Optional<String> person) {
        if (person.isEmpty()) {
            return Contributions.ofRecords(unit.cells());
        }
        Map<String, VariableSource> sources = plan.variablesOf(unit.unit());
        int[] leafLevel = leafLevels(sources);
        List<Column> columns = new ArrayList<>();
        int variable = 0;
        for (VariableSource source : sources.values()) {
            columns.add(List.copyOf(source.levels().values())
                    .get(leafLevel[variable])
                    .as("leaf" + variable));
            variable++;
        }
        columns.add(who(person.get(), key).as("who"));
        return PeopleOfCells.count(unit.cells(), PhysicalRows.of(events.select(columns.toArray(Column[]::new))));
    }

    /** The aggregation itself, within each partition and then between them. */
    private RecordCells recordCells(
            Dataset<Row> events, Map<String, VariableSource> sources, List<String> key, Optional<String> person) {
        List<Column> columns = new ArrayList<>();
        sources.forEach((variable, source) ->
                source.levels().forEach((level, code) -> columns.add(code.as(variable + "/" + level))));
        person.ifPresent(field -> columns.add(who(field, key).as("who")));
        int[] levels = sources.values().stream()
                .mapToInt(source -> source.levels().size())
                .toArray();
        boolean people = person.isPresent();
        int most = tracked;
        JavaRDD<RecordCells> parts = PhysicalRows.of(events.select(columns.toArray(Column[]::new)))
                .mapPartitions(records -> List.of(new RecordCells(levels, people, most).addAll(records))
                        .iterator());
        return parts.treeAggregate(new RecordCells(levels, people, most), RecordCells::merge, RecordCells::merge);
    }

    /** The person's key; a record without one is a person of its own. */
    private static Column who(String person, List<String> key) {
        Column ownKey = functions.concat_ws(
                "\u0000",
                functions.lit(""),
                functions.concat_ws("\u0000", key.stream().map(functions::col).toArray(Column[]::new)));
        return functions.coalesce(functions.col(person).cast("string"), ownKey);
    }

    private static List<SpanningVariable> variables(Map<String, VariableSource> sources, RecordCells cells) {
        List<SpanningVariable> variables = new ArrayList<>();
        int variable = 0;
        for (Map.Entry<String, VariableSource> entry : sources.entrySet()) {
            SpanningVariableBuilder builder = SpanningVariable.named(entry.getKey());
            entry.getValue().hierarchies().forEach(builder::hierarchy);
            List<String> columns = List.copyOf(entry.getValue().levels().keySet());
            int[] levels = builder.levels().stream().mapToInt(columns::indexOf).toArray();
            for (int cell = 1; cell <= cells.size(); cell++) {
                List<String> codes = new ArrayList<>(levels.length);
                for (int level : levels) {
                    codes.add(cells.code(cell, variable, level));
                }
                builder.leaf(codes);
            }
            variables.add(builder.build());
            variable++;
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

    private BaseCells coded(
            LinkedTables tables, Map<String, VariableSource> sources, RecordCells cells, boolean people) {
        List<SpanningVariable> variables = tables.variables();
        int[] leafLevel = leafLevels(sources);
        Map<String, Long> idOf = new HashMap<>();
        BaseCells.Builder builder = tables.baseCells().trackContributors(tracked);
        for (int cell = 1; cell <= cells.size(); cell++) {
            int[] leaf = new int[variables.size()];
            for (int variable = 0; variable < leaf.length; variable++) {
                leaf[variable] = variables.get(variable).node(cells.code(cell, variable, leafLevel[variable]));
            }
            if (people) {
                builder.count(
                        leaf,
                        cells.count(cell),
                        Arrays.stream(cells.people(cell))
                                .mapToLong(key -> idOf.computeIfAbsent(key, unseen -> (long) idOf.size()))
                                .toArray());
            } else {
                builder.count(leaf, cells.count(cell));
            }
        }
        return builder.build();
    }

    /** Per variable, which of its level columns holds the leaves. */
    private static int[] leafLevels(Map<String, VariableSource> sources) {
        return sources.values().stream()
                .mapToInt(source -> {
                    List<String> hierarchy = source.hierarchies().get(0);
                    return List.copyOf(source.levels().keySet()).indexOf(hierarchy.get(hierarchy.size() - 1));
                })
                .toArray();
    }
}
