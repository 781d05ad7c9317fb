package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.louver.assessment.MadeRecords.SPARK;
import static org.louver.assessment.MadeRecords.dataset;
import static org.louver.assessment.MadeRecords.records;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;
import org.louver.refusal.Refusal;
import org.louver.risk.Closeness;
import org.louver.risk.Diversity;
import org.louver.risk.ValueTree;

/** Class sizes on Spark against counting in a map; oracles where the shared folder has them. */
class ClassTableIT {
    private static final List<String> KEYS = List.of("place", "age", "day", "flag");

    private static Map<List<@Nullable Object>, Long> counted(List<Row> rows, int keys) {
        Map<List<@Nullable Object>, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(values(row, keys), 1L, Long::sum));
        return counts;
    }

    private static List<@Nullable Object> values(Row row, int keys) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            values.add(row.get(key));
        }
        return values;
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 2, 7})
    void count_mixedTypes_agreesWithAMapWhateverThePartitions(int partitions) {
        List<Row> rows = records(5, 600, 0.1);
        Map<List<@Nullable Object>, Long> expected = counted(rows, 4);
        Dataset<Row> records = dataset(rows, partitions);
        try (ClassTable classes = ClassTable.count(records, KEYS)) {
            assertThat(classes.sizes().classes()).isEqualTo(expected.size());
            assertThat(classes.sizes().uniques())
                    .isEqualTo(expected.values().stream().filter(n -> n == 1).count());
            assertThat(classes.sizes().records()).isEqualTo(600);
            List<Row> joined =
                    RecordClasses.withClassSize(records, classes, "n").collectAsList();
            assertThat(joined).hasSize(600);
            assertThat(joined).allSatisfy(row -> assertThat(row.getLong(5)).isEqualTo(expected.get(values(row, 4))));
        }
    }

    @Test
    void count_moreThanOneLong_agreesWithAMap() {
        Random random = new Random(3);
        StructType schema = new StructType();
        List<String> keys = new ArrayList<>();
        for (int key = 0; key < 9; key++) {
            schema = schema.add("k" + key, DataTypes.LongType);
            keys.add("k" + key);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Object[] values = new Object[9];
            Arrays.setAll(values, key -> (long) random.nextInt(2000) * 1_000_003);
            rows.add(RowFactory.create(values));
            if (i % 3 == 0) {
                rows.add(RowFactory.create(values));
            }
        }
        Map<List<@Nullable Object>, Long> expected = counted(rows, 9);
        Dataset<Row> records = SPARK.createDataFrame(rows, schema).repartition(3);
        try (ClassTable classes = ClassTable.count(records, keys)) {
            assertThat(classes.packing().words()).isEqualTo(2);
            assertThat(classes.sizes().classes()).isEqualTo(expected.size());
            assertThat(classes.sizes().classesOfSize(2)).isEqualTo(1000);
            assertThat(RecordClasses.withClassSize(records, classes, "n").collectAsList())
                    .allSatisfy(row -> assertThat(row.getLong(9)).isEqualTo(expected.get(values(row, 9))));
        }
    }

    @Test
    void count_millionStops_agreesWithFourTools() throws Exception {
        String stops =
                SharedFolder.require("oracles/synthetic/stops_1M.parquet").toString();
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        Dataset<Row> records = SPARK.read().parquet(stops);
        SPARK.sparkContext().addSparkListener(listener);
        try (ClassTable classes = ClassTable.count(records, RiskBenchmark.KEYS)) {
            assertThat(classes.sizes().classes()).isEqualTo(681_255);
            assertThat(classes.sizes().uniques()).isEqualTo(546_171);
            assertThat(2 * classes.sizes().classesOfSize(2)).isEqualTo(161_932);
        } finally {
            SPARK.sparkContext().listenerBus().waitUntilEmpty();
            SPARK.sparkContext().removeSparkListener(listener);
        }
        assertThat(jobs).hasValue(2);
    }

    @Test
    void specialUniques_onSpark_agreeWithOneTask() {
        List<Row> rows = records(9, 120, 0);
        Dataset<Row> records = dataset(rows, 3);
        try (ClassTable classes = ClassTable.count(records, KEYS)) {
            SpecialUniques found = SpecialUniques.find(classes, 3);
            Map<Long, Long> expected = new TreeMap<>();
            List<byte[]> runs = classes.runs().map(ClassTable.Run::classes).collect();
            var scores = org.louver.risk.MinimalSampleUniques.score(
                    SpecialUniques.all(runs, classes.packing()).coded(classes.packing()), 3);
            for (int i = 0; i < scores.classes(); i++) {
                if (scores.score(i) > 0) {
                    expected.merge(scores.score(i), 1L, Long::sum);
                }
            }
            assertThat(found.scoreHistogram()).isEqualTo(expected).isNotEmpty();
            assertThat(found.minimalUniques(3)).isEqualTo(scores.minimalUniques(3));
            assertThat(found.contributionShares()).containsExactly(scores.contributionShares(), within(1e-12));
            long scored = RecordClasses.with(records, classes.dictionary(), SpecialUniques.lookup(classes, 3), "score")
                    .filter("score > 0")
                    .count();
            assertThat(scored)
                    .isEqualTo(expected.values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void wildcard_missingValues_agreesWithComparingEveryPair(long seed) {
        List<Row> rows = records(seed, 90, 0.3);
        Map<Long, Long> expected = new TreeMap<>();
        for (Row one : rows) {
            long compatible =
                    rows.stream().filter(other -> compatible(one, other)).count();
            expected.merge(compatible, 1L, Long::sum);
        }
        try (ClassTable classes = ClassTable.count(dataset(rows, 2), KEYS)) {
            assertThat(WildcardClasses.compatible(SPARK, classes).recordsBySize())
                    .isEqualTo(expected);
        }
    }

    /**
     * The records of Franconi and Polettini in the reference folder. Without a missing value the sizes are those of their table
     * 1, with holes those of comparing every pair.
     */
    @Test
    void wildcard_recordsOfFranconiAndPolettini_haveTheSizesOfTheirTable() {
        Dataset<Row> complete = SPARK.read()
                .option("header", "true")
                .csv(SharedFolder.require("oracles/sdcmicro/francdat.csv.gz").toString())
                .coalesce(1)
                .withColumn("row", org.apache.spark.sql.functions.monotonically_increasing_id());
        List<String> keys = List.of("Key1", "Key2", "Key3", "Key4");
        assertThat(compatible(complete, keys)).containsExactly(2L, 2L, 2L, 1L, 1L, 1L, 1L, 2L);
        Dataset<Row> holes = complete;
        for (Map.Entry<String, String> hole : Map.of(
                        "Key1", "row IN (3, 5)", "Key2", "row = 3", "Key3", "row = 2", "Key4", "row = 4")
                .entrySet()) {
            holes = holes.withColumn(
                    hole.getKey(),
                    org.apache.spark.sql.functions.expr("IF(" + hole.getValue() + ", NULL, " + hole.getKey() + ")"));
        }
        List<Row> all =
                holes.orderBy("row").select("Key1", "Key2", "Key3", "Key4").collectAsList();
        List<Long> pairs = all.stream()
                .map(one -> all.stream().filter(other -> compatible(one, other)).count())
                .toList();
        assertThat(compatible(holes, keys)).isEqualTo(pairs).isNotEqualTo(compatible(complete, keys));
    }

    private static List<Long> compatible(Dataset<Row> records, List<String> keys) {
        try (ClassTable classes = ClassTable.ofColumns(records, keys)) {
            return RecordClasses.with(records, classes.dictionary(), WildcardClasses.lookup(SPARK, classes), "size")
                    .orderBy("row")
                    .collectAsList()
                    .stream()
                    .map(row -> row.<Long>getAs("size"))
                    .toList();
        }
    }

    private static boolean compatible(Row one, Row other) {
        for (int key = 0; key < 4; key++) {
            if (!one.isNullAt(key) && !other.isNullAt(key) && !Objects.equals(one.get(key), other.get(key))) {
                return false;
            }
        }
        return true;
    }

    /** o0 and o1 are one group, o2 another. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void sensitiveValues_randomRecords_agreeWithEveryClass(long seed) {
        List<Row> rows = records(seed, 300, 0.05);
        Map<List<@Nullable Object>, long[]> byClass = new HashMap<>();
        long[] overall = new long[3];
        for (Row row : rows) {
            int outcome = row.getString(4).charAt(1) - '0';
            byClass.computeIfAbsent(values(row, 3), key -> new long[3])[outcome]++;
            overall[outcome]++;
        }
        Diversity least = Diversity.UNBOUNDED;
        ValueTree flat = new ValueTree(new int[][] {{0, 0, 1}, {0, 0, 0}});
        long disclosed = 0;
        long notRecursive = 0;
        double equal = 0;
        double ordered = 0;
        double hierarchical = 0;
        for (long[] counts : byClass.values()) {
            Diversity diversity = Diversity.of(counts);
            least = least.least(diversity);
            long size = Arrays.stream(counts).sum();
            disclosed += diversity.distinct() == 1 ? size : 0;
            notRecursive += Diversity.recursive(2, 2, counts) ? 0 : size;
            equal = Math.max(equal, Closeness.equal(counts, overall));
            // Steps from o0 to o1 and from o1 to o2, half of the way each.
            double first = (double) counts[0] / size - (double) overall[0] / rows.size();
            double second = first + (double) counts[1] / size - (double) overall[1] / rows.size();
            ordered = Math.max(ordered, (Math.abs(first) + Math.abs(second)) / 2);
            hierarchical = Math.max(hierarchical, Closeness.hierarchical(counts, overall, flat));
        }
        Dataset<Row> records = dataset(rows, 3)
                .withColumn("verdict", org.apache.spark.sql.functions.expr("IF(outcome = 'o2', 'v1', 'v0')"));
        try (ClassTable classes = ClassTable.count(records, List.of("place", "age", "day", "outcome"));
                ClassTable groups = ClassTable.ofColumns(records, List.of("outcome", "verdict"));
                ClassTable wrong = ClassTable.ofColumns(records, List.of("outcome", "age"))) {
            SensitiveValues found = SensitiveValues.of(
                    classes, new SensitiveValues.Demand(2, 2, Optional.of(SensitiveValues.tree(groups))));
            assertThat(found.least().distinct()).isEqualTo(least.distinct());
            assertThat(found.least().entropy()).isCloseTo(least.entropy(), within(1e-12));
            assertThat(found.disclosed()).isEqualTo(disclosed).isPositive();
            assertThat(found.notRecursive()).isEqualTo(notRecursive).isGreaterThan(disclosed);
            assertThat(found.equal()).isCloseTo(equal, within(1e-12));
            assertThat(found.ordered()).isCloseTo(ordered, within(1e-12)).isNotCloseTo(equal, within(1e-6));
            assertThat(found.hierarchical().orElseThrow()).isCloseTo(hierarchical, within(1e-12));
            assertThatThrownBy(() -> SensitiveValues.tree(wrong)).hasMessageContaining("two values of age");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void smallPlaces_randomRecords_agreeWithEveryPlaceAndValue(long seed) {
        List<Row> rows = records(seed, 400, 0.05);
        // Two of an age that is common elsewhere are left in one place.
        rows.removeIf(row -> "district-3".equals(row.get(0)) && Objects.equals(row.get(1), 0));
        for (boolean flag : new boolean[] {true, false}) {
            rows.add(RowFactory.create("district-3", 0, Date.valueOf("2020-01-01"), flag, "o0"));
        }
        // And in a small place, the only one of an age that nobody has anywhere.
        rows.add(RowFactory.create("district-9", 80, Date.valueOf("2020-01-01"), true, "o0"));
        List<SmallPlaces.Level> levels = SmallPlaces.of(
                SPARK, dataset(rows, 2), new RiskSettings.Places(List.of("place"), List.of("age", "day")));
        Map<List<@Nullable Object>, Long> classes = counted(rows, 3);
        assertThat(levels.get(0).sizes().uniques())
                .isEqualTo(classes.values().stream().filter(n -> n == 1).count());
        Map<List<Object>, Long> pairs = new HashMap<>();
        rows.stream()
                .filter(row -> !row.isNullAt(0) && !row.isNullAt(1))
                .forEach(row -> pairs.merge(List.of(row.get(0), row.get(1)), 1L, Long::sum));
        List<Boolean> rare = pairs.entrySet().stream()
                .filter(pair -> pair.getValue() <= 2)
                .filter(pair -> 20 <= sum(pairs, 0, pair.getKey().get(0)) || isRare(rows, pairs, pair.getKey()))
                .map(pair -> isRare(rows, pairs, pair.getKey()))
                .toList();
        SmallPlaces.Outliers found = levels.get(0).outliers().get(0);
        assertThat(found.pairs()).isEqualTo(rare.size()).isPositive();
        assertThat(found.rare())
                .isEqualTo(rare.stream().filter(one -> one).count())
                .isBetween(1L, found.pairs() - 1);
        assertThat(found.first()).hasSize(rare.size()).contains("district-3: 0", "district-9: 80");
    }

    /** Where 1 % of the records is less than one of them, too. */
    @Test
    void smallPlaces_loneValueAmongFewRecords_isAnOutlier() {
        List<Row> rows = new java.util.ArrayList<>();
        for (int i = 0; i < 90; i++) {
            rows.add(RowFactory.create("district-" + i % 9, 30, Date.valueOf("2020-01-01"), true, "o0"));
        }
        rows.add(RowFactory.create("district-0", 80, Date.valueOf("2020-01-01"), true, "o0"));
        SmallPlaces.Outliers found = SmallPlaces.of(
                        SPARK, dataset(rows, 2), new RiskSettings.Places(List.of("place"), List.of("age")))
                .get(0)
                .outliers()
                .get(0);
        assertThat(found.first()).containsExactly("district-0: 80");
        assertThat(found.rare()).isEqualTo(1);
    }

    private static boolean isRare(List<Row> rows, Map<List<Object>, Long> pairs, List<Object> pair) {
        long everywhere = sum(pairs, 1, pair.get(1));
        return everywhere <= 2 || rows.size() > 100 * everywhere;
    }

    private static long sum(Map<List<Object>, Long> pairs, int at, Object value) {
        return pairs.entrySet().stream()
                .filter(pair -> pair.getKey().get(at).equals(value))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void dictionary_ofFractions_isInTheOrderOfNumbers() {
        Dataset<Row> records = SPARK.sql("SELECT CAST(v AS DECIMAL(6,1)) AS exact, CAST(v AS DOUBLE) AS rough"
                + " FROM VALUES (10.0), (2.0), (1.5), (10.0), (-3.0) AS t(v)");
        try (ClassTable classes = ClassTable.ofColumns(records, List.of("exact", "rough"))) {
            assertThat(classes.dictionary().values(0)).containsExactly("-3.0", "1.5", "2.0", "10.0");
            assertThat(classes.dictionary().values(1)).containsExactly("-3.0", "1.5", "2.0", "10.0");
            assertThat(classes.sizes().classes()).isEqualTo(4);
        }
    }

    @Test
    void count_badKeys_areRefusedInOneLine() {
        Dataset<Row> records = dataset(records(1, 50, 0), 2)
                .withColumn("constant", org.apache.spark.sql.functions.lit("x"))
                .withColumn("id", org.apache.spark.sql.functions.monotonically_increasing_id());
        assertRefused(records, List.of("plaec"), "plaec is not a column of the records");
        assertRefused(records, List.of("place", "constant"), "same value in every record");
        assertRefused(records, List.of("place", "id"), "it is an identifier");
        Dataset<Row> holes = records.withColumn("id", org.apache.spark.sql.functions.expr("IF(id % 7 = 0, NULL, id)"));
        assertRefused(holes, List.of("place", "id"), "it is an identifier");
        String many = String.join(
                ", ",
                java.util.stream.IntStream.range(0, 19)
                        .mapToObj(key -> "k" + key)
                        .toList());
        assertThatThrownBy(() -> RiskSettings.read(org.louver.config.Section.parse("keys = [" + many + "]", "test")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("names 19 keys; special uniques are looked for in 18 at most");
        assertRefused(records, List.of("place", "place"), "named twice");
        assertRefused(records, List.of(), "0 key variables");
        assertRefused(records.limit(0), List.of("place"), "has no records");
        assertThatThrownBy(() ->
                        RiskSettings.read(org.louver.config.Section.parse("keys = [a], sample-fraction = 1.5", "test")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("outside (0, 1]");
        assertThatThrownBy(() -> new RiskReport()
                        .write("/tmp/x/public/risk", "risk", new org.apache.hadoop.conf.Configuration()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("public");
    }

    private static void assertRefused(Dataset<Row> records, List<String> keys, String message) {
        assertThatThrownBy(() -> ClassTable.count(records, keys).close())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(message);
    }
}
