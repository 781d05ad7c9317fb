package org.louver.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.louver.engine.Engine;
import org.louver.pipeline.Progress;
import org.louver.pipeline.ReleasePlan;
import org.louver.pipeline.ReviewJob;
import org.louver.refusal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver review}: everything but publication, and a packet for those who decide. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = "Does everything but publish, and writes a packet for advocates and counsel.",
        footer = {
            "",
            "The packet is internal/<release>/review.html below the output folder; docs/policy.md says how to decide."
        })
final class Review implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The release, in HOCON.")
    private Path config = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, by its dotted path; repeatable.")
    private Map<String, String> overrides = new TreeMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ReleasePlan plan = ReleasePlan.load(config, overrides);
        Progress progress = new ProgressLines(spec);
        // The session ends with the process.
        SparkSession spark = Engine.start();
        ReviewJob.Outcome outcome = new ReviewJob(spark, plan, progress, Clock.systemUTC()).run();
        var out = spec.commandLine().getOut();
        out.println();
        if (plan.config().release().demonstration()) {
            out.println("demonstration: this release needs nobody's approval and may not be relied upon");
        }
        out.println("packet       " + outcome.page());
        out.println("plan         " + outcome.plan());
        out.println("narrowing    " + outcome.narrowing() + " public cells narrow to a victim");
        out.println("questions    " + outcome.questions());
        out.flush();
        return ExitCode.RELEASED.code();
    }
}
