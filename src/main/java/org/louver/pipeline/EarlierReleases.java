package org.louver.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.louver.audit.AuditedRelease;
import org.louver.audit.PublicTable;
import org.louver.publication.StagedFiles;
import org.louver.refusal.Refusal;
import org.louver.report.PublicRelease;
import org.louver.review.Changes;
import org.louver.review.PooledMembers;
import org.louver.utility.CountTable;

/** The releases under the same output that anybody may have downloaded. */
final class EarlierReleases {
    private static final String DESCRIPTOR = "datapackage.json";

    private final FileSystem files;
    private final Path open;
    private final String own;

    /** @param own id of the release that is being made, which is not one of them */
    EarlierReleases(SparkSession spark, String output, String own) {
        this.open = new Path(output, "public");
        this.own = own;
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

    /**
     * Returns if no pool of this release, less the members that an earlier one published, shows another member.
     *
     * @param least the smallest count that may be published; a member that is left fewer possible values is exposed
     * @throws Refusal exit 4
     */
    void requireNoMemberExposed(AuditedRelease audited, long least) {
        List<PublicTable> pooled = audited.tables().stream()
                .filter(table -> !table.recoded().isEmpty())
                .toList();
        if (pooled.isEmpty()) {
            return;
        }
        for (PublicRelease earlier : all()) {
            for (PublicTable now : pooled) {
                for (CountTable before : earlier.tables()) {
                    if (before.name().equals(now.name()) && PooledMembers.exposed(before, now, least) > 0) {
                        throw Refusal.auditFailed(
                                "pools of table " + now.name() + " less the categories that release " + earlier.id()
                                        + " published expose others of their members",
                                "keep the categories of that release (method = suppress), or publish only periods that it"
                                        + " does not hold");
                    }
                }
            }
        }
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
