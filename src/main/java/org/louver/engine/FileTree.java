package org.louver.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files below a folder. Hadoop's own recursive listing also asks a local disk for owners, which starts a process per file. */
public final class FileTree {
    private FileTree() {}

    /** All files below {@code root}, by path; folders are not listed. One listing per folder. */
    public static List<FileStatus> below(FileSystem files, Path root) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        collect(files, root, found);
        found.sort(Comparator.comparing(file -> file.getPath().toString()));
        return found;
    }

    private static void collect(FileSystem files, Path folder, List<FileStatus> found) throws IOException {
        for (FileStatus status : files.listStatus(folder)) {
            if (status.isDirectory()) {
                collect(files, status.getPath(), found);
            } else {
                found.add(status);
            }
        }
    }
}
