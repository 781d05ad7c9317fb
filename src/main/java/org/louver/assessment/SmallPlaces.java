package org.louver.assessment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.louver.risk.ClassSizes;

/**
 * Person-in-place uniqueness: how many share what is seen of a person, at each level of geography, and who stands out locally.
 *
 * <p>A <em>local outlier</em> is a value of one trait that at most two records of a place have, if it is rare everywhere (at most two
 * records, or fewer than 1 % of all: the only 80-year-old), or common elsewhere although the place has at least 20 records (the 80-year-old in a
 * college area). A common value that a smaller place happens to lack is not one: there nearly every value would be.
 */
final class SmallPlaces {
    private static final long FEW = 2;
    private static final long POPULOUS = 20;
    private static final double COMMON = 0.01;
    private static final int LISTED = 20;

    /** Of one level: the class sizes of place × traits, and outliers by trait. */
    record Level(String level, ClassSizes sizes, List<Outliers> outliers) {
        Level {
            outliers = List.copyOf(outliers);
        }
    }

    /**
     * Local outliers by one trait.
     *
     * @param pairs how many (place, value) pairs there are
     * @param rare those whose value is rare everywhere; the others are common elsewhere
     * @param places in how many places
     * @param first the first of them as {@code place: value}, fewest records first; confidential
     */
    record Outliers(String trait, long pairs, long rare, long places, List<String> first) {
        Outliers {
            first = List.copyOf(first);
        }

        /** Counts only. */
        @Override
        public String toString() {
            return "Outliers[" + trait + ", " + pairs + " pairs]";
        }
    }

    private SmallPlaces() {}

    static List<Level> of(SparkSession spark, Dataset<Row> records, RiskSettings.Places places) {
        List<Level> levels = new ArrayList<>();
        for (String level : places.levels()) {
            List<String> keys = new ArrayList<>(places.traits());
            keys.add(0, level);
            try (ClassTable classes = ClassTable.ofColumns(records, keys)) {
                Dataset<Row> rows = ClassRows.labelled(spark, classes);
                List<Outliers> outliers = new ArrayList<>();
                for (String trait : places.traits()) {
                    outliers.add(outliers(rows, level, trait, classes.sizes().records()));
                }
                levels.add(new Level(level, classes.sizes(), outliers));
            }
        }
        return levels;
    }

    private static Outliers outliers(Dataset<Row> classes, String level, String trait, long records) {
        Column place = col("`" + level + "`");
        Column value = col("`" + trait + "`");
        Dataset<Row> pairs = classes.filter(place.isNotNull().and(value.isNotNull()))
                .groupBy(place.as("place"), value.as("value"))
                .agg(sum("n").as("n"));
        Dataset<Row> byPlace = pairs.groupBy("place").agg(sum("n").as("inPlace"));
        Dataset<Row> byValue = pairs.groupBy("value").agg(sum("n").as("everywhere"));
        Dataset<Row> all = pairs.filter(col("n").leq(FEW))
                .join(byPlace, "place")
                .join(byValue, "value")
                .withColumn(
                        "rare", col("everywhere").leq(FEW).or(col("everywhere").lt(COMMON * records)))
                .filter(col("rare").or(col("inPlace").geq(POPULOUS)));
        Row found = all.agg(
                        functions.count(functions.lit(1)),
                        functions.count_if(col("rare")),
                        functions.count_distinct(col("place")))
                .first();
        List<String> first = all
                .orderBy("n", "place", "value")
                .select(functions.concat_ws(": ", col("place"), col("value")))
                .limit(LISTED)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
        return new Outliers(trait, found.getLong(0), found.getLong(1), found.getLong(2), first);
    }
}
