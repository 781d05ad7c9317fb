package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.refusal.Refusal;

/** What an entry of the opt-out list names. */
class OptOutListIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void partsOfAKey_nameARecordOnlyTogether() {
        OptOuts list = list("incident_number,victim_seq_num\n,2\nI1,\n");
        Dataset<Row> victims = SmallTown.rows(
                StructType.fromDDL("incident_number string, victim_seq_num int, " + SafetyPlan.OWN + " bigint"),
                RowFactory.create("I1", 1, 0L),
                RowFactory.create("I2", 2, 0L));

        assertThat(list.namings())
                .containsExactly(List.of("incident_number"), List.of("incident_number", "victim_seq_num"));
        // Everybody who was the second victim of anything would be gone.
        assertThat(optedOut(list, victims)).containsExactly("I1");
        assertThat(list.unmatched()).containsExactly(1);
    }

    @Test
    void entry_withSpacesAroundItsKey_isFound() {
        OptOuts list = list("call_number\n  C7 \nC8\n");
        Dataset<Row> calls = SmallTown.rows(
                StructType.fromDDL("call_number string, incident_number string, " + SafetyPlan.OWN + " bigint"),
                RowFactory.create("C7", "I1", 0L),
                RowFactory.create("C9", "I2", 0L));

        assertThat(optedOut(list, calls)).containsExactly("I1");
        assertThat(list.unmatched()).containsExactly(2);
    }

    @Test
    void column_thatIdentifiesNoRecord_isRefused() {
        for (String column : List.of("beat", "victim_seq_num", "no_such_field")) {
            assertThatThrownBy(() -> list(column + "\n12\n"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("has the column " + column + ", which identifies no record by itself");
        }
    }

    @Test
    void entriesThatNameNothing_areToldByTheirPlace_neverByTheirKey() {
        Path file = SmallTown.write(folder, "list.csv", "incident_id\nI2\nI77\n");
        ReleasableEvents events = SmallTown.apply("opt-outs = \"" + file + "\"");

        for (String source : events.sources()) {
            events.counted(source).count();
            events.counted(source).collectAsList();
        }

        assertThat(events.doubts().orElseThrow())
                .contains("1 of 2 entries", "entry 2;")
                .doesNotContain("I77");
    }

    private OptOuts list(String text) {
        Path file = SmallTown.write(folder, "list-" + text.hashCode() + ".csv", text);
        return OptOuts.read(
                TestSpark.session(),
                new NamedFile(file.toString(), "release.conf:7: safety.opt-outs"),
                ReleaseConfig.load(Path.of("conf/demo.conf"), Map.of("data", "/data")));
    }

    private static List<String> optedOut(OptOuts list, Dataset<Row> records) {
        return list.mark(records).filter(SafetyPlan.OWN + " <> 0").collectAsList().stream()
                .map(row -> row.<String>getAs("incident_number"))
                .toList();
    }
}
