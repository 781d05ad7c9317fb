package org.louver.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/** Independent work that mostly waits for Spark: one plans while another one's tasks run. */
public final class SideBySide {
    private static final int THREADS = 4;

    private SideBySide() {}

    /**
     * Does all the work, a few pieces at a time, and gives the results in the order of the list. Everything has ended when this
     * returns; of several failures the first in the list is thrown, whichever came first.
     */
    public static <T> List<T> all(SparkSession spark, List<? extends Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, work.size())));
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> piece : work) {
                running.add(threads.submit(() -> {
                    SparkSession.setActiveSession(spark);
                    return piece.call();
                }));
            }
            return results(running);
        } finally {
            threads.shutdown();
        }
    }

    private static <T> List<T> results(List<Future<T>> running) {
        List<T> results = new ArrayList<>();
        Throwable first = null;
        for (Future<T> one : running) {
            try {
                results.add(one.get());
            } catch (ExecutionException failed) {
                first = first == null ? failed.getCause() : first;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", stopped);
            }
        }
        if (first != null) {
            throw SideBySide.<RuntimeException>unchanged(first);
        }
        return results;
    }

    /** Spark throws checked exceptions that its Java signatures do not declare; they pass as they are. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchanged(Throwable failure) throws E {
        throw (E) failure;
    }
}
