package org.louver.cli;

import java.util.Locale;
import org.louver.pipeline.Progress;
import picocli.CommandLine.Model.CommandSpec;

/** One line on standard error per stage that ended: its name, what came of it, and seconds. */
record ProgressLines(CommandSpec spec) implements Progress {
    @Override
    public void warning(String line) {
        var err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    @Override
    public void done(String stage, String outcome, double seconds) {
        var err = spec.commandLine().getErr();
        err.printf(Locale.ROOT, "%-10s %-72s %6.1f s%n", stage, outcome, seconds);
        err.flush();
    }
}
