package org.louver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.csv.CSVRecord;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** The charts of the report: data for the script, and the table that goes with each. */
final class Charts {
    /** More lines than this in one chart cannot be told apart; the table holds them all. */
    private static final int MOST_LINES = 6;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Charts() {}

    /** A table by year, one line per category of a dimension, withheld years as gaps with their bounds as bands. */
    static String trend(String id, CountTable table, String dimension) {
        List<String> years = table.codes("year");
        SortedMap<String, List<CountBounds>> series = Withheld.series(table, dimension);
        List<Object> lines = new ArrayList<>();
        series.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, List<CountBounds>> entry) -> -entry.getValue().stream()
                                        .mapToLong(CountBounds::upper)
                                        .max()
                                        .orElse(0))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_LINES)
                .forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        List<List<String>> rows = new ArrayList<>();
        series.forEach((code, counts) -> {
            List<String> row = new ArrayList<>(List.of(code));
            counts.forEach(count -> row.add(words(count)));
            rows.add(row);
        });
        String title = "Number of " + table.unit() + " by year and " + plain(dimension) + ", table " + table.name()
                + (series.size() > MOST_LINES ? " (the " + MOST_LINES + " largest of " + series.size() + ")" : "");
        List<String> header = new ArrayList<>(List.of(plain(dimension)));
        header.addAll(years);
        return Html.figure(
                id,
                title,
                json(Map.of("kind", "trend", "x", years, "lines", lines, "y", table.unit())),
                Html.table(title, header, rows));
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

    /** One question by year: the ratio's bounds as a band, its confidence interval as a paler one, 1 as a line. */
    static String question(String id, List<CSVRecord> records) {
        List<CSVRecord> years = records.stream()
                .filter(record -> !record.get("period").equals("all years"))
                .toList();
        List<Object> values = new ArrayList<>();
        List<Object> lower = new ArrayList<>();
        List<Object> upper = new ArrayList<>();
        List<Object> low = new ArrayList<>();
        List<Object> high = new ArrayList<>();
        List<Object> breaks = new ArrayList<>();
        for (CSVRecord year : years) {
            boolean exact = year.get("ratio_lower").equals(year.get("ratio_upper"));
            values.add(exact ? number(year, "ratio_lower") : "-");
            lower.add(number(year, "ratio_lower"));
            upper.add(number(year, "ratio_upper"));
            low.add(number(year, "confidence_lower"));
            high.add(number(year, "confidence_upper"));
            if (!year.get("change").isEmpty()) {
                breaks.add(Map.of("x", year.get("period"), "label", year.get("change")));
            }
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", "ratio");
        data.put("x", years.stream().map(year -> year.get("period")).toList());
        data.put("y", "ratio");
        data.put(
                "lines",
                List.of(Map.of(
                        "name", "ratio", "values", values, "lower", lower, "upper", upper, "low", low, "high", high)));
        data.put("breaks", breaks);
        CSVRecord first = records.get(0);
        String title = first.get("text");
        List<List<String>> rows = new ArrayList<>();
        for (CSVRecord record : records) {
            rows.add(List.of(
                    record.get("period"),
                    range(record, "ratio"),
                    range(record, "confidence"),
                    range(record, "group"),
                    range(record, "reference"),
                    record.get("change"),
                    record.get("verdict")));
        }
        return Html.figure(
                id,
                title + " (" + first.get("measure") + ", " + first.get("group") + " against " + first.get("reference")
                        + ")",
                json(data),
                Html.table(
                        title,
                        List.of(
                                "period",
                                "ratio",
                                "95 % confidence",
                                first.get("group"),
                                first.get("reference"),
                                "change",
                                "what survives"),
                        rows));
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

    /** Both ends, or the one number. */
    static String range(CSVRecord record, String of) {
        String lower = record.get(of + "_lower");
        String upper = record.get(of + "_upper");
        return lower.equals(upper) ? lower : lower + " to " + (upper.isEmpty() ? "unbounded" : upper);
    }

    /** The same for running text: two decimals, rounded away from the interval. */
    static String shortRange(CSVRecord record, String of) {
        String lower = record.get(of + "_lower");
        String upper = record.get(of + "_upper");
        if (lower.equals(upper)) {
            return new BigDecimal(lower).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
        }
        return new BigDecimal(lower).setScale(2, RoundingMode.FLOOR).toPlainString() + " to "
                + (upper.isEmpty()
                        ? "unbounded"
                        : new BigDecimal(upper)
                                .setScale(2, RoundingMode.CEILING)
                                .toPlainString());
    }

    /** ECharts reads a hyphen as "no value". */
    private static Object number(CSVRecord record, String column) {
        String text = record.get(column);
        return text.isEmpty() ? "-" : Double.parseDouble(text);
    }

    private static String json(Object data) {
        try {
            return JSON.writer()
                    .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts and numbers always become JSON", impossible);
        }
    }
}
