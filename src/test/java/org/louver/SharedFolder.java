package org.louver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the team's data and oracles lie: beside the project, or where LOUVER_SHARED says; tests that need them skip without. */
public final class SharedFolder {
    private SharedFolder() {}

    /** A file or folder in it; the calling test is skipped with a message when it is absent. */
    public static Path require(String relative) {
        String configured = System.getenv("LOUVER_SHARED");
        Path path = Path.of(configured == null ? "../shared" : configured)
                .resolve(relative)
                .toAbsolutePath()
                .normalize();
        assumeTrue(Files.exists(path), () -> "skipped: " + relative + " is not in the shared folder");
        return path;
    }
}
