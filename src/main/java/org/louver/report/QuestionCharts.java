package org.louver.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** One question of {@code trends.csv} as the report shows it: the ratio by year, and the rates of the two groups behind it. */
final class QuestionCharts {
    private static final String ALL_YEARS = "all years";

    private final List<CSVRecord> records;
    private final List<CSVRecord> years;
    private final CSVRecord pooled;

    /** Takes the rows of one question, that of all years together last. */
    QuestionCharts(List<CSVRecord> records) {
        this.records = records;
        this.years = records.stream()
                .filter(record -> !record.get("period").equals(ALL_YEARS))
                .toList();
        this.pooled = records.get(records.size() - 1);
    }

    /** The question, its answer over all years in words, and both charts with their tables. */
    String html(String id) {
        return "<h3>" + Html.escape(pooled.get("text")) + "</h3><p>" + Html.escape(answer()) + "</p>" + ratio(id)
                + rates(id + "-rates");
    }

    private String answer() {
        String standard = standard().isEmpty() ? "" : ", standardised by " + standard() + ",";
        return "All years together, the ratio" + standard + " is " + range(pooled, "ratio", 1) + " (95 % confidence: "
                + range(pooled, "confidence", 1) + "): " + rate("group", "group") + " against "
                + rate("reference", "reference") + ". After suppression: " + pooled.get("verdict") + ".";
    }

    private String rate(String column, String name) {
        return pooled.get(name) + " " + range(pooled, column, scale()) + " " + unit() + " ("
                + range(pooled, column + "_confidence", scale()) + ")";
    }

    /** Bounds as a band, the confidence interval as a paler one, 1 as a line, and the years in which the group's rate changes its level. */
    private String ratio(String id) {
        List<Object> breaks = new ArrayList<>();
        for (CSVRecord year : years) {
            if (!year.get("change").isEmpty()) {
                breaks.add(Map.of("x", year.get("period"), "label", pooled.get("group") + ": " + year.get("change")));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (CSVRecord record : records) {
            rows.add(List.of(
                    record.get("period"),
                    range(record, "ratio", 1),
                    range(record, "confidence", 1),
                    record.get("change").isEmpty() ? "–" : record.get("change"),
                    record.get("verdict")));
        }
        String title = title() + ", " + pooled.get("group") + " to " + pooled.get("reference") + ", by year";
        return Html.figure(
                id,
                title,
                Charts.json(data("ratio", "ratio", List.of(line("ratio", "ratio", "confidence", 1)), breaks)),
                Html.table(
                        title,
                        List.of(
                                "period",
                                "ratio",
                                "95 % confidence",
                                "level of the rate of " + pooled.get("group"),
                                "what survives"),
                        rows));
    }

    private String rates(String id) {
        String group = pooled.get("group");
        String reference = pooled.get("reference");
        List<List<String>> rows = new ArrayList<>();
        for (CSVRecord record : records) {
            rows.add(List.of(
                    record.get("period"),
                    range(record, "group", scale()),
                    range(record, "group_confidence", scale()),
                    range(record, "reference", scale()),
                    range(record, "reference_confidence", scale())));
        }
        String title = "Rates of " + group + " and " + reference + " by year, " + unit();
        return Html.figure(
                id,
                title,
                Charts.json(data(
                        "trend",
                        unit(),
                        List.of(
                                line(group, "group", "group_confidence", scale()),
                                line(reference, "reference", "reference_confidence", scale())),
                        List.of())),
                Html.table(title, List.of("period", group, group + ", 95 %", reference, reference + ", 95 %"), rows));
    }

    private Map<String, Object> data(String kind, String unit, List<Object> lines, List<Object> breaks) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", kind);
        data.put("x", years.stream().map(year -> year.get("period")).toList());
        data.put("y", unit);
        data.put("lines", lines);
        data.put("breaks", breaks);
        return data;
    }

    private Map<String, Object> line(String name, String bounds, String confidence, int scale) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", name);
        line.put(
                "values",
                years.stream()
                        .map(year -> year.get(bounds + "_lower").equals(year.get(bounds + "_upper"))
                                ? number(year, bounds + "_lower", scale)
                                : "-")
                        .toList());
        ends(line, "lower", bounds + "_lower", scale);
        ends(line, "upper", bounds + "_upper", scale);
        ends(line, "low", confidence + "_lower", scale);
        ends(line, "high", confidence + "_upper", scale);
        return line;
    }

    private void ends(Map<String, Object> line, String key, String column, int scale) {
        line.put(key, years.stream().map(year -> number(year, column, scale)).toList());
    }

    private String title() {
        return switch (pooled.get("measure")) {
            case "odds-ratio" -> "Ratio of odds";
            case "population-ratio" -> "Ratio of rates per resident";
            default -> standard().isEmpty() ? "Ratio of rates" : "Ratio of rates standardised by " + standard();
        };
    }

    private String standard() {
        return pooled.get("standardised_by");
    }

    private boolean perResident() {
        return pooled.get("measure").equals("population-ratio");
    }

    private int scale() {
        return perResident() ? 1_000 : 100;
    }

    private String unit() {
        return perResident() ? "per 1,000 residents and year" : "%";
    }

    /** ECharts reads a hyphen as "no value". */
    private static Object number(CSVRecord record, String column, int scale) {
        String text = record.get(column);
        return text.isEmpty()
                ? "-"
                : new BigDecimal(text).multiply(BigDecimal.valueOf(scale)).doubleValue();
    }

    /** Both ends with two decimals, rounded away from the interval, or the one number. */
    private static String range(CSVRecord record, String of, int scale) {
        String lower = record.get(of + "_lower");
        String upper = record.get(of + "_upper");
        if (lower.equals(upper)) {
            return rounded(lower, scale, RoundingMode.HALF_EVEN);
        }
        return rounded(lower, scale, RoundingMode.FLOOR) + " to "
                + (upper.isEmpty() ? "unbounded" : rounded(upper, scale, RoundingMode.CEILING));
    }

    private static String rounded(String number, int scale, RoundingMode mode) {
        return new BigDecimal(number)
                .multiply(BigDecimal.valueOf(scale))
                .setScale(2, mode)
                .toPlainString();
    }
}
