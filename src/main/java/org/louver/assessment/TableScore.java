package org.louver.assessment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.louver.risk.CalHhsScore;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TableDesign;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.VariableSource;

/** The CalHHS publication score of a table as it would be published, read off its design and its smallest cell. */
final class TableScore {
    private static final int MONTHS_OF_A_YEAR = 12;

    private TableScore() {}

    /**
     * The score with each term.
     *
     * <p>Police records tell where something happened: places count as geography of service. A place of unknown population counts as one
     * of the smallest. Codes that were not met do not count as categories, nor does the total.
     *
     * @param table its place among the designs
     */
    static CalHhsScore of(
            TabulatedUnit unit,
            int table,
            TabulationPlan plan,
            CellSettings settings,
            Optional<CellPopulation> population) {
        LinkedTables tables = unit.cells().tables();
        TableDesign design = tables.designs().get(table);
        long smallest = smallest(unit.cells(), table);
        CalHhsScore score = new CalHhsScore().smallestCell(smallest);
        int further = 0;
        for (TableDesign.Axis axis : design.axes()) {
            String name = axis.variable();
            SpanningVariable variable = tables.variables().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            String level = finest(variable, axis);
            int categories = variable.nodesOn(variable.level(level)).length;
            VariableSource source = plan.variables().get(name);
            if (source instanceof VariableSource.Periods) {
                score.period(months(level));
            } else if (settings.places().contains(name)) {
                OptionalLong smallestArea = settings.smallestArea().isPresent()
                        ? settings.smallestArea()
                        : population.map(people -> people.smallest(level)).orElse(OptionalLong.empty());
                score.geography(
                        OptionalLong.empty(), OptionalLong.of(smallestArea.orElse(0)), CalHhsScore.Service.AREA);
            } else {
                further++;
                other(score, name, source, level, categories, settings);
            }
        }
        return further == 0 ? score.onlyTimeAndGeography(smallest) : score.dependentVariables(further);
    }

    private static void other(
            CalHhsScore score,
            String name,
            @org.jspecify.annotations.Nullable VariableSource source,
            String level,
            int categories,
            CellSettings settings) {
        if (settings.race().contains(name)) {
            score.race(CalHhsScore.Race.GROUPS, categories);
        } else if (settings.sex().contains(name)) {
            score.sex();
        } else if (source instanceof VariableSource.Bands bands
                && name.contains("age")
                && bands.levels().containsKey(level)) {
            score.ageBand(narrowest(
                    bands.starts().get(List.copyOf(bands.levels().keySet()).indexOf(level))));
        } else {
            score.trait(name, OptionalLong.empty(), categories);
        }
    }

    /** Years of the narrowest band; the last one is open. */
    private static int narrowest(List<Long> starts) {
        long narrowest = Long.MAX_VALUE;
        for (int band = 0; band + 1 < starts.size(); band++) {
            narrowest = Math.min(narrowest, starts.get(band + 1) - starts.get(band));
        }
        return (int) Math.min(Integer.MAX_VALUE, narrowest);
    }

    private static int months(String level) {
        return switch (level) {
            case "year" -> MONTHS_OF_A_YEAR;
            case "quarter" -> 3;
            default -> 1;
        };
    }

    private static String finest(SpanningVariable variable, TableDesign.Axis axis) {
        List<String> levels = variable.levels();
        for (int level = levels.size() - 1; level > 0; level--) {
            if (axis.levels().isEmpty() || axis.levels().contains(levels.get(level))) {
                return levels.get(level);
            }
        }
        return levels.get(levels.size() - 1);
    }

    private static long smallest(TabulatedCells cells, int table) {
        long smallest = Long.MAX_VALUE;
        for (int cell = 0; cell < cells.cells(); cell++) {
            if (cells.count(cell) > 0 && cells.tables().shows(table, cells.key(cell))) {
                smallest = Math.min(smallest, cells.count(cell));
            }
        }
        return smallest;
    }
}
