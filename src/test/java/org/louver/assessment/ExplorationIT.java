package org.louver.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.louver.assessment.MadeRecords.dataset;
import static org.louver.assessment.MadeRecords.records;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.refusal.Refusal;

/** Candidate tables, against counting each. */
class ExplorationIT {
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
            assertThat(one.withheld().isPresent()).isEqualTo(one.efficient());
            assertThat(one.withheldShare())
                    .isEqualTo((double) one.withheld().orElse(small.size()) / cells.size())
                    .isBetween((double) small.size() / cells.size(), 1.0);
            // A single small cell of a table is never withheld alone.
            assertThat(one.withheld().orElse(2)).isNotEqualTo(1);
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

    /** Two by two: one small cell takes a second in its row, one in its column and the fourth with it. */
    @Test
    void candidateCost_ofOneSmallCell_countsTheCellsThatProtectIt() {
        Map<List<Integer>, Long> cells =
                new HashMap<>(Map.of(List.of(1, 1), 30L, List.of(1, 2), 50L, List.of(2, 1), 60L, List.of(2, 2), 70L));
        assertThat(CandidateCost.withheld(cells, 10)).isZero();
        cells.put(List.of(1, 1), 3L);
        assertThat(CandidateCost.withheld(cells, 10)).isEqualTo(4);
    }
}
