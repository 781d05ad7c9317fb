package org.louver.generate;

import java.time.LocalDate;

/**
 * What is planted: how often people of each race are stopped, searched and found with contraband, other things being equal. A
 * sound analysis of the generated tables finds these numbers again.
 */
final class Disparity {
    /** Share of white drivers' stops with a search, and of those searches that find something. */
    static final double WHITE_SEARCH_RATE = 0.06;

    static final double WHITE_HIT_RATE = 0.28;
    /** Odds of a Black over a white driver among stops in daylight, divided by the same odds in the dark. */
    static final double BLACK_DAYLIGHT_ODDS = 1.25;

    /** Shares of stops by hour of the day; independent of race, as the veil-of-darkness test supposes. */
    private static final double[] HOURS = {5, 4, 3, 2, 1, 1, 2, 4, 5, 4, 4, 4, 4, 4, 4, 5, 6, 7, 7, 6, 6, 6, 6, 6};

    private final Plan plan;
    private final Daylight daylight;
    private final double[] shareInLight;

    Disparity(Plan plan, Daylight daylight) {
        this.plan = plan;
        this.daylight = daylight;
        this.shareInLight = new double[plan.years()];
        for (int year = plan.firstYear(); year <= plan.lastYear(); year++) {
            shareInLight[year - plan.firstYear()] = shareInLight(year);
        }
    }

    static int minuteOfDay(Draws draws) {
        return 60 * draws.inProportion(HOURS) + draws.below(60);
    }

    /** Stops per unit of exposure, relative to white residents: residents of the same area, sex and age compared. */
    double stopRate(Race race, int year, boolean light) {
        return switch (race) {
            case BLACK -> blackStopRateInTheDark(year) * (light ? BLACK_DAYLIGHT_ODDS : 1);
            case HISPANIC -> 1.3;
            case ASIAN -> 0.6;
            case WHITE, NATIVE, OTHER -> 1;
        };
    }

    /** The same over a whole year, light and dark. */
    double stopRate(Race race, int year) {
        double light = shareInLight[year - plan.firstYear()];
        return light * stopRate(race, year, true) + (1 - light) * stopRate(race, year, false);
    }

    /** Searches per stop. */
    double searchRate(Race race, int year) {
        return WHITE_SEARCH_RATE
                * switch (race) {
                    case BLACK -> year < plan.reformYear() ? 1.9 : 1.4;
                    case HISPANIC -> 1.5;
                    case WHITE, ASIAN, NATIVE, OTHER -> 1;
                };
    }

    /** Searches that find contraband, per search. */
    static double hitRate(Race race) {
        return switch (race) {
            case BLACK -> 0.20;
            case HISPANIC -> 0.19;
            case WHITE, ASIAN, NATIVE, OTHER -> WHITE_HIT_RATE;
        };
    }

    /** Falls in a straight line from 1.8 in the first year to 1.4 in the last. */
    private double blackStopRateInTheDark(int year) {
        double through = plan.years() == 1 ? 0 : (double) (year - plan.firstYear()) / (plan.years() - 1);
        return 1.8 - 0.4 * through;
    }

    private double shareInLight(int year) {
        double light = 0;
        double all = 0;
        LocalDate start = LocalDate.of(year, 1, 1);
        for (int day = 0; day < start.lengthOfYear(); day++) {
            for (int minute = 0; minute < 24 * 60; minute++) {
                double weight = HOURS[minute / 60];
                all += weight;
                if (daylight.light(start.plusDays(day), minute)) {
                    light += weight;
                }
            }
        }
        return light / all;
    }
}
