package org.louver.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.louver.evidence.Certify;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code louver certify}. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the proof of a release again by adding whole numbers: every cell that needs protection is shown to take other",
            "values in tables that agree with everything published. No solver and nothing of the attack is used."
        },
        footer = {
            "",
            "DIR is the output of protect or attack, or internal/RELEASE of a release. The published rows are found beside it",
            "(published.csv, or public/RELEASE) and have to be those of the evidence, as has cells.csv where it lies there.",
            "",
            "Exit codes: 0 certified, 2 usage, 3 a file of rows that is empty, ragged or has further columns, 4 something contradicts",
            "the evidence, 5 evidence is missing or proves too little, 6 storage."
        })
public final class CertifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder that holds evidence.")
    private Path folder = Path.of("");

    @Option(names = "--published", paramLabel = "PATH", description = "Published CSV, or a folder of them.")
    private @Nullable Path published;

    @Override
    public Integer call() {
        return Certify.run(
                        folder, published, line -> spec.commandLine().getOut().println(line))
                .code();
    }
}
