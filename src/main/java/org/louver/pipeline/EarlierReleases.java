package org.louver.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.louver.attack.AttackSettings;
import org.louver.audit.AuditedRelease;
import org.louver.audit.AuditedUnit;
import org.louver.audit.PublicTable;
import org.louver.pooling.EarlierCategories;
import org.louver.protection.KnownCells;
import org.louver.protection.Protection;
import org.louver.publication.Publication;
import org.louver.publication.StagedFiles;
import org.louver.refusal.Refusal;
import org.louver.report.PublicRelease;
import org.louver.review.Changes;
import org.louver.review.EarlierCounts;
import org.louver.review.EarlierTable;
import org.louver.review.LinkedReleases;
import org.louver.review.PooledMembers;
import org.louver.table.InvalidTable;
import org.louver.tabulation.TabulatedUnit;
import org.louver.utility.CountBounds;
import org.louver.utility.CountTable;

/** The releases under the same output that anybody may have downloaded. */
final class EarlierReleases implements KnownCells.Source {
    private static final String DESCRIPTOR = "datapackage.json";

    private final FileSystem files;
    private final Path open;
    private final String own;
    private final Publication publication;
    private @Nullable List<EarlierTable> tables;

    /** @param own id of the release that is being made, which is not one of them */
    EarlierReleases(SparkSession spark, String output, String own) {
        this.open = new Path(output, "public");
        this.own = own;
        this.publication = new Publication(spark, output);
        try {
            this.files = open.getFileSystem(spark.sessionState().newHadoopConf());
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    /** The release that {@code public/current} names, if it is another one. */
    Optional<PublicRelease> current() {
        Path pointer = new Path(open, "current");
        try {
            if (!files.exists(pointer)) {
                return Optional.empty();
            }
            try (InputStream text = files.open(pointer)) {
                String id = new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
                return id.equals(own) ? Optional.empty() : Optional.of(read(new Path(open, id)));
            }
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    /**
     * Returns if nobody who subtracts this release from an earlier one sees that so few people were taken out that they can be found.
     *
     * @param least the smallest count that may be published; a smaller difference is refused
     * @throws Refusal exit 4
     */
    void requireNothingToSubtract(AuditedRelease audited, long least) {
        for (PublicRelease earlier : all()) {
            long slight = Changes.between(earlier, audited.tables(), least).slight();
            if (slight > 0) {
                throw Refusal.auditFailed(
                        slight + " counts differ from release " + earlier.id() + " by fewer than " + least
                                + ", so that whoever has both could see that records were taken out",
                        "publish only periods that no earlier release holds, or keep this release back");
            }
        }
    }

    /** What readers know of the cells of a unit already. */
    @Override
    public KnownCells of(TabulatedUnit unit) {
        return EarlierCounts.known(unit, tables());
    }

    /**
     * Attacks every unit together with what earlier releases show of it, unless they show nothing that this one does not show as well.
     * Years that were corrected since are compared pool by pool instead.
     *
     * @param rules by which cells need protection
     * @param settings as for the release alone
     * @return what was linked, unit by unit, for the manifest
     * @throws Refusal exit 4 if the releases together expose what neither does alone; exit 5 if that could not be decided
     */
    List<Map<String, Object>> attack(AuditedRelease audited, Protection rules, AttackSettings settings) {
        List<Map<String, Object>> linked = new ArrayList<>();
        for (AuditedUnit unit : audited.units()) {
            String name = unit.unit().unit().unit();
            List<EarlierTable> before = tables().stream()
                    .filter(table -> table.cells().unit().equals(name))
                    .toList();
            if (before.stream().allMatch(table -> addsNothing(table, audited))) {
                if (!before.isEmpty()) {
                    linked.add(section(name, before, LinkedReleases.Outcome.NOTHING_TO_LINK));
                }
            } else {
                linked.add(attack(audited, unit, before, rules, settings));
            }
        }
        return linked;
    }

    /** Whether every row of an earlier table stands in this release as it stood there. */
    private static boolean addsNothing(EarlierTable earlier, AuditedRelease audited) {
        CountTable before = earlier.cells();
        return audited.tables().stream()
                .filter(table -> table.name().equals(before.name())
                        && table.unit().equals(before.unit())
                        && table.dimensions().equals(before.dimensions()))
                .anyMatch(table -> {
                    Map<List<String>, CountBounds> now = new HashMap<>();
                    table.rows().forEach(row -> now.put(row.codes(), new CountBounds(row.lower(), row.upper())));
                    return categories(table).equals(earlier.categories())
                            && IntStream.range(0, before.cells())
                                    .allMatch(cell -> before.bounds(cell).equals(now.get(before.codesOf(cell))));
                });
    }

    private static Map<String, Map<String, List<String>>> categories(PublicTable table) {
        Map<String, Map<String, List<String>>> categories = new HashMap<>();
        table.recoded().forEach(recoded -> categories.put(recoded.variable(), recoded.categories()));
        return categories;
    }

    private synchronized List<EarlierTable> tables() {
        if (tables == null) {
            List<EarlierTable> found = new ArrayList<>();
            for (PublicRelease release : all()) {
                Map<String, Map<String, EarlierCategories>> categories = publication.categories(release.id());
                release.tables()
                        .forEach(table -> found.add(new EarlierTable(
                                release.id(), table, members(categories.getOrDefault(table.name(), Map.of())))));
            }
            tables = List.copyOf(found);
        }
        return tables;
    }

    private static Map<String, Object> attack(
            AuditedRelease audited,
            AuditedUnit unit,
            List<EarlierTable> before,
            Protection rules,
            AttackSettings settings) {
        String name = unit.unit().unit().unit();
        LinkedReleases.Outcome outcome;
        try {
            outcome = LinkedReleases.attack(unit, before, rules, settings);
        } catch (InvalidTable tooLarge) {
            throw Refusal.auditInconclusive(
                    "tables of " + name + " cannot be attacked beside those of earlier releases: " + tooLarge.problem(),
                    "publish only periods that no earlier release holds, or fewer tables of this unit together");
        }
        if (outcome.exposed() > 0) {
            throw exposed(name, releases(before));
        }
        if (outcome.undecided() > 0) {
            throw Refusal.auditInconclusive(
                    "the audit of " + name + " beside release " + releases(before) + " did not come to an end",
                    "raise audit.most-programs, or publish only periods that no earlier release holds");
        }
        long least = Math.max(rules.rules().minimumFrequency(), rules.rules().minimumContributors());
        for (PublicTable now : audited.tables()) {
            for (EarlierTable earlier : before) {
                if (earlier.cells().name().equals(now.name())
                        && PooledMembers.exposed(earlier.cells(), corrected(now, earlier, outcome), least) > 0) {
                    throw exposed(name, earlier.release());
                }
            }
        }
        return section(name, before, outcome);
    }

    private static Map<String, Object> section(String unit, List<EarlierTable> before, LinkedReleases.Outcome outcome) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("unit", unit);
        section.put("verdict", "passed");
        section.put(
                "releases",
                before.stream().map(EarlierTable::release).distinct().toList());
        section.put("linked-cells", outcome.cells());
        section.put("corrected-years", List.copyOf(outcome.corrected()));
        return section;
    }

    private static String releases(List<EarlierTable> before) {
        return before.stream().map(EarlierTable::release).distinct().collect(Collectors.joining(", "));
    }

    private static Refusal exposed(String unit, String releases) {
        return Refusal.auditFailed(
                "tables of " + unit + " beside those that release " + releases
                        + " published expose cells that each of them protects alone",
                "publish only periods that the other does not hold, or keep its categories (aggregation.earlier ="
                        + " keep)");
    }

    /** The rows of the years that were not linked. */
    private static PublicTable corrected(PublicTable now, EarlierTable earlier, LinkedReleases.Outcome outcome) {
        return new PublicTable(
                now.name(),
                now.unit(),
                now.dimensions(),
                now.rows().stream()
                        .filter(row -> outcome.corrected()
                                .contains(earlier.release() + "/" + row.codes().get(0)))
                        .toList(),
                now.recoded(),
                now.parents());
    }

    private static Map<String, Map<String, List<String>>> members(Map<String, EarlierCategories> categories) {
        Map<String, Map<String, List<String>>> members = new LinkedHashMap<>();
        categories.forEach((variable, known) -> members.put(variable, known.members()));
        return members;
    }

    private List<PublicRelease> all() {
        List<PublicRelease> releases = new ArrayList<>();
        try {
            if (files.exists(open)) {
                for (FileStatus folder : files.listStatus(open)) {
                    boolean release = folder.isDirectory()
                            && !folder.getPath().getName().equals(own)
                            && files.exists(new Path(folder.getPath(), DESCRIPTOR));
                    if (release) {
                        releases.add(read(folder.getPath()));
                    }
                }
            }
            return releases;
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    private PublicRelease read(Path folder) {
        return PublicRelease.read(new StagedFiles(files, folder));
    }

    private Refusal unreadable() {
        return Refusal.storage("the releases below " + open + " cannot be read", "check the path and its permissions");
    }
}
