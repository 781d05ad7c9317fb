package org.louver.publication;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** A release that is written but not public; only {@link Publication} makes one. */
public final class StagedRelease {
    private final String id;
    private final Path directory;
    private final SortedMap<String, String> digests;

    StagedRelease(String id, Path directory, SortedMap<String, String> digests) {
        this.id = id;
        this.directory = directory;
        this.digests = new TreeMap<>(digests);
    }

    public String id() {
        return id;
    }

    public Path directory() {
        return directory;
    }

    SortedMap<String, String> digests() {
        return digests;
    }

    /** SHA-256 over path and digest of every file whose bytes are determined by inputs, configuration and version. */
    public String fingerprint() {
        var sha256 = Checksums.sha256();
        digests.forEach(
                (path, digest) -> sha256.update((digest + "  " + path + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }
}
