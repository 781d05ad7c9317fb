package org.louver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** The charts of the report: data for the script, and the table that goes with each. */
final class Charts {
    /** More lines than this in one chart cannot be told apart; the table holds them all. */
    private static final int MOST_LINES = 6;

    /** Half of a crowded chart is for the largest categories, half for those of which most is withheld: theirs are the gaps to be seen. */
    private static final int LARGEST = MOST_LINES / 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Charts() {}

    /** A table by year, one line per category of a dimension, withheld years as gaps with their bounds as bands. */
    static String trend(String id, CountTable table, String dimension) {
        List<String> years = table.codes("year");
        SortedMap<String, List<CountBounds>> series = Withheld.series(table, dimension);
        List<Object> lines = new ArrayList<>();
        List<Map.Entry<String, List<CountBounds>>> shown = shown(table, dimension, series);
        shown.forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        List<List<String>> rows = new ArrayList<>();
        series.forEach((code, counts) -> {
            List<String> row = new ArrayList<>(List.of(code));
            counts.forEach(count -> row.add(words(count)));
            rows.add(row);
        });
        String title = "Number of " + table.counted() + " by year and " + plain(dimension) + ", table " + table.name()
                + (series.size() > MOST_LINES
                        ? " (" + MOST_LINES + " of " + series.size() + ": the largest and the most withheld)"
                        : "");
        List<String> header = new ArrayList<>(List.of(plain(dimension)));
        header.addAll(years);
        return Html.figure(
                id,
                title,
                json(Map.of(
                        "kind",
                        "trend",
                        "x",
                        years,
                        "lines",
                        lines,
                        "y",
                        table.counted(),
                        "breaks",
                        breaks(years, shown))),
                Html.table(title, header, rows));
    }

    /**
     * The categories that are drawn, largest first: all if they can be told apart, otherwise the largest and those of which the table
     * withholds the greatest share of cells. Missing values get a line only where known categories leave one.
     */
    private static List<Map.Entry<String, List<CountBounds>>> shown(
            CountTable table, String dimension, SortedMap<String, List<CountBounds>> series) {
        List<Map.Entry<String, List<CountBounds>>> largestFirst = series.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, List<CountBounds>> entry) -> -entry.getValue().stream()
                                        .mapToLong(CountBounds::upper)
                                        .max()
                                        .orElse(0))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        if (largestFirst.size() <= MOST_LINES) {
            return largestFirst;
        }
        List<String> bySize = largestFirst.stream()
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(DataQuality::isMissing))
                .toList();
        SortedMap<String, Withheld> cells =
                Withheld.byCode(List.of(table)).getOrDefault(dimension, Collections.emptySortedMap());
        List<String> byLoss = bySize.stream()
                .filter(code -> !DataQuality.isMissing(code) && share(cells, code) > 0)
                .sorted(Comparator.comparingDouble(code -> -share(cells, code)))
                .toList();
        Set<String> chosen = new LinkedHashSet<>(bySize.subList(0, LARGEST));
        Stream.concat(byLoss.stream(), bySize.stream())
                .filter(code -> chosen.size() < MOST_LINES)
                .forEach(chosen::add);
        return largestFirst.stream()
                .filter(entry -> chosen.contains(entry.getKey()))
                .toList();
    }

    private static double share(Map<String, Withheld> cells, String code) {
        return cells.getOrDefault(code, new Withheld(0, 0)).share();
    }

    /** Where a category begins or ends within the years: codes have changed, or nobody was counted under it. */
    private static List<Object> breaks(List<String> years, List<Map.Entry<String, List<CountBounds>>> shown) {
        List<Object> breaks = new ArrayList<>();
        for (Map.Entry<String, List<CountBounds>> category : shown) {
            List<Integer> counted = new ArrayList<>();
            for (int year = 0; year < years.size(); year++) {
                if (category.getValue().get(year).upper() > 0) {
                    counted.add(year);
                }
            }
            if (counted.isEmpty()) {
                continue;
            }
            int first = counted.get(0);
            int last = counted.get(counted.size() - 1);
            if (first > 0) {
                breaks.add(Map.of("x", years.get(first), "label", "first: " + category.getKey()));
            }
            if (last < years.size() - 1) {
                breaks.add(Map.of("x", years.get(last), "label", "last: " + category.getKey()));
            }
        }
        return breaks;
    }

    private static Map<String, Object> line(String name, List<CountBounds> counts) {
        List<Object> values = new ArrayList<>();
        List<Object> lower = new ArrayList<>();
        List<Object> upper = new ArrayList<>();
        for (CountBounds count : counts) {
            values.add(count.isExact() ? count.lower() : "-");
            lower.add(count.lower());
            upper.add(count.upper());
        }
        return Map.of("name", name, "values", values, "lower", lower, "upper", upper);
    }

    /** Share of withheld cells by code of a dimension. */
    static String withheld(String id, String dimension, SortedMap<String, Withheld> byCode) {
        List<Map.Entry<String, Withheld>> most = byCode.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Withheld> entry) ->
                                -entry.getValue().share())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        String title = "Share of cells withheld by " + plain(dimension);
        List<List<String>> rows = most.stream()
                .map(entry -> List.of(
                        entry.getKey(),
                        Html.number(entry.getValue().cells()),
                        Html.number(entry.getValue().withheld()),
                        Html.percent(entry.getValue().share())))
                .toList();
        List<Map.Entry<String, Withheld>> shown = most.subList(0, Math.min(most.size(), 15));
        return Html.figure(
                id,
                title,
                json(Map.of(
                        "kind",
                        "bars",
                        "x",
                        shown.stream().map(Map.Entry::getKey).toList(),
                        "y",
                        "% of cells",
                        "values",
                        shown.stream()
                                .map(entry -> Math.round(1000 * entry.getValue().share()) / 10.0)
                                .toList())),
                Html.table(title, List.of(plain(dimension), "cells", "withheld", "share"), rows));
    }

    static String words(CountBounds count) {
        return count.isExact()
                ? Html.number(count.lower())
                : "[c] " + Html.number(count.lower()) + "–" + Html.number(count.upper());
    }

    static String plain(String dimension) {
        return dimension.replace('_', ' ');
    }

    static String json(Object data) {
        try {
            return JSON.writer()
                    .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts and numbers always become JSON", impossible);
        }
    }
}
