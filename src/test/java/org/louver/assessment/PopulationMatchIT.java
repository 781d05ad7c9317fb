package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.louver.assessment.MadeRecords.SPARK;
import static org.louver.assessment.MadeRecords.dataset;
import static org.louver.assessment.MadeRecords.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.refusal.Refusal;
import org.louver.risk.MatchedClassSizes;

/** Records against a table of people, one by one. */
class PopulationMatchIT {
    @Test
    void populationMatch_betweenYearsWithMargins_takesTheLowerEnd() {
        Dataset<Row> records = SPARK.sql(
                "SELECT * FROM VALUES ('A', 2016), ('A', 2016), ('B', 2020), ('C', 2020)" + " AS t(race, year)");
        Dataset<Row> table = SPARK.sql("SELECT * FROM VALUES ('A', 2015, 10.0, 0.0), ('A', 2017, 20.0, 0.0),"
                + " ('B', 2020, 9.0, 4.5) AS t(r, y, e, m)");
        RiskSettings.Population population = RiskSettings.population(org.louver.config.Section.parse(
                "path = people.csv, people = e, margin = m, year = y, columns { race = r }", "test"));
        PopulationMatch.Match match =
                PopulationMatch.match(SPARK, records, PopulationTable.of(table, population), RiskSettings.Missing.OWN);
        MatchedClassSizes matched = match.sizes();
        assertThat(match.unmatched()).containsExactly(Map.entry("race", List.of("C")));
        assertThat(matched.groups())
                .containsExactly(
                        new MatchedClassSizes.Group(1, 0, 1),
                        new MatchedClassSizes.Group(1, 4, 1),
                        new MatchedClassSizes.Group(2, 15, 1));
        assertThatThrownBy(() -> PopulationMatch.match(
                        SPARK,
                        records,
                        PopulationTable.of(table.withColumn("r", org.apache.spark.sql.functions.lit("x")), population),
                        RiskSettings.Missing.OWN))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no code of race");
    }

    /** A missing value that is a value of its own faces nobody; one that may be any value faces everybody who agrees on the rest. */
    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource({"1, OWN", "2, OWN", "3, OWN", "1, WILDCARD", "2, WILDCARD", "3, WILDCARD"})
    void populationMatch_randomTable_agreesWithEveryRecord(long seed, RiskSettings.Missing missing) {
        Random random = new Random(seed);
        List<Row> rows = records(seed, 200, 0.1);
        List<Row> table = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            for (int age = -2; age < 2; age++) {
                if (place + age != 3) {
                    table.add(RowFactory.create("district-" + place, age, random.nextInt(40), random.nextInt(20)));
                }
            }
        }
        TreeMap<Long, Long> expected = new TreeMap<>();
        Set<Row> absent = new HashSet<>();
        for (Row row : rows) {
            double people = 0;
            double variance = 0;
            for (Row one : table) {
                if (agrees(row, one, 0, missing) && agrees(row, one, 1, missing)) {
                    people += one.getInt(2);
                    variance += one.getInt(3) * one.getInt(3);
                }
            }
            expected.merge((long) Math.floor(Math.max(0, people - Math.sqrt(variance))), 1L, Long::sum);
            boolean known = !row.isNullAt(0) && !row.isNullAt(1) && row.getInt(1) < 2;
            if (known && row.getString(0).equals("district-" + (3 - row.getInt(1)))) {
                absent.add(RowFactory.create(row.get(0), row.get(1)));
            }
        }
        RiskSettings.Population population = RiskSettings.population(org.louver.config.Section.parse(
                "path = p, people = n, margin = m, columns { place = p, age = a }", "test"));
        PopulationMatch.Match match = PopulationMatch.match(
                SPARK,
                dataset(rows, 2),
                PopulationTable.of(
                        SPARK.createDataFrame(table, StructType.fromDDL("p string, a int, n int, m int")), population),
                missing);
        TreeMap<Long, Long> found = new TreeMap<>();
        match.sizes().groups().forEach(group -> found.merge(group.population(), group.records(), Long::sum));
        assertThat(found).isEqualTo(expected);
        assertThat(match.unmatched()).containsExactly(Map.entry("age", List.of("2")));
        assertThat(match.absent()).isEqualTo(absent.size()).isPositive();
    }

    @Test
    void populationMatch_rowsWithoutNumbers_countAsTheLinesSay() {
        Dataset<Row> records = SPARK.sql("SELECT * FROM VALUES ('A', 2018), ('B', 2018) AS t(race, year)");
        Dataset<Row> table = SPARK.sql("SELECT * FROM VALUES ('A', '2018', '100', '10'), ('A', 'ever', '1000', '0'),"
                + " ('B', '2018', '-666666666', '0'), ('B', '2018', '50', '-555555555') AS t(r, y, e, m)");
        RiskSettings.Population population = RiskSettings.population(org.louver.config.Section.parse(
                "path = people.csv, people = e, margin = m, year = y, columns { race = r }", "test"));
        PopulationTable people = PopulationTable.of(table, population);
        assertThat(people.doubts())
                .satisfiesExactly(
                        line -> assertThat(line).contains("people: 1 row").contains("counts as nobody"),
                        line -> assertThat(line).contains("margin: 1 row").contains("is taken as exact"),
                        line -> assertThat(line).contains("year: 1 row").contains("counts in no year"));
        assertThat(PopulationMatch.match(SPARK, records, people, RiskSettings.Missing.OWN)
                        .sizes()
                        .groups())
                .containsExactly(new MatchedClassSizes.Group(1, 50, 1), new MatchedClassSizes.Group(1, 90, 1));
    }

    private static boolean agrees(Row record, Row people, int at, RiskSettings.Missing missing) {
        return record.isNullAt(at)
                ? missing == RiskSettings.Missing.WILDCARD
                : record.get(at).equals(people.get(at));
    }
}
