package org.louver.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.louver.assessment.CellAssessment;
import org.louver.audit.AuditedRelease;
import org.louver.linkage.LinkReport;
import org.louver.linkage.LinkStatus;
import org.louver.linkage.LinkedEvents;
import org.louver.pooling.TableAggregation;
import org.louver.protection.ProtectedUnit;
import org.louver.publication.Coverage;
import org.louver.publication.PublicationPlan;
import org.louver.publication.PublishedRelease;
import org.louver.source.SourceReport;
import org.louver.source.SourceTable;
import org.louver.source.SourceTables;
import org.louver.suppression.SuppressionPattern;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.Answer;
import org.louver.utility.Verdict;

/** Words for the progress lines and sections for the manifest, from totals alone. */
final class Summaries {
    private Summaries() {}

    static Map<String, Object> release(PublicationPlan plan) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("id", plan.id());
        section.put("title", plan.title());
        section.put("demonstration", plan.demonstration());
        return section;
    }

    static String read(SourceTables sources) {
        long rows = 0;
        long quarantined = 0;
        for (SourceTable table : sources.tables()) {
            rows += table.report().dataRows();
            quarantined += table.report().rowsQuarantined();
        }
        return number(rows) + " rows of " + sources.tables().size() + " sources, " + number(quarantined)
                + " to quarantine";
    }

    static String linked(LinkedEvents linked) {
        long found = linked.reports().stream()
                .mapToLong(report -> report.rows(LinkStatus.LINKED))
                .sum();
        return number(found) + " records linked over " + linked.reports().size() + " links";
    }

    static String asked(List<Answer> answers) {
        long lost = answers.stream()
                .filter(answer -> answer.pooled().verdict() == Verdict.LOST)
                .count();
        return answers.size() + " questions, " + lost + " lost over all years";
    }

    static List<Object> links(LinkedEvents linked) {
        List<Object> sections = new ArrayList<>();
        for (LinkReport report : linked.reports()) {
            List<Object> lines = new ArrayList<>();
            for (LinkReport.Line line : report.lines()) {
                lines.add(Map.of(
                        "year",
                        line.year(),
                        "group",
                        line.group(),
                        "status",
                        line.status().word(),
                        "rows",
                        line.rows()));
            }
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("link", report.link());
            section.put("from", report.from());
            section.put("to", report.to());
            section.put("unlinked-share", report.unlinkedShare());
            section.put("unlinked-share-by-year", report.unlinkedShareByYear());
            section.put("unlinked-share-by-group", report.unlinkedShareByGroup());
            section.put("lines", lines);
            sections.add(section);
        }
        return sections;
    }

    /** What each link found, year by year, and beside that by the field of its {@code coverage-by}. */
    static List<Coverage> coverage(LinkedEvents linked) {
        List<Coverage> coverage = new ArrayList<>();
        linked.reports().forEach(report -> coverage.addAll(coverage(report)));
        return coverage;
    }

    static List<Coverage> coverage(LinkReport report) {
        List<Coverage> coverage = new ArrayList<>(coverage(report, report.lines(), false));
        coverage.addAll(coverage(report, report.coverage(), true));
        return coverage;
    }

    private static List<Coverage> coverage(LinkReport report, List<LinkReport.Line> lines, boolean place) {
        SortedMap<Integer, SortedMap<String, Coverage>> years = new TreeMap<>();
        for (LinkReport.Line line : lines) {
            if (line.status() != LinkStatus.NOT_APPLICABLE) {
                String code = place ? line.group() : "";
                long found = line.status() == LinkStatus.LINKED ? line.rows() : 0;
                years.computeIfAbsent(line.year(), year -> new TreeMap<>())
                        .merge(
                                code,
                                new Coverage(
                                        report.link(),
                                        report.from(),
                                        report.to(),
                                        code,
                                        place,
                                        line.year(),
                                        line.rows(),
                                        found),
                                Coverage::plus);
            }
        }
        return years.values().stream().flatMap(year -> year.values().stream()).toList();
    }

    static String tabulated(List<TabulatedUnit> units) {
        long base = units.stream().mapToLong(TabulatedUnit::baseCells).sum();
        long cells = units.stream().mapToLong(unit -> unit.cells().cells()).sum();
        return number(base) + " base cells, " + number(cells) + " cells of all tables and margins";
    }

    static String assessed(List<CellAssessment> units) {
        long cells =
                units.stream().mapToLong(unit -> unit.unit().cells().cells()).sum();
        return number(cells) + " cells of " + units.size() + " units assessed, findings in internal/";
    }

    static String withheld(List<ProtectedUnit> units) {
        long withheld = 0;
        for (ProtectedUnit unit : units) {
            withheld += unit.assessment().primary() + unit.pattern().complements();
        }
        return number(withheld) + " cells withheld";
    }

    static String audited(AuditedRelease release) {
        return "passed: " + number(release.withheld()) + " of " + number(release.cells())
                + " public cells withheld, none can be recomputed";
    }

    static String published(PublishedRelease release) {
        return release.unchanged()
                ? "already public with the same content, nothing changed"
                : "release " + release.id();
    }

    static List<Object> sources(SourceTables sources) {
        List<Object> sections = new ArrayList<>();
        for (SourceTable table : sources.tables()) {
            SourceReport report = table.report();
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("source", report.source());
            section.put("files", report.files());
            section.put("rows-read", report.rowsRead());
            section.put("header-rows", report.headerRows());
            section.put("blank-rows", report.blankRows());
            section.put("duplicate-rows", report.duplicateRows());
            section.put("rows-by-year", report.rows());
            section.put("things-by-year", report.things());
            List<Object> quarantined = new ArrayList<>();
            for (SourceReport.Quarantined one : report.quarantined()) {
                quarantined.add(Map.of(
                        "year",
                        one.year(),
                        "field",
                        one.field(),
                        "reason",
                        one.reason().word(),
                        "rows",
                        one.rows()));
            }
            section.put("quarantined", quarantined);
            section.put("emptied-values", report.emptied());
            section.put("unlisted-columns", report.unlistedColumns());
            sections.add(section);
        }
        return sections;
    }

    static List<Object> protection(List<ProtectedUnit> units) {
        List<Object> sections = new ArrayList<>();
        for (ProtectedUnit unit : units) {
            SuppressionPattern pattern = unit.pattern();
            Map<String, Object> section = new LinkedHashMap<>();
            section.put("unit", unit.unit().unit());
            section.put("base-cells", unit.unit().baseCells());
            section.put("cells", pattern.cells());
            section.put("primary", unit.assessment().primary());
            section.put("complementary", pattern.complements());
            section.put("least-complementary", pattern.bound().complements());
            section.put("gap", pattern.gap());
            section.put("linear-programs", pattern.linearPrograms());
            sections.add(section);
        }
        return sections;
    }

    static List<Object> aggregation(List<ProtectedUnit> units) {
        List<Object> sections = new ArrayList<>();
        for (ProtectedUnit unit : units) {
            for (TableAggregation decision : unit.unit().aggregations()) {
                Map<String, Object> section = new LinkedHashMap<>();
                section.put("table", decision.table());
                section.put("chosen", decision.way().name().toLowerCase(Locale.ROOT));
                section.put("rule", decision.reason());
                Map<String, Object> variables = new LinkedHashMap<>();
                decision.variables()
                        .forEach((variable, change) -> variables.put(
                                variable,
                                Map.of(
                                        "left-out", change.dropped(),
                                        "categories", change.categories(),
                                        "pools", change.pools(),
                                        "break-in-series", change.brokenSeries())));
                section.put("variables", variables);
                section.put("ways", decision.tried());
                section.put("front-detail-ppm-to-unsafe-cells", decision.front());
                section.put("search-exact", decision.exact());
                sections.add(section);
            }
        }
        return sections;
    }

    static Map<String, Object> publication(PublishedRelease release) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("release", release.id());
        section.put("directory", release.directory().toString());
        section.put("fingerprint", release.fingerprint());
        return section;
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
