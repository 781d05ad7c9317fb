package org.louver.assessment;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.louver.refusal.Refusal;

/** Where risk output may lie: a folder that only its owner may enter, and that lies in no public tree, whatever links lead to it. */
final class InternalFolder {
    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0700);
    private static final String PUBLIC = "public";

    private InternalFolder() {}

    /**
     * Makes the folder.
     *
     * @throws Refusal exit 7 if it is, or links lead it, below a folder named {@code public}, exit 6 if it cannot be made
     */
    static Path made(String folder, Configuration hadoop) {
        Path directory = new Path(folder);
        try {
            FileSystem files = directory.getFileSystem(hadoop);
            requireInternal(directory);
            requireInternal(resolved(files, files.makeQualified(directory)));
            files.mkdirs(directory, OWNER_ONLY);
            files.setPermission(directory, OWNER_ONLY);
            return directory;
        } catch (IOException unwritable) {
            throw Refusal.storage("risk output cannot be written to " + folder, "check the path and its permissions");
        }
    }

    /** Starts a new file in such a folder. What lay there under its name goes first: a link would lead the text elsewhere. */
    static OutputStream create(Path directory, String name, Configuration hadoop) throws IOException {
        FileSystem files = directory.getFileSystem(hadoop);
        Path file = new Path(directory, name);
        if (isLocal(files)) {
            // Hadoop does not see a link that leads nowhere yet.
            java.nio.file.Files.deleteIfExists(local(files.makeQualified(file)));
        } else {
            files.delete(file, false);
        }
        return files.create(file, false);
    }

    private static void requireInternal(Path path) {
        for (Path part = path; part != null && !part.isRoot(); part = part.getParent()) {
            if (part.getName().equals(PUBLIC)) {
                throw Refusal.policy("risk output must not go under public/", "write it below internal/");
            }
        }
    }

    /** The path without links, as far as it exists. */
    private static Path resolved(FileSystem files, Path path) throws IOException {
        Path existing = path;
        while (!existing.isRoot() && !files.exists(existing)) {
            existing = existing.getParent();
        }
        // Hadoop follows links of a local disk without saying where they lead.
        return files.getUri().getScheme().equals("file")
                ? new Path(java.nio.file.Path.of(existing.toUri().getPath())
                        .toRealPath()
                        .toUri())
                : files.resolvePath(existing);
    }

    private static boolean isLocal(FileSystem files) {
        return files.getUri().getScheme().equals("file");
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }
}
