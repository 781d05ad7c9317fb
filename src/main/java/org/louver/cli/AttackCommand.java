package org.louver.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.louver.standalone.AttackRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code louver attack}. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        description = {
            "Attacks a published table, whoever protected it: which withheld cells can a reader recompute, and how closely?"
        },
        footer = {
            "",
            "PUBLISHED has one cell per row: a column per variable with a code or Total, value (empty where withheld), perhaps",
            "table and status. A cell that is not listed is a published zero where zeros are published. Codes of hierarchies",
            "that are columns of the input come from --codes, from codes/ beside PUBLISHED, or from the truth.",
            "Writes intervals.csv and summary.json.",
            "",
            "Exit codes: 0 nothing can be undone, 2 usage or design, 3 input, 4 cells can be undone, 5 undecided, 6 storage."
        })
public final class AttackCommand implements Callable<Integer> {
    private static final int MOST_INSIDERS = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DESIGN.conf", description = "The design file of the tables.")
    private Path design = Path.of("");

    @Option(names = "--input", required = true, paramLabel = "PUBLISHED", description = "The published table.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path output = Path.of("");

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "The real values: the input of the tables, or cells with their values. Without it only widths are judged.")
    private @Nullable Path truth;

    @Option(names = "--codes", paramLabel = "FILE", description = "A file with the level columns of the hierarchies.")
    private @Nullable Path codes;

    @Option(
            names = "--earlier",
            paramLabel = "FILE",
            description = "An earlier release of these cells that the reader kept.")
    private @Nullable Path earlier;

    @Option(
            names = "--insiders",
            paramLabel = "N",
            description =
                    "With --truth: 0 outsiders only, 1 singletons, 2 or 3 contributors of cells up to that size; 2 and 3 need --truth."
                            + " Default: what the design protects against, 0 with protection.singletons = ignored, else 1.")
    private @Nullable Integer insiders;

    @Option(
            names = "--rule-aware",
            description = "The reader tells primary cells by their status and knows the threshold.")
    private boolean ruleAware;

    @Option(names = "--whole-numbers", description = "The reader uses that values are whole numbers.")
    private boolean wholeNumbers;

    @Option(
            names = "--intervals",
            negatable = true,
            description = "Full intervals of all withheld cells; without the option, where there are few.")
    private @Nullable Boolean intervals;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides one key of the design.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Override
    public Integer call() {
        if (insiders != null && (insiders < 0 || insiders > MOST_INSIDERS)) {
            throw misuse("--insiders is " + insiders + ", outside 0 to " + MOST_INSIDERS);
        }
        if (insiders != null && insiders > 1 && truth == null) {
            throw misuse("--insiders " + insiders
                    + " needs --truth: a published table does not tell how many contribute to a cell");
        }
        AttackRun.Model model = new AttackRun.Model(insiders, ruleAware, wholeNumbers, intervals, codes, earlier);
        return AttackRun.run(
                        design,
                        overrides,
                        input,
                        truth,
                        output,
                        model,
                        line -> spec.commandLine().getErr().println("louver: " + line))
                .code();
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
