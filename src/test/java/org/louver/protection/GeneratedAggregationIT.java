package org.louver.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.attack.Attack;
import org.louver.attack.AttackSettings;
import org.louver.attack.Attacker;
import org.louver.attack.AuditVerdict;
import org.louver.config.ProtectionConfig;
import org.louver.config.Section;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;
import org.louver.pooling.TableAggregation;
import org.louver.sensitivity.SensitivityRules;
import org.louver.sensitivity.ZeroPolicy;
import org.louver.table.SpanningVariable;
import org.louver.tabulation.TabulatedUnit;

/** Arrests of made-up jurisdictions of several sizes by year, race, sex, age and agency: most cells are below 11. */
class GeneratedAggregationIT {
    private static final List<String> VARIABLES = List.of("year", "race", "sex", "age", "place");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {12_000, 40_000, 100_000})
    void auto_ofGeneratedArrestsThatSuppressionDestroys_publishesFourFifthsWithinTwoLevels(long stops)
            throws IOException {
        TabulatedUnit unit = unit(stops);
        Protection protection = new Protection(
                SensitivityRules.minimumFrequency(11, ZeroPolicy.PUBLISHED),
                ProtectionConfig.read(Section.parse("effort = 0, bound = false", "test.conf")));

        ProtectedUnit shown = new Aggregation(protection, List.of(), Map.of()).protect(unit);

        TableAggregation decision = shown.unit().aggregations().get(0);
        Map<String, Object> chosen = decision.tried().get(0);
        List<?> within = (List<?>) Objects.requireNonNull(chosen.get("share-within-levels-given-up"));
        assertThat((Double) within.get(Math.min(2, within.size() - 1))).isGreaterThanOrEqualTo(0.8);
        assertThat(decision.way()).isNotEqualTo(TableAggregation.Way.SUPPRESSED);
        assertThat(decision.variables()).isNotEmpty();
        var report = Attack.onRelease(
                shown.assessment().cells(),
                shown.status(),
                new AttackSettings(new Attacker.Insider(1, false), false, true, true, 1_000_000, () -> false));
        assertThat(report.verdict()).isInstanceOf(AuditVerdict.Passed.class);
    }

    private TabulatedUnit unit(long stops) throws IOException {
        Path raw = folder.resolve("raw");
        Jurisdiction.write(new Plan(stops, 2015, 2024, 1), raw, Format.CSV, 2, true);
        Map<String, String> places = new HashMap<>();
        for (CSVRecord area : records(raw.resolve("areas.csv"))) {
            places.put(area.get("beat"), area.get("county") + " / " + area.get("agency"));
        }
        List<List<String>> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(raw.resolve("arrests"))) {
            for (Path file : files.sorted().toList()) {
                String year = file.getFileName().toString().replaceAll("\\D", "");
                for (CSVRecord arrest :
                        records(file).stream().filter(CSVRecord::isConsistent).toList()) {
                    String race = arrest.isMapped("race") ? arrest.get("race") : arrest.get("subject_race");
                    String sex = arrest.isMapped("sex") ? arrest.get("sex") : arrest.get("subject_sex");
                    String age = arrest.isMapped("age") ? arrest.get("age") : arrest.get("subject_age");
                    String place = places.get(arrest.get("beat"));
                    if (place != null) {
                        rows.add(List.of(year, race(race), sex(sex), band(age), place));
                    }
                }
            }
        }
        List<SpanningVariable> variables = new ArrayList<>();
        for (int column = 0; column < VARIABLES.size(); column++) {
            int at = column;
            List<String> codes =
                    rows.stream().map(row -> row.get(at)).distinct().sorted().toList();
            if (VARIABLES.get(column).equals("place")) {
                var place = SpanningVariable.named("place").hierarchy(List.of("county", "agency"));
                codes.forEach(code -> place.leaf(List.of(code.split(" / ", 2)[0], code)));
                variables.add(place.build());
            } else {
                variables.add(SpanningVariable.flat(VARIABLES.get(column), codes));
            }
        }
        return Arrests.tabulated(variables, rows);
    }

    private static List<CSVRecord> records(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader text = Files.newBufferedReader(file);
                var parser = format.parse(text)) {
            return parser.getRecords();
        }
    }

    private static String race(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "w", "white" -> "white";
            case "b", "black" -> "black";
            case "h", "hispanic" -> "hispanic";
            case "a", "asian/pacific islander" -> "asian/pacific islander";
            case "i", "native american" -> "native american";
            case "o", "other" -> "other";
            default -> "Unknown";
        };
    }

    private static String sex(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "m", "male" -> "male";
            case "f", "female" -> "female";
            default -> "Unknown";
        };
    }

    private static String band(String written) {
        if (!written.matches("\\d{2,3}")) {
            return "Unknown";
        }
        int age = Integer.parseInt(written);
        return age < 18 ? "0-17" : age < 30 ? "18-29" : age < 45 ? "30-44" : age < 60 ? "45-59" : "60+";
    }
}
