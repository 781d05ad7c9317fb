package org.louver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.louver.config.Section;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;
import org.louver.report.PublicRelease;
import org.louver.report.QuestionConfig;
import org.louver.report.ReleaseFiles;
import org.louver.report.Trends;
import org.louver.utility.Answer;
import org.louver.utility.Redesign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers questions from the public files of a release; needs no Spark. */
@Command(
        name = "trends",
        mixinStandardHelpOptions = true,
        description = "Answers questions from a public release, with bounds that hold whatever was withheld.")
final class TrendsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RELEASE", description = "directory of one public release")
    private Path release = Path.of("");

    @Option(
            names = {"-q", "--questions"},
            required = true,
            paramLabel = "FILE",
            description = "HOCON file with a section questions { … }; see docs/trends.md")
    private Path questions = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "writes the answers as CSV instead of a table")
    private Path output = Path.of("");

    @Option(
            names = "--gate",
            description =
                    "exit 7 unless every question survives as its gate demands; of coarser ways only those can be tried that this release"
                            + " publishes (other tables, periods of years, fewer strata, coarser places, everybody else): louver release has the records and tries other designs too")
    private boolean gate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PublicRelease read = PublicRelease.read(ReleaseFiles.in(release));
        // Other sections belong to a whole release's configuration file.
        Section file = Section.load(questions, Map.of());
        Section publication = file.sectionOrEmpty("publication");
        Section asked = file.has("questions") ? file.section("questions") : publication.section("questions");
        List<Answer> answers = Trends.answer(QuestionConfig.read(asked), read.tables());
        if (output.toString().isEmpty()) {
            print(answers);
        } else {
            save(Trends.csv(answers));
        }
        if (gate) {
            Trends.enforce(answers, read.tables(), Redesign.NONE);
        }
        return ExitCode.RELEASED.code();
    }

    private void print(List<Answer> answers) {
        PrintWriter out = spec.commandLine().getOut();
        for (Answer answer : answers) {
            out.printf("%s%n", answer.question().text());
            for (Answer.Entry entry : answer.years()) {
                print(out, entry);
            }
            print(out, answer.pooled());
        }
        out.flush();
    }

    private static void print(PrintWriter out, Answer.Entry entry) {
        out.printf(
                "  %-9s ratio %6.3f to %6.3f   95 %% confidence %6.3f to %6.3f   %s%n",
                entry.period(),
                entry.ratio().bounds().lower(),
                entry.ratio().bounds().upper(),
                entry.ratio().confidence().lower(),
                entry.ratio().confidence().upper(),
                entry.verdict().words());
    }

    private void save(String csv) {
        try {
            Files.writeString(output, csv);
        } catch (IOException failed) {
            throw Refusal.storage("cannot write " + output, "check the path and its permissions");
        }
    }
}
