package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.refusal.Refusal;
import org.louver.risk.Closeness;
import org.louver.risk.Diversity;
import org.louver.risk.MatchedClassSizes;

/** Class sizes on Spark against counting in a map; oracles where the shared folder has them. */
class ClassTableIT {
    private static final SparkSession SPARK = TestSpark.session();
    private static final List<String> KEYS = List.of("place", "age", "day", "flag");
    private static final StructType SCHEMA = new StructType()
            .add("place", DataTypes.StringType)
            .add("age", DataTypes.IntegerType)
            .add("day", DataTypes.DateType)
            .add("flag", DataTypes.BooleanType)
            .add("outcome", DataTypes.StringType);

    /** Mixed types, missing values, names longer than eight bytes that share a prefix. */
    private static List<Row> records(long seed, int number, double missing) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(RowFactory.create(
                    random.nextDouble() < missing ? null : "district-" + random.nextInt(4),
                    random.nextDouble() < missing ? null : random.nextInt(5) - 2,
                    random.nextDouble() < missing ? null : Date.valueOf("2020-01-0" + (1 + random.nextInt(3))),
                    random.nextDouble() < missing ? null : random.nextBoolean(),
                    "o" + random.nextInt(3)));
        }
        return rows;
    }

    private static Dataset<Row> dataset(List<Row> rows, int partitions) {
        return SPARK.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

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
            assertThat(WildcardClasses.compatible(SPARK, classes)).isEqualTo(expected);
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

    @Test
    void sensitiveValues_randomRecords_agreeWithEveryClass() {
        List<Row> rows = records(4, 300, 0.05);
        Map<List<@Nullable Object>, long[]> byClass = new HashMap<>();
        long[] overall = new long[4];
        for (Row row : rows) {
            int outcome = 1 + row.getString(4).charAt(1) - '0';
            byClass.computeIfAbsent(values(row, 4), key -> new long[4])[outcome]++;
            overall[outcome]++;
        }
        Diversity least = Diversity.UNBOUNDED;
        long disclosed = 0;
        double equal = 0;
        for (long[] counts : byClass.values()) {
            Diversity diversity = Diversity.of(counts);
            least = least.least(diversity);
            disclosed += diversity.distinct() == 1 ? Arrays.stream(counts).sum() : 0;
            equal = Math.max(equal, Closeness.equal(counts, overall));
        }
        try (ClassTable classes =
                ClassTable.count(dataset(rows, 3), List.of("place", "age", "day", "flag", "outcome"))) {
            SensitiveValues found = SensitiveValues.of(classes);
            assertThat(found.least().distinct()).isEqualTo(least.distinct());
            assertThat(found.least().entropy()).isCloseTo(least.entropy(), within(1e-12));
            assertThat(found.disclosed()).isEqualTo(disclosed);
            assertThat(found.equal()).isCloseTo(equal, within(1e-12));
        }
    }

    @Test
    void populationMatch_betweenYearsWithMargins_takesTheLowerEnd() {
        Dataset<Row> records = SPARK.sql(
                "SELECT * FROM VALUES ('A', 2016), ('A', 2016), ('B', 2020), ('C', 2020)" + " AS t(race, year)");
        Dataset<Row> table = SPARK.sql("SELECT * FROM VALUES ('A', 2015, 10.0, 0.0), ('A', 2017, 20.0, 0.0),"
                + " ('B', 2020, 9.0, 4.5) AS t(r, y, e, m)");
        RiskSettings.Population population = new RiskSettings.Population(
                "",
                "csv",
                "e",
                java.util.Optional.of("m"),
                java.util.Optional.of("y"),
                new TreeMap<>(Map.of("race", "r")));
        MatchedClassSizes matched = PopulationMatch.match(SPARK, records, table, population);
        assertThat(matched.groups())
                .containsExactly(
                        new MatchedClassSizes.Group(1, 0, 1),
                        new MatchedClassSizes.Group(1, 4, 1),
                        new MatchedClassSizes.Group(2, 15, 1));
        assertThatThrownBy(() -> PopulationMatch.match(
                        SPARK, records, table.withColumn("r", org.apache.spark.sql.functions.lit("x")), population))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no code of race");
    }

    @Test
    void exploration_levels_ranksEverySetWithOneLevelPerVariable() {
        Dataset<Row> records =
                dataset(records(2, 400, 0), 2).withColumn("old", org.apache.spark.sql.functions.expr("age > 0"));
        RiskSettings settings = RiskSettings.read(
                org.louver.config.Section.parse("keys = [place, age], explore { levels { age = [old] } }", "test"));
        List<Exploration.Candidate> candidates = Exploration.rank(records, settings);
        assertThat(candidates)
                .extracting(Exploration.Candidate::columns)
                .hasSize(5)
                .doesNotContain(List.of("age", "old"));
        for (Exploration.Candidate one : candidates) {
            Dataset<Row> cells = records.groupBy(one.columns().stream()
                            .map(org.apache.spark.sql.functions::col)
                            .toArray(org.apache.spark.sql.Column[]::new))
                    .count();
            assertThat(one.cells()).isEqualTo(cells.count());
            assertThat(one.smallCells()).isEqualTo(cells.filter("count < 10").count());
        }
        assertThat(candidates).filteredOn(Exploration.Candidate::efficient).isNotEmpty();
        assertThat(ExplorationPicture.svg(candidates)).startsWith("<svg").contains("</svg>");
    }

    @Test
    void count_badKeys_areRefusedInOneLine() {
        Dataset<Row> records = dataset(records(1, 50, 0), 2)
                .withColumn("constant", org.apache.spark.sql.functions.lit("x"))
                .withColumn("id", org.apache.spark.sql.functions.monotonically_increasing_id());
        assertRefused(records, List.of("plaec"), "risk key plaec is not a column of the records");
        assertRefused(records, List.of("place", "constant"), "same value in every record");
        assertRefused(records, List.of("place", "id"), "it is an identifier");
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
