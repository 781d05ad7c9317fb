package org.louver.publication;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.louver.audit.AuditedRelease;
import org.louver.audit.PublicTable;
import org.louver.engine.SideBySide;
import org.louver.pooling.EarlierCategories;
import org.louver.refusal.Refusal;
import org.louver.report.LinkCoverage;
import org.louver.report.ReleaseReport;
import org.louver.report.Trends;
import org.louver.utility.Answer;
import org.louver.utility.Redesign;

/**
 * Turns an audited release into files: first beside the public tree, then moved into it in one rename, then pointed at.
 *
 * <p>A release id stands for its bytes for ever: running again with the same inputs finds the same data and leaves what is
 * there; other data under a published id is refused.
 */
public final class Publication {
    private final SparkSession spark;
    private final FileSystem files;
    private final Path output;

    /**
     * Publishes under {@code output}, any Hadoop path.
     *
     * @throws Refusal exit 6 if the file system cannot be reached
     */
    public Publication(SparkSession spark, String output) {
        this.spark = spark;
        try {
            Path given = new Path(output);
            this.files = given.getFileSystem(spark.sessionState().newHadoopConf());
            this.output = files.makeQualified(given);
        } catch (IOException | IllegalArgumentException unreachable) {
            throw Refusal.storage("output " + output + " cannot be used", "check the path and its permissions");
        }
    }

    /**
     * Writes all files of the release into a staging directory.
     *
     * @param answers to the questions of the plan, from what the public will see
     * @throws Refusal exit 7 if a question does not survive as its gate demands
     */
    public StagedRelease stage(
            AuditedRelease release, PublicationPlan plan, List<Coverage> coverage, List<Answer> answers) {
        return stage(release.tables(), plan.audited(release.unitNames()), coverage, answers);
    }

    StagedRelease stage(List<PublicTable> tables, PublicationPlan plan) {
        return stage(
                tables,
                plan,
                List.of(),
                Trends.answer(
                        plan.questions(),
                        tables.stream().map(PublicTable::counts).toList()));
    }

    private StagedRelease stage(
            List<PublicTable> tables, PublicationPlan plan, List<Coverage> coverage, List<Answer> answers) {
        if (!answers.isEmpty()) {
            // Nothing is staged that loses a question, whoever asked it.
            Trends.enforce(answers, tables.stream().map(PublicTable::counts).toList(), Redesign.NONE);
        }
        Path staging = new Path(output, ".staging/" + plan.id());
        try {
            files.delete(staging, true);
            files.mkdirs(staging);
            DatasetWriter writer = new DatasetWriter(spark, files, plan.demonstration());
            List<Callable<Void>> datasets = new ArrayList<>();
            for (PublicTable table : tables) {
                datasets.add(() -> {
                    writer.write(table, new Path(staging, "data/" + table.name()), plan.formats());
                    return null;
                });
            }
            SideBySide.all(spark, datasets);
            // Only links of what is published: the rest is nobody's business.
            List<Coverage> shown = coverage.stream()
                    .filter(link ->
                            tables.stream().anyMatch(table -> table.unit().equals(link.from())))
                    .toList();
            Set<CompanionFile> companions = EnumSet.noneOf(CompanionFile.class);
            if (!shown.isEmpty()) {
                companions.add(CompanionFile.COVERAGE);
            }
            if (!answers.isEmpty()) {
                companions.add(CompanionFile.TRENDS);
            }
            for (Map.Entry<String, String> document :
                    Documentation.of(tables, plan, companions).entrySet()) {
                text(new Path(staging, document.getKey()), document.getValue());
            }
            text(new Path(staging, Changelog.FILE), Changelog.of(tables, plan, before(plan.id())));
            if (!shown.isEmpty()) {
                text(new Path(staging, LinkCoverage.FILE), Coverage.csv(shown, codesOf(tables)));
            }
            if (!answers.isEmpty()) {
                text(new Path(staging, Trends.FILE), Trends.csv(answers));
            }
            for (Map.Entry<String, String> document : Documentation.about(Checksums.facts(files, staging), tables, plan)
                    .entrySet()) {
                text(new Path(staging, document.getKey()), document.getValue());
            }
            if (plan.formats().contains(DatasetFormat.CSV)) {
                text(new Path(staging, ReleaseReport.FILE), ReleaseReport.of(new StagedFiles(files, staging)));
            }
            Checksums.write(files, staging);
            return new StagedRelease(plan.id(), staging, stableDigests(staging));
        } catch (IOException failed) {
            throw cannotWrite(failed);
        }
    }

    /** What is public of the release that was current when this one was first made; nothing where none was. */
    private Optional<Changelog.Before> before(String id) throws IOException {
        Path remembered = follows(id);
        String before = files.exists(remembered) ? read(remembered).strip() : "";
        Path release = new Path(output, "public/" + before);
        if (before.isEmpty() || !files.exists(new Path(release, Changelog.FILE))) {
            return Optional.empty();
        }
        SortedSet<String> tables = new TreeSet<>();
        for (FileStatus table : files.listStatus(new Path(release, "data"))) {
            tables.add(table.getPath().getName());
        }
        return Optional.of(new Changelog.Before(before, tables, read(new Path(release, Changelog.FILE))));
    }

    /** Where the house remembers which release was public when this one was first made. */
    private Path follows(String id) {
        return new Path(output, "internal/" + id + "/follows");
    }

    private String read(Path file) throws IOException {
        try (var in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Source → every code that its tables show. */
    private static Map<String, Set<String>> codesOf(List<PublicTable> tables) {
        Map<String, Set<String>> codes = new TreeMap<>();
        for (PublicTable table : tables) {
            Set<String> own = codes.computeIfAbsent(table.unit(), unit -> new TreeSet<>());
            table.rows().forEach(row -> own.addAll(row.codes()));
        }
        return codes;
    }

    /**
     * Moves a staged release into the public tree.
     *
     * @return where it is, and whether it was there already with the same data
     * @throws Refusal exit 7 if other data was published under the same id
     */
    public PublishedRelease moveIn(StagedRelease staged) {
        Path target = new Path(output, "public/" + staged.id());
        try {
            boolean there = files.exists(target);
            if (there) {
                if (!stableDigests(target).equals(staged.digests())) {
                    files.delete(staged.directory(), true);
                    throw Refusal.policy(
                            "release " + staged.id() + " is already public with other content",
                            "a published release never changes: choose a new release.id");
                }
                files.delete(staged.directory(), true);
            } else {
                files.mkdirs(target.getParent());
                if (!files.rename(staged.directory(), target)) {
                    throw new IOException("rename failed");
                }
            }
            files.delete(new Path(output, ".staging"), true);
            return new PublishedRelease(staged.id(), target, staged.fingerprint(), there);
        } catch (IOException failed) {
            throw cannotWrite(failed);
        }
    }

    /** Takes a release out of the public tree again, because what had to follow failed; one that stood there before stays. */
    public void takeBack(PublishedRelease release) {
        if (!release.unchanged()) {
            try {
                files.delete(release.directory(), true);
            } catch (IOException failed) {
                throw cannotWrite(failed);
            }
        }
    }

    /** Points {@code public/current} at the release: the last step, atomic where the file system renames atomically. */
    public void pointAt(PublishedRelease release) {
        Path pointer = new Path(output, "public/current");
        Path fresh = new Path(output, "public/.current.new");
        try {
            files.delete(fresh, false);
            text(fresh, release.id() + "\n");
            FileContext.getFileContext(output.toUri(), files.getConf())
                    .rename(fresh, pointer, Options.Rename.OVERWRITE);
        } catch (IOException failed) {
            throw cannotWrite(failed);
        }
    }

    /**
     * The coarser categories of the release that was public when this one was first made.
     *
     * @param id of the release that is being made
     * @return table → variable → categories; empty where nothing is public yet
     */
    public Map<String, Map<String, EarlierCategories>> categoriesBefore(String id) {
        // A run that is repeated after it was published keeps to what the first run kept to.
        Path remembered = follows(id);
        try {
            boolean repeated = files.exists(new Path(output, "public/" + id)) && files.exists(remembered);
            Path pointer = repeated ? remembered : new Path(output, "public/current");
            String before = "";
            if (files.exists(pointer)) {
                before = read(pointer).strip();
            }
            before = before.equals(id) ? "" : before;
            text(remembered, before + "\n");
            return before.isEmpty() ? Map.of() : Categories.read(files, new Path(output, "public/" + before));
        } catch (IOException failed) {
            throw Refusal.storage("public/current cannot be read", "check the path and its permissions");
        }
    }

    /** Table → variable → the categories in which a public release shows it; empty where it is as fine as the records. */
    public Map<String, Map<String, EarlierCategories>> categories(String id) {
        return Categories.read(files, new Path(output, "public/" + id));
    }

    /** Removes what an unfinished run left beside the public tree. */
    public void discard() {
        try {
            files.delete(new Path(output, ".staging"), true);
        } catch (IOException failed) {
            throw cannotWrite(failed);
        }
    }

    /** Digests of what must not change between runs; a Delta log bears commit times and random file names. */
    private SortedMap<String, String> stableDigests(Path root) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>(Checksums.of(files, root));
        digests.keySet().removeIf(path -> path.contains("/delta/"));
        return digests;
    }

    private void text(Path file, String content) throws IOException {
        try (var out = files.create(file, true)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Refusal cannotWrite(IOException failure) {
        return Refusal.storage(
                "cannot write below " + output + " (" + failure.getClass().getSimpleName() + ")",
                "check free space and permissions, then run again");
    }
}
