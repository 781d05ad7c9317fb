package org.louver.ledger;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.louver.refusal.Refusal;

/** SHA-256 over Louver's own classes as they run: a version number alone would not tell a changed build from the reviewed one. */
public final class CodeFingerprint {
    private static final String ROOT = "org/louver";

    private CodeFingerprint() {}

    /** Reads every class of the jar or folder that Louver runs from; a few megabytes. */
    public static String ofThisProgram() {
        try {
            Path place = Path.of(CodeFingerprint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                return of(place.resolve(ROOT));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return of(jar.getPath(ROOT));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw Refusal.storage("Louver cannot read its own program", "check the permissions of the jar");
        }
    }

    /** Digest of the names and contents of all files below the folder, in the order of their names. */
    static String of(Path folder) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
        List<Path> classes;
        try (Stream<Path> all = Files.walk(folder)) {
            classes = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : classes) {
            byte[] content = Files.readAllBytes(file);
            String header = folder.relativize(file).toString().replace('\\', '/') + ":" + content.length + ":";
            digest.update(header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
