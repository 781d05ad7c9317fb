package org.louver.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;

/** The released configuration on the city's real records; expected values were counted with Python's csv module. */
class TakomaParkSourcesIT {
    private static SourceTables tables;

    @BeforeAll
    static void read() {
        Path data = SharedFolder.require("data/takoma_park").getParent();
        tables = SourceTables.read(
                TestSpark.session(),
                ReleaseConfig.load(Path.of("conf/takoma-park.conf"), Map.of("data", "\"" + data + "\"")));
    }

    @AfterAll
    static void free() {
        tables.close();
    }

    @Test
    void stops_violationRows_becomeStopsPerYear() {
        SourceReport report = tables.table("stops").report();

        assertThat(report.dataRows()).isEqualTo(37_400);
        assertThat(report.duplicateRows()).isEqualTo(35);
        assertThat(report.things())
                .isEqualTo(Map.of(2015, 8074L, 2016, 4465L, 2017, 3288L, 2018, 2881L, 2019, 2091L, 2020, 1593L));
        assertThat(report.rowsQuarantined()).isZero();
        assertThat(report.rowsKept()).isEqualTo(37_400);
        assertThat(report.unlistedColumns()).isEmpty();
    }

    @Test
    void stops_raceSexAgeBandYear_hasTheKnownCells() {
        Dataset<Row> cells = tables.table("stops")
                .rows()
                .groupBy(
                        col("year"),
                        col("subject_race"),
                        col("subject_sex"),
                        org.apache.spark.sql.functions.expr(
                                "if(subject_age is null, -1, least(greatest(subject_age div 10, 1), 7))"))
                .count();

        List<Long> counts = cells.select("count").collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
        assertThat(counts).hasSize(446);
        assertThat(counts.stream().filter(count -> count < 11)).hasSize(184);
        assertThat(counts.stream().filter(count -> count == 1)).hasSize(53);
    }

    @Test
    void arrests_reportNumbers_getTheirLeadingZeroBack() {
        SourceTable arrests = tables.table("arrests");

        assertThat(arrests.report().thingsKept()).isEqualTo(1911);
        assertThat(arrests.rows().select("incident_number").distinct().count()).isEqualTo(1693);
        assertThat(arrests.rows().where("length(incident_number) <> 9").count()).isZero();
    }

    @Test
    void calls_repeatedForEachOfficer_countOnce() {
        SourceTable calls = tables.table("calls");

        assertThat(calls.report().dataRows()).isEqualTo(11_735);
        assertThat(calls.report().thingsKept()).isEqualTo(11_551);
        assertThat(calls.rows().where("beat = 'NA'").count()).isPositive();
    }
}
