package org.louver.assessment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.louver.refusal.Refusal;
import org.louver.risk.MatchedClassSizes;
import org.louver.risk.PopulationEstimate;

/**
 * Classes of the records against a table of people: k-map. The population of a class is what its margin of error leaves at least, in
 * the year of the records, interpolated between the years of the table; 0 where the table has no row.
 */
final class PopulationMatch {
    /** The column of the people behind a class. */
    static final String PEOPLE = "__people";

    private PopulationMatch() {}

    /**
     * What the table tells.
     *
     * @param unmatched per key the values of the records that the table does not have; nobody is counted for them
     */
    record Match(MatchedClassSizes sizes, SortedMap<String, List<String>> unmatched) {
        /** Sizes only. */
        @Override
        public String toString() {
            return "Match[" + sizes + "]";
        }
    }

    /**
     * Matches on the declared columns, and on {@code year} where both have one.
     *
     * @throws Refusal exit 2 if a column does not exist, exit 3 if the codes of a key have nothing in common
     */
    static Match match(
            SparkSession spark, Dataset<Row> records, Dataset<Row> table, RiskSettings.Population population) {
        try (ClassTable classes =
                population.about("columns", () -> ClassTable.ofColumns(records, matched(records, population)))) {
            List<MatchedClassSizes.Group> groups = new ArrayList<>();
            byClass(spark, classes, table, population)
                    .groupBy("n", PEOPLE)
                    .agg(functions.count(lit(1)))
                    .collectAsList()
                    .forEach(row ->
                            groups.add(new MatchedClassSizes.Group(row.getLong(0), row.getLong(1), row.getLong(2))));
            return new Match(
                    MatchedClassSizes.of(groups),
                    unmatched(classes.dictionary(), people(table, population), population));
        }
    }

    /** The columns of the records that are matched: those declared, and the year where both have one. */
    static List<String> matched(Dataset<Row> records, RiskSettings.Population population) {
        List<String> columns = new ArrayList<>(population.columns().keySet());
        if (population.year().isPresent()
                && Arrays.asList(records.columns()).contains("year")
                && !columns.contains("year")) {
            columns.add("year");
        }
        return columns;
    }

    /**
     * One row per class: its keys as text, {@code n} records, and how many people there are at least.
     *
     * @param classes over {@link #matched}
     */
    static Dataset<Row> byClass(
            SparkSession spark, ClassTable classes, Dataset<Row> table, RiskSettings.Population population) {
        List<String> keys = List.copyOf(population.columns().keySet());
        Dataset<Row> people = people(table, population);
        unmatched(classes.dictionary(), people, population);
        Dataset<Row> rows = ClassRows.labelled(spark, classes);
        int counted = classes.packing().keys();
        int yearAt = counted > keys.size() ? counted - 1 : -1;
        Column same = lit(true);
        for (String key : keys) {
            same = same.and(rows.col("`" + key + "`").equalTo(people.col("`" + key + "`")));
        }
        Column[] own = Arrays.stream(rows.columns())
                .map(name -> rows.col("`" + name + "`"))
                .toArray(Column[]::new);
        Dataset<Row> joined = rows.join(people, same, "left")
                .select(functions.struct(own).as("class"), col("__estimates"))
                .select("class.*", "__estimates");
        JavaRDD<Row> found = joined.javaRDD().map(row -> {
            Object[] values = new Object[counted + 2];
            for (int i = 0; i <= counted; i++) {
                values[i] = row.get(i);
            }
            values[counted + 1] = atLeast(row, yearAt, counted + 1);
            return RowFactory.create(values);
        });
        return spark.createDataFrame(found, rows.schema().add(PEOPLE, DataTypes.LongType, false));
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
        } catch (Exception unreadable) {
            // What Spark throws for a path that is not there is checked, though nothing declares it.
            throw population
                    .section()
                    .refusal(
                            "path",
                            "names " + population.path() + ", which cannot be read as " + population.format(),
                            "check the path and population.format");
        }
    }

    /** One row per combination of codes, in the order of the keys: the codes, then the estimates of each year. */
    static Dataset<Row> people(Dataset<Row> table, RiskSettings.Population population) {
        List<Column> keys = new ArrayList<>();
        population.columns().forEach((key, column) -> {
            Column code = required(table, population, "columns", column).cast("string");
            keys.add(mapped(code, population.codes().getOrDefault(key, new TreeMap<>()))
                    .as(key));
        });
        Column year = population.year().isPresent()
                ? required(table, population, "year", population.year().get()).try_cast("int")
                : lit(0);
        Column margin = population.margin().isPresent()
                ? functions.coalesce(
                        required(
                                        table,
                                        population,
                                        "margin",
                                        population.margin().get())
                                .try_cast("double"),
                        lit(0.0))
                : lit(0.0);
        List<String> names = List.copyOf(population.columns().keySet());
        Column[] byKeyAndYear = names.stream().map(functions::col).toArray(Column[]::new);
        List<Column> selected = new ArrayList<>(keys);
        selected.add(functions.coalesce(year, lit(0)).as("__year"));
        selected.add(functions
                .coalesce(
                        required(table, population, "people", population.people())
                                .try_cast("double"),
                        lit(0.0))
                .as("__people"));
        selected.add(functions.pow(margin, lit(2)).as("__margin"));
        Column[] grouping = Arrays.copyOf(byKeyAndYear, byKeyAndYear.length + 1);
        grouping[byKeyAndYear.length] = col("__year");
        Column known = lit(true);
        for (String key : population.codes().keySet()) {
            known = known.and(col("`" + key + "`").isNotNull());
        }
        return table.select(selected.toArray(Column[]::new))
                .filter(known)
                .groupBy(grouping)
                .agg(
                        sum("__people").as("__people"),
                        functions.sqrt(sum("__margin")).as("__margin"))
                .groupBy(byKeyAndYear)
                .agg(collect_list(struct(col("__year"), col("__people"), col("__margin")))
                        .as("__estimates"));
    }

    private static Column mapped(Column code, SortedMap<String, String> codes) {
        Column mapped = code;
        boolean first = true;
        for (Map.Entry<String, String> entry : codes.entrySet()) {
            Column same = code.equalTo(entry.getKey());
            mapped = first ? functions.when(same, entry.getValue()) : mapped.when(same, entry.getValue());
            first = false;
        }
        return mapped;
    }

    private static Column required(Dataset<Row> table, RiskSettings.Population population, String key, String column) {
        if (!Arrays.asList(table.columns()).contains(column)) {
            throw population
                    .section()
                    .refusal(
                            key,
                            "names " + column + ", which is no column of the population table",
                            "choose among " + String.join(", ", table.columns()));
        }
        return functions.col("`" + column.replace("`", "``") + "`");
    }

    private static SortedMap<String, List<String>> unmatched(
            Dictionary dictionary, Dataset<Row> people, RiskSettings.Population population) {
        List<String> keys = List.copyOf(population.columns().keySet());
        TreeMap<String, List<String>> unmatched = new TreeMap<>();
        for (int key = 0; key < keys.size(); key++) {
            List<String> values = new ArrayList<>();
            for (int code = 1; code <= dictionary.distinct(key); code++) {
                values.add(dictionary.label(key, code));
            }
            Column column = functions.col("`" + keys.get(key) + "`");
            Set<String> known = new HashSet<>();
            people.filter(column.isInCollection(values))
                    .select(column)
                    .distinct()
                    .collectAsList()
                    .forEach(row -> known.add(row.getString(0)));
            if (known.isEmpty()) {
                throw Refusal.input(
                                "no code of " + keys.get(key) + " in the records occurs in the population table",
                                "map the codes to each other before the assessment")
                        .at(population.section().place("columns"));
            }
            values.removeAll(known);
            if (!values.isEmpty()) {
                unmatched.put(keys.get(key), values);
            }
        }
        return unmatched;
    }

    private static long atLeast(Row row, int yearAt, int estimatesAt) {
        @Nullable List<Row> estimates = row.isNullAt(estimatesAt) ? null : row.getList(estimatesAt);
        if (estimates == null) {
            return 0;
        }
        NavigableMap<Integer, PopulationEstimate> byYear = estimates(estimates);
        boolean dated =
                yearAt >= 0 && !row.isNullAt(yearAt) && row.getString(yearAt).matches("[0-9]{1,9}");
        return PopulationEstimate.at(dated ? Integer.parseInt(row.getString(yearAt)) : byYear.lastKey(), byYear)
                .atLeast();
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
