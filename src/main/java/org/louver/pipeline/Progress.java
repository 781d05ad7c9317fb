package org.louver.pipeline;

import java.util.function.Supplier;

/** Where the pipeline says what it is doing: one line per stage, with counts that are safe to show and seconds. */
public interface Progress {
    /** A stage ended; {@code outcome} holds totals only, never a count of a cell. */
    void done(String stage, String outcome, double seconds);

    /** Something is doubtful: a line that says what, where and what to do, without a value of the records. */
    default void warning(String line) {}

    /** Runs a stage and reports it. */
    default <T> T stage(String name, Supplier<T> work, java.util.function.Function<T, String> outcome) {
        long start = System.nanoTime();
        T result = work.get();
        done(name, outcome.apply(result), (System.nanoTime() - start) / 1e9);
        return result;
    }
}
