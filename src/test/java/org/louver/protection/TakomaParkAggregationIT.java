package org.louver.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.louver.SharedFolder;
import org.louver.attack.Attack;
import org.louver.attack.AttackSettings;
import org.louver.attack.Attacker;
import org.louver.attack.AuditVerdict;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.pooling.TableAggregation;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TabulatedUnit;

/** Arrests of Takoma Park by race, sex, age, year and ward: 528 cells, 493 of them below 11. */
class TakomaParkAggregationIT {
    private static final List<String> VARIABLES = List.of("year", "race", "sex", "age", "ward");
    private static final List<String> COLUMNS = List.of("year", "a.race", "a.gender", "age_range", "i.ward");

    @Test
    void auto_ofArrestsThatSuppressionDestroys_publishesFourFifthsWithinTwoLevels() throws IOException {
        TabulatedUnit unit = unit();
        Protection protection = new Protection(
                SensitivityRules.minimumFrequency(11, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0, bound = false", "test.conf")));

        ProtectedUnit shown = new Aggregation(protection, List.of(), Map.of()).protect(unit);

        TableAggregation decision = shown.unit().aggregations().get(0);
        Map<String, Object> chosen = decision.tried().get(0);
        List<?> within = (List<?>) java.util.Objects.requireNonNull(chosen.get("share-within-levels-given-up"));
        assertThat((Double) within.get(Math.min(2, within.size() - 1))).isGreaterThanOrEqualTo(0.8);
        assertThat(decision.way()).isNotEqualTo(TableAggregation.Way.SUPPRESSED);
        assertThat(decision.variables()).isNotEmpty();
        assertThat(shown.unit().cells().value(0)).isEqualTo(1_911);
        var report = Attack.onRelease(
                shown.assessment().cells(),
                shown.status(),
                new AttackSettings(new Attacker.Insider(1, false), false, true, true, 1_000_000, () -> false));
        assertThat(report.verdict()).isInstanceOf(AuditVerdict.Passed.class);
    }

    static TabulatedUnit unit() throws IOException {
        Path file = SharedFolder.require("data/takoma_park/arrests_2015_2020.csv.gz");
        List<List<String>> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setAllowMissingColumnNames(true)
                .get();
        try (Reader text =
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
                var records = format.parse(text)) {
            for (CSVRecord record : records) {
                rows.add(COLUMNS.stream().map(record::get).toList());
            }
        }
        List<SpanningVariable> variables = new ArrayList<>();
        for (int column = 0; column < COLUMNS.size(); column++) {
            int at = column;
            variables.add(SpanningVariable.flat(
                    VARIABLES.get(column),
                    rows.stream().map(row -> row.get(at)).distinct().toList()));
        }
        return Arrests.tabulated(variables, rows);
    }
}
