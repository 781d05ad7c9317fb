package org.louver.assessment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.louver.refusal.Refusal;
import org.louver.risk.MatchedClassSizes;
import org.louver.risk.PopulationEstimate;

/**
 * Classes of the records against a table of people: k-map. The population of a class is what its margin of error leaves at least, in
 * the year of the records, interpolated between the years of the table; 0 where the table has no row.
 *
 * <p>Where a missing value may be any value, a record that lacks a key faces everybody who agrees with it on the others; where it is
 * a value of its own, nobody.
 */
final class PopulationMatch {
    /** The column of the people behind a class. */
    static final String PEOPLE = "__people";

    private PopulationMatch() {}

    /**
     * What the table tells.
     *
     * @param unmatched per key the values of the records that the table does not have; nobody is counted for them
     * @param absent classes of which the table has every value, but no row that has them together; nobody is counted for them either
     */
    record Match(MatchedClassSizes sizes, SortedMap<String, List<String>> unmatched, long absent) {
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
    static Match match(SparkSession spark, Dataset<Row> records, PopulationTable table, RiskSettings.Missing missing) {
        try (ClassTable classes = table.settings()
                .about("columns", () -> ClassTable.ofColumns(records, matched(records, table.settings())))) {
            SortedMap<String, List<String>> unmatched = unmatched(classes.dictionary(), table);
            Column everyValueKnown = lit(true);
            for (String key : table.keys()) {
                Column code = col("`" + key + "`");
                everyValueKnown = everyValueKnown
                        .and(code.isNotNull())
                        .and(functions.not(code.isInCollection(unmatched.getOrDefault(key, List.of()))));
            }
            List<MatchedClassSizes.Group> groups = new ArrayList<>();
            long absent = 0;
            Dataset<Row> sizes = byClass(spark, classes, table, missing)
                    .groupBy(
                            col("n"),
                            col(PEOPLE),
                            col(PEOPLE).isNull().and(everyValueKnown).as("absent"))
                    .agg(functions.count(lit(1)));
            for (Row row : sizes.collectAsList()) {
                groups.add(new MatchedClassSizes.Group(
                        row.getLong(0), row.isNullAt(1) ? 0 : row.getLong(1), row.getLong(3)));
                absent += row.getBoolean(2) ? row.getLong(3) : 0;
            }
            return new Match(MatchedClassSizes.of(groups), unmatched, absent);
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
     * One row per class: its keys as text, {@code n} records, and how many people there are at least; null where the table has no row.
     *
     * @param classes over {@link #matched}
     */
    static Dataset<Row> byClass(
            SparkSession spark, ClassTable classes, PopulationTable table, RiskSettings.Missing missing) {
        List<String> keys = table.keys();
        Dataset<Row> rows = ClassRows.labelled(spark, classes);
        Dataset<Row> people = table.people();
        Column same = lit(true);
        if (missing == RiskSettings.Missing.WILDCARD) {
            Column without = lit(0);
            for (int key = 0; key < keys.size(); key++) {
                without = without.plus(functions
                        .when(rows.col("`" + keys.get(key) + "`").isNull(), 1 << key)
                        .otherwise(0));
            }
            List<Integer> patterns = rows.select(without).distinct().collectAsList().stream()
                    .map(row -> row.getInt(0))
                    .sorted()
                    .toList();
            people = table.people(patterns);
            same = people.col(PopulationTable.ANY).equalTo(without);
        }
        for (String key : keys) {
            Column ours = rows.col("`" + key + "`");
            Column theirs = people.col("`" + key + "`");
            same = same.and(missing == RiskSettings.Missing.WILDCARD ? ours.eqNullSafe(theirs) : ours.equalTo(theirs));
        }
        int counted = classes.packing().keys();
        int yearAt = counted > keys.size() ? counted - 1 : -1;
        Column[] own = Arrays.stream(rows.columns())
                .map(name -> rows.col("`" + name + "`"))
                .toArray(Column[]::new);
        Dataset<Row> joined = rows.join(people, same, "left")
                .select(functions.struct(own).as("class"), col(PopulationTable.ESTIMATES))
                .select("class.*", PopulationTable.ESTIMATES);
        JavaRDD<Row> found = joined.javaRDD().map(row -> {
            Object[] values = new Object[counted + 2];
            for (int i = 0; i <= counted; i++) {
                values[i] = row.get(i);
            }
            values[counted + 1] = row.isNullAt(counted + 1) ? null : atLeast(row, yearAt, counted + 1);
            return RowFactory.create(values);
        });
        return spark.createDataFrame(found, rows.schema().add(PEOPLE, DataTypes.LongType, true));
    }

    private static long atLeast(Row row, int yearAt, int estimatesAt) {
        NavigableMap<Integer, PopulationEstimate> byYear = PopulationTable.estimates(row.getList(estimatesAt));
        boolean dated =
                yearAt >= 0 && !row.isNullAt(yearAt) && row.getString(yearAt).matches("[0-9]{1,9}");
        return PopulationEstimate.at(dated ? Integer.parseInt(row.getString(yearAt)) : byYear.lastKey(), byYear)
                .atLeast();
    }

    private static SortedMap<String, List<String>> unmatched(Dictionary dictionary, PopulationTable table) {
        List<String> keys = table.keys();
        TreeMap<String, List<String>> unmatched = new TreeMap<>();
        for (int key = 0; key < keys.size(); key++) {
            List<String> values = new ArrayList<>();
            for (int code = 1; code <= dictionary.distinct(key); code++) {
                values.add(dictionary.label(key, code));
            }
            int all = values.size();
            Set<String> known = table.codes(keys.get(key));
            values.removeIf(known::contains);
            if (values.size() == all) {
                throw Refusal.input(
                                "no code of " + keys.get(key) + " in the records occurs in the population table",
                                "map the codes to each other before the assessment")
                        .at(table.settings().section().place("columns"));
            }
            if (!values.isEmpty()) {
                unmatched.put(keys.get(key), values);
            }
        }
        return unmatched;
    }
}
