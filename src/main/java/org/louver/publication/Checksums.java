package org.louver.publication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.louver.engine.FileTree;

/** SHA-256 of every file of a tree, in the form that {@code sha256sum --check} reads. */
final class Checksums {
    /** Name of the file that holds them. */
    static final String FILE = "SHA256SUMS";

    private Checksums() {}

    /** Relative path → hexadecimal digest, sorted by path. */
    static SortedMap<String, String> of(FileSystem files, Path root) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        String prefix = files.makeQualified(root).toUri().getPath() + "/";
        for (FileStatus file : FileTree.below(files, root)) {
            String relative = file.getPath().toUri().getPath().substring(prefix.length());
            if (!relative.equals(FILE)) {
                digests.put(relative, digest(files, file.getPath()));
            }
        }
        return digests;
    }

    /** Relative path → digest and length, sorted by path. */
    static SortedMap<String, FileFacts> facts(FileSystem files, Path root) throws IOException {
        SortedMap<String, FileFacts> facts = new TreeMap<>();
        for (Map.Entry<String, String> file : of(files, root).entrySet()) {
            long bytes = files.getFileStatus(new Path(root, file.getKey())).getLen();
            facts.put(file.getKey(), new FileFacts(file.getValue(), bytes));
        }
        return facts;
    }

    static void write(FileSystem files, Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : of(files, root).entrySet()) {
            text.append(entry.getValue()).append("  ").append(entry.getKey()).append('\n');
        }
        try (var out = files.create(new Path(root, FILE), false)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String digest(FileSystem files, Path file) throws IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(files.open(file), sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
