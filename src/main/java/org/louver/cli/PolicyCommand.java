package org.louver.cli;

import java.nio.file.Path;
import java.util.Map;
import org.louver.config.ReleaseConfig;
import org.louver.pipeline.ReleasePlan;
import org.louver.refusal.ExitCode;
import org.louver.safety.PolicyExplanation;
import org.louver.safety.SafetySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver policy}: what the policy of a release will do. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Explains the policy of a release.",
        subcommands = PolicyCommand.Explain.class)
final class PolicyCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** {@code louver policy explain}. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Says in plain English what will happen to each field and to each class of incident.")
    static final class Explain implements Runnable {
        @Option(
                names = {"-c", "--config"},
                required = true,
                paramLabel = "FILE",
                description = "Configuration of the release.")
        private Path config = Path.of("");

        @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides one key of the configuration.")
        private Map<String, String> overrides = Map.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            ReleaseConfig release = ReleaseConfig.load(config, overrides);
            SafetySettings settings = SafetySettings.read(release, folderOf(config));
            spec.commandLine()
                    .getOut()
                    .print(new PolicyExplanation(release, settings.policy(), ReleasePlan.uses(release)).text());
            spec.commandLine().getOut().flush();
        }
    }

    /** The folder that relative paths of a configuration start from. */
    static Path folderOf(Path config) {
        Path parent = config.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(ExitCode.CONFIGURATION + ": a configuration is a file in a folder");
        }
        return parent;
    }
}
