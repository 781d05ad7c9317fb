package org.louver.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.louver.engine.FileTree;
import org.louver.refusal.Refusal;

/**
 * SHA-256 over everything that decides what a release will say: configuration, policy, code version and the bytes of all inputs.
 * Approvals are bound to it: whatever changes, somebody has to look again.
 */
public final class PlanFingerprint {
    private static final int BUFFER = 1 << 16;

    private PlanFingerprint() {}

    /**
     * Computes the fingerprint; reads every input once.
     *
     * @param texts named parts that are compared as text, such as the resolved configuration and the code version
     * @param inputs Hadoop paths or globs of every file that is read; a folder stands for all files below it
     * @return 64 hexadecimal digits
     * @throws Refusal exit 3 if an input is missing, exit 6 if it cannot be read
     */
    public static String of(SortedMap<String, String> texts, List<String> inputs, Configuration hadoop) {
        MessageDigest plan = sha256();
        texts.forEach((name, text) -> part(plan, name, text.getBytes(StandardCharsets.UTF_8)));
        for (String input : new TreeSet<>(inputs)) {
            try {
                for (FileStatus file : files(new Path(input), hadoop)) {
                    // The name alone: the same files in another folder are the same inputs.
                    part(plan, file.getPath().getName(), digest(file.getPath(), hadoop));
                }
            } catch (IOException unreadable) {
                throw Refusal.storage("the input " + input + " cannot be read", "check path and permissions");
            }
        }
        return HexFormat.of().formatHex(plan.digest());
    }

    private static List<FileStatus> files(Path pattern, Configuration hadoop) throws IOException {
        FileSystem system = pattern.getFileSystem(hadoop);
        FileStatus[] found = system.globStatus(pattern);
        if (found == null || found.length == 0) {
            throw Refusal.input("no file at " + pattern, "check the path, and LOUVER_DATA if it uses it");
        }
        List<FileStatus> files = new java.util.ArrayList<>();
        for (FileStatus status : found) {
            if (status.isDirectory()) {
                files.addAll(FileTree.below(system, status.getPath()));
            } else {
                files.add(status);
            }
        }
        return files.stream()
                .sorted((a, b) -> a.getPath().toString().compareTo(b.getPath().toString()))
                .collect(Collectors.toList());
    }

    private static byte[] digest(Path file, Configuration hadoop) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream bytes = file.getFileSystem(hadoop).open(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.digest();
    }

    /** Lengths stand before contents, so that no two lists of parts give the same bytes. */
    private static void part(MessageDigest plan, String name, byte[] content) {
        byte[] label = name.getBytes(StandardCharsets.UTF_8);
        for (byte[] bytes : Arrays.asList(label, content)) {
            plan.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            plan.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
