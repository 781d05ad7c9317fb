package org.louver.source;

import java.io.IOException;
import java.util.function.Supplier;
import org.louver.config.SourceConfig;
import org.louver.refusal.Refusal;

/** Tells a file that cannot be read, which is the input's fault, from an engine that fails, which is not. */
final class UnreadableFiles {
    private UnreadableFiles() {}

    /** Runs a scan; a failure of the files themselves becomes a refusal that quotes nothing of their content. */
    static <T> T refused(SourceConfig source, Supplier<T> scan) {
        try {
            return scan.get();
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof IOException
                        || String.valueOf(cause.getMessage()).startsWith("[FAILED_READ_FILE")) {
                    throw Refusal.input(
                            "source " + source.name() + ": a file cannot be read to its end ("
                                    + cause.getClass().getSimpleName() + ")",
                            "check that every file is complete, readable and compressed as its ending says");
                }
            }
            throw failure;
        }
    }
}
