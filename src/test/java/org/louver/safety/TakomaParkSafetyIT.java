package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;

/**
 * The default policy over the arrests of Takoma Park, as {@code conf/takoma-park.conf} applies it. Expected numbers are counted by SQL
 * over the raw file, by offences written out here, and pinned to what they were when this was written.
 */
class TakomaParkSafetyIT {
    private static final SparkSession SPARK = TestSpark.session();
    private static ReleasableEvents events = SmallTown.none();

    @BeforeAll
    static void applyPolicy() {
        Path folder = SharedFolder.require("data/takoma_park");
        SPARK.read()
                .option("header", "true")
                .csv(folder.resolve("arrests_2015_2020.csv.gz").toString())
                .createOrReplaceTempView("tp_arrests");
        ReleaseConfig release =
                ReleaseConfig.load(Path.of("conf/takoma-park.conf"), Map.of("data", "\"" + folder.getParent() + "\""));
        events = new Safety(SPARK, release, SmallTown.settings(release), Map.of())
                .apply(Map.of("arrests", SPARK.sql("""
                        select int(year) year, unique_id arrest_id, lpad(`report.`, 9, '0') incident_number, date(date) date,
                          lower(overall_type) overall_type, category offense_category, offense, type_desc arrest_type,
                          `i.ward` ward, try_cast(`a.age` as bigint) subject_age, lower(`a.race`) subject_race,
                          lower(`a.gender`) subject_sex, initiated
                        from tp_arrests""")));
    }

    @Test
    void arrests_perClass_areThoseThatSqlCounts_alsoWhereTheReportIsShared() {
        List<ClassTotals> totals = events.classTotals();

        expect(totals, "sexual-violence", "offense in ('Rape', 'Sex Offense')", 22);
        expect(totals, "domestic-violence", "offense = 'Peace/Protection Order'", 21);
        expect(totals, "grave-injury", "offense = 'Homicide'", 1);
        assertThat(totals.stream().filter(total -> total.records() > 0).map(ClassTotals::sensitiveClass))
                .containsExactly("domestic-violence", "grave-injury", "sexual-violence");
    }

    /** Every sign is in the text of the charge: this file has nothing else that tells. */
    private static void expect(List<ClassTotals> totals, String name, String offences, long bySign) {
        ClassTotals total = totals.stream()
                .filter(each -> each.sensitiveClass().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(total.bySignal())
                .isEqualTo(Map.of("charge-text", count("select count(*) from tp_arrests where " + offences)));
        assertThat(total.bySignal()).containsEntry("charge-text", bySign);
        assertThat(total.records())
                .isEqualTo(count(
                        "select count(*) from tp_arrests where `report.` in (select `report.` from tp_arrests where "
                                + offences + ")"));
        assertThat(total.linkedOnly()).isEqualTo(total.records() - bySign);
    }

    @Test
    void sensitiveArrests_areNoRecordsOfTheRelease() {
        long sensitive = count(
                "select count(*) from tp_arrests where `report.` in (select `report.` from tp_arrests where offense in ('Rape',"
                        + " 'Sex Offense', 'Peace/Protection Order', 'Homicide'))");

        assertThat(events.forTables("arrests")
                        .filter("record_level = 'tables only'")
                        .count())
                .isEqualTo(sensitive);
        assertThat(List.of(events.forTables("arrests").columns())).doesNotContain("incident_number", "arrest_id");
        assertThat(events.forTables("arrests").filter("record_level = 'single'").count())
                .isEqualTo(1911 - sensitive);
    }

    private static long count(String sql) {
        return SPARK.sql(sql).first().getLong(0);
    }
}
