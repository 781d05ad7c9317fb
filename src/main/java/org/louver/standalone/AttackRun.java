package org.louver.standalone;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.louver.attack.AttackReport;
import org.louver.config.DesignConfig;
import org.louver.evidence.Evidence;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.table.AssessedCells;
import org.louver.table.CellStatus;
import org.louver.table.LinkedTables;
import org.louver.table.SpanningVariable;

/** Attacks a published table, whoever protected it. */
public final class AttackRun {
    private AttackRun() {}

    /**
     * What the attacker may use.
     *
     * @param insiders 0: nobody's own contribution; 1: singletons; 2 or 3: contributors of cells up to that size; null: whom the design
     *     protects against
     * @param ruleAware whether he can tell primary from complementary cells and knows the threshold
     * @param wholeNumbers whether he uses that values are whole numbers
     * @param intervals whether full intervals are computed; null: where there are few withheld cells
     * @param codes a file with the level columns of hierarchies; null: {@code codes/} beside the input, then the truth
     * @param earlier an earlier release of the same cells that he kept
     */
    public record Model(
            @Nullable Integer insiders,
            boolean ruleAware,
            boolean wholeNumbers,
            @Nullable Boolean intervals,
            @Nullable Path codes,
            @Nullable Path earlier) {}

    /**
     * Runs the attack and writes {@code intervals.csv} and {@code summary.json}.
     *
     * @param truth the real values, as input of the design or as cells; null where nobody knows them
     * @return 0 where nothing can be undone, else 4 or 5
     * @throws Refusal exit 2, 3 or 6
     */
    public static ExitCode run(
            Path designFile,
            Map<String, String> overrides,
            Path input,
            @Nullable Path truth,
            Path output,
            Model model,
            Consumer<String> progress) {
        long start = System.nanoTime();
        DesignConfig design = DesignConfig.load(designFile, overrides);
        OutputFolder.expect(output);
        CodedColumns file = ColumnFiles.read(input, name -> true);
        CodedColumns real = truth == null ? null : ColumnFiles.read(truth, name -> true);
        LinkedTables tables = Problem.linked(design, variables(design, file, real, model.codes()));
        Optional<Truth> known = Optional.ofNullable(real)
                .map(columns -> Problem.input(columns.file(), () -> Truth.read(design, columns, tables)));
        CellFile listed = CellFile.read(design, file, tables, true);
        int scale = Math.max(listed.scale(), known.map(Truth::scale).orElse(0));
        PublishedTable published = Problem.input(input, () -> PublishedTable.of(design, listed, tables, scale));
        progress.accept("read " + published.cells() + " cells, " + published.withheld() + " withheld");
        if (model.earlier() != null) {
            CodedColumns kept = ColumnFiles.read(model.earlier(), name -> true);
            published.know(kept.file(), CellFile.read(design, kept, tables, false));
        }
        if (model.ruleAware()) {
            published.knowRule(design.rules().minimumFrequency());
        }
        int insiders = model.insiders() == null ? Audit.insiders(design) : model.insiders();
        Audit.Options options =
                new Audit.Options(insiders, model.wholeNumbers(), model.intervals(), design.attackSeconds());
        Optional<AssessedCells> assessed = known.map(values -> values.behind(published));
        AttackReport report = Problem.exactly(
                input,
                () -> assessed.isPresent()
                        ? Audit.of(assessed.get(), published.reader(), options)
                        : Audit.of(published.reader(), published.widths(design), options));
        progress.accept("attacked with " + report.summary().linearPrograms() + " linear programs");
        write(output, published, report, assessed, (System.nanoTime() - start) / 1e9);
        return Audit.exitCode(report);
    }

    private static List<SpanningVariable> variables(
            DesignConfig design, CodedColumns input, @Nullable CodedColumns truth, @Nullable Path codes) {
        List<SpanningVariable> variables = new ArrayList<>();
        for (DesignConfig.Variable variable : design.variables().values()) {
            CodedColumns source = source(variable, input, truth, codes);
            variables.add(Problem.input(source.file(), () -> CodeLists.variable(variable, source)));
        }
        return variables;
    }

    private static CodedColumns source(
            DesignConfig.Variable variable, CodedColumns input, @Nullable CodedColumns truth, @Nullable Path codes) {
        Path folder = input.file().toAbsolutePath().getParent();
        Path beside = (folder == null ? Path.of("") : folder).resolve("codes").resolve(variable.name() + ".csv");
        if (CodeLists.levelColumns(variable).isEmpty()) {
            return input;
        }
        if (codes != null) {
            CodedColumns given = ColumnFiles.read(codes, name -> true);
            if (CodeLists.canBeReadFrom(variable, given)) {
                return given;
            }
        }
        if (CodeLists.levelColumns(variable).size() == 1 && input.has(variable.name())) {
            // A published table calls its columns like the variables; under the input's name may stand something else.
            return input.with(variable.name(), variable.column());
        }
        if (CodeLists.canBeReadFrom(variable, input)) {
            return input;
        }
        if (Files.isRegularFile(beside)) {
            return ColumnFiles.read(beside, name -> true);
        }
        if (truth != null && CodeLists.canBeReadFrom(variable, truth)) {
            return truth;
        }
        throw Refusal.configuration(
                input.file() + " does not tell how the codes of " + variable.name() + " add up",
                "give --codes a file with columns "
                        + String.join(
                                ", ",
                                CodeLists.levelColumns(variable).stream()
                                        .sorted()
                                        .toList()));
    }

    private static void write(
            Path output, PublishedTable published, AttackReport report, Optional<AssessedCells> truth, double seconds) {
        OutputFolder folder = new OutputFolder(output);
        CellRowsWriter rows = new CellRowsWriter(published.tables(), published.keys(), published.scale());
        folder.csv(
                "intervals.csv",
                printer -> rows.write(printer, List.of("value", "lower", "upper", "verdict"), cell -> {
                    if (cell < 0) {
                        return new Object[] {rows.plain(0), rows.plain(0), rows.plain(0), "published"};
                    }
                    boolean withheld = published.reader().withheld(cell);
                    return new Object[] {
                        withheld ? "" : rows.plain(published.reader().low(cell)),
                        rows.plain(report.lowest(cell)),
                        rows.plainBound(report.highest(cell)),
                        verdict(published, report, cell)
                    };
                }));
        Map<String, Object> summary = new LinkedHashMap<>(Audit.summary(report));
        // The fields of protect that only who chose the pattern can tell.
        for (String unknown : List.of("complementary_value", "lower_bound", "gap", "unachievable")) {
            summary.put(unknown, null);
        }
        summary.put("cells", rows.distinct());
        summary.put("withheld", published.withheld());
        summary.put("lps", report.summary().linearPrograms());
        summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
        int primary = truth.map(cells -> primary(published, cells)).orElse(published.primary());
        summary.put("primary", primary);
        summary.put("complementary", published.withheld() - primary);
        truth.ifPresent(cells ->
                summary.put("complementary_value", new BigDecimal(rows.plain(complementaryValue(published, cells)))));
        summary.put("truth", truth.isPresent());
        report.premises()
                .ifPresent(premises -> folder.evidence(
                        new Evidence(premises, report.certificates(), rows.shownRows(), published.scale())));
        folder.json("summary.json", summary);
        folder.complete(List.of());
    }

    /** A cell that is published although a rule asks for its protection is as exact as one that is recomputed. */
    private static String verdict(PublishedTable published, AttackReport report, int cell) {
        if (!published.reader().withheld(cell) && !report.outsider(cell).exposed()) {
            return "published";
        }
        return report.openToInsiders(cell)
                ? "open-to-insiders"
                : report.outsider(cell).name().toLowerCase(Locale.ROOT);
    }

    private static int primary(PublishedTable published, AssessedCells truth) {
        int count = 0;
        for (int cell = 0; cell < truth.cells(); cell++) {
            count += truth.status(cell) == CellStatus.PRIMARY
                            && published.reader().withheld(cell)
                            && published.shows(cell)
                    ? 1
                    : 0;
        }
        return count;
    }

    private static long complementaryValue(PublishedTable published, AssessedCells truth) {
        long sum = 0;
        for (int cell = 0; cell < truth.cells(); cell++) {
            if (truth.status(cell) != CellStatus.PRIMARY
                    && published.reader().withheld(cell)
                    && published.shows(cell)) {
                sum = Math.addExact(sum, truth.value(cell));
            }
        }
        return sum;
    }
}
