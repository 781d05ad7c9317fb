package org.louver.assessment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.louver.risk.CellFinding;
import org.louver.table.CellKeys;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;
import org.louver.table.TabulatedCells;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.VariableSource;

/**
 * What rounded rates give away about their numerators: for every combination of the other variables, the cells of the event are one
 * numerator, and readers know the denominator. O(cells) per rate.
 */
final class DerivableNumerators {
    private static final long PER_CENT = 100;

    private final TabulatedCells cells;
    private final LinkedTables tables;
    private final CellSettings settings;
    private final int period;

    private DerivableNumerators(TabulatedUnit unit, CellSettings settings) {
        this.cells = unit.cells();
        this.tables = cells.tables();
        this.settings = settings;
        this.period = number(unit.period());
    }

    /** The findings by the key of each cell that is part of such a numerator. */
    static Map<Long, List<CellFinding>> find(TabulatedUnit unit, List<ShownRate> rates, CellSettings settings) {
        DerivableNumerators numerators = new DerivableNumerators(unit, settings);
        Map<Long, List<CellFinding>> findings = new HashMap<>();
        for (ShownRate rate : rates) {
            numerators.find(rate, findings);
        }
        return findings;
    }

    private void find(ShownRate rate, Map<Long, List<CellFinding>> findings) {
        TreeMap<String, Set<String>> numerator = new TreeMap<>(rate.among());
        numerator.putAll(rate.event());
        if (!numerator.keySet().stream().allMatch(variable -> number(variable) >= 0)
                || (rate.isPerResident() && number(rate.perResident().variable()) < 0)) {
            return;
        }
        // What is left of a cell's key without the variables of the event and of the opportunity.
        TreeMap<Long, List<Integer>> byRest = new TreeMap<>();
        for (int cell = 0; cell < cells.cells(); cell++) {
            long key = cells.key(cell);
            if (cells.count(cell) > 0
                    && numerator.entrySet().stream()
                            .allMatch(codes -> codes.getValue().contains(code(key, number(codes.getKey()))))) {
                byRest.computeIfAbsent(without(key, numerator.keySet()), unseen -> new ArrayList<>())
                        .add(cell);
            }
        }
        byRest.forEach((rest, parts) -> {
            long count = parts.stream().mapToLong(cells::count).reduce(0, Math::addExact);
            long denominator = rate.isPerResident() ? residents(rate, rest) : opportunities(rate, rest);
            if (denominator >= count) {
                finding(rate, count, denominator)
                        .forEach(finding -> parts.forEach(
                                cell -> findings.computeIfAbsent(cells.key(cell), unseen -> new ArrayList<>())
                                        .add(finding)));
            }
        });
    }

    private List<CellFinding> finding(ShownRate rate, long count, long denominator) {
        long per = rate.isPerResident() ? settings.residentsPer() : PER_CENT;
        BigDecimal shown = BigDecimal.valueOf(Math.multiplyExact(per, count))
                .divide(BigDecimal.valueOf(denominator), settings.rateDecimals(), RoundingMode.HALF_UP);
        return settings.rules().derivableNumerator(shown, per, denominator).stream()
                .toList();
    }

    private long opportunities(ShownRate rate, long rest) {
        List<Long> keys = List.of(rest);
        for (Map.Entry<String, Set<String>> codes : rate.among().entrySet()) {
            int variable = number(codes.getKey());
            SpanningVariable spanning = tables.variables().get(variable);
            List<Integer> nodes = IntStream.range(1, spanning.nodes())
                    .filter(node -> codes.getValue().contains(spanning.code(node)))
                    .boxed()
                    .toList();
            keys = keys.stream()
                    .flatMap(key -> nodes.stream().map(node -> tables.keys().with(key, variable, node)))
                    .toList();
        }
        long sum = 0;
        for (long key : keys) {
            int cell = cells.cell(key);
            sum = Math.addExact(sum, cell < 0 ? 0 : cells.count(cell));
        }
        return sum;
    }

    /** Residents of the group, counted once for every year of the cell; 0 for a cell that is about no group. */
    private long residents(ShownRate rate, long rest) {
        String group = code(rest, number(rate.perResident().variable()));
        long residents = rate.perResident().number().getOrDefault(group, 0L);
        long years = tables.keys().node(rest, period) == 0 ? years() : 1;
        return Math.multiplyExact(residents, years);
    }

    private long years() {
        SpanningVariable years = tables.variables().get(period);
        return IntStream.of(years.nodesOn(1))
                .filter(node -> !VariableSource.isUnknown(years.code(node)))
                .count();
    }

    private long without(long key, Set<String> variables) {
        CellKeys keys = tables.keys();
        long rest = key;
        for (String variable : variables) {
            rest = keys.with(rest, number(variable), 0);
        }
        return rest;
    }

    private String code(long key, int variable) {
        return tables.variables().get(variable).code(tables.keys().node(key, variable));
    }

    private int number(String variable) {
        return IntStream.range(0, tables.variables().size())
                .filter(at -> tables.variables().get(at).name().equals(variable))
                .findFirst()
                .orElse(-1);
    }
}
