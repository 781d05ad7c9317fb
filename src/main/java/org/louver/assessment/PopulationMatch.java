package org.louver.assessment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.louver.refusal.Refusal;
import org.louver.risk.MatchedClassSizes;
import org.louver.risk.PopulationEstimate;
import scala.Tuple2;

/**
 * Classes of the records against a table of people: k-map. The population of a class is what its margin of error leaves at least, in
 * the year of the records, interpolated between the years of the table; 0 where the table has no row.
 */
final class PopulationMatch {
    private PopulationMatch() {}

    /**
     * Matches on the declared columns, and on {@code year} where both have one.
     *
     * @throws Refusal exit 2 if a column does not exist, exit 3 if the codes of a key have nothing in common
     */
    static MatchedClassSizes match(
            SparkSession spark, Dataset<Row> records, Dataset<Row> table, RiskSettings.Population population) {
        List<String> keys = List.copyOf(population.columns().keySet());
        boolean byYear = population.year().isPresent()
                && Arrays.asList(records.columns()).contains("year")
                && !keys.contains("year");
        List<String> counted = new ArrayList<>(keys);
        if (byYear) {
            counted.add("year");
        }
        Dataset<Row> people = people(table, population);
        try (ClassTable classes = ClassTable.ofColumns(records, counted)) {
            requireCommonCodes(classes.dictionary(), people, keys);
            Dataset<Row> rows = ClassRows.labelled(spark, classes);
            Column same = lit(true);
            for (String key : keys) {
                same = same.and(rows.col("`" + key + "`").equalTo(people.col("`" + key + "`")));
            }
            int yearAt = byYear ? counted.size() - 1 : -1;
            int estimatesAt = counted.size() + 1 + keys.size();
            Map<Tuple2<Long, Long>, Long> groups = rows.join(people, same, "left")
                    .javaRDD()
                    .mapToPair(row -> new Tuple2<>(
                            new Tuple2<>(row.getLong(counted.size()), atLeast(row, yearAt, estimatesAt)), 1L))
                    .reduceByKey(Math::addExact)
                    .collectAsMap();
            List<MatchedClassSizes.Group> matched = new ArrayList<>();
            groups.forEach((pair, number) -> matched.add(new MatchedClassSizes.Group(pair._1(), pair._2(), number)));
            return MatchedClassSizes.of(matched);
        }
    }

    /**
     * The table as it lies there.
     *
     * @throws Refusal exit 2 if there is none
     */
    static Dataset<Row> table(SparkSession spark, RiskSettings.Population population) {
        try {
            return spark.read()
                    .format(population.format())
                    .option("header", "true")
                    .load(population.path());
        } catch (RuntimeException unreadable) {
            throw Refusal.configuration(
                    "the population table at " + population.path() + " cannot be read as " + population.format(),
                    "check population.path and population.format");
        }
    }

    /** One row per combination of codes, in the order of the keys: the codes, then the estimates of each year. */
    static Dataset<Row> people(Dataset<Row> table, RiskSettings.Population population) {
        List<Column> keys = new ArrayList<>();
        population
                .columns()
                .forEach((key, column) ->
                        keys.add(required(table, column).cast("string").as(key)));
        Column year = population.year().isPresent()
                ? required(table, population.year().get()).try_cast("int")
                : lit(0);
        Column margin = population.margin().isPresent()
                ? functions.coalesce(required(table, population.margin().get()).try_cast("double"), lit(0.0))
                : lit(0.0);
        List<String> names = List.copyOf(population.columns().keySet());
        Column[] byKeyAndYear = names.stream().map(functions::col).toArray(Column[]::new);
        List<Column> selected = new ArrayList<>(keys);
        selected.add(functions.coalesce(year, lit(0)).as("__year"));
        selected.add(functions
                .coalesce(required(table, population.people()).try_cast("double"), lit(0.0))
                .as("__people"));
        selected.add(functions.pow(margin, lit(2)).as("__margin"));
        Column[] grouping = Arrays.copyOf(byKeyAndYear, byKeyAndYear.length + 1);
        grouping[byKeyAndYear.length] = col("__year");
        return table.select(selected.toArray(Column[]::new))
                .groupBy(grouping)
                .agg(
                        sum("__people").as("__people"),
                        functions.sqrt(sum("__margin")).as("__margin"))
                .groupBy(byKeyAndYear)
                .agg(collect_list(struct(col("__year"), col("__people"), col("__margin")))
                        .as("__estimates"));
    }

    private static Column required(Dataset<Row> table, String column) {
        if (!Arrays.asList(table.columns()).contains(column)) {
            throw Refusal.configuration(
                    "the population table has no column " + column,
                    "choose among " + String.join(", ", table.columns()));
        }
        return functions.col("`" + column.replace("`", "``") + "`");
    }

    private static void requireCommonCodes(Dictionary dictionary, Dataset<Row> people, List<String> keys) {
        for (int key = 0; key < keys.size(); key++) {
            List<String> values = new ArrayList<>();
            for (int code = 1; code <= dictionary.distinct(key); code++) {
                values.add(dictionary.label(key, code));
            }
            boolean some = !people.filter(
                            functions.col("`" + keys.get(key) + "`").isInCollection(values))
                    .isEmpty();
            if (!some) {
                throw Refusal.input(
                        "no code of " + keys.get(key) + " in the records occurs in the population table",
                        "map the codes to each other before the assessment");
            }
        }
    }

    private static long atLeast(Row row, int yearAt, int estimatesAt) {
        @Nullable List<Row> estimates = row.isNullAt(estimatesAt) ? null : row.getList(estimatesAt);
        if (estimates == null) {
            return 0;
        }
        NavigableMap<Integer, PopulationEstimate> byYear = estimates(estimates);
        int year = yearAt < 0 || row.isNullAt(yearAt) ? byYear.lastKey() : Integer.parseInt(row.getString(yearAt));
        return PopulationEstimate.at(year, byYear).atLeast();
    }

    /** By year. */
    static NavigableMap<Integer, PopulationEstimate> estimates(List<Row> estimates) {
        TreeMap<Integer, PopulationEstimate> byYear = new TreeMap<>();
        for (Row estimate : estimates) {
            byYear.put(
                    estimate.getInt(0),
                    new PopulationEstimate(Math.max(0, estimate.getDouble(1)), estimate.getDouble(2)));
        }
        return byYear;
    }
}
