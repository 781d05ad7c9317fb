package org.louver.assessment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.louver.refusal.Refusal;
import org.louver.risk.PopulationEstimate;

/**
 * How many people there are by the codes of the records: the table that {@link RiskSettings.Population} describes, its codes mapped.
 *
 * <p>A row without a number of people, or with a negative one, counts as nobody; one without a margin of error, or with a negative
 * one (the Census Bureau's mark of a controlled estimate), is taken as exact; one without a year, where there are years, counts in none. {@link #doubts}
 * counts them.
 */
final class PopulationTable {
    /** Column with the estimates of a combination of codes, one per year. */
    static final String ESTIMATES = "__estimates";

    /** Column with the set of keys that may have any value, as a bit mask. */
    static final String ANY = "__any";

    private static final String YEAR = "__year";
    private static final String PEOPLE = "__people";
    private static final String MARGIN = "__margin";

    private final RiskSettings.Population settings;
    /** One row per row of the table whose codes are known: codes, year, people, margin, the last three null where they are no numbers. */
    private final Dataset<Row> rows;

    private PopulationTable(RiskSettings.Population settings, Dataset<Row> rows) {
        this.settings = settings;
        this.rows = rows;
    }

    /**
     * Reads the table where the settings say that it lies.
     *
     * @throws Refusal exit 2 if it cannot be read or lacks a column
     */
    static PopulationTable read(SparkSession spark, RiskSettings.Population settings) {
        Dataset<Row> table;
        try {
            table = spark.read()
                    .format(settings.format())
                    .option("header", "true")
                    .load(settings.path());
        } catch (Exception unreadable) {
            // What Spark throws for a path that is not there is checked, though nothing declares it.
            throw settings.section()
                    .refusal(
                            "path",
                            "names " + settings.path() + ", which cannot be read as " + settings.format(),
                            "check the path and population.format");
        }
        return of(table, settings);
    }

    /**
     * Takes the table as it lies there.
     *
     * @throws Refusal exit 2 if it lacks a column
     */
    static PopulationTable of(Dataset<Row> table, RiskSettings.Population settings) {
        List<Column> selected = new ArrayList<>();
        Column known = lit(true);
        for (Map.Entry<String, String> key : settings.columns().entrySet()) {
            Column code = column(table, settings, "columns", key.getValue()).cast("string");
            SortedMap<String, String> codes = settings.codes().getOrDefault(key.getKey(), new TreeMap<>());
            Column mapped = mapped(code, codes);
            selected.add(mapped.as(key.getKey()));
            known = codes.isEmpty() ? known : known.and(mapped.isNotNull());
        }
        selected.add(number(table, settings, "year", settings.year(), "int").as(YEAR));
        selected.add(number(table, settings, "people", Optional.of(settings.people()), "double")
                .as(PEOPLE));
        selected.add(
                number(table, settings, "margin", settings.margin(), "double").as(MARGIN));
        return new PopulationTable(settings, table.filter(known).select(selected.toArray(Column[]::new)));
    }

    /** The number in a column; 0 where none is declared, null where it is no number or negative. */
    private static Column number(
            Dataset<Row> table, RiskSettings.Population settings, String key, Optional<String> name, String type) {
        if (name.isEmpty()) {
            return lit(0).cast(type);
        }
        Column number = column(table, settings, key, name.get()).try_cast(type);
        Column usable = number.geq(0).and(number.cast("double").lt(Double.POSITIVE_INFINITY));
        return functions.when(usable, number);
    }

    private static Column column(Dataset<Row> table, RiskSettings.Population settings, String key, String name) {
        if (!Arrays.asList(table.columns()).contains(name)) {
            throw settings.section()
                    .refusal(
                            key,
                            "names " + name + ", which is no column of the population table",
                            "choose among " + String.join(", ", table.columns()));
        }
        return col("`" + name.replace("`", "``") + "`");
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

    RiskSettings.Population settings() {
        return settings;
    }

    /** The keys that it tells apart, in the order of its columns. */
    List<String> keys() {
        return List.copyOf(settings.columns().keySet());
    }

    /** One row per combination of codes: the codes, then the estimates of each year. */
    Dataset<Row> people() {
        return people(rows, keys());
    }

    /**
     * The same for records that may have any value of some keys: with {@link #ANY}, the codes of those keys null, added up over their
     * values.
     *
     * @param patterns the sets of such keys, as bit masks
     */
    Dataset<Row> people(List<Integer> patterns) {
        Dataset<Row> masks = rows.sparkSession()
                .createDataFrame(
                        patterns.stream().map(RowFactory::create).toList(),
                        new StructType().add(ANY, DataTypes.IntegerType, false));
        Dataset<Row> repeated = rows.crossJoin(functions.broadcast(masks));
        List<String> keys = keys();
        for (int key = 0; key < keys.size(); key++) {
            Column code = col("`" + keys.get(key) + "`");
            repeated = repeated.withColumn(
                    keys.get(key), functions.when(col(ANY).bitwiseAND(1 << key).equalTo(0), code));
        }
        List<String> combination = new ArrayList<>(keys);
        combination.add(ANY);
        return people(repeated, combination);
    }

    private static Dataset<Row> people(Dataset<Row> rows, List<String> combination) {
        List<Column> codes = new ArrayList<>();
        combination.forEach(key -> codes.add(col("`" + key + "`")));
        List<Column> years = new ArrayList<>(codes);
        years.add(col(YEAR));
        return rows.filter(col(YEAR).isNotNull())
                .groupBy(years.toArray(Column[]::new))
                .agg(
                        sum(coalesce(col(PEOPLE), lit(0.0))).as(PEOPLE),
                        functions
                                .sqrt(sum(functions.pow(coalesce(col(MARGIN), lit(0.0)), lit(2))))
                                .as(MARGIN))
                .groupBy(codes.toArray(Column[]::new))
                .agg(collect_list(struct(col(YEAR), col(PEOPLE), col(MARGIN))).as(ESTIMATES));
    }

    /** What {@link #ESTIMATES} holds, by year. */
    static NavigableMap<Integer, PopulationEstimate> estimates(List<Row> estimates) {
        TreeMap<Integer, PopulationEstimate> byYear = new TreeMap<>();
        for (Row estimate : estimates) {
            byYear.put(estimate.getInt(0), new PopulationEstimate(estimate.getDouble(1), estimate.getDouble(2)));
        }
        return byYear;
    }

    /** Every code of a key. */
    Set<String> codes(String key) {
        Row found = rows.agg(collect_set(col("`" + key + "`"))).first();
        return new TreeSet<>(found.<String>getList(0));
    }

    /** How many rows count otherwise than they read, a line for each reason; none if every number is one. */
    List<String> doubts() {
        Row counts = rows.agg(
                        count_if(col(PEOPLE).isNull()),
                        count_if(col(MARGIN).isNull()),
                        count_if(col(YEAR).isNull()))
                .first();
        List<String> doubts = new ArrayList<>();
        doubt(doubts, counts.getLong(0), "people", "counts as nobody", "count as nobody");
        doubt(doubts, counts.getLong(1), "margin", "is taken as exact", "are taken as exact");
        doubt(doubts, counts.getLong(2), "year", "counts in no year", "count in no year");
        return doubts;
    }

    private void doubt(List<String> doubts, long rows, String key, String one, String several) {
        if (rows > 0) {
            doubts.add(settings.section().place(key) + ": " + rows
                    + (rows == 1
                            ? " row of the population table has no usable number there and " + one + " — correct it"
                            : " rows of the population table have no usable number there and " + several
                                    + " — correct them"));
        }
    }

    /** Names only. */
    @Override
    public String toString() {
        return "PopulationTable[" + String.join(", ", keys()) + "]";
    }
}
