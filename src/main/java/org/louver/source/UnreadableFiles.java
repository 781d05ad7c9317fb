package org.louver.source;

import java.util.function.Supplier;
import org.louver.config.SourceConfig;
import org.louver.refusal.Refusal;

/** Tells a file that cannot be read, which is the input's fault, from an engine that fails, which is not. */
final class UnreadableFiles {
    private UnreadableFiles() {}

    /**
     * Runs a scan; its failure becomes a refusal that quotes nothing of the files' content.
     *
     * @throws Refusal exit 3 if a file cannot be read, exit 6 if the engine fails otherwise
     */
    static <T> T refused(SourceConfig source, Supplier<T> scan) {
        try {
            return scan.get();
        } catch (Exception failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (String.valueOf(cause.getMessage()).startsWith("[FAILED_READ_FILE")) {
                    throw Refusal.input(
                            "source " + source.name() + ": a file cannot be read to its end",
                            "check that every file is complete, readable and compressed as its ending says");
                }
            }
            if (failure instanceof RuntimeException ours) {
                throw ours;
            }
            // Spark's checked exceptions pass through Java code that does not declare them.
            throw Refusal.storage(
                    "source " + source.name() + ": the engine failed while reading ("
                            + failure.getClass().getSimpleName() + ")",
                    "look at memory and disk of the engine, then run again");
        }
    }
}
