package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.config.Section;
import org.louver.risk.ClassSizes;
import org.louver.risk.Closeness;
import org.louver.risk.Diversity;

/** The whole assessment, on real and on made records. */
class RiskAssessmentIT {
    private static final SparkSession SPARK = TestSpark.session();

    private static Dataset<Row> made() {
        return SPARK.range(0, 3000)
                .selectExpr(
                        "concat('b', id % 40) AS beat",
                        "concat('d', (id % 40) div 10) AS district",
                        "IF(id % 7 = 0, 'F', 'M') AS sex",
                        "CAST(20 + (id * id) % 17 AS INT) AS age",
                        "IF(id % 3 = 0, 'arrest', 'warning') AS outcome",
                        "concat('p', id div 2) AS person",
                        "2020 AS year");
    }

    /** reference: race, gender, age and date are unique for 92.5 % of the stops of Takoma Park. */
    @Test
    void classes_takomaPark_uniqueForMostStops() {
        Dataset<Row> stops = SPARK.read()
                .option("header", "true")
                .option("multiLine", "true")
                .csv(SharedFolder.require("data/takoma_park/stops_violations_2015_2020.csv.gz")
                        .toString())
                .withColumnRenamed("stop.id", "stop")
                .groupBy("stop")
                .agg(
                        org.apache.spark.sql.functions.min("race").as("race"),
                        org.apache.spark.sql.functions.min("gender").as("gender"),
                        org.apache.spark.sql.functions.min("age").as("age"),
                        org.apache.spark.sql.functions.min("date").as("date"));
        try (ClassTable classes = ClassTable.count(stops, List.of("race", "gender", "age", "date"))) {
            ClassSizes sizes = classes.sizes();
            assertThat(sizes.records()).isEqualTo(22_392);
            assertThat(Math.round(1000.0 * sizes.uniques() / sizes.records())).isEqualTo(925);
        }
    }

    @Test
    void assess_everySection_writesInternalReport(@TempDir Path folder) throws IOException {
        Path people = folder.resolve("people.csv");
        Files.writeString(people, "gender,year,n,moe\nF,2019,4000,100\nF,2021,6000,100\nM,2020,9000,50\n");
        RiskSettings settings = RiskSettings.read(Section.parse(
                "keys = [beat, sex, age], person = person, sensitive = [outcome], sample-fraction = 0.3,"
                        + " missing = wildcard, suda { most-keys = 3 },"
                        + " population { path = \"" + people
                        + "\", people = n, margin = moe, year = year, columns { sex = gender } },"
                        + " places { levels = [district, beat], traits = [sex, age] },"
                        + " tables = [ { by = [beat, sex] }, { by = [beat, outcome] } ]",
                "test"));
        RiskReport report = RiskAssessment.assess(made(), new RecordVariables(Map.of()), settings);
        Path internal = folder.resolve("internal/r1/risk");
        report.write(internal.toString(), "risk", SPARK.sparkContext().hadoopConfiguration());
        assertThat(internal.resolve("risk.json")).content().contains("k-map", "Mosaic", "Special uniques");
        assertThat(internal.resolve("risk.html")).content().contains("must not be published");
        assertThat(Files.getPosixFilePermissions(internal)).hasSize(3);
        // 2020 lies half way between 4000 ± 100 and 6000 ± 100: 5000 − 100/√2 = 4929.3.
        assertThat(report.value("Population", "k-map")).isEqualTo(4929L);
        assertThat(report.toString()).doesNotContain("4929");
        long rows = made().select("beat", "sex", "age", "person").distinct().count();
        assertThat(report.value("Records", "assessed")).isEqualTo(rows);
    }

    @Test
    void explore_levels_writesTableAndPicture(@TempDir Path folder) {
        RiskSettings settings = RiskSettings.read(Section.parse(
                "keys = [beat, sex, age], explore { most-keys = 3, levels { beat = [district] } }", "test"));
        RiskReport report = RiskAssessment.explore(made(), new RecordVariables(Map.of()), settings);
        report.write(
                folder.resolve("internal").toString(),
                "explore",
                SPARK.sparkContext().hadoopConfiguration());
        assertThat(folder.resolve("internal/explore.svg")).exists();
        assertThat(report.measures()).hasSize(12);
    }

    /** The first key with the largest part of the score, over all sets of one or two keys on which the person is alone. */
    private static String mostContributing(Row row, List<Row> people) {
        List<String> keys = List.of("beat", "sex", "age", "outcome");
        long[] part = new long[4];
        for (int one = 0; one < 4; one++) {
            for (int other = one; other < 4; other++) {
                boolean minimal = alone(row, people, one, other)
                        && (one == other || (!alone(row, people, one, one) && !alone(row, people, other, other)));
                if (minimal) {
                    long weight = one == other ? 6 : 2;
                    part[one] += weight;
                    part[other] += one == other ? 0 : weight;
                }
            }
        }
        int largest = 0;
        for (int key = 1; key < 4; key++) {
            largest = part[key] > part[largest] ? key : largest;
        }
        return keys.get(largest);
    }

    private static boolean alone(Row row, List<Row> people, int one, int other) {
        return people.stream()
                        .filter(each -> java.util.Objects.equals(each.get(one), row.get(one + 1))
                                && java.util.Objects.equals(each.get(other), row.get(other + 1)))
                        .count()
                == 1;
    }

    private static long[] outcomes(Stream<Row> people) {
        long[] counts = new long[2];
        people.forEach(row -> counts[row.getString(3).equals("arrest") ? 0 : 1]++);
        return counts;
    }

    /** People and not rows: two records of one person in a class make it a class of one. */
    @ParameterizedTest(name = "missing = {0}")
    @ValueSource(strings = {"own", "wildcard"})
    void records_ofEveryRecord_agreeWithComparingEveryPair(String missing, @TempDir Path folder) throws IOException {
        Path people = folder.resolve("people.csv");
        Files.writeString(people, "gender,n,moe\nF,12,2\nM,3,1\n");
        RiskSettings settings = RiskSettings.read(Section.parse(
                "keys = [beat, sex, age, outcome], person = person, missing = " + missing
                        + ", sample-fraction = 0.5, sensitive = [outcome], suda { most-keys = 2 }, population { path = \""
                        + people
                        + "\", people = n, margin = moe, columns { sex = gender } }",
                "test"));
        Dataset<Row> made = made().limit(70)
                .withColumn("sex", org.apache.spark.sql.functions.expr("IF(person = 'p4', NULL, sex)"))
                .cache();
        RecordVariables variables = new RecordVariables(Map.of());
        RecordRisk.write(
                made,
                variables,
                settings,
                List.of("person"),
                folder.resolve("internal").toString());
        List<Row> found = SPARK.read()
                .parquet(folder.resolve("internal/records").toString())
                .collectAsList();
        List<Row> all = made.select("beat", "sex", "age", "outcome", "person")
                .distinct()
                .collectAsList();
        assertThat(found).hasSize(70).allSatisfy(row -> {
            long compatible = all.stream()
                    .filter(other -> java.util.stream.IntStream.range(0, 4)
                            .allMatch(key -> java.util.Objects.equals(row.get(key + 1), other.get(key))
                                    || (missing.equals("wildcard") && (row.isNullAt(key + 1) || other.isNullAt(key)))))
                    .count();
            assertThat(row.<Long>getAs("class_size")).isEqualTo(compatible);
            assertThat(row.<Boolean>getAs("sample_unique")).isEqualTo(compatible == 1);
            assertThat(row.<Double>getAs("prosecutor_risk")).isEqualTo(1.0 / compatible);
            assertThat(row.<Double>getAs("individual_risk"))
                    .isEqualTo(org.louver.risk.IndividualRisk.of(compatible, 2.0 * compatible));
            String sex = row.getAs("sex");
            // Somebody of unknown sex faces all 15, within the root of 2² + 1², or nobody.
            long behind = sex == null ? (missing.equals("wildcard") ? 12 : 0) : sex.equals("F") ? 10 : 2;
            assertThat(row.<Long>getAs("population")).isEqualTo(behind);
            assertThat(row.<Double>getAs("journalist_risk")).isEqualTo(1.0 / Math.max(1, behind));
            long like = made.select("sex", "person").distinct().collectAsList().stream()
                    .filter(other -> java.util.Objects.equals(sex, other.getString(0)))
                    .count();
            assertThat(row.<Double>getAs("presence")).isEqualTo(Math.min(1, (double) like / Math.max(1, behind)));
            long[] inClass = outcomes(all.stream()
                    .filter(other -> java.util.stream.IntStream.range(0, 3)
                            .allMatch(key -> java.util.Objects.equals(row.get(key + 1), other.get(key)))));
            long[] overall = outcomes(all.stream());
            Diversity diversity = Diversity.of(inClass);
            assertThat(row.<Integer>getAs("outcome_distinct")).isEqualTo(diversity.distinct());
            assertThat(row.<Double>getAs("outcome_entropy")).isEqualTo(diversity.entropy());
            assertThat(row.<Boolean>getAs("outcome_recursive")).isEqualTo(Diversity.recursive(3, 2, inClass));
            assertThat(row.<Double>getAs("outcome_t_equal")).isEqualTo(Closeness.equal(inClass, overall));
            // Two values lie one step apart, so that order does not matter.
            assertThat(row.<Double>getAs("outcome_t_ordered"))
                    .isCloseTo(Closeness.equal(inClass, overall), within(1e-12));
            long score = row.getAs("suda_score");
            assertThat(row.<Double>getAs("dis_suda_score") > 0).isEqualTo(score > 0);
            assertThat(row.<String>getAs("suda_key")).isEqualTo(score > 0 ? mostContributing(row, all) : null);
        });
        assertThat(found)
                .anySatisfy(row -> assertThat(row.<Long>getAs("suda_score")).isPositive());
        assertThatThrownBy(() -> RecordRisk.write(
                        made,
                        variables,
                        settings,
                        List.of(),
                        folder.resolve("public/x").toString()))
                .hasMessageContaining("public");
        assertThat(folder.resolve("public")).doesNotExist();
    }
}
