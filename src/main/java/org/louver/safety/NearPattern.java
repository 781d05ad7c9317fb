package org.louver.safety;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Texts that nearly hold a declared pattern: every word of the pattern stands in the text with at most one letter changed, added or
 * lost (two where the word has eight letters or more), or with its letters in another order.
 *
 * <p>Patterns of a single word with fewer than five letters are not compared: nearly every text is near them. Distinct texts are
 * compared, so the cost grows with them, not with the records.
 */
final class NearPattern {
    /** Column of the class whose pattern is near. */
    static final String CLASS = "louver_near_class";

    private static final int LEAST_SINGLE_WORD = 5;
    private static final int LONG_WORD = 8;

    private NearPattern() {}

    /** The records with a near text, once per class; empty if the source has no field that is searched for texts. */
    static Optional<Dataset<Row>> in(Policy policy, String source, Dataset<Row> records) {
        Set<String> available = new HashSet<>(Arrays.asList(records.columns()));
        List<Dataset<Row>> found = new ArrayList<>();
        for (Signal.Kind kind : Signal.Kind.values()) {
            List<Row> patterns = kind.searchesText() ? patterns(policy, kind) : List.of();
            if (!patterns.isEmpty()) {
                for (String field : SensitivityColumns.fields(policy, kind, source, available)) {
                    found.add(near(records, field, patterns));
                }
            }
        }
        return found.stream().reduce(Dataset::unionByName);
    }

    private static Dataset<Row> near(Dataset<Row> records, String field, List<Row> patterns) {
        Dataset<Row> declared = records.sparkSession()
                .createDataFrame(
                        patterns,
                        new StructType()
                                .add(CLASS, DataTypes.StringType)
                                .add(
                                        "louver_words",
                                        DataTypes.createArrayType(new StructType()
                                                .add("letters", DataTypes.StringType)
                                                .add("begins", DataTypes.BooleanType)
                                                .add("slack", DataTypes.IntegerType))));
        Dataset<Row> texts = records.select(col(field).cast("string").as("louver_text"))
                .filter(col("louver_text").isNotNull())
                .distinct();
        Column words = split(SensitivityColumns.folded(col("louver_text")), "[^a-z0-9]+");
        Dataset<Row> near = texts.withColumn("louver_text_words", words)
                .join(
                        broadcast(declared),
                        forall(
                                col("louver_words"),
                                wanted -> exists(col("louver_text_words"), word -> isNear(word, wanted))))
                .select("louver_text", CLASS)
                .distinct();
        return records.join(near, records.col(field).cast("string").equalTo(near.col("louver_text")))
                .drop("louver_text");
    }

    private static Column isNear(Column word, Column wanted) {
        Column letters = wanted.getField("letters");
        Column begun = when(wanted.getField("begins"), substring(word, functions.lit(1), length(letters)))
                .otherwise(word);
        Column shuffled = length(letters)
                .geq(LEAST_SINGLE_WORD)
                .and(array_sort(split(begun, "")).equalTo(array_sort(split(letters, ""))));
        return levenshtein(begun, letters).leq(wanted.getField("slack")).or(shuffled);
    }

    private static List<Row> patterns(Policy policy, Signal.Kind kind) {
        List<Row> patterns = new ArrayList<>();
        for (SensitiveClass each : policy.classes()) {
            for (Signal signal : each.signals()) {
                if (signal.conditions().get(kind) instanceof Signal.Condition.Texts texts) {
                    texts.patterns()
                            .forEach(pattern -> row(each.name(), pattern).ifPresent(patterns::add));
                }
            }
        }
        return patterns;
    }

    /** Patterns with a star inside a word are left out: what is near them is anything. */
    private static Optional<Row> row(String sensitiveClass, TextPattern pattern) {
        String[] words = TextPattern.fold(pattern.written()).split(" ", -1);
        List<Row> wanted = new ArrayList<>();
        for (String word : words) {
            boolean begins = word.endsWith("*");
            String letters = begins ? word.substring(0, word.length() - 1) : word;
            if (letters.contains("*")
                    || letters.isEmpty()
                    || (words.length == 1 && letters.length() < LEAST_SINGLE_WORD)) {
                return Optional.empty();
            }
            int slack = letters.length() < 3 ? 0 : letters.length() < LONG_WORD ? 1 : 2;
            wanted.add(RowFactory.create(letters, begins, slack));
        }
        return Optional.of(RowFactory.create(sensitiveClass, wanted.toArray(Row[]::new)));
    }
}
