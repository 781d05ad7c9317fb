package org.louver.generate;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What an analysis of the tables ought to find: the planted rates, and what they come to in this population. */
final class Truth {
    private Truth() {}

    /** The text of {@code truth.json}. */
    static String json(Plan plan, Models models, Tally tally, int optOuts) {
        Map<String, Object> records = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            records.put(table.folder(), tally.records(table));
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("seed", plan.seed());
        truth.put("canary", Text.CANARY);
        truth.put("stops", plan.stops());
        truth.put("first_year", plan.firstYear());
        truth.put("last_year", plan.lastYear());
        truth.put("layout_change_year", plan.layoutChangeYear());
        truth.put(
                "place",
                Map.of(
                        "latitude",
                        Geography.LATITUDE,
                        "longitude",
                        Geography.LONGITUDE,
                        "time_zone",
                        Geography.TIME_ZONE));
        truth.put("planted_disparity", disparity(plan, models));
        truth.put("records", records);
        truth.putAll(ConfigFactory.parseMap(tally.counts()).root().unwrapped());
        truth.put("opt_outs", optOuts);
        return ConfigValueFactory.fromMap(truth)
                        .render(ConfigRenderOptions.concise().setFormatted(true).setJson(true))
                + "\n";
    }

    private static Map<String, Object> disparity(Plan plan, Models models) {
        Disparity disparity = models.disparity();
        Map<String, Object> years = new TreeMap<>();
        for (int year = plan.firstYear(); year <= plan.lastYear(); year++) {
            Map<String, Object> races = new TreeMap<>();
            for (Race race : Race.values()) {
                races.put(
                        race.name().toLowerCase(java.util.Locale.ROOT),
                        Map.of(
                                "stop_rate_ratio_to_white_same_area_sex_age",
                                disparity.stopRate(race, year),
                                "expected_share_of_stops",
                                expectedShare(models, race, year),
                                "residents",
                                residents(models.population(), race, year),
                                "search_rate",
                                disparity.searchRate(race, year),
                                "hit_rate",
                                Disparity.hitRate(race)));
            }
            years.put(
                    String.valueOf(year),
                    Map.of("stops", plan.firstStop(year + 1) - plan.firstStop(year), "by_race", races));
        }
        return Map.of("black_daylight_odds_ratio", Disparity.BLACK_DAYLIGHT_ODDS, "by_year", years);
    }

    static double expectedShare(Models models, Race race, int year) {
        double all = 0;
        for (Race each : Race.values()) {
            all += models.population().exposure(each, year) * models.disparity().stopRate(each, year);
        }
        return models.population().exposure(race, year) * models.disparity().stopRate(race, year) / all;
    }

    static long residents(Population population, Race race, int year) {
        long residents = 0;
        for (int beat = 0; beat < Geography.beats().size(); beat++) {
            for (boolean male : new boolean[] {true, false}) {
                for (long count : population.residents(beat, race, male, year)) {
                    residents += count;
                }
            }
        }
        return residents;
    }
}
