package org.louver.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted is what an analysis of the records finds, within five standard errors. */
class PlantedTruthTest {
    private static final int STOPS = 120_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rates_estimatedFromStops_areThePlantedOnes(long seed) {
        int year = 2019;
        Plan plan = new Plan(STOPS, year, year, seed);
        Models models = Models.of(plan);
        long[][] counts = count(models, year);

        long all = Arrays.stream(counts).mapToLong(each -> each[0]).sum();
        assertThat(all).isEqualTo(STOPS);
        for (Race race : new Race[] {Race.WHITE, Race.BLACK, Race.HISPANIC}) {
            long[] of = counts[race.index];
            closeTo(of[0], all, Truth.expectedShare(models, race, year));
            closeTo(of[1], of[0], models.disparity().searchRate(race, year));
            closeTo(of[2], of[1], Disparity.hitRate(race));
        }
    }

    @Test
    void stopRatio_sameAreaSexAge_isThePlantedOne() {
        int year = 2019;
        Plan plan = new Plan(STOPS, year, year, 11);
        Models models = Models.of(plan);
        // Expected stops of Black residents if they were stopped like white ones: exposure, which knows area, sex and
        // age.
        long[][] counts = count(models, year);
        double black = counts[Race.BLACK.index][0] / models.population().exposure(Race.BLACK, year);
        double white = counts[Race.WHITE.index][0] / models.population().exposure(Race.WHITE, year);

        assertThat(black / white)
                .isCloseTo(
                        models.disparity().stopRate(Race.BLACK, year),
                        within(5 * black / white / Math.sqrt((double) counts[Race.BLACK.index][0])));
    }

    @Test
    void veilOfDarkness_oddsRatioLightToDark_isThePlantedOne() {
        int year = 2019;
        Plan plan = new Plan(STOPS, year, year, 5);
        Models models = Models.of(plan);
        Daylight daylight = new Daylight(year, 1);
        double[][] stops = new double[2][2];
        for (long index = 0; index < STOPS; index++) {
            Stop stop = models.stops().stop(index, year);
            Race race = stop.person().race();
            if (race == Race.BLACK || race == Race.WHITE) {
                stops[daylight.light(stop.date(), stop.minute()) ? 1 : 0][race == Race.BLACK ? 1 : 0]++;
            }
        }
        double logOdds = Math.log(stops[1][1] * stops[0][0] / (stops[1][0] * stops[0][1]));
        double error = Math.sqrt(1 / stops[1][1] + 1 / stops[0][0] + 1 / stops[1][0] + 1 / stops[0][1]);

        assertThat(logOdds).isCloseTo(Math.log(Disparity.BLACK_DAYLIGHT_ODDS), within(4 * error));
    }

    @Test
    void trend_searchRatio_fallsAtTheReform() {
        Plan plan = new Plan(1_000, 2015, 2024, 1);
        Disparity disparity = Models.of(plan).disparity();

        assertThat(disparity.searchRate(Race.BLACK, 2019) / disparity.searchRate(Race.WHITE, 2019))
                .isCloseTo(1.9, within(1e-9));
        assertThat(disparity.searchRate(Race.BLACK, 2020) / disparity.searchRate(Race.WHITE, 2020))
                .isCloseTo(1.4, within(1e-9));
        assertThat(disparity.stopRate(Race.BLACK, 2024)).isLessThan(disparity.stopRate(Race.BLACK, 2015) - 0.35);
    }

    /** Computed outside this project with the longer series of Meeus, Astronomical Algorithms (1998), chapters 25 and 28. */
    @ParameterizedTest
    @CsvSource({
        "2019-06-21,20:52",
        "2019-12-21,16:47",
        "2019-03-20,19:26",
        "2019-09-23,19:10",
        "2019-11-02,18:08",
        "2019-11-03,17:07"
    })
    void sunset_atTheJurisdiction_isWithinTwoMinutesOfTheLongerSeries(LocalDate date, String expected) {
        int minutes = Integer.parseInt(expected.substring(0, 2)) * 60 + Integer.parseInt(expected.substring(3));

        assertThat(Daylight.sunset(date)).isCloseTo(minutes, within(2));
    }

    @Test
    void residents_growOlderButNoFewer() {
        Plan plan = new Plan(50_000, 2015, 2024, 4);
        Population population = Models.of(plan).population();

        assertThat(Truth.residents(population, Race.BLACK, 2024))
                .isEqualTo(Truth.residents(population, Race.BLACK, 2015));
        assertThat(population.residents(3, Race.WHITE, true, 2016)[41])
                .isEqualTo(population.residents(3, Race.WHITE, true, 2015)[40]);
    }

    @Test
    void personKeys_ofDifferentPersons_differ() {
        Set<String> keys = new HashSet<>();
        for (long key = 0; key < 200_000; key++) {
            keys.add(Text.personKey(new Person(key, Race.WHITE, true, 30, 0)));
        }

        assertThat(keys).hasSize(200_000);
    }

    @Test
    void chunks_ofAYear_coverItOnce() {
        Plan plan = new Plan(3_000_000, 2019, 2021, 1);
        long stops = 0;
        long next = 0;
        for (Plan.Chunk chunk : plan.chunks()) {
            assertThat(chunk.stops().start()).isEqualTo(next);
            assertThat(chunk.stops().size()).isBetween(1L, Plan.STOPS_PER_CHUNK);
            next = chunk.stops().end();
            stops += chunk.stops().size();
        }

        assertThat(stops).isEqualTo(3_000_000);
    }

    private static long[][] count(Models models, int year) {
        long[][] counts = new long[Race.values().length][3];
        for (long index = 0; index < STOPS; index++) {
            Stop stop = models.stops().stop(index, year);
            long[] of = counts[stop.person().race().index];
            of[0]++;
            of[1] += stop.search().conducted() ? 1 : 0;
            of[2] += stop.search().hit ? 1 : 0;
        }
        return counts;
    }

    private static void closeTo(long successes, long trials, double expected) {
        double error = Math.sqrt(expected * (1 - expected) / trials);
        assertThat((double) successes / trials).isCloseTo(expected, within(5 * error));
    }
}
