package org.louver.review;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.audit.PublicTable;
import org.louver.audit.PublicTable.PublicRow;
import org.louver.engine.SideBySide;
import org.louver.refusal.Refusal;
import org.louver.safety.ReleasableEvents;
import org.louver.tabulation.TableConfig;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.VariableSource;

/**
 * Plays somebody who knows a victim: her age, sex and neighbourhood, the day he was arrested, and whatever else a table goes by.
 *
 * <p>For every record of a sensitive incident, in every table, each cell that could hold it is looked up: the finest one and all margins, so
 * that knowing less is covered too. A cell narrows to her when its published value, or the largest value that any reader can
 * compute, lies from 1 to below the smallest count that the policy lets pass. The number must be 0.
 *
 * <p>Works from the public tables and the records' codes alone, and shares nothing with the code that protected them. The records are
 * read once per unit; what reaches the driver are distinct combinations of codes, at most as many as base cells. Known limit:
 * what several cells together tell is for the audit, which has looked at all of them at once.
 *
 * @param profiles distinct combinations of codes among records of sensitive incidents: what there is to know about a victim
 * @param cells public cells that could hold such a record
 * @param narrowing those that narrow to her
 * @param tables how many of them each table has
 */
public record VictimAttack(long profiles, long cells, long narrowing, Map<String, Long> tables) {
    public VictimAttack {
        tables = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(tables));
    }

    /**
     * Attacks a release.
     *
     * @param least the smallest count other than zero that the policy lets pass
     */
    public static VictimAttack on(ReleasableEvents events, TabulationPlan plan, List<PublicTable> tables, long least) {
        long profiles = 0;
        long cells = 0;
        Map<String, Long> narrowing = new HashMap<>();
        Map<String, PublicTable> byName = new HashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        List<Callable<List<Map<String, List<String>>>>> questions = new ArrayList<>();
        for (String unit : plan.units()) {
            questions.add(() -> profiles(events.forTables(unit), plan.variablesOf(unit)));
        }
        Iterator<List<Map<String, List<String>>>> answers =
                SideBySide.all(SparkSession.active(), questions).iterator();
        for (String unit : plan.units()) {
            List<Map<String, List<String>>> known = answers.next();
            profiles += known.size();
            for (TableConfig config : plan.tablesOf(unit)) {
                PublicTable table = byName.get(config.name());
                if (table == null) {
                    throw new IllegalArgumentException("table " + config.name() + " is not among the public ones");
                }
                Set<List<String>> reached = reached(known, plan.variables(), config);
                Map<List<String>, PublicRow> rows = new HashMap<>();
                table.rows().forEach(row -> rows.put(row.codes(), row));
                List<PublicRow> looked = reached.stream()
                        .filter(rows::containsKey)
                        .map(rows::get)
                        .toList();
                cells += looked.size();
                narrowing.put(
                        config.name(),
                        looked.stream().filter(row -> narrows(row, least)).count());
            }
        }
        long found = narrowing.values().stream().mapToLong(Long::longValue).sum();
        return new VictimAttack(profiles, cells, found, narrowing);
    }

    /**
     * Returns if no cell narrows to a victim. Where no cell of any table narrows to anybody, the records are not asked.
     *
     * @param least as for {@link #on}
     * @throws Refusal as {@link #requireNothingFound()}
     */
    public static void requireNothingFound(
            ReleasableEvents events, TabulationPlan plan, List<PublicTable> tables, long least) {
        if (tables.stream().flatMap(table -> table.rows().stream()).anyMatch(row -> narrows(row, least))) {
            on(events, plan, tables, least).requireNothingFound();
        }
    }

    /**
     * Returns if no cell narrows to a victim.
     *
     * @throws Refusal exit 7 otherwise; the tables are named, the cells are not
     */
    public void requireNothingFound() {
        if (narrowing > 0) {
            String found = tables.entrySet().stream()
                    .filter(table -> table.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            throw Refusal.policy(
                    "cells of " + found + " narrow to a victim",
                    "publish coarser categories, or loosen the smallest count under safety.loosen with a reason that the advocate reads");
        }
    }

    /** Whether a reader sees that fewer than {@code least} are there, and not none. */
    static boolean narrows(PublicRow row, long least) {
        return row.upper() > 0 && row.upper() < least;
    }

    /** Per distinct profile: variable → the codes that its records have on each level. */
    private static List<Map<String, List<String>>> profiles(
            Dataset<Row> records, Map<String, VariableSource> variables) {
        List<Column> levels = new ArrayList<>();
        variables.forEach((variable, source) ->
                source.levels().forEach((level, code) -> levels.add(code.as(variable + "/" + level))));
        List<Row> rows = records.filter(size(col(ReleasableEvents.CLASSES)).gt(0))
                .select(levels.toArray(Column[]::new))
                .distinct()
                .collectAsList();
        List<Map<String, List<String>>> profiles = new ArrayList<>();
        for (Row row : rows) {
            Map<String, List<String>> profile = new HashMap<>();
            int column = 0;
            for (Map.Entry<String, VariableSource> variable : variables.entrySet()) {
                List<String> codes = new ArrayList<>();
                for (int level = 0; level < variable.getValue().levels().size(); level++) {
                    codes.add(row.getString(column++));
                }
                profile.put(variable.getKey(), codes);
            }
            profiles.add(profile);
        }
        return profiles;
    }

    /** The codes of all rows that a profile can stand behind, in the columns of the public table. */
    private static Set<List<String>> reached(
            List<Map<String, List<String>>> profiles, Map<String, VariableSource> variables, TableConfig table) {
        Set<List<String>> reached = new HashSet<>();
        for (Map<String, List<String>> profile : profiles) {
            boolean excluded = table.where().entrySet().stream()
                    .anyMatch(condition -> !codes(profile, condition.getKey()).contains(condition.getValue()));
            if (excluded) {
                continue;
            }
            List<List<String>> partial = new ArrayList<>();
            partial.add(List.of());
            for (String variable : inPublicOrder(table, variables)) {
                List<List<String>> longer = new ArrayList<>();
                for (List<String> begun : partial) {
                    if (variables.get(variable) instanceof VariableSource.Periods) {
                        periods(codes(profile, variable)).forEach(period -> longer.add(append(begun, period)));
                    } else {
                        longer.add(append(begun, List.of(TOTAL)));
                        codes(profile, variable).forEach(code -> longer.add(append(begun, List.of(code))));
                    }
                }
                partial = longer;
            }
            reached.addAll(partial);
        }
        return reached;
    }

    /** The period first, as public tables have it. */
    private static List<String> inPublicOrder(TableConfig table, Map<String, VariableSource> variables) {
        return table.axes().keySet().stream()
                .sorted((a, b) -> Boolean.compare(
                        variables.get(b) instanceof VariableSource.Periods,
                        variables.get(a) instanceof VariableSource.Periods))
                .toList();
    }

    /** A year column, alone and before a column of finer periods; the layout that the table does not have finds no row. */
    private static List<List<String>> periods(List<String> codes) {
        List<List<String>> columns = new ArrayList<>();
        String year = codes.get(0);
        columns.add(List.of(TOTAL));
        columns.add(List.of(year));
        columns.add(List.of(TOTAL, TOTAL));
        columns.add(List.of(year, TOTAL));
        codes.subList(1, codes.size()).forEach(finer -> columns.add(List.of(year, finer)));
        return columns;
    }

    private static List<String> codes(Map<String, List<String>> profile, String variable) {
        List<String> codes = profile.get(variable);
        if (codes == null) {
            throw new IllegalStateException("every variable of a table has codes");
        }
        return codes;
    }

    private static List<String> append(List<String> begun, List<String> more) {
        List<String> all = new ArrayList<>(begun);
        all.addAll(more);
        return all;
    }

    private static final String TOTAL = org.louver.table.SpanningVariable.TOTAL;
}
