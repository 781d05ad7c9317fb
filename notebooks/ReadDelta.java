import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs delta.sql on every Delta table of a release:
 *
 * <pre>LOUVER_PROGRAM=notebooks/ReadDelta.java scripts/louver notebooks/delta.sql RELEASE</pre>
 *
 * Statements whose comment says "must give no row" are checks: a row ends the program with exit code 1.
 */
final class ReadDelta {
    private ReadDelta() {}

    public static void main(String[] arguments) throws IOException {
        String script = Files.readString(Path.of(arguments[0]));
        Path release = Path.of(arguments[1]).toAbsolutePath().normalize();
        boolean broken = false;
        try (SparkSession spark = SparkSession.builder()
                .appName("read-delta")
                .master("local[*]")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                // Small tables: interpreting a plan takes less than compiling it.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.icu.caseMappings.enabled", "false")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .getOrCreate()) {
            for (String table : tables(release)) {
                System.out.println(table);
                for (String statement : script.split(";\\s*")) {
                    Dataset<Row> rows = spark.sql(statement.replaceAll("(?m)^--.*$", "")
                            .replace("RELEASE", release.toString())
                            .replace("TABLE", table));
                    if (!statement.contains("must give no row")) {
                        rows.show(100, false);
                    } else if (!rows.isEmpty()) {
                        System.err.println(table + ": rows where there must be none");
                        broken = true;
                    }
                }
            }
        }
        System.exit(broken ? 1 : 0);
    }

    private static List<String> tables(Path release) throws IOException {
        try (Stream<Path> folders = Files.list(release.resolve("data"))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("delta")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
