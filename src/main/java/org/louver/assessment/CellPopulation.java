package org.louver.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.refusal.Refusal;
import org.louver.risk.PopulationEstimate;
import org.louver.table.CellKeys;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.VariableSource;

/**
 * How many people live behind a cell, by the levels of variables that a population table knows: what its margin of error leaves at
 * least, in the year of the cell, interpolated between the years of the table; the last year for cells of all years.
 *
 * <p>A node finer than the level that the table knows counts as the node above it, so its population is an upper bound; variables that
 * the table does not know do not restrict it, nor do unknown values.
 */
public final class CellPopulation {
    /** Rows of the table that are held in the driver's memory. */
    private static final int MOST_ROWS = 1_000_000;

    private final RiskSettings.Population settings;
    private final List<String> levels;
    private final Map<List<String>, Map<Integer, PopulationEstimate>> byCodes;
    private final List<String> doubts;
    private final Map<List<String>, Long> answers = new ConcurrentHashMap<>();

    private CellPopulation(
            RiskSettings.Population settings,
            List<String> levels,
            Map<List<String>, Map<Integer, PopulationEstimate>> byCodes,
            List<String> doubts) {
        this.settings = settings;
        this.levels = levels;
        this.byCodes = byCodes;
        this.doubts = List.copyOf(doubts);
    }

    /**
     * Reads the table; its columns are mapped by the names of levels.
     *
     * @throws Refusal exit 2 if it cannot be read or lacks a column, exit 3 if it has too many rows
     */
    public static CellPopulation read(SparkSession spark, RiskSettings.Population population) {
        PopulationTable table = PopulationTable.read(spark, population);
        List<String> levels = table.keys();
        List<Row> rows = table.people().limit(MOST_ROWS + 1).collectAsList();
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
            byCodes.put(codes, PopulationTable.estimates(row.getList(levels.size())));
        }
        return new CellPopulation(population, levels, byCodes, table.doubts());
    }

    /** What is doubtful about the table by itself, a line each. */
    List<String> doubts() {
        return doubts;
    }

    /**
     * Per level of the unit that the table knows, the codes that it lacks: their cells count as nobody.
     *
     * @throws Refusal exit 3 if it lacks all of a level
     */
    SortedMap<String, List<String>> unmatched(LinkedTables tables) {
        TreeMap<String, List<String>> unmatched = new TreeMap<>();
        for (int at = 0; at < levels.size(); at++) {
            int position = at;
            String level = levels.get(at);
            Set<String> known =
                    byCodes.keySet().stream().map(codes -> codes.get(position)).collect(Collectors.toSet());
            for (SpanningVariable variable : tables.variables()) {
                if (variable.level(level) <= 0) {
                    continue;
                }
                List<String> codes = codes(variable, level);
                List<String> lacking =
                        codes.stream().filter(code -> !known.contains(code)).toList();
                if (!codes.isEmpty() && lacking.size() == codes.size()) {
                    throw Refusal.input(
                                    "no code of " + level + " in the tables occurs in the population table",
                                    "map the codes to each other, or leave " + level + " out of the columns")
                            .at(settings.section().place("columns"));
                }
                if (!lacking.isEmpty()) {
                    unmatched.put(level, lacking);
                }
            }
        }
        return unmatched;
    }

    private static List<String> codes(SpanningVariable variable, String level) {
        return Arrays.stream(variable.nodesOn(variable.level(level)))
                .mapToObj(variable::code)
                .filter(code -> !VariableSource.isUnknown(code))
                .toList();
    }

    /** The line that says so. */
    String warning(String level, int lacking) {
        return settings.section().place("columns") + ": the population table lacks " + lacking
                + " of the codes of " + level
                + " in the tables, whose cells count as nobody — map them, or give the table"
                + " rows for them; the report names them";
    }

    /**
     * At least how many people live behind the cell, 0 where the table has no row for its codes; empty for a cell that no level of
     * the table restricts.
     */
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
                    String known = spanning.code(spanning.ancestor(node, number));
                    code = VariableSource.isUnknown(known) ? "" : known;
                }
            }
            asked.add(code);
            any |= !code.isEmpty();
        }
        asked.add(year(tables, period, key));
        return any ? OptionalLong.of(answers.computeIfAbsent(asked, this::answer)) : OptionalLong.empty();
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

    private long answer(List<String> asked) {
        String year = asked.get(levels.size());
        PopulationEstimate sum = new PopulationEstimate(0, 0);
        for (Map.Entry<List<String>, Map<Integer, PopulationEstimate>> row : byCodes.entrySet()) {
            boolean matches = true;
            for (int level = 0; level < levels.size(); level++) {
                matches &= asked.get(level).isEmpty()
                        || asked.get(level).equals(row.getKey().get(level));
            }
            if (matches) {
                TreeMap<Integer, PopulationEstimate> byYear = new TreeMap<>(row.getValue());
                sum = sum.plus(PopulationEstimate.at(
                        year.matches("\\d{4}") ? Integer.parseInt(year) : byYear.lastKey(), byYear));
            }
        }
        return sum.atLeast();
    }

    /**
     * People in the smallest of a variable's places on a level, an unknown place aside; 0 if the table lacks one of them, empty if it
     * does not know the level.
     */
    OptionalLong smallest(SpanningVariable variable, String level) {
        int at = levels.indexOf(level);
        if (at < 0) {
            return OptionalLong.empty();
        }
        return codes(variable, level).stream()
                .mapToLong(code -> {
                    List<String> asked = new ArrayList<>(Collections.nCopies(levels.size() + 1, ""));
                    asked.set(at, code);
                    return answer(asked);
                })
                .min();
    }

    /** Everybody whom the table counts. */
    long everybody() {
        return answer(Collections.nCopies(levels.size() + 1, ""));
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "CellPopulation[" + byCodes.size() + " rows]";
    }
}
