package org.louver.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.config.FieldConfig;
import org.louver.config.SourceConfig;
import org.louver.config.SourceFile;
import org.louver.config.SourceFormat;
import org.louver.refusal.Refusal;

/**
 * The rows of a source as text: one column per field (unparsed), and where each row stands.
 *
 * <p>Columns: the fields; {@code _file}; {@code _block} (offset of the split); {@code _position} (rises within a split);
 * {@code _kind} (data, header or blank); {@code _malformed}.
 */
final class RawRows {
    static final String FILE = "_file";
    static final String BLOCK = "_block";
    static final String POSITION = "_position";
    static final String KIND = "_kind";
    static final String MALFORMED = "_malformed";

    static final String DATA = "data";
    static final String HEADER = "header";
    static final String BLANK = "blank";

    private static final String CORRUPT = "_corrupt";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Stands between cells where a whole line is compared; no text holds it. */
    private static final String SEPARATOR = "\u0001";

    /** Rows of one entry whose files share their columns. */
    record Group(SourceFile entry, int files, Dataset<Row> rows) {}

    private final SparkSession spark;
    private final SourceConfig source;
    private final SortedSet<String> unlisted = new TreeSet<>();

    RawRows(SparkSession spark, SourceConfig source) {
        this.spark = spark;
        this.source = source;
    }

    /** Columns that the contract does not know; their content was not looked at. */
    SortedSet<String> unlisted() {
        return unlisted;
    }

    /**
     * Plans the reading of all files; no row is read yet.
     *
     * @throws Refusal exit 3 if a file or a mapped column is not there, or one file belongs to two entries
     */
    List<Group> groups() {
        Configuration hadoop = spark.sessionState().newHadoopConf();
        List<Group> groups = new ArrayList<>();
        SortedSet<Path> seen = new TreeSet<>();
        for (SourceFile entry : source.files()) {
            boolean foldersAreTables =
                    source.format() instanceof SourceFormat.Delta || source.format() instanceof SourceFormat.Parquet;
            List<Path> paths = InputFiles.matching(hadoop, source.name(), entry.path(), foldersAreTables);
            for (Path path : paths) {
                if (!seen.add(path)) {
                    throw Refusal.input(
                            "source " + source.name() + ": " + path.getName() + " belongs to two entries of files",
                            "narrow one of the paths");
                }
            }
            groups.addAll(groups(hadoop, entry, paths));
        }
        return groups;
    }

    private List<Group> groups(Configuration hadoop, SourceFile entry, List<Path> paths) {
        if (source.format() instanceof SourceFormat.Csv csv) {
            Map<String, List<Path>> byHeader = new TreeMap<>();
            Map<String, List<String>> headers = new TreeMap<>();
            for (Path path : paths) {
                List<String> header = InputFiles.header(hadoop, source.name(), path, csv);
                requireColumns(entry, path.getName(), header);
                byHeader.computeIfAbsent(String.join("\u0000", header), unseen -> new ArrayList<>())
                        .add(path);
                headers.put(String.join("\u0000", header), header);
            }
            return byHeader.entrySet().stream()
                    .map(group -> new Group(
                            entry,
                            group.getValue().size(),
                            csv(entry, csv, headers.getOrDefault(group.getKey(), List.of()), group.getValue())))
                    .toList();
        }
        if (source.format() instanceof SourceFormat.Json json) {
            return List.of(new Group(entry, paths.size(), json(entry, json, paths)));
        }
        return paths.stream()
                .map(path -> new Group(entry, 1, table(entry, path)))
                .toList();
    }

    private Dataset<Row> csv(SourceFile entry, SourceFormat.Csv csv, List<String> header, List<Path> paths) {
        StructType schema = new StructType();
        for (int i = 0; i < header.size(); i++) {
            schema = schema.add("c" + i, DataTypes.StringType);
        }
        // The header line is read as a row: it is recognised like its repetitions further down, whatever the file's
        // name.
        Dataset<Row> cells = spark.read()
                .schema(schema.add(CORRUPT, DataTypes.StringType))
                .option("header", false)
                .option("sep", csv.delimiter())
                .option("quote", csv.quote())
                .option("escape", csv.escape())
                .option("encoding", csv.encoding())
                .option("multiLine", csv.multiLine())
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", CORRUPT)
                // Without pruning the parser counts the cells of every row.
                .option("columnPruning", false)
                .csv(texts(paths));
        Column line = concat_ws(
                SEPARATOR,
                IntStream.range(0, header.size())
                        .mapToObj(i -> coalesce(FieldParsing.trimmed(col("c" + i)), lit("")))
                        .toArray(Column[]::new));
        String names = String.join(SEPARATOR, header);
        // The first cell tells most rows apart; only what could be a header or blank is put together whole.
        Column first = coalesce(FieldParsing.trimmed(col("c0")), lit(""));
        Column kind = when(
                        first.isin(header.get(0), BYTE_ORDER_MARK + header.get(0)),
                        when(line.isin(names, BYTE_ORDER_MARK + names), lit(HEADER)))
                .when(first.equalTo(""), when(line.equalTo(SEPARATOR.repeat(header.size() - 1)), lit(BLANK)));
        return cells.select(columns(
                entry,
                column -> col("c" + header.indexOf(column)),
                coalesce(kind, lit(DATA)),
                col(CORRUPT).isNotNull()));
    }

    private Dataset<Row> json(SourceFile entry, SourceFormat.Json json, List<Path> paths) {
        StructType schema = new StructType();
        for (String column : new TreeSet<>(mapped(entry))) {
            schema = schema.add(column, DataTypes.StringType);
        }
        Dataset<Row> objects = spark.read()
                .schema(schema.add(CORRUPT, DataTypes.StringType))
                .option("encoding", json.encoding())
                .option("multiLine", json.multiLine())
                .option("mode", "PERMISSIVE")
                .option("columnNameOfCorruptRecord", CORRUPT)
                .json(texts(paths));
        return objects.select(columns(
                entry, column -> col(quoted(column)), lit(DATA), col(CORRUPT).isNotNull()));
    }

    private Dataset<Row> table(SourceFile entry, Path path) {
        String format = source.format() instanceof SourceFormat.Delta ? "delta" : "parquet";
        Dataset<Row> rows;
        try {
            rows = spark.read().format(format).load(path.toString());
        } catch (Exception unreadable) {
            throw Refusal.input(
                    "source " + source.name() + ": " + path.getName() + " is not a readable " + format + " table",
                    "check path and format");
        }
        requireColumns(entry, path.getName(), List.of(rows.columns()));
        return rows.select(columns(entry, column -> col(quoted(column)).cast("string"), lit(DATA), lit(false)));
    }

    private Column[] columns(SourceFile entry, Function<String, Column> cell, Column kind, Column malformed) {
        List<Column> columns = new ArrayList<>();
        for (FieldConfig field : fields(entry)) {
            columns.add(
                    field.column().map(cell).orElse(lit(null).cast("string")).as(field.name()));
        }
        columns.add(col("_metadata.file_path").as(FILE));
        columns.add(col("_metadata.file_block_start").as(BLOCK));
        columns.add(monotonically_increasing_id().as(POSITION));
        columns.add(kind.as(KIND));
        columns.add(malformed.as(MALFORMED));
        return columns.toArray(Column[]::new);
    }

    private void requireColumns(SourceFile entry, String file, List<String> header) {
        for (FieldConfig field : fields(entry)) {
            Optional<String> column = field.column();
            if (column.isPresent()) {
                long times = header.stream().filter(column.get()::equals).count();
                if (times != 1) {
                    throw Refusal.input(
                            "source " + source.name() + ": " + file + " has "
                                    + (times == 0 ? "no column " : "more than one column ") + column.get() + " (field "
                                    + field.name() + ", layout " + entry.layout() + ")",
                            "give its name in this year under layouts, or say absent = true there");
                }
            }
        }
        for (String column : header) {
            if (!mapped(entry).contains(column) && !source.unread().contains(column)) {
                unlisted.add(column);
            }
        }
    }

    private Collection<FieldConfig> fields(SourceFile entry) {
        return source.layouts().getOrDefault(entry.layout(), source.fields()).values();
    }

    private List<String> mapped(SourceFile entry) {
        return fields(entry).stream().flatMap(field -> field.column().stream()).toList();
    }

    private static String[] texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toArray(String[]::new);
    }

    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }
}
