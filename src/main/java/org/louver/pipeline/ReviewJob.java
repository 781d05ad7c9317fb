package org.louver.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.louver.assessment.CellAssessment;
import org.louver.audit.AuditedRelease;
import org.louver.audit.PublicTable;
import org.louver.ledger.ApprovalLedger;
import org.louver.refusal.Refusal;
import org.louver.review.Changes;
import org.louver.review.ReviewPacket;
import org.louver.review.ReviewPage;
import org.louver.review.SmallPlaces;
import org.louver.review.VictimAttack;
import org.louver.safety.FieldKind;
import org.louver.safety.MissReport;
import org.louver.safety.PolicyExplanation;
import org.louver.safety.ReleasableEvents;

/**
 * Everything but publication: runs all stages, attacks the tables as somebody who knows a victim, writes the packet into the internal
 * folder of the release, and records in the ledger which plan it showed.
 */
public final class ReviewJob {
    private static final String MISSES = "misses";

    private final SparkSession spark;
    private final ReleasePlan plan;
    private final Progress progress;
    private final Clock clock;

    public ReviewJob(SparkSession spark, ReleasePlan plan, Progress progress, Clock clock) {
        this.spark = spark;
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What was written.
     *
     * @param page of the packet
     * @param plan the hash that decisions will be bound to
     * @param narrowing public cells that narrow to a victim; anything but 0 is a reason to stop
     */
    public record Outcome(String page, String plan, long narrowing, int questions) {}

    /**
     * Reviews the release.
     *
     * @throws Refusal with the exit code of the stage that said no
     */
    public Outcome run() {
        String planned = progress.stage(
                "plan",
                () -> PlanOf.release(spark, plan.config(), plan.safety()),
                hash -> "hash " + hash.substring(0, 12) + " over configuration, policy, program and inputs");
        ReleaseJob job = new ReleaseJob(spark, plan, progress, clock);
        return job.examined((events, assessed, audited, folder) -> progress.stage(
                "review",
                () -> write(packet(planned, events, assessed, audited, folder), folder),
                outcome -> outcome.narrowing() + " public cells narrow to a victim, " + outcome.questions()
                        + " open questions"));
    }

    private ReviewPacket packet(
            String planned,
            ReleasableEvents events,
            List<CellAssessment> assessed,
            AuditedRelease audited,
            Path folder) {
        // People judge by the policy that was agreed upon, not by what this release made of it.
        long least = plan.safety().policy().ownFloor();
        List<PublicTable> tables = audited.tables();
        return new ReviewPacket(
                plan.config().release(),
                planned,
                plan.safety().policy(),
                new PolicyExplanation(plan.config(), plan.safety().policy(), ReleasePlan.uses(plan.tabulation())),
                events.classTotals(),
                tables.stream()
                        .map(table -> new ReviewPacket.TableLine(
                                table.name(),
                                table.unit(),
                                table.dimensions(),
                                table.rows().size(),
                                table.withheld()))
                        .toList(),
                assessed.stream().flatMap(ReviewJob::findings).toList(),
                SmallPlaces.of(tables, placeVariables(), least),
                misses(events, folder),
                events.examples(),
                audited.summary().stream().map(ReviewJob::sentence).toList(),
                VictimAttack.on(events, plan.tabulation(), tables, least),
                new EarlierReleases(
                                spark,
                                plan.config().output(),
                                plan.publication().id())
                        .current()
                        .map(before -> Changes.between(before, tables, least)),
                least);
    }

    /** The list goes to a folder of the house; its counts into the packet. */
    private List<MissReport.Total> misses(ReleasableEvents events, Path folder) {
        MissReport report = events.misses();
        var records = report.records().persist(StorageLevel.MEMORY_AND_DISK_SER());
        try {
            records.coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .option("header", "true")
                    .csv(new Path(folder, MISSES).toString());
            return new MissReport(records).totals();
        } finally {
            records.unpersist();
        }
    }

    private Set<String> placeVariables() {
        Set<String> places = new TreeSet<>();
        plan.tabulation().variables().forEach((name, source) -> {
            if (source.fields().stream()
                    .anyMatch(field ->
                            FieldKind.of(field).filter(FieldKind.PLACE::equals).isPresent())) {
                places.add(name);
            }
        });
        return places;
    }

    private static Stream<ReviewPacket.FindingLine> findings(CellAssessment unit) {
        return unit.totals().entrySet().stream()
                .map(rule -> new ReviewPacket.FindingLine(unit.unit().unit(), rule.getKey(), rule.getValue()));
    }

    private static String sentence(Map<String, Object> audit) {
        return "Tables of " + audit.get("unit") + ": " + audit.get("withheld")
                + " counts are withheld. He could work out exactly: "
                + audit.get("exact") + "; more closely than the rules allow: " + audit.get("narrower-than-required")
                + "; exactly, knowing his own record: " + audit.get("singleton-exact") + ".";
    }

    private Outcome write(ReviewPacket packet, Path folder) {
        byte[] page = ReviewPage.of(packet).getBytes(StandardCharsets.UTF_8);
        Path file = new Path(folder, ReviewPage.FILE);
        try (var out = file.getFileSystem(spark.sessionState().newHadoopConf()).create(file, true)) {
            out.write(page);
        } catch (IOException failed) {
            throw Refusal.storage("cannot write below " + folder, "check free space and permissions, then run again");
        }
        new ApprovalLedger(spark, plan.config().output())
                .reviewed(
                        new ApprovalLedger.Review(
                                plan.publication().id(),
                                packet.plan(),
                                plan.safety().policy().approvals(),
                                sha256(page)),
                        clock.instant());
        return new Outcome(
                file.toString(),
                packet.plan(),
                packet.victimAttack().narrowing(),
                packet.questions().size());
    }

    private static String sha256(byte[] page) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(page));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
