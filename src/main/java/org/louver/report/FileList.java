package org.louver.report;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a release with their sizes and checksums. */
final class FileList {
    /** The page cannot hold its own checksum, nor that of the list that holds it. */
    private static final Set<String> OUTSIDE = Set.of(ReleaseReport.FILE, "SHA256SUMS");

    private static final String READABLE = ".readable.csv";

    private FileList() {}

    /**
     * What the data package describes, what lies beside it, and the CSV files for people; Parquet and Delta are told where they lie, since
     * their many parts have checksums in {@code SHA256SUMS} alone.
     */
    static String html(ReleaseFiles files, Map<String, String> described) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>(described);
        SortedMap<String, Long> sizes = files.sizes();
        for (String path : sizes.keySet()) {
            if ((path.indexOf('/') < 0 || path.endsWith(READABLE))
                    && !OUTSIDE.contains(path)
                    && !digests.containsKey(path)) {
                digests.put(path, sha256(files, path));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        digests.forEach((path, digest) -> rows.add(List.of(path, Html.number(sizes.getOrDefault(path, 0L)), digest)));
        return Html.linkedTable("Files and their SHA-256 checksums", List.of("file", "bytes", "SHA-256"), rows)
                + parts(sizes, "parquet", "Parquet")
                + parts(sizes, "delta", "Delta");
    }

    private static String parts(SortedMap<String, Long> sizes, String folder, String name) {
        List<Long> parts = sizes.entrySet().stream()
                .filter(file -> file.getKey().matches("data/[^/]+/" + folder + "/.*"))
                .map(Map.Entry::getValue)
                .toList();
        return parts.isEmpty()
                ? ""
                : "<p>" + name + ": one folder per table, <code>data/&lt;table&gt;/" + folder + "</code>; "
                        + Html.number(parts.size()) + " files, "
                        + Html.number(parts.stream().mapToLong(Long::longValue).sum())
                        + " bytes in all, each with its checksum in <code>SHA256SUMS</code>.</p>";
    }

    private static String sha256(ReleaseFiles files, String path) throws IOException {
        try (InputStream in = files.open(path)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
