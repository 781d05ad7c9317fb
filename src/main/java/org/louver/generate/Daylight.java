package org.louver.generate;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Sun and clock at the jurisdiction, for the veil-of-darkness test (Grogger &amp; Ridgeway 2006, doi
 * 10.1198/016214506000000168). Sunset and civil dusk by NOAA's low-accuracy solar equations: within two minutes at this latitude.
 */
final class Daylight {
    private static final ZoneId ZONE = ZoneId.of(Geography.TIME_ZONE);
    private static final double HORIZON = 90.833;
    private static final double CIVIL = 96;

    private final int firstYear;
    private final int[][] sunrise;
    private final int[][] sunset;

    Daylight(int firstYear, int years) {
        this.firstYear = firstYear;
        this.sunrise = new int[years][366];
        this.sunset = new int[years][366];
        for (int year = 0; year < years; year++) {
            LocalDate start = LocalDate.of(firstYear + year, 1, 1);
            for (int day = 0; day < start.lengthOfYear(); day++) {
                sunrise[year][day] = crossing(start.plusDays(day), HORIZON, -1);
                sunset[year][day] = crossing(start.plusDays(day), HORIZON, 1);
            }
        }
    }

    /** Whether the sun is up; {@code minute} is minutes after midnight by the local clock. */
    boolean light(LocalDate date, int minute) {
        int year = date.getYear() - firstYear;
        int day = date.getDayOfYear() - 1;
        return minute >= sunrise[year][day] && minute <= sunset[year][day];
    }

    /** Minutes after midnight, local clock, at which the sun sets. */
    static int sunset(LocalDate date) {
        return crossing(date, HORIZON, 1);
    }

    /** Minutes after midnight, local clock, at which civil twilight ends: dark from here on. */
    static int dusk(LocalDate date) {
        return crossing(date, CIVIL, 1);
    }

    private static int crossing(LocalDate date, double zenith, int side) {
        double g = 2 * StrictMath.PI / 365 * (date.getDayOfYear() - 0.5);
        double equationOfTime = 229.18
                * (0.000075
                        + 0.001868 * StrictMath.cos(g)
                        - 0.032077 * StrictMath.sin(g)
                        - 0.014615 * StrictMath.cos(2 * g)
                        - 0.040849 * StrictMath.sin(2 * g));
        double declination = 0.006918
                - 0.399912 * StrictMath.cos(g)
                + 0.070257 * StrictMath.sin(g)
                - 0.006758 * StrictMath.cos(2 * g)
                + 0.000907 * StrictMath.sin(2 * g)
                - 0.002697 * StrictMath.cos(3 * g)
                + 0.00148 * StrictMath.sin(3 * g);
        double latitude = StrictMath.toRadians(Geography.LATITUDE);
        double hourAngle = StrictMath.toDegrees(StrictMath.acos(
                StrictMath.cos(StrictMath.toRadians(zenith)) / (StrictMath.cos(latitude) * StrictMath.cos(declination))
                        - StrictMath.tan(latitude) * StrictMath.tan(declination)));
        double utc = 720 - 4 * (Geography.LONGITUDE - side * hourAngle) - equationOfTime;
        int offset = ZONE.getRules().getOffset(date.atTime(12, 0)).getTotalSeconds() / 60;
        return (int) StrictMath.round(utc + offset);
    }
}
