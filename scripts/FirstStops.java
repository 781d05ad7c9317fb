import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts the first records of a Parquet file by some columns and prints the table as CSV, for benchmarks of small tables:
 * {@code LOUVER_PROGRAM=scripts/FirstStops.java scripts/louver FILE.parquet RECORDS COLUMN,COLUMN… > table.csv}.
 */
final class FirstStops {
    private FirstStops() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: FirstStops FILE.parquet RECORDS COLUMN,COLUMN…");
            System.exit(2);
        }
        String[] columns = args[2].split(",");
        try (SparkSession spark =
                SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
            TreeMap<String, Long> counts = new TreeMap<>();
            for (Row row : spark.read()
                    .parquet(Path.of(args[0]).toString())
                    .limit(Integer.parseInt(args[1]))
                    .collectAsList()) {
                counts.merge(
                        Arrays.stream(columns)
                                .map(column -> String.valueOf(row.<Object>getAs(column)))
                                .collect(Collectors.joining(",")),
                        1L,
                        Long::sum);
            }
            System.out.println(args[2] + ",n");
            counts.forEach((codes, count) -> System.out.println(codes + "," + count));
        }
    }
}
