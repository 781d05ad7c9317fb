package org.louver.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.louver.engine.Engine;
import org.louver.pipeline.Progress;
import org.louver.pipeline.ReleaseJob;
import org.louver.pipeline.ReleaseOutcome;
import org.louver.pipeline.ReleasePlan;
import org.louver.refusal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver release}: the main job. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Turns confidential tables into a public release that its own audit could not undo.",
        footer = {"", "The configuration is described key by key in docs/configuration.md."})
final class Release implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The release, in HOCON.")
    private Path config = Path.of("");

    @Option(names = "--dry-run", description = "Do everything but publish.")
    private boolean dryRun;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, by its dotted path; repeatable.")
    private Map<String, String> overrides = new TreeMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        run(config, overrides, dryRun, spec);
        return ExitCode.RELEASED.code();
    }

    /** Runs a release and reports it; shared with the demonstration. */
    static ReleaseOutcome run(Path config, Map<String, String> overrides, boolean dryRun, CommandSpec spec) {
        ReleasePlan plan = ReleasePlan.load(config, overrides);
        Progress progress = new ProgressLines(spec);
        // The session ends with the process.
        SparkSession spark = Engine.start();
        ReleaseOutcome outcome = new ReleaseJob(spark, plan, progress, Clock.systemUTC()).run(dryRun);
        report(outcome, spec);
        if (plan.config().release().demonstration() && outcome.published().isPresent()) {
            line(spec.commandLine().getOut(), "demonstration", "published without approval; may not be relied upon");
            spec.commandLine().getOut().flush();
        }
        return outcome;
    }

    private static void report(ReleaseOutcome outcome, CommandSpec spec) {
        var out = spec.commandLine().getOut();
        out.println();
        line(out, "rows read", number(outcome.rowsRead()));
        line(out, "quarantined", number(outcome.quarantined()));
        line(out, "records", number(outcome.records()));
        line(out, "linked", number(outcome.linked()));
        line(out, "cells", number(outcome.cells()));
        line(out, "withheld", number(outcome.withheld()));
        line(out, "audit", "passed");
        line(
                out,
                "public",
                outcome.published()
                        .map(release -> release.directory().toString())
                        .orElse("nothing: dry run"));
        line(out, "internal", outcome.internal());
        out.flush();
    }

    private static void line(java.io.PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-13s %s%n", name, value);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
