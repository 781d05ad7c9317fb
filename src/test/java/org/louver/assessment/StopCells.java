package org.louver.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.louver.TestSpark;
import org.louver.config.Section;
import org.louver.tabulation.Contributions;
import org.louver.tabulation.TabulatedUnit;
import org.louver.tabulation.TabulationPlan;
import org.louver.tabulation.UnitTabulation;

/** Made stops and the cells that they fall into. */
final class StopCells {
    static final List<String> VARIABLES = List.of("year", "place", "race", "searched");
    static final String CONFIG = """
            variables {
              year { periods = [year], from = date }
              place { hierarchies = [ [district, beat] ] }
              race { }
              searched { }
            }
            tables = [
              { name = by_place, unit = stops, by = [year, place, race] }
              { name = by_search, unit = stops, by = [year, searched] }
              { name = searches, unit = stops, by = [year, race], where { searched = "true" } }
            ]
            """;

    static final TabulationPlan PLAN = TabulationPlan.read(
            Section.parse(CONFIG, "test.conf"),
            Map.of("stops", Set.of("id", "date", "district", "beat", "race", "searched", "person")));

    record Stop(String year, String beat, String race, String searched, String person, String incident) {}

    static List<Stop> stops(long seed, int size) {
        Random random = new Random(seed);
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            stops.add(new Stop(
                    "202" + random.nextInt(2),
                    "B" + random.nextInt(4),
                    "r" + random.nextInt(3),
                    String.valueOf(random.nextInt(4) == 0),
                    "p" + Math.min(random.nextInt(size), random.nextInt(size)),
                    "i" + random.nextInt(size / 2)));
        }
        return stops;
    }

    static Dataset<Row> events(List<Stop> stops) {
        List<Row> rows = new ArrayList<>();
        for (Stop stop : stops) {
            rows.add(RowFactory.create(
                    "s" + rows.size(),
                    stop.year() + "-05-01",
                    "D" + (stop.beat().charAt(1) - '0') / 2,
                    stop.beat(),
                    stop.race(),
                    stop.searched(),
                    rows.size() % 9 == 0 ? null : stop.person(),
                    stop.incident()));
        }
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        StructType.fromDDL("id string, date string, district string, beat string, race string,"
                                + " searched string, person string, incident string"))
                .selectExpr(
                        "id",
                        "CAST(date AS DATE) AS date",
                        "district",
                        "beat",
                        "race",
                        "searched",
                        "person",
                        "incident");
    }

    static CellSettings settings(String config) {
        return CellSettings.read(Section.parse(config, "test"), 5, VARIABLES);
    }

    static CellAssessment assess(Dataset<Row> events, CellSettings settings, Optional<CellPopulation> people) {
        return assess(events, settings, people, List.of());
    }

    static CellAssessment assess(
            Dataset<Row> events, CellSettings settings, Optional<CellPopulation> people, List<ShownRate> rates) {
        UnitTabulation tabulation = new UnitTabulation(PLAN, 5);
        TabulatedUnit unit = tabulation.tabulate("stops", events, List.of("id"), Optional.of("person"));
        Contributions contributions = tabulation.contributions(unit, events, List.of("id"), Optional.of("person"));
        return CellAssessment.of(
                unit,
                contributions,
                Optional.of(tabulation.contributions(unit, events, List.of("id"), Optional.of("incident"))),
                settings,
                people,
                rates);
    }

    static boolean inside(Stop stop, String cell) {
        for (String part : cell.split(", ", -1)) {
            String code = part.substring(part.indexOf('=') + 1);
            String own = switch (part.substring(0, part.indexOf('='))) {
                case "year" -> stop.year();
                case "race" -> stop.race();
                case "searched" -> stop.searched();
                default -> code.startsWith("D") ? "D" + (stop.beat().charAt(1) - '0') / 2 : stop.beat();
            };
            if (!code.equals("Total") && !code.equals(own)) {
                return false;
            }
        }
        return true;
    }

    private StopCells() {}
}
