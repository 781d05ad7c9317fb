package org.louver.pipeline;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.louver.audit.AuditedRelease;
import org.louver.audit.AuditedUnit;
import org.louver.evidence.EvidenceWriter;
import org.louver.refusal.Refusal;

/** Keeps the proof of a release in its internal folder, a folder per unit, for {@code louver certify}. */
final class EvidenceFolders {
    private final FileSystem files;
    private final Path root;

    EvidenceFolders(SparkSession spark, Path internal) {
        this.root = new Path(internal, "evidence");
        try {
            this.files = root.getFileSystem(spark.sessionState().newHadoopConf());
        } catch (IOException unreachable) {
            throw Refusal.storage("cannot reach " + root, "check the path and its permissions");
        }
    }

    /** Writes the evidence of every unit in place of that of an earlier run. */
    void write(AuditedRelease release) {
        try {
            files.delete(root, true);
            for (AuditedUnit unit : release.units()) {
                Path folder = new Path(root, unit.unit().unit().unit());
                EvidenceWriter.write(unit.evidence(), name -> files.create(new Path(folder, name), true));
            }
        } catch (IOException failed) {
            throw Refusal.storage("cannot write below " + root, "check free space and permissions, then run again");
        }
    }
}
