package org.louver.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.SparkSession;
import org.louver.refusal.Refusal;

/**
 * The manifest of a run, {@code <output>/internal/<release>/manifest.json}: one section per stage, in the order in which they ran.
 *
 * <p>Written after every stage, so that a run that is refused half-way still tells how far it came. The folder is for the house
 * alone: mode 0700 where the file system has modes.
 */
public final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final FileSystem files;
    private final Path folder;
    private final Map<String, Object> sections = new LinkedHashMap<>();

    /**
     * Opens the internal folder of a release.
     *
     * @throws Refusal exit 6 if it cannot be made
     */
    public Manifest(SparkSession spark, String output, String release) {
        try {
            Path root = new Path(output, "internal");
            this.files = root.getFileSystem(spark.sessionState().newHadoopConf());
            this.folder = new Path(root, release);
            files.mkdirs(folder);
            files.setPermission(root, new FsPermission("700"));
            files.setPermission(folder, new FsPermission("700"));
        } catch (IOException | IllegalArgumentException failed) {
            throw Refusal.storage("output " + output + " cannot be used", "check the path and its permissions");
        }
    }

    /** The folder, for what other rooms keep there. */
    public Path folder() {
        return folder;
    }

    /** Adds or replaces a section of plain maps, lists, texts and numbers, and writes the file. */
    public void put(String section, Object content) {
        sections.put(section, content);
        try (var out = files.create(new Path(folder, "manifest.json"), true)) {
            out.write((JSON.writeValueAsString(sections) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException defect) {
            throw new IllegalStateException("section " + section + " is not plain data", defect);
        } catch (IOException failed) {
            throw Refusal.storage("cannot write below " + folder, "check free space and permissions, then run again");
        }
    }
}
