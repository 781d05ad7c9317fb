package org.louver.standalone;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVPrinter;
import org.louver.attack.AttackReport;
import org.louver.attack.PublishedCells;
import org.louver.config.DesignConfig;
import org.louver.evidence.Evidence;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.sensitivity.ProtectionPolicy;
import org.louver.suppression.ComplementarySuppression;
import org.louver.suppression.SuppressionPattern;
import org.louver.suppression.SuppressionSettings;
import org.louver.suppression.block.BlockPlan;
import org.louver.suppression.block.BlockSolver;
import org.louver.suppression.block.BlockedSuppression;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.SpanningVariable;

/** Tabulates, assesses, suppresses and attacks one file, and writes what came of it. */
public final class ProtectRun {
    private static final List<String> RESULTS = List.of("cells.csv", "published.csv");

    private ProtectRun() {}

    /**
     * Runs the whole; {@code published.csv} appears only where the attack found nothing.
     *
     * @param progress takes one line per step, free of counts of cells
     * @return 0, or 4 or 5 where the attack failed the pattern or could not decide
     * @throws Refusal exit 2, 3 or 6
     */
    public static ExitCode run(
            Path designFile, Map<String, String> overrides, Path input, Path output, Consumer<String> progress) {
        long start = System.nanoTime();
        DesignConfig design = DesignConfig.load(designFile, overrides);
        if (!design.rules().asksForAnything() && !design.protection().keepEarlier()) {
            throw Refusal.configuration(
                    designFile + ": no rule makes any cell unsafe, so everything would be published",
                    "add for instance rules = { minimum-frequency = 10 }");
        }
        OutputFolder.expect(output);
        OutputFolder.spare(input, output, RESULTS);
        design.protection()
                .earlier()
                .ifPresent(file -> OutputFolder.spare(design.folder().resolve(file), output, RESULTS));
        Problem problem = Problem.read(design, input);
        WideTables.refuse(problem);
        AssessedCells cells = problem.assessment().cells();
        progress.accept("read " + problem.input().rows() + " rows into " + cells.cells() + " cells");
        SuppressionPattern pattern = Problem.exactly(input, () -> suppress(problem));
        progress.accept("suppressed with " + pattern.linearPrograms() + " linear programs");
        CellStatus[] status =
                IntStream.range(0, cells.cells()).mapToObj(pattern::status).toArray(CellStatus[]::new);
        PublishedCells published = PublishedCells.of(cells, status);
        Audit.Options options = new Audit.Options(Audit.insiders(design), false, null, design.attackSeconds());
        AttackReport report = Problem.exactly(input, () -> Audit.of(cells, published, options));
        progress.accept("attacked with " + report.summary().linearPrograms() + " linear programs");
        ExitCode verdict = Audit.exitCode(report);
        SuppressionPattern audited = verdict == ExitCode.RELEASED ? pattern.proved() : pattern;
        Unprotectable.line(problem, audited).ifPresent(progress);
        new Result(problem, audited, status, report, (System.nanoTime() - start) / 1e9).write(output);
        return verdict;
    }

    private static SuppressionPattern suppress(Problem problem) {
        AssessedCells cells = problem.assessment().cells();
        return cells.cells() <= problem.design().protection().blocksAbove()
                ? ComplementarySuppression.protect(cells, settings(problem))
                : BlockedSuppression.protect(
                        cells, BlockPlan.of(problem.cells()), settings(problem), BlockSolver.SIDE_BY_SIDE);
    }

    private static SuppressionSettings settings(Problem problem) {
        var protection = problem.design().protection();
        BitSet earlier = protection
                .earlier()
                .map(file -> EarlierPattern.withheld(
                        problem, problem.design().folder().resolve(file)))
                .orElseGet(BitSet::new);
        return SuppressionSettings.standard()
                .withSingletons(
                        protection.singletonsProtected()
                                ? SuppressionSettings.Singletons.PROTECTED
                                : SuppressionSettings.Singletons.IGNORED)
                .withEarlier(earlier, protection.keepEarlier())
                .withEffort(protection.effort())
                .withBound(protection.bound());
    }

    private record Result(
            Problem problem, SuppressionPattern pattern, List<CellStatus> status, AttackReport report, double seconds) {
        Result(Problem problem, SuppressionPattern pattern, CellStatus[] status, AttackReport report, double seconds) {
            this(problem, pattern, List.of(status), report, seconds);
        }

        void write(Path output) {
            OutputFolder folder = new OutputFolder(output);
            long[] keys = IntStream.range(0, status.size())
                    .mapToLong(problem.cells()::key)
                    .toArray();
            CellRowsWriter rows = new CellRowsWriter(problem.cells().tables(), keys, problem.scale());
            folder.csv(
                    "cells.csv",
                    printer -> rows.write(
                            printer, List.of("value", "status", "lower", "upper"), cell -> internal(rows, cell)));
            boolean passed = Audit.exitCode(report) == ExitCode.RELEASED;
            if (passed) {
                folder.csv(
                        "published.csv",
                        printer -> rows.write(
                                printer, List.of("value", "status", "lower", "upper"), cell -> open(rows, cell)));
                codeFiles().forEach((variable, file) -> folder.csv(file, printer -> codes(printer, variable)));
            }
            report.premises()
                    .ifPresent(premises -> folder.evidence(
                            new Evidence(premises, report.certificates(), rows.shownRows(), problem.scale())));
            folder.json("summary.json", summary(rows));
            List<String> open = new ArrayList<>(codeFiles().values());
            open.add("published.csv");
            folder.complete(passed ? List.of() : open);
        }

        private Object[] internal(CellRowsWriter rows, int cell) {
            if (cell < 0) {
                return new Object[] {rows.plain(0), "safe", rows.plain(0), rows.plain(0)};
            }
            return new Object[] {
                rows.plain(problem.cells().value(cell)),
                status.get(cell).name().toLowerCase(Locale.ROOT),
                rows.plain(report.lowest(cell)),
                rows.plainBound(report.highest(cell))
            };
        }

        private Object[] open(CellRowsWriter rows, int cell) {
            boolean withheld = cell >= 0 && status.get(cell).withheld();
            if (!withheld) {
                String value = rows.plain(cell < 0 ? 0 : problem.cells().value(cell));
                return new Object[] {value, "published", value, value};
            }
            return new Object[] {"", "withheld", rows.plain(report.lowest(cell)), rows.plainBound(report.highest(cell))
            };
        }

        /** For the codes of variables whose levels are columns of the input: a reader of published.csv needs them to add up. */
        private Map<String, String> codeFiles() {
            Map<String, String> files = new LinkedHashMap<>();
            for (DesignConfig.Variable variable : problem.design().variables().values()) {
                if (CodeLists.levelColumns(variable).size() > 1) {
                    files.put(variable.name(), "codes/" + variable.name() + ".csv");
                }
            }
            return files;
        }

        private void codes(CSVPrinter printer, String name) throws IOException {
            for (SpanningVariable variable : problem.cells().tables().variables()) {
                if (variable.name().equals(name)) {
                    List<String> levels =
                            variable.levels().subList(1, variable.levels().size());
                    printer.printRecord(levels);
                    for (int leaf = 0; leaf < variable.leaves(); leaf++) {
                        List<String> codes = new ArrayList<>();
                        for (String level : levels) {
                            String code = variable.code(variable.nodeOfLeaf(variable.level(level), leaf));
                            codes.add(code.startsWith(level + "=") ? code.substring(level.length() + 1) : code);
                        }
                        printer.printRecord(codes);
                    }
                }
            }
        }

        private Map<String, Object> summary(CellRowsWriter rows) {
            int primary = 0;
            int complementary = 0;
            int forced = 0;
            long value = 0;
            for (int cell = 0; cell < status.size(); cell++) {
                if (problem.cells().tables().published(problem.cells().key(cell))) {
                    primary += status.get(cell) == CellStatus.PRIMARY ? 1 : 0;
                    forced += status.get(cell) == CellStatus.FORCED ? 1 : 0;
                    if (status.get(cell) == CellStatus.COMPLEMENTARY) {
                        complementary++;
                        value = Math.addExact(value, problem.cells().value(cell));
                    }
                }
            }
            boolean byValue = problem.design().protection().objective() == ProtectionPolicy.Objective.VALUE;
            Map<String, Object> summary = new LinkedHashMap<>(Audit.summary(report));
            summary.put("cells", rows.distinct());
            summary.put("primary", primary);
            summary.put("complementary", complementary);
            summary.put("forced", forced);
            summary.put("withheld", primary + complementary);
            summary.put("complementary_value", new BigDecimal(rows.plain(value)));
            summary.put(
                    "lower_bound",
                    byValue
                            ? new BigDecimal(rows.plain(pattern.bound().cost()))
                            : pattern.bound().complements());
            summary.put("gap", pattern.gap());
            summary.put("unachievable", pattern.unachievable().size());
            summary.put("unachievable_cells", Unprotectable.list(problem, pattern));
            summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
            summary.put("suppression_lps", pattern.linearPrograms());
            summary.put("lps", pattern.linearPrograms() + report.summary().linearPrograms());
            summary.put("rules_fired", problem.firedRules());
            return summary;
        }
    }
}
