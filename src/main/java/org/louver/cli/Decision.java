package org.louver.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.ledger.ApprovalLedger;
import org.louver.pipeline.Engine;
import org.louver.pipeline.PlanOf;
import org.louver.refusal.Refusal;
import org.louver.safety.SafetySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver approve} and {@code louver reject}: a person's decision about the plan as it stands now. */
abstract class Decision implements Runnable {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "Configuration of the release that was reviewed.")
    private Path config = Path.of("");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "The overrides that the review was run with.")
    private Map<String, String> overrides = new TreeMap<>();

    @Option(names = "--release", required = true, paramLabel = "ID", description = "Id of the release.")
    private String release = "";

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "Role that decides.")
    private String role = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    private String by = "";

    @Option(
            names = "--plan",
            required = true,
            paramLabel = "HASH",
            description = "The hash printed on the review packet, at least its first 12 characters.")
    private String plan = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    final void decide(ApprovalLedger.Decision decision, String note) {
        ReleaseConfig read = ReleaseConfig.load(config, overrides);
        if (!read.release().id().equals(release)) {
            throw Refusal.configuration(
                    "the configuration describes another release than the one named by --release", "check both");
        }
        SafetySettings settings = SafetySettings.read(read, PolicyCommand.folderOf(config));
        SparkSession spark = Engine.start();
        try {
            String now = PlanOf.release(spark, read, settings);
            if (plan.length() < 12 || !now.startsWith(plan)) {
                throw Refusal.policy(
                        "the plan has changed since that review packet was written",
                        "run louver review again and decide about the new packet");
            }
            new ApprovalLedger(spark, read.output())
                    .append(
                            new ApprovalLedger.Entry(release, now, role, by, decision, note),
                            Clock.systemUTC().instant());
            spec.commandLine().getOut().println("recorded: release " + release + ", " + role + ", plan " + now);
            spec.commandLine().getOut().flush();
        } finally {
            spark.stop();
        }
    }

    /** {@code louver approve}. */
    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Agrees to the release as reviewed.")
    static final class Approve extends Decision {
        @Option(names = "--note", defaultValue = "", paramLabel = "TEXT", description = "A note for the ledger.")
        private String note = "";

        @Override
        public void run() {
            decide(ApprovalLedger.Decision.APPROVED, note);
        }
    }

    /** {@code louver reject}. */
    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Stops the release as reviewed.")
    static final class Reject extends Decision {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why not.")
        private String reason = "";

        @Override
        public void run() {
            decide(ApprovalLedger.Decision.REJECTED, reason);
        }
    }
}
