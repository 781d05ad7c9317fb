package org.louver.generate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.louver.refusal.Refusal;

/**
 * Writes a synthetic jurisdiction: raw tables of stops, arrests, incidents, victims and calls per year, and beside them what is
 * true of them ({@code truth.json}, {@code planted/}, {@code population.csv}).
 *
 * <p>Time is linear in the records, memory constant: one chunk of {@link Plan#STOPS_PER_CHUNK} stops streams through each thread. The
 * same plan and format give the same bytes in every file, whatever the number of threads.
 */
public final class Jurisdiction {
    private static final String TRUTH = "truth.json";

    private Jurisdiction() {}

    /** How many records were written, and where. */
    public record Written(Path output, long stops, long arrests, long incidents, long victims, long calls) {}

    /**
     * Generates into a folder that does not exist yet; it appears whole or not at all.
     *
     * @param threads how many chunks are written at a time, at least 1
     * @param overwrite whether an earlier generated jurisdiction may be replaced; anything else is never deleted
     * @throws Refusal exit 2 if the folder is taken, exit 6 if it cannot be written
     */
    public static Written write(Plan plan, Path output, Format format, int threads, boolean overwrite) {
        Path target = output.toAbsolutePath().normalize();
        refuseTaken(target, overwrite);
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        try {
            delete(partial);
            Files.createDirectories(partial);
            Tally tally = fill(plan, partial, format, threads);
            delete(target);
            Files.move(partial, target);
            return new Written(
                    target,
                    tally.records(Table.STOPS),
                    tally.records(Table.ARRESTS),
                    tally.records(Table.INCIDENTS),
                    tally.records(Table.VICTIMS),
                    tally.records(Table.CALLS));
        } catch (IOException failure) {
            deleteQuietly(partial);
            throw Refusal.storage(
                    "cannot write to " + target + " (" + failure.getClass().getSimpleName() + ")",
                    "check that the disk has room and the folder can be written to");
        }
    }

    private static void refuseTaken(Path target, boolean overwrite) {
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw Refusal.configuration(target + " is a file", "choose a folder with --output");
        }
        if (isEmptyOrAbsent(target)) {
            return;
        }
        if (!overwrite) {
            throw Refusal.configuration(
                    target + " is not empty", "choose another --output, or replace it with --overwrite");
        }
        if (!Files.isRegularFile(target.resolve(TRUTH))) {
            throw Refusal.configuration(
                    target + " holds something that was not generated here, so --overwrite leaves it alone",
                    "choose another --output");
        }
    }

    private static boolean isEmptyOrAbsent(Path target) {
        if (!Files.exists(target)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(target)) {
            return entries.findAny().isEmpty();
        } catch (IOException failure) {
            throw Refusal.storage("cannot list " + target, "check its permissions");
        }
    }

    private static Tally fill(Plan plan, Path output, Format format, int threads) throws IOException {
        Models models = Models.of(plan);
        Tally tally = new Tally();
        List<String> optOuts = new ArrayList<>();
        for (ChunkWriter.Written chunk : chunks(plan, models, output, format, threads)) {
            tally.add(chunk.tally());
            optOuts.addAll(chunk.optOuts());
        }
        ReferenceTables.write(plan, models.population(), optOuts, output);
        Files.writeString(output.resolve(TRUTH), Truth.json(plan, models, tally, optOuts.size()));
        return tally;
    }

    private static List<ChunkWriter.Written> chunks(Plan plan, Models models, Path output, Format format, int threads)
            throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<ChunkWriter.Written>> futures = new ArrayList<>();
            for (Plan.Chunk chunk : plan.chunks()) {
                futures.add(executor.submit(() -> ChunkWriter.write(plan, models, chunk, output, format)));
            }
            List<ChunkWriter.Written> written = new ArrayList<>();
            for (Future<ChunkWriter.Written> future : futures) {
                written.add(future.get());
            }
            return written;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a record could not be made", failure.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static void deleteQuietly(Path tree) {
        try {
            delete(tree);
        } catch (IOException left) {
            // What stays behind is hidden, named .partial, and replaced by the next run.
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        if (Files.isSymbolicLink(tree)) {
            throw new FileAlreadyExistsException(tree.toString());
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
