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
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.louver.risk.ValueTree;

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

    /** Two tables of all records, by trying every pair of cells that agree on what they share. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tableMosaic_randomRecords_agreesWithTryingEveryPairOfCells(long seed) {
        List<Row> rows = records(seed, 12, 0.1);
        List<TableMosaic.Pair> pairs = TableMosaic.of(
                SPARK, dataset(rows, 3), List.of(List.of("place", "age"), List.of("place", "outcome")), 3, 5);
        Map<List<@Nullable Object>, Long> counts = new HashMap<>();
        for (Row row : rows) {
            for (int[] columns : new int[][] {{0}, {0, 1}, {0, 4}}) {
                List<@Nullable Object> key =
                        new java.util.ArrayList<>(List.of(columns.length * 10 + columns[columns.length - 1]));
                for (int column : columns) {
                    key.add(row.get(column));
                }
                counts.merge(key, 1L, Long::sum);
            }
        }
        long joins = 0;
        long exact = 0;
        long small = 0;
        for (Map.Entry<List<@Nullable Object>, Long> first : counts.entrySet()) {
            for (Map.Entry<List<@Nullable Object>, Long> second : counts.entrySet()) {
                boolean joined = Objects.equals(first.getKey().get(0), 21)
                        && Objects.equals(second.getKey().get(0), 24)
                        && Objects.equals(first.getKey().get(1), second.getKey().get(1));
                long all = counts.getOrDefault(
                        java.util.Arrays.asList(10, first.getKey().get(1)), 0L);
                long certain = first.getValue() + second.getValue() - all;
                if (joined && certain >= 1) {
                    long most = Math.min(first.getValue(), second.getValue());
                    joins++;
                    exact += certain == most ? 1 : 0;
                    small += certain == most && most < 3 ? 1 : 0;
                }
            }
        }
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).shared()).containsExactly("place");
        assertThat(pairs.get(0).findings().joins()).isEqualTo(joins).isPositive();
        assertThat(pairs.get(0).findings().exact()).isEqualTo(exact);
        assertThat(pairs.get(0).findings().small()).isEqualTo(small);
    }

    @Test
    void populationMatch_betweenYearsWithMargins_takesTheLowerEnd() {
        Dataset<Row> records = SPARK.sql(
                "SELECT * FROM VALUES ('A', 2016), ('A', 2016), ('B', 2020), ('C', 2020)" + " AS t(race, year)");
        Dataset<Row> table = SPARK.sql("SELECT * FROM VALUES ('A', 2015, 10.0, 0.0), ('A', 2017, 20.0, 0.0),"
                + " ('B', 2020, 9.0, 4.5) AS t(r, y, e, m)");
        RiskSettings.Population population = RiskSettings.population(org.louver.config.Section.parse(
                "path = people.csv, people = e, margin = m, year = y, columns { race = r }", "test"));
        PopulationMatch.Match match = PopulationMatch.match(SPARK, records, table, population);
        MatchedClassSizes matched = match.sizes();
        assertThat(match.unmatched()).containsExactly(Map.entry("race", List.of("C")));
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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void populationMatch_randomTable_agreesWithEveryRecord(long seed) {
        Random random = new Random(seed);
        List<Row> rows = records(seed, 200, 0.1);
        Map<List<Object>, Long> people = new HashMap<>();
        List<Row> table = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            for (int age = -2; age < 2; age++) {
                int estimate = random.nextInt(40);
                int margin = random.nextInt(20);
                table.add(RowFactory.create("district-" + place, age, estimate, margin));
                people.put(List.of("district-" + place, age), (long) Math.max(0, estimate - margin));
            }
        }
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (Row row : rows) {
            long behind =
                    row.isNullAt(0) || row.isNullAt(1) ? 0 : people.getOrDefault(List.of(row.get(0), row.get(1)), 0L);
            expected.merge(behind, 1L, Long::sum);
        }
        RiskSettings.Population population = RiskSettings.population(org.louver.config.Section.parse(
                "path = p, people = n, margin = m, columns { place = p, age = a }", "test"));
        MatchedClassSizes matched = PopulationMatch.match(
                        SPARK,
                        dataset(rows, 2),
                        SPARK.createDataFrame(table, StructType.fromDDL("p string, a int, n int, m int")),
                        population)
                .sizes();
        TreeMap<Long, Long> found = new TreeMap<>();
        matched.groups().forEach(group -> found.merge(group.population(), group.records(), Long::sum));
        assertThat(found).isEqualTo(expected);
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
        assertThat(candidates).filteredOn(Exploration.Candidate::efficient).isNotEmpty();
        assertThat(ExplorationPicture.svg(candidates)).startsWith("<svg").contains("</svg>");
    }

    @Test
    void exploration_uselessKeys_areRefusedAndConstantLevelsLeftOut() {
        Dataset<Row> records = dataset(records(2, 400, 0), 2)
                .withColumn("constant", org.apache.spark.sql.functions.lit("x"))
                .withColumn("id", org.apache.spark.sql.functions.monotonically_increasing_id());
        assertThatThrownBy(() -> Exploration.rank(records, explored("keys = [place, constant]")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("constant has the same value in every record");
        assertThatThrownBy(() -> Exploration.rank(records, explored("keys = [place, id]")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("id is (nearly) different in every record");
        assertThat(Exploration.rank(
                        records, explored("keys = [place, age], explore { levels { place = [constant] } }")))
                .extracting(Exploration.Candidate::columns)
                .hasSize(3)
                .noneMatch(columns -> columns.contains("constant"));
    }

    private static RiskSettings explored(String risk) {
        return RiskSettings.read(org.louver.config.Section.parse(risk, "test"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 4})
    void exploration_randomRecords_agreesWithCountingEveryTable(long seed) {
        Dataset<Row> records =
                dataset(records(seed, 150, 0.1), 2).withColumn("old", org.apache.spark.sql.functions.expr("age > 0"));
        RiskSettings settings = RiskSettings.read(org.louver.config.Section.parse(
                "keys = [place, age], threshold = 4, explore { levels { age = [old] } }", "test"));
        List<Exploration.Candidate> candidates = Exploration.rank(records, settings);
        for (Exploration.Candidate one : candidates) {
            Map<Row, Long> cells = records.selectExpr(one.columns().toArray(String[]::new)).collectAsList().stream()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            List<Long> small =
                    cells.values().stream().filter(count -> count < 4).toList();
            assertThat(one.cells()).isEqualTo(cells.size());
            assertThat(one.smallCells()).isEqualTo(small.size());
            assertThat(one.smallRecords())
                    .isEqualTo(small.stream().mapToLong(Long::longValue).sum());
            assertThat(one.uniques())
                    .isEqualTo(small.stream().filter(count -> count == 1).count());
            assertThat(one.smallShare()).isEqualTo(one.smallRecords() / 150.0);
            assertThat(one.withheldShare()).isEqualTo((double) small.size() / cells.size());
            boolean beaten = candidates.stream()
                    .anyMatch(other -> other.cells() >= one.cells()
                            && other.smallRecords() <= one.smallRecords()
                            && (other.cells() != one.cells() || other.smallRecords() != one.smallRecords()));
            assertThat(one.efficient()).isEqualTo(!beaten);
        }
        assertThat(candidates)
                .extracting(Exploration.Candidate::smallRecords)
                .isSorted()
                .anyMatch(small -> small > 0);
    }

    @Test
    void count_badKeys_areRefusedInOneLine() {
        Dataset<Row> records = dataset(records(1, 50, 0), 2)
                .withColumn("constant", org.apache.spark.sql.functions.lit("x"))
                .withColumn("id", org.apache.spark.sql.functions.monotonically_increasing_id());
        assertRefused(records, List.of("plaec"), "plaec is not a column of the records");
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
