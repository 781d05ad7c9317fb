package org.louver.assessment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * <p>Every variable that the table shows or is restricted to counts. One term for geography: of all places the one with the most
     * points, a place of unknown population being one of the smallest; a table without places speaks of the whole area. Codes that were not met do not count as categories, nor does
     * the total.
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
        long smallest = smallest(unit.cells(), table);
        CalHhsScore score = new CalHhsScore().smallestCell(smallest);
        ScoreSettings declared = settings.score();
        Map<String, String> shown = shown(tables, tables.designs().get(table));
        OptionalLong residence = OptionalLong.empty();
        OptionalLong service = OptionalLong.empty();
        int further = 0;
        for (Map.Entry<String, String> one : shown.entrySet()) {
            String name = one.getKey();
            String level = one.getValue();
            VariableSource source = plan.variables().get(name);
            if (declared.residence().contains(name)) {
                residence = fewest(residence, people(variable(tables, name), level, declared, population));
            } else if (declared.places().contains(name)) {
                service = fewest(service, people(variable(tables, name), level, declared, population));
            } else if (!(source instanceof VariableSource.Periods)) {
                further++;
                SpanningVariable variable = variable(tables, name);
                other(score, name, source, level, variable.nodesOn(variable.level(level)).length, declared);
            }
        }
        score.period(months(shown.getOrDefault(unit.period(), "")));
        if (residence.isEmpty() && service.isEmpty()) {
            score.geography(residence, OptionalLong.of(wholeArea(declared, population)), CalHhsScore.Service.AREA);
        } else {
            score.geography(residence, service, service.isPresent() ? declared.service() : CalHhsScore.Service.AREA);
        }
        return further == 0 ? score.onlyTimeAndGeography(smallest) : score.dependentVariables(further);
    }

    /** The variables of a table with their finest level, those that it is restricted to included. */
    private static Map<String, String> shown(LinkedTables tables, TableDesign design) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (TableDesign.Axis axis : design.axes()) {
            shown.put(axis.variable(), finest(variable(tables, axis.variable()), axis));
        }
        design.fixed().forEach((name, code) -> {
            SpanningVariable variable = variable(tables, name);
            shown.putIfAbsent(name, variable.levels().get(variable.levelOf(variable.node(code), 0)));
        });
        return shown;
    }

    private static SpanningVariable variable(LinkedTables tables, String name) {
        return tables.variables().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static OptionalLong fewest(OptionalLong known, long people) {
        return OptionalLong.of(Math.min(known.orElse(people), people));
    }

    private static long people(
            SpanningVariable places, String level, ScoreSettings declared, Optional<CellPopulation> population) {
        OptionalLong told =
                population.map(people -> people.smallest(places, level)).orElse(OptionalLong.empty());
        return declared.smallestArea().orElse(told.orElse(0));
    }

    /** Where the release tells of: the only place of a table that shows none. */
    private static long wholeArea(ScoreSettings declared, Optional<CellPopulation> population) {
        return declared.smallestArea()
                .orElse(population.map(CellPopulation::everybody).orElse(0L));
    }

    private static void other(
            CalHhsScore score,
            String name,
            @org.jspecify.annotations.Nullable VariableSource source,
            String level,
            int categories,
            ScoreSettings declared) {
        if (declared.race().contains(name)) {
            score.race(name, CalHhsScore.Race.GROUPS, categories);
        } else if (declared.hispanic().contains(name)) {
            score.race(name, CalHhsScore.Race.HISPANIC_OR_NOT, categories);
        } else if (declared.sex().contains(name)) {
            score.sex(name);
        } else if (source instanceof VariableSource.Bands bands
                && declared.age().contains(name)
                && bands.levels().containsKey(level)) {
            score.ageBand(
                    name,
                    narrowest(bands.starts()
                            .get(List.copyOf(bands.levels().keySet()).indexOf(level))));
        } else {
            score.trait(name, declared.statewide(name), categories);
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
