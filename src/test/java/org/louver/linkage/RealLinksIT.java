package org.louver.linkage;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.source.SourceTables;

/** The released configurations' links on real records; expected values were counted with Python's csv module. */
class RealLinksIT {
    @Test
    void takomaPark_trafficArrests_findTheirStopOrSayThatTheyDoNot() {
        ReleaseConfig config = config("takoma_park", "conf/takoma-park.conf");
        try (SourceTables sources = SourceTables.read(TestSpark.session(), config);
                LinkedEvents linked = LinkedEvents.link(TestSpark.session(), sources, config)) {
            LinkReport stop = linked.reports().get(0);

            assertThat(stop.rows(LinkStatus.LINKED)).isEqualTo(136);
            assertThat(stop.rows(LinkStatus.AMBIGUOUS)).isEqualTo(155 - 136);
            assertThat(stop.rows(LinkStatus.DANGLING) + stop.rows(LinkStatus.NO_KEY))
                    .isEqualTo(416 - 155);
            assertThat(stop.rows(LinkStatus.NOT_APPLICABLE)).isEqualTo(1911 - 416);
            assertThat(linked.table("arrests").count()).isEqualTo(1911);
            assertThat(linked.table("arrests").where("stop_outcome is not null").count())
                    .isEqualTo(136);
        }
    }

    @Test
    void vermont_everyTable_findsItsIncident() {
        ReleaseConfig config = config("nibrs_vt_2024", "conf/vermont-nibrs.conf");
        try (SourceTables sources = SourceTables.read(TestSpark.session(), config);
                LinkedEvents linked = LinkedEvents.link(TestSpark.session(), sources, config)) {
            assertThat(linked.table("incidents").count()).isEqualTo(18_919);
            assertThat(linked.table("victims").count()).isEqualTo(20_214);
            assertThat(linked.table("offenders").count()).isEqualTo(19_732);
            assertThat(linked.table("arrestees").count()).isEqualTo(6_699);
            assertThat(sources.table("groupb_arrestees").report().thingsKept()).isEqualTo(7_003);
            assertThat(linked.reports())
                    .filteredOn(report -> report.to().equals("incidents"))
                    .allSatisfy(report -> assertThat(report.unlinkedShare()).isZero());
            assertThat(sources.tables()).allSatisfy(table -> {
                assertThat(table.report().unlistedColumns())
                        .as(table.toString())
                        .isEmpty();
                assertThat(table.report().rowsQuarantined())
                        .as(table.toString())
                        .isZero();
            });

            List<Row> cells = linked.table("arrestees")
                    .groupBy(col("county"), col("race"), col("sex"))
                    .count()
                    .select("count")
                    .collectAsList();
            assertThat(cells).hasSize(87);
            assertThat(cells.stream().filter(cell -> cell.getLong(0) < 11)).hasSize(50);
            assertThat(cells.stream().filter(cell -> cell.getLong(0) == 1)).hasSize(16);
        }
    }

    private static ReleaseConfig config(String folder, String file) {
        Path data = SharedFolder.require("data/" + folder).getParent();
        return ReleaseConfig.load(Path.of(file), Map.of("data", "\"" + data + "\""));
    }
}
