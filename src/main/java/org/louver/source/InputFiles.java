package org.louver.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.louver.config.SourceFormat;
import org.louver.refusal.Refusal;

/** Finds the files of an entry and reads the header line of one; the only bytes that the driver itself reads. */
final class InputFiles {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private InputFiles() {}

    /**
     * The files that a path or glob names, sorted; a folder stands for the files in it, except where the folder itself is a
     * table (Delta, Parquet).
     *
     * @throws Refusal exit 3 if there are none
     */
    static List<Path> matching(Configuration hadoop, String source, String written, boolean foldersAreTables) {
        try {
            Path pattern = new Path(written);
            FileSystem files = pattern.getFileSystem(hadoop);
            FileStatus[] found = files.globStatus(pattern);
            List<Path> paths = new ArrayList<>();
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                if (status.isDirectory() && !foldersAreTables) {
                    Arrays.stream(files.listStatus(status.getPath()))
                            .filter(FileStatus::isFile)
                            .map(FileStatus::getPath)
                            .filter(InputFiles::visible)
                            .forEach(paths::add);
                } else {
                    paths.add(status.getPath());
                }
            }
            if (paths.isEmpty()) {
                throw Refusal.input(
                        "source " + source + ": no file at " + written,
                        "check the path, and LOUVER_DATA if it uses it");
            }
            return paths.stream().sorted().toList();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Refusal.input(
                    "source " + source + ": " + written + " cannot be looked up ("
                            + unreadable.getClass().getSimpleName() + ")",
                    "check path and permissions");
        }
    }

    /**
     * The trimmed column names of a CSV file, whatever its compression; a byte order mark is no part of a name.
     *
     * @throws Refusal exit 3 if the file is empty or cannot be read
     */
    static List<String> header(Configuration hadoop, String source, Path path, SourceFormat.Csv csv) {
        String where = "source " + source + ": " + path.getName();
        CSVFormat.Builder format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(csv.delimiter())
                .setQuote(csv.quote().charAt(0))
                .setIgnoreEmptyLines(true);
        if (!csv.escape().equals(csv.quote())) {
            format.setEscape(csv.escape().charAt(0));
        }
        try (InputStream bytes = open(hadoop, path);
                BufferedReader text =
                        new BufferedReader(new InputStreamReader(bytes, Charset.forName(csv.encoding())));
                CSVParser records = CSVParser.parse(text, format.get())) {
            Iterator<CSVRecord> first = records.iterator();
            if (!first.hasNext()) {
                throw Refusal.input(where + " is empty", "provide the file, or take it out of the configuration");
            }
            List<String> names = new ArrayList<>(first.next().stream()
                    .map(name -> name == null ? "" : FieldParsing.trimmed(name))
                    .toList());
            names.set(0, FieldParsing.trimmed(names.get(0).replace(BYTE_ORDER_MARK, "")));
            return List.copyOf(names);
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw Refusal.input(
                    where + " cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "check that the file is complete, readable and compressed as its ending says");
        }
    }

    private static InputStream open(Configuration hadoop, Path path) throws IOException {
        InputStream bytes = path.getFileSystem(hadoop).open(path);
        CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
        if (codec == null) {
            return bytes;
        }
        try {
            return codec.createInputStream(bytes);
        } catch (IOException unreadable) {
            bytes.close();
            throw unreadable;
        }
    }

    private static boolean visible(Path path) {
        return !path.getName().startsWith("_") && !path.getName().startsWith(".");
    }
}
