package org.louver.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.config.ReleaseConfig;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;

/** The demonstration's configuration on generated tables: all that was written is read, the dirt is caught and nothing else. */
class GeneratedSourcesIT {
    @TempDir
    private static Path folder;

    private static Jurisdiction.Written written = new Jurisdiction.Written(Path.of(""), 0, 0, 0, 0, 0);
    private static SourceTables tables;

    @BeforeAll
    static void read() {
        written = Jurisdiction.write(new Plan(6_000, 2015, 2024, 5), folder.resolve("raw"), Format.CSV, 2, false);
        tables = SourceTables.read(
                TestSpark.session(),
                ReleaseConfig.load(Path.of("conf/demo.conf"), Map.of("data", "\"" + written.output() + "\"")));
    }

    @AfterAll
    static void free() {
        tables.close();
    }

    @Test
    void sources_bothLayouts_areReadWhole() {
        assertNearlyAllKept("stops", written.stops(), 0.995);
        assertNearlyAllKept("arrests", written.arrests(), 0.99);
        assertNearlyAllKept("incidents", written.incidents(), 0.995);
        assertNearlyAllKept("calls", written.calls(), 0.995);
        // Two in a hundred have lost the number of their incident.
        assertNearlyAllKept("victims", written.victims(), 0.96);
        assertThat(tables.table("areas").report().rowsKept()).isEqualTo(60);
    }

    @Test
    void columns_ofEveryLayout_areAllDeclared() {
        for (SourceTable table : tables.tables()) {
            assertThat(table.report().unlistedColumns())
                    .as(table.config().name())
                    .isEmpty();
        }
    }

    private static void assertNearlyAllKept(String source, long records, double share) {
        SourceReport report = tables.table(source).report();
        assertThat(report.thingsKept()).as(source).isBetween((long) (records * share), records);
        assertThat(report.rowsQuarantined()).as(source).isPositive();
    }
}
