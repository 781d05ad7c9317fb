package org.louver.standalone;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.louver.evidence.Evidence;
import org.louver.evidence.EvidenceWriter;
import org.louver.refusal.Refusal;

/** Writes each file under another name first and renames all of them at the end: a run that breaks off leaves nothing half-written. */
final class OutputFolder {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    /**
     * Makes the folder.
     *
     * @throws Refusal exit 6 if it cannot be made
     */
    OutputFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw failed(folder, unwritable);
        }
    }

    /**
     * Says before long work what would stop its results from being written; makes nothing.
     *
     * @throws Refusal exit 2 if the path is empty, 6 if it, or what it would lie in, is no folder or must not be written to
     */
    static void expect(Path folder) {
        if (folder.toString().isEmpty()) {
            // An empty variable of a script would scatter confidential files over the current folder.
            throw Refusal.configuration("--output is empty", "name a folder; . is the current one");
        }
        Path standing = folder.toAbsolutePath().normalize();
        while (!Files.exists(standing) && standing.getParent() != null) {
            standing = standing.getParent();
        }
        if (!Files.isDirectory(standing)) {
            throw Refusal.storage(standing + " is not a folder", "give --output another path, or move the file away");
        }
        if (!Files.isWritable(standing)) {
            throw Refusal.storage(standing + " cannot be written to", "check its permissions");
        }
    }

    /**
     * Refuses to write over what is read.
     *
     * @param names of files that will be written or removed
     * @throws Refusal exit 2 if the file to be read is one of them
     */
    static void spare(Path read, Path folder, List<String> names) {
        for (String name : names) {
            Path written = folder.resolve(name);
            try {
                if (Files.exists(read) && Files.exists(written) && Files.isSameFile(read, written)) {
                    throw Refusal.configuration(
                            read + " would be replaced by the result", "give --output another folder");
                }
            } catch (IOException unreadable) {
                throw Refusal.storage(written + " cannot be looked at", "check its permissions");
            }
        }
    }

    /** What writes the rows of a table. */
    interface Rows {
        void writeTo(CSVPrinter printer) throws IOException;
    }

    void csv(String name, Rows rows) {
        Path partial = partial(name);
        try (BufferedWriter writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(writer, CSV)) {
            rows.writeTo(printer);
        } catch (IOException | UncheckedIOException unwritable) {
            throw failed(partial, unwritable);
        }
    }

    /** Writes evidence below {@code evidence/}. */
    void evidence(Evidence evidence) {
        try {
            EvidenceWriter.write(evidence, name -> Files.newOutputStream(partial("evidence/" + name)));
        } catch (IOException unwritable) {
            throw failed(folder, unwritable);
        }
    }

    /** Keys are sorted. */
    void json(String name, Map<String, ?> values) {
        Path partial = partial(name);
        String text = ConfigValueFactory.fromMap(values)
                .render(ConfigRenderOptions.defaults().setOriginComments(false).setComments(false));
        try {
            Files.writeString(partial, text);
        } catch (IOException unwritable) {
            throw failed(partial, unwritable);
        }
    }

    /** Removes what an earlier run left under this name, once this run is complete. */
    void complete(List<String> stale) {
        try {
            for (Path partial : written) {
                String name = String.valueOf(partial.getFileName());
                Path whole = partial.resolveSibling(name.substring(1, name.length() - ".partial".length()));
                Files.move(partial, whole, StandardCopyOption.REPLACE_EXISTING);
            }
            for (String name : stale) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException unwritable) {
            throw failed(folder, unwritable);
        }
    }

    private Path partial(String name) {
        Path path = folder.resolve(name);
        Path parent = path.getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException unwritable) {
            throw failed(path, unwritable);
        }
        Path partial = path.resolveSibling("." + path.getFileName() + ".partial");
        written.add(partial);
        return partial;
    }

    private Refusal failed(Path path, Exception cause) {
        for (Path partial : written) {
            try {
                Files.deleteIfExists(partial);
            } catch (IOException alsoUnwritable) {
                cause.addSuppressed(alsoUnwritable);
            }
        }
        return Refusal.storage(
                path + " cannot be written: " + cause.getClass().getSimpleName(),
                "check permissions and free space, and that no folder stands where a file should be");
    }
}
