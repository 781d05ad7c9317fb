package org.louver.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.refusal.Refusal;
import org.louver.risk.PopulationEstimate;
import org.louver.table.CellKeys;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;

/**
 * How many people live behind a cell, by the levels of variables that a population table knows: what its margin of error leaves at
 * least, in the year of the cell, interpolated between the years of the table; the last year for cells of all years.
 *
 * <p>A node finer than the level that the table knows counts as the node above it, so its population is an upper bound; variables that
 * the table does not know do not restrict it.
 */
public final class CellPopulation {
    /** Rows of the table that are held in the driver's memory. */
    private static final int MOST_ROWS = 1_000_000;

    private final List<String> levels;
    private final Map<List<String>, Map<Integer, PopulationEstimate>> byCodes;
    private final Map<List<String>, OptionalLong> answers = new ConcurrentHashMap<>();

    private CellPopulation(List<String> levels, Map<List<String>, Map<Integer, PopulationEstimate>> byCodes) {
        this.levels = levels;
        this.byCodes = byCodes;
    }

    /**
     * Reads the table; its columns are mapped by the names of levels.
     *
     * @throws Refusal exit 2 if it cannot be read or lacks a column, exit 3 if it has too many rows
     */
    public static CellPopulation read(SparkSession spark, RiskSettings.Population population) {
        List<String> levels = List.copyOf(population.columns().keySet());
        List<Row> rows = PopulationMatch.people(PopulationMatch.table(spark, population), population)
                .limit(MOST_ROWS + 1)
                .collectAsList();
        if (rows.size() > MOST_ROWS) {
            throw Refusal.input(
                    "the population table at " + population.path() + " has more than " + MOST_ROWS + " rows",
                    "add it up over what no table shows");
        }
        Map<List<String>, Map<Integer, PopulationEstimate>> byCodes =
                new TreeMap<>(Comparator.comparing(codes -> String.join("\u0000", codes)));
        for (Row row : rows) {
            List<String> codes = new ArrayList<>();
            for (int level = 0; level < levels.size(); level++) {
                codes.add(row.isNullAt(level) ? "" : row.getString(level));
            }
            byCodes.put(codes, PopulationMatch.estimates(row.getList(levels.size())));
        }
        return new CellPopulation(levels, byCodes);
    }

    /**
     * Refuses a table that speaks of other codes than the cells.
     *
     * @throws Refusal exit 3 if the unit has a level that the table knows, but no code of it
     */
    public void requireCommonCodes(LinkedTables tables) {
        for (int at = 0; at < levels.size(); at++) {
            int position = at;
            String level = levels.get(at);
            for (SpanningVariable variable : tables.variables()) {
                int number = variable.level(level);
                if (number > 0
                        && byCodes.keySet().stream().noneMatch(codes -> {
                            int node = variable.node(codes.get(position));
                            return node > 0 && variable.onLevel(node, number);
                        })) {
                    throw Refusal.input(
                            "no code of " + level + " in the tables occurs in the population table",
                            "map the codes to each other, or leave " + level + " out of risk.cells.population.columns");
                }
            }
        }
    }

    /** At least how many people live behind the cell; empty where the table does not say. */
    OptionalLong of(LinkedTables tables, String period, long key) {
        CellKeys keys = tables.keys();
        List<String> asked = new ArrayList<>();
        boolean any = false;
        for (String level : levels) {
            String code = "";
            for (int variable = 0; variable < tables.variables().size(); variable++) {
                SpanningVariable spanning = tables.variables().get(variable);
                int number = spanning.level(level);
                int node = keys.node(key, variable);
                if (number > 0 && node != 0 && within(spanning, node, number)) {
                    code = spanning.code(spanning.ancestor(node, number));
                }
            }
            asked.add(code);
            any |= !code.isEmpty();
        }
        asked.add(year(tables, period, key));
        return any ? answers.computeIfAbsent(asked, this::answer) : OptionalLong.empty();
    }

    private static boolean within(SpanningVariable variable, int node, int level) {
        for (int index = 0; index < variable.levelCount(node); index++) {
            if (variable.refines(variable.levelOf(node, index), level)) {
                return true;
            }
        }
        return false;
    }

    private static String year(LinkedTables tables, String period, long key) {
        for (int variable = 0; variable < tables.variables().size(); variable++) {
            SpanningVariable spanning = tables.variables().get(variable);
            int node = tables.keys().node(key, variable);
            if (spanning.name().equals(period) && node != 0) {
                return spanning.code(spanning.ancestor(node, 1));
            }
        }
        return "";
    }

    private OptionalLong answer(List<String> asked) {
        String year = asked.get(levels.size());
        PopulationEstimate sum = new PopulationEstimate(0, 0);
        boolean found = false;
        for (Map.Entry<List<String>, Map<Integer, PopulationEstimate>> row : byCodes.entrySet()) {
            boolean matches = true;
            for (int level = 0; level < levels.size(); level++) {
                matches &= asked.get(level).isEmpty()
                        || asked.get(level).equals(row.getKey().get(level));
            }
            if (matches) {
                found = true;
                TreeMap<Integer, PopulationEstimate> byYear = new TreeMap<>(row.getValue());
                sum = sum.plus(PopulationEstimate.at(
                        year.matches("\\d{4}") ? Integer.parseInt(year) : byYear.lastKey(), byYear));
            }
        }
        return found ? OptionalLong.of(sum.atLeast()) : OptionalLong.empty();
    }

    /** People in the smallest of the places whose level the table knows. */
    OptionalLong smallest(String level) {
        int at = levels.indexOf(level);
        if (at < 0) {
            return OptionalLong.empty();
        }
        return byCodes.keySet().stream()
                .map(codes -> {
                    List<String> asked = new ArrayList<>(java.util.Collections.nCopies(levels.size() + 1, ""));
                    asked.set(at, codes.get(at));
                    return asked;
                })
                .distinct()
                .map(this::answer)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CellPopulation[" + byCodes.size() + " rows]";
    }
}
