package org.louver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.louver.TestSpark;
import org.louver.generate.Format;
import org.louver.generate.Jurisdiction;
import org.louver.generate.Plan;

/**
 * An abuser who knows his victim's age, sex and neighbourhood and the day he was arrested, with the release in his hand. Worked out from the raw files by
 * SQL and from the published CSV files, by nothing of the code under test.
 */
class KnownVictimIT {
    /** Intimate partners and family, as NIBRS codes them. */
    private static final String CLOSE =
            "('SE','CS','XS','BG','XR','HR','PA','SB','CH','GP','GC','IL','SP','SC','SS','OF')";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatAnAbuserKnows_lookedUpInTheRelease_narrowsToNobody() throws IOException {
        Path raw = folder.resolve("raw");
        Jurisdiction.write(new Plan(8_000, 2015, 2024, 11), raw, Format.CSV, 2, false);
        CommandRun run = CommandRun.of(
                "release",
                "-c",
                "conf/demo.conf",
                "--set",
                "data=\"" + raw + "\"",
                "--set",
                "output=\"" + folder.resolve("out") + "\"",
                "--set",
                "publication.questions=null");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, Map<List<String>, Long>> published = published(folder.resolve("out/public/2024.1/data"));

        List<Row> known = known(raw);
        Set<List<String>> looked = new HashSet<>();
        long narrowing = 0;
        long narrowingAt300 = 0;
        for (Row row : known) {
            for (Map.Entry<String, List<List<String>>> question : questions(row).entrySet()) {
                for (List<String> codes : question.getValue()) {
                    Long most =
                            published.getOrDefault(question.getKey(), Map.of()).get(codes);
                    if (most != null && looked.add(codes)) {
                        narrowing += most > 0 && most < 11 ? 1 : 0;
                        narrowingAt300 += most > 0 && most < 300 ? 1 : 0;
                    }
                }
            }
        }

        assertThat(known).hasSizeGreaterThan(15);
        assertThat(looked).hasSizeGreaterThan(100);
        assertThat(narrowing).isZero();
        // The same looking finds something where there is something to be found.
        assertThat(narrowingAt300).isPositive();
    }

    /** One row per victim of somebody close who was arrested for it: what he knows of her, and of his own arrest. */
    private static List<Row> known(Path raw) {
        SparkSession spark = TestSpark.session();
        for (String table : List.of("victims", "incidents", "arrests")) {
            spark.read()
                    .option("header", "true")
                    .csv(raw.resolve(table) + "/" + table + "-202*.csv")
                    .createOrReplaceTempView("known_" + table);
        }
        spark.read()
                .option("header", "true")
                .csv(raw.resolve("areas.csv").toString())
                .createOrReplaceTempView("known_areas");
        return spark.sql("select distinct year(v.report_date) as year,"
                        + " case when try_cast(v.age as int) is null then 'Unknown' when try_cast(v.age as int) < 18 then '0-17'"
                        + " when try_cast(v.age as int) < 65 then '18-64' else '65+' end as age,"
                        + " case v.sex when 'F' then 'female' when 'M' then 'male' else 'Unknown' end as sex,"
                        + " w.county, w.agency, year(a.arrest_date) as arrested, h.county as his_county, h.agency as his_agency,"
                        + " a.subject_race as his_race, a.subject_sex as his_sex"
                        + " from known_victims v join known_incidents i using (incident_number)"
                        + " join known_arrests a using (incident_number)"
                        + " join known_areas w on i.beat = w.beat join known_areas h on a.beat = h.beat"
                        + " where v.victim_type = 'I' and v.relationship in " + CLOSE)
                .collectAsList();
    }

    /** Every cell that what he knows leads to: all of it, and less of it. */
    private static Map<String, List<List<String>>> questions(Row known) {
        Map<String, List<List<String>>> questions = new HashMap<>();
        questions.put(
                "victims_by_person",
                combinations(
                        List.of(text(known, "year")),
                        List.of(text(known, "age"), "Total"),
                        List.of(text(known, "sex"), "Total"),
                        List.of(text(known, "agency"), text(known, "county"), "Total")));
        questions.put(
                "incidents_by_place",
                combinations(
                        List.of(text(known, "year")), List.of(text(known, "agency"), text(known, "county"), "Total")));
        questions.put(
                "arrests_by_place",
                combinations(
                        List.of(text(known, "arrested")),
                        List.of(text(known, "his_agency"), text(known, "his_county"), "Total")));
        questions.put(
                "arrests_by_person",
                combinations(
                        List.of(text(known, "arrested")),
                        List.of(text(known, "his_race"), "Total"),
                        List.of(text(known, "his_sex"), "Total")));
        return questions;
    }

    private static String text(Row row, String field) {
        Object value = row.getAs(field);
        return value == null ? "Unknown" : String.valueOf(value);
    }

    @SafeVarargs
    private static List<List<String>> combinations(List<String>... choices) {
        List<List<String>> all = List.of(List.of());
        for (List<String> choice : choices) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> begun : all) {
                for (String code : choice) {
                    List<String> more = new ArrayList<>(begun);
                    more.add(code);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    /** Table → codes → the largest count that the published row leaves possible. */
    private static Map<String, Map<List<String>, Long>> published(Path data) throws IOException {
        Map<String, Map<List<String>, Long>> tables = new HashMap<>();
        for (String table :
                List.of("victims_by_person", "incidents_by_place", "arrests_by_place", "arrests_by_person")) {
            Map<List<String>, Long> cells = new HashMap<>();
            List<String> lines =
                    Files.readAllLines(data.resolve(table + "/csv/demonstration-" + table + ".readable.csv"));
            for (String line : lines.subList(1, lines.size())) {
                List<String> row = List.of(line.replace("\"", "").split(",", -1));
                cells.put(row.subList(0, row.size() - 3), Long.valueOf(row.get(row.size() - 1)));
            }
            tables.put(table, cells);
        }
        return tables;
    }
}
