package org.louver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.louver.refusal.Refusal;
import org.louver.utility.CountTable;

/** {@code report.html}: one page about a release, made from its public files alone, that needs no network. */
public final class ReleaseReport {
    /** The file of a release that holds it. */
    public static final String FILE = "report.html";

    private static final String CHART_LIBRARY = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";
    /** A page with more charts than this loads slowly; the data files hold everything. */
    private static final int MOST_TRENDS = 12;

    private final ReleaseFiles files;
    private final PublicRelease release;

    private ReleaseReport(ReleaseFiles files) {
        this.files = files;
        this.release = PublicRelease.read(files);
    }

    /**
     * Writes the page.
     *
     * @throws Refusal exit 3 if the files are not a release, 6 if they cannot be read
     */
    public static String of(ReleaseFiles files) {
        try {
            return new ReleaseReport(files).page();
        } catch (IOException unreadable) {
            throw Refusal.storage(
                    "the release cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "check the path and its permissions");
        }
    }

    private String page() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("TITLE", Html.escape(release.title()));
        parts.put("LINKED_DATA", new LinkedData(release).json().replace("<", "\\u003c"));
        parts.put("STYLE", resource("/report/report.css"));
        parts.put(
                "BANNER",
                release.demonstration()
                        ? "<p class=\"banner\"><strong>Demonstration.</strong> Nothing here may be relied upon.</p>"
                        : "");
        parts.put("PUBLISHER", Html.escape(release.publisher()));
        parts.put("RELEASE", Html.escape(release.id()));
        parts.put("LICENCE", Html.escape(release.licence()));
        parts.put("HEADLINE", headline());
        parts.put("TABLES", tables() + CoarserCategories.html(files));
        parts.put("QUESTIONS", questions());
        parts.put("TRENDS", trends());
        ProtectionWords protection = new ProtectionWords(release.protection());
        parts.put("RULES", protection.rules());
        parts.put("ASSUMPTIONS", protection.assumptions());
        parts.put("VERDICT", Utility.verdict(release.tables(), protection.passed()));
        parts.put("WITHHELD", WhoDisappears.html(release.tables()));
        parts.put("UTILITY", Utility.html(release.tables()));
        parts.put("QUALITY", LinkCoverage.html(files) + DataQuality.html(release.tables()));
        parts.put("FILES", FileList.html(files, release.digests()));
        parts.put("LIBRARY", resource(CHART_LIBRARY).replace("</script", "<\\/script"));
        parts.put("SCRIPT", resource("/report/report.js"));
        StringBuilder page = new StringBuilder();
        // One pass: a release's texts may hold anything, also what looks like a placeholder.
        for (String piece : resource("/report/report.html").split("(?=\\{\\{)|(?<=\\}\\})", -1)) {
            boolean placeholder = piece.startsWith("{{") && piece.endsWith("}}");
            page.append(placeholder ? parts.getOrDefault(piece.substring(2, piece.length() - 2), "") : piece);
        }
        return page.toString();
    }

    private String headline() {
        Withheld all = Withheld.of(release.tables());
        List<String> years = release.tables().stream()
                .flatMap(table -> table.codes("year").stream())
                .distinct()
                .sorted()
                .toList();
        String span = years.isEmpty()
                ? "no years"
                : years.size() == 1 ? years.get(0) : years.get(0) + "–" + years.get(years.size() - 1);
        return "<dl class=\"facts\">" + fact(span, years.size() == 1 ? "year" : "years")
                + fact(Html.number(release.tables().size()), release.tables().size() == 1 ? "table" : "tables")
                + fact(Html.number(all.cells()), "counts")
                + fact(Html.percent(all.share()), "of counts withheld")
                + "</dl>" + WhatIsNew.html(release.tables()) + "<p>" + Html.escape(release.description()) + "</p>"
                + (all.cells() > 0 && all.withheld() == all.cells()
                        ? "<p><strong>Every count of this release is withheld.</strong> Only bounds can be used.</p>"
                        : "");
    }

    private static String fact(String figure, String meaning) {
        return "<div><dt>" + Html.escape(meaning) + "</dt><dd>" + Html.escape(figure) + "</dd></div>";
    }

    private String tables() {
        List<List<String>> rows = release.tables().stream()
                .map(table -> {
                    Withheld counts = Withheld.of(List.of(table));
                    return List.of(
                            table.name(),
                            table.counted(),
                            String.join(
                                    ", ",
                                    table.dimensions().stream()
                                            .map(Charts::plain)
                                            .toList()),
                            Html.number(counts.cells()),
                            Html.number(counts.withheld()),
                            Html.percent(counts.share()));
                })
                .toList();
        return Html.table(
                "Tables of this release", List.of("table", "counts", "by", "cells", "withheld", "share"), rows);
    }

    private String questions() throws IOException {
        if (!files.sizes().containsKey(Trends.FILE)) {
            return "<p>This release names no questions. <code>louver trends</code> asks your own.</p>";
        }
        Map<String, List<CSVRecord>> byQuestion = new LinkedHashMap<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = new InputStreamReader(files.open(Trends.FILE), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                byQuestion
                        .computeIfAbsent(record.get("question"), unused -> new ArrayList<>())
                        .add(record);
            }
        }
        StringBuilder html = new StringBuilder();
        int number = 0;
        for (List<CSVRecord> records : byQuestion.values()) {
            html.append(new QuestionCharts(records).html("question-" + number++));
        }
        return html.toString();
    }

    private String trends() {
        StringBuilder html = new StringBuilder();
        int shown = 0;
        // Several tables hold the same margins: each is drawn once.
        Set<Object> drawn = new HashSet<>();
        for (CountTable table : release.tables()) {
            Optional<String> dimension = table.dimensions().stream()
                    .filter(candidate -> !candidate.equals("year"))
                    .filter(candidate -> !drawn.contains(margin(table, candidate)))
                    .findFirst();
            if (dimension.isPresent() && !table.codes("year").isEmpty() && shown < MOST_TRENDS) {
                drawn.add(margin(table, dimension.get()));
                html.append(Charts.trend("trend-" + shown++, table, dimension.get()));
            }
        }
        if (shown < release.tables().size()) {
            html.append("<p>")
                    .append(
                            shown == 0
                                    ? "No table has a dimension besides the year."
                                    : "Further tables are in the data files.")
                    .append("</p>");
        }
        return html.toString();
    }

    private static Object margin(CountTable table, String dimension) {
        return List.of(table.counted(), dimension, Withheld.series(table, dimension));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReleaseReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
