package org.louver.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What an agency keeps beside its records: areas, residents, opt-outs. Clean CSV, whatever the format of the raw tables. */
final class ReferenceTables {
    private static final int[] BAND_START = {0, 15, 18, 25, 35, 45, 55, 65};

    private ReferenceTables() {}

    static void write(Plan plan, Population population, List<String> optOuts, Path output) throws IOException {
        try (TableFile areas = open(output, "areas", "beat", "district", "agency", "county", "residents")) {
            for (int beat = 0; beat < Geography.beats().size(); beat++) {
                Geography.Beat place = Geography.beat(beat);
                areas.row(
                        place.code(),
                        place.district(),
                        place.agency(),
                        place.county(),
                        String.valueOf(residents(plan, population, beat)));
            }
        }
        try (TableFile residents = open(output, "population", "year", "beat", "race", "sex", "age_band", "residents")) {
            for (int year = plan.firstYear(); year <= plan.lastYear(); year++) {
                for (int beat = 0; beat < Geography.beats().size(); beat++) {
                    for (Race race : Race.values()) {
                        bands(residents, population, year, beat, race, true);
                        bands(residents, population, year, beat, race, false);
                    }
                }
            }
        }
        try (TableFile file = open(output, "opt-outs", "incident_number")) {
            for (String incident : optOuts) {
                file.row(incident);
            }
        }
    }

    private static TableFile open(Path output, String name, String... columns) throws IOException {
        return TableFile.create(output, name, Format.CSV, List.of(columns), false, false);
    }

    private static long residents(Plan plan, Population population, int beat) {
        long residents = 0;
        for (Race race : Race.values()) {
            for (boolean male : new boolean[] {true, false}) {
                for (long count : population.residents(beat, race, male, plan.firstYear())) {
                    residents += count;
                }
            }
        }
        return residents;
    }

    private static void bands(TableFile file, Population population, int year, int beat, Race race, boolean male)
            throws IOException {
        long[] byAge = population.residents(beat, race, male, year);
        for (int band = 0; band < BAND_START.length; band++) {
            int end = band + 1 < BAND_START.length ? BAND_START[band + 1] : Population.AGES;
            long residents = 0;
            for (int age = BAND_START[band]; age < end; age++) {
                residents += byAge[age];
            }
            file.row(
                    String.valueOf(year),
                    Geography.beat(beat).code(),
                    race.word,
                    male ? "male" : "female",
                    end == Population.AGES ? BAND_START[band] + "+" : BAND_START[band] + "-" + (end - 1),
                    String.valueOf(residents));
        }
    }
}
