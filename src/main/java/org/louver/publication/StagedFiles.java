package org.louver.publication;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.louver.report.ReleaseFiles;

/** The files of a release, staged or public, on any file system that Hadoop knows. */
public record StagedFiles(FileSystem system, Path root) implements ReleaseFiles {
    @Override
    public SortedMap<String, Long> sizes() throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        Checksums.facts(system, root).forEach((path, facts) -> sizes.put(path, facts.bytes()));
        return sizes;
    }

    @Override
    public InputStream open(String path) throws IOException {
        return system.open(new Path(root, path));
    }
}
