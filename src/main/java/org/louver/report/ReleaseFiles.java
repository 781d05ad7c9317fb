package org.louver.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of one public release, wherever they lie. */
public interface ReleaseFiles {
    /** Relative path → bytes. */
    SortedMap<String, Long> sizes() throws IOException;

    /** The content of one of them. */
    InputStream open(String path) throws IOException;

    /** A release in a local directory. */
    static ReleaseFiles in(Path directory) {
        return new ReleaseFiles() {
            @Override
            public SortedMap<String, Long> sizes() throws IOException {
                SortedMap<String, Long> sizes = new TreeMap<>();
                try (Stream<Path> all = Files.walk(directory)) {
                    for (Path file : all.filter(Files::isRegularFile).toList()) {
                        sizes.put(directory.relativize(file).toString().replace('\\', '/'), Files.size(file));
                    }
                }
                return sizes;
            }

            @Override
            public InputStream open(String path) throws IOException {
                return Files.newInputStream(directory.resolve(path));
            }
        };
    }
}
