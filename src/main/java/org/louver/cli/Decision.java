package org.louver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.louver.config.ReleaseConfig;
import org.louver.engine.Engine;
import org.louver.ledger.ApprovalLedger;
import org.louver.pipeline.PlanOf;
import org.louver.refusal.Refusal;
import org.louver.safety.SafetySettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code louver approve} and {@code louver reject}: a person's decision about the last review packet of a release. */
abstract class Decision implements Runnable {
    private static final int SHORTEST_HASH = 12;

    /** Where the release is kept. */
    static final class Place {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "Configuration of the release; also checks that nothing has changed since the review.")
        private Optional<Path> config = Optional.empty();

        @Option(
                names = "--output",
                paramLabel = "DIR",
                description =
                        "Folder of the release, which holds ledger/ and internal/ (default: the only such folder here"
                                + " or one level below).")
        private Optional<String> output = Optional.empty();
    }

    @ArgGroup
    private Place place = new Place();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "With -c, the overrides that the review was run with.")
    private Map<String, String> overrides = new TreeMap<>();

    @Option(names = "--release", required = true, paramLabel = "ID", description = "Id of the release.")
    private String release = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "Role that decides, as the policy names it, or a word of it such as advocate.")
    private String role = "";

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decides.")
    private String by = "";

    @Option(
            names = "--plan",
            paramLabel = "HASH",
            description =
                    "The hash printed on the packet that was read, at least its first 12 characters: refuses to decide"
                            + " about a later packet.")
    private Optional<String> plan = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    final void decide(ApprovalLedger.Decision decision, String note) {
        Optional<ReleaseConfig> config = place.config.map(file -> ReleaseConfig.load(file, overrides));
        config.ifPresent(read -> {
            if (!read.release().id().equals(release)) {
                throw Refusal.configuration(
                        "the configuration describes another release than the one named by --release", "check both");
            }
        });
        String output = config.map(ReleaseConfig::output).or(() -> place.output).orElseGet(Decision::onlyOutputHere);
        // The session ends with the process.
        SparkSession spark = Engine.start();
        ApprovalLedger ledger = new ApprovalLedger(spark, output);
        ApprovalLedger.Review review = ledger.lastReview(release)
                .orElseThrow(() -> Refusal.policy(
                        "release " + release + " has not been reviewed", "run louver review -c FILE first"));
        requireSamePlan(spark, config, review.plan());
        ApprovalLedger.Entry entry =
                new ApprovalLedger.Entry(release, review.plan(), review.role(role), by, decision, note);
        ledger.append(entry, Clock.systemUTC().instant());
        spec.commandLine()
                .getOut()
                .println("recorded: release " + release + " "
                        + (decision == ApprovalLedger.Decision.APPROVED ? "approved" : "rejected") + " by "
                        + entry.role() + ", plan " + review.plan());
        spec.commandLine().getOut().flush();
    }

    private void requireSamePlan(SparkSession spark, Optional<ReleaseConfig> config, String reviewed) {
        boolean otherPacket = plan.filter(hash -> hash.length() < SHORTEST_HASH || !reviewed.startsWith(hash))
                .isPresent();
        boolean otherPlan = config.isPresent()
                && place.config.isPresent()
                && !PlanOf.release(
                                spark,
                                config.get(),
                                SafetySettings.read(config.get(), PolicyCommand.folderOf(place.config.get())))
                        .equals(reviewed);
        if (otherPacket || otherPlan) {
            throw Refusal.policy(
                    "the plan has changed since that review packet was written",
                    "run louver review again and decide about the new packet");
        }
    }

    /** The output folder that a person in it, or beside it, means. */
    private static String onlyOutputHere() {
        Path here = Path.of("");
        try (Stream<Path> below = Files.list(here.toAbsolutePath())) {
            List<Path> outputs = Stream.concat(Stream.of(here.toAbsolutePath()), below.sorted())
                    .filter(folder -> Files.isDirectory(folder.resolve("ledger/approvals")))
                    .toList();
            if (outputs.size() == 1) {
                return outputs.get(0).toString();
            }
            throw Refusal.configuration(
                    (outputs.isEmpty() ? "no folder with a ledger" : "several folders with a ledger")
                            + " here or one level below",
                    "name the folder of the release with --output, or its configuration with -c");
        } catch (IOException unreadable) {
            throw Refusal.storage("the current folder cannot be listed", "name the release's folder with --output");
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
        @Option(
                names = {"--reason", "--note"},
                required = true,
                paramLabel = "TEXT",
                description = "Why not.")
        private String reason = "";

        @Override
        public void run() {
            decide(ApprovalLedger.Decision.REJECTED, reason);
        }
    }
}
