import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Counts the first records of a Parquet file by some columns and writes the cells as CSV to standard output, for benchmarks of small
 * tables:
 *
 * <pre>LOUVER_PROGRAM=scripts/FirstStops.java scripts/louver FILE.parquet RECORDS COLUMN,COLUMN… &gt; table.csv</pre>
 */
final class FirstStops {
    private FirstStops() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3 || !arguments[1].matches("[0-9]{1,9}")) {
            System.err.println("usage: FirstStops FILE.parquet RECORDS COLUMN,COLUMN…");
            System.exit(2);
        }
        String[] names = arguments[2].split(",");
        Column[] by = Arrays.stream(names).map(functions::col).toArray(Column[]::new);
        // One thread reads the file as one partition, so that the first records are the same each time.
        try (SparkSession spark = SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", false)
                        .getOrCreate();
                CSVPrinter out = new CSVPrinter(System.out, CSVFormat.RFC4180)) {
            out.printRecord((Object[]) (arguments[2] + ",n").split(","));
            for (Row cell : spark.read()
                    .parquet(arguments[0])
                    .limit(Integer.parseInt(arguments[1]))
                    .groupBy(by)
                    .count()
                    .orderBy(by)
                    .collectAsList()) {
                for (int column = 0; column < cell.size(); column++) {
                    out.print(cell.get(column));
                }
                out.println();
            }
        } catch (Exception e) {
            System.err.println("FirstStops: " + (e instanceof AnalysisException ? "no such file or column" : e.getMessage()));
            System.exit(3);
        }
    }
}
