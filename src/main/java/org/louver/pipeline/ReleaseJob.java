package org.louver.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.louver.assessment.CellAssessment;
import org.louver.assessment.ReleaseRisk;
import org.louver.audit.AuditedRelease;
import org.louver.engine.SideBySide;
import org.louver.ledger.ReleaseLedger;
import org.louver.linkage.LinkedEvents;
import org.louver.manifest.Manifest;
import org.louver.manifest.QuarantineFolder;
import org.louver.pooling.EarlierCategories;
import org.louver.protection.Aggregation;
import org.louver.protection.ProtectedUnit;
import org.louver.protection.Protection;
import org.louver.publication.Coverage;
import org.louver.publication.Publication;
import org.louver.publication.PublishedRelease;
import org.louver.publication.StagedRelease;
import org.louver.review.VictimAttack;
import org.louver.safety.ReleasableEvents;
import org.louver.safety.Safety;
import org.louver.source.SourceTables;
import org.louver.tabulation.Contributions;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.UnitTabulation;
import org.louver.utility.Answer;

/** The main job: from raw tables to a public release, stage by stage. Whatever fails, nothing under {@code public/} changes. */
public final class ReleaseJob {
    private final SparkSession spark;
    private final ReleasePlan plan;
    private final Progress progress;
    private final Clock clock;
    private final EarlierReleases earlier;

    public ReleaseJob(SparkSession spark, ReleasePlan plan, Progress progress, Clock clock) {
        this.spark = spark;
        this.plan = plan;
        this.progress = progress;
        this.clock = clock;
        this.earlier = new EarlierReleases(
                spark, plan.config().output(), plan.publication().id());
    }

    /**
     * Runs all stages.
     *
     * @param dryRun stops after the audit: everything is worked out, nothing is published
     * @throws org.louver.refusal.Refusal with the exit code of the stage that said no
     */
    public ReleaseOutcome run(boolean dryRun) {
        return run(dryRun, (events, assessed, audited, folder) -> Optional.empty());
    }

    /** Looks at what a release would say, before anything is published. */
    interface Examination<T> {
        /**
         * Examines it.
         *
         * @param assessed the cells of every unit, before anything is withheld
         * @param folder of the house, for what is written about this release
         */
        T of(ReleasableEvents events, List<CellAssessment> assessed, AuditedRelease audited, Path folder);
    }

    /** Runs all stages but publication, and returns what the examination found while the records can still be read. */
    <T> T examined(Examination<T> examination) {
        List<T> found = new ArrayList<>();
        run(
                Ending.EXAMINATION,
                (events, assessed, audited, folder) -> found.add(examination.of(events, assessed, audited, folder)));
        return found.get(0);
    }

    /** Runs the stages, and lets somebody look at the result before it is published. */
    ReleaseOutcome run(boolean dryRun, Examination<?> examination) {
        return run(dryRun ? Ending.DRY_RUN : Ending.PUBLICATION, examination);
    }

    /** How far a run goes. Who examines a release decides himself what he asks of it; the others must keep their questions. */
    private enum Ending {
        EXAMINATION,
        DRY_RUN,
        PUBLICATION
    }

    private ReleaseOutcome run(Ending ending, Examination<?> examination) {
        String output = plan.config().output();
        Manifest manifest = new Manifest(spark, output, plan.publication().id());
        QuarantineFolder quarantine = new QuarantineFolder(manifest);
        try (SourceTables sources = progress.stage(
                        "read",
                        () -> SourceTables.read(
                                spark,
                                plan.config(),
                                table -> quarantine.write(table.config().name(), table.quarantine())),
                        Summaries::read);
                LinkedEvents linked = progress.stage(
                        "link", () -> LinkedEvents.link(spark, sources, plan.config()), Summaries::linked)) {
            manifest.put("release", Summaries.release(plan.publication()));
            manifest.put("sources", Summaries.sources(sources));
            manifest.put("links", Summaries.links(linked));
            ReleasableEvents events = progress.stage(
                    "safety",
                    () -> safe(linked),
                    releasable -> "policy " + plan.safety().policy().name());
            List<TabulatedUnit> tabulated = progress.stage("tabulate", () -> tabulate(events), Summaries::tabulated);
            events.doubts().ifPresent(progress::warning);
            List<ProtectedUnit> protectedUnits =
                    progress.stage("protect", () -> protect(tabulated), Summaries::withheld);
            // Tables that became coarser have no cells before; what is withheld is assessed like the rest.
            List<TabulatedUnit> laidOut =
                    protectedUnits.stream().map(ProtectedUnit::unit).toList();
            RiskStage risk = new RiskStage(spark, plan, progress, manifest);
            List<CellAssessment> assessed =
                    progress.stage("risk", () -> risk.assess(linked, laidOut, counting(events)), Summaries::assessed);
            manifest.put("risk", ReleaseRisk.totals(assessed));
            manifest.put("protection", Summaries.protection(protectedUnits));
            manifest.put("aggregation", Summaries.aggregation(protectedUnits));
            manifest.put("joins", risk.joins(protectedUnits));
            AuditedRelease audited = progress.stage(
                    "audit",
                    () -> {
                        AuditedRelease alone = plan.audit().on(spark).audit(protectedUnits);
                        manifest.put("audit", alone.summary());
                        manifest.put(
                                "audit-beside-earlier-releases",
                                earlier.attack(alone, protection(), plan.audit().settings()));
                        return alone;
                    },
                    Summaries::audited);
            new EvidenceFolders(spark, manifest.folder()).write(audited);
            List<Answer> answers = ending == Ending.EXAMINATION ? List.of() : ask(audited, laidOut, manifest);
            examination.of(events, assessed, audited, manifest.folder());
            Optional<PublishedRelease> published = ending != Ending.PUBLICATION
                    ? Optional.empty()
                    : Optional.of(progress.stage(
                            "publish",
                            () -> {
                                // Nothing is even staged without the agreement that the policy asks for.
                                String agreed = PlanOf.requireApproved(spark, plan.config(), plan.safety());
                                requireNoVictimFound(events, audited);
                                return publish(audited, Summaries.coverage(linked), agreed, answers);
                            },
                            Summaries::published));
            published.ifPresent(release -> manifest.put("publication", Summaries.publication(release)));
            return ReleaseOutcome.of(
                    sources, linked, audited, published, manifest.folder().toString());
        }
    }

    private ReleasableEvents safe(LinkedEvents linked) {
        Map<String, Dataset<Row>> tables = new TreeMap<>();
        linked.sources().forEach(source -> tables.put(source, linked.table(source)));
        return new Safety(spark, plan.config(), plan.safety(), System.getenv()).apply(tables);
    }

    private List<TabulatedUnit> tabulate(ReleasableEvents events) {
        UnitTabulation tabulation = tabulation();
        List<Callable<TabulatedUnit>> units = new ArrayList<>();
        for (String unit : plan.tabulation().units()) {
            units.add(() -> {
                Dataset<Row> records = events.counted(unit);
                return tabulation.tabulate(unit, records, key(unit, records), person(unit, records));
            });
        }
        return SideBySide.all(spark, units);
    }

    private RiskStage.Counting counting(ReleasableEvents events) {
        UnitTabulation tabulation = tabulation();
        return new RiskStage.Counting() {
            @Override
            public Contributions people(TabulatedUnit tabulated) {
                Dataset<Row> records = events.counted(tabulated.unit());
                return contributions(tabulated, records, person(tabulated.unit(), records));
            }

            @Override
            public Optional<Contributions> incidents(TabulatedUnit tabulated) {
                Dataset<Row> records = events.counted(tabulated.unit());
                return plan.config()
                        .source(tabulated.unit())
                        .incident()
                        .map(field -> identifier(records, field))
                        .map(incident -> contributions(tabulated, records, Optional.of(incident)));
            }

            private Contributions contributions(
                    TabulatedUnit tabulated, Dataset<Row> records, Optional<String> contributor) {
                return tabulation.contributions(tabulated, records, key(tabulated.unit(), records), contributor);
            }
        };
    }

    private UnitTabulation tabulation() {
        return new UnitTabulation(plan.tabulation(), plan.rules().contributorsNeeded());
    }

    private List<String> key(String unit, Dataset<Row> records) {
        return plan.config().source(unit).key().stream()
                .map(field -> identifier(records, field))
                .toList();
    }

    private Optional<String> person(String unit, Dataset<Row> records) {
        return plan.config().source(unit).person().map(field -> identifier(records, field));
    }

    /** Identifiers pass the policy only under a name that says that they count things and are never published. */
    private static String identifier(Dataset<Row> records, String field) {
        String hidden = ReleasableEvents.UNIT + field;
        return List.of(records.columns()).contains(hidden) ? hidden : field;
    }

    private List<ProtectedUnit> protect(List<TabulatedUnit> units) {
        Aggregation aggregation =
                new Aggregation(protection(), plan.publication().questions(), categoriesBefore());
        return units.stream().map(aggregation::protect).toList();
    }

    private Protection protection() {
        return new Protection(plan.rules(), plan.protection(), earlier).on(spark);
    }

    private Map<String, Map<String, EarlierCategories>> categoriesBefore() {
        return new Publication(spark, plan.config().output())
                .categoriesBefore(plan.publication().id());
    }

    /** By the smallest count that holds for this release: if it was loosened, those who agreed have read why. */
    private void requireNoVictimFound(ReleasableEvents events, AuditedRelease audited) {
        long least = plan.safety().policy().smallCells().minimumFrequency();
        VictimAttack.requireNothingFound(events, plan.tabulation(), audited.tables(), least);
    }

    /** Before anybody's agreement is asked for: a release that loses what it must keep is not worth it. */
    private List<Answer> ask(AuditedRelease audited, List<TabulatedUnit> units, Manifest manifest) {
        if (plan.publication().questions().isEmpty()) {
            return List.of();
        }
        List<Answer> answers = progress.stage(
                "questions",
                () -> new QuestionStage(spark, plan.publication().questions())
                        .answers(
                                audited, units, manifest.folder(), new TriedDesigns(units, protection(), plan.audit())),
                Summaries::asked);
        manifest.put("questions", QuestionStage.verdicts(answers));
        return answers;
    }

    private PublishedRelease publish(
            AuditedRelease audited, List<Coverage> coverage, String agreed, List<Answer> answers) {
        if (plan.safety().optOuts().isPresent()) {
            // Whoever asked to be left out is not announced by a count that is one lower than last year's.
            earlier.requireNothingToSubtract(
                    audited, plan.safety().policy().smallCells().minimumFrequency());
        }
        Publication publication = new Publication(spark, plan.config().output());
        StagedRelease staged = publication.stage(audited, plan.publication(), coverage, answers);
        PublishedRelease published = publication.moveIn(staged);
        boolean isWhole = false;
        try {
            new ReleaseLedger(spark, plan.config().output())
                    .record(
                            published.id(),
                            published.fingerprint(),
                            agreed,
                            plan.publication().demonstration(),
                            clock.instant());
            publication.pointAt(published);
            isWhole = true;
        } finally {
            // Spark throws what it does not declare, so no catch would see all of it.
            if (!isWhole) {
                publication.takeBack(published);
            }
        }
        return published;
    }
}
