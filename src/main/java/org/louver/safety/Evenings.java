package org.louver.safety;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.stream.IntStream;
import org.shredzone.commons.suncalc.SunTimes;

/**
 * Sunset and the end of civil twilight of every day of a year, in seconds of the local clock since midnight.
 *
 * <p>Computed by commons-suncalc; sunset is that of the sun's upper edge with refraction, both exact to about a minute. Only evenings that
 * end before midnight count: a day without dusk between noon and midnight has neither sunset nor dusk here.
 */
final class Evenings {
    private static final int NONE = -1;
    private static final int NEVER_LIGHT = -1;
    private static final int NEVER_DARK = Integer.MAX_VALUE;

    private final int[] sunset;
    private final int[] dusk;

    Evenings(AgencyPlace place, int year) {
        int days = LocalDate.of(year, 1, 1).lengthOfYear();
        this.sunset = new int[days];
        this.dusk = new int[days];
        for (int day = 0; day < days; day++) {
            ZonedDateTime noon =
                    LocalDate.ofYearDay(year, day + 1).atTime(LocalTime.NOON).atZone(place.zone());
            int set = end(noon, place, SunTimes.Twilight.VISUAL);
            int dark = end(noon, place, SunTimes.Twilight.CIVIL);
            boolean whole = set != NONE && dark != NONE;
            sunset[day] = whole ? set : NEVER_LIGHT;
            dusk[day] = whole ? dark : NEVER_DARK;
        }
    }

    /** When the twilight ends that afternoon or evening, in seconds since midnight; {@link #NONE} if it does not before the next day. */
    private static int end(ZonedDateTime noon, AgencyPlace place, SunTimes.Twilight twilight) {
        ZonedDateTime end = SunTimes.compute()
                .on(noon)
                .at(place.latitude(), place.longitude())
                .limit(Duration.ofHours(12))
                .twilight(twilight)
                .execute()
                .getSet();
        return end == null || !end.toLocalDate().equals(noon.toLocalDate())
                ? NONE
                : end.toLocalTime().toSecondOfDay();
    }

    /** Before midnight always; below every time of day if there is none. */
    int sunset(int dayOfYear) {
        return sunset[dayOfYear - 1];
    }

    /** When civil twilight ends; above every time of day if it does not before midnight. */
    int dusk(int dayOfYear) {
        return dusk[dayOfYear - 1];
    }

    /** Above every time of day if no evening of the year ends in time. */
    int earliestDusk() {
        return IntStream.of(dusk).min().orElse(NEVER_DARK);
    }

    /** Below every time of day if no evening of the year ends in time. */
    int latestDusk() {
        return IntStream.of(dusk).filter(each -> each != NEVER_DARK).max().orElse(NEVER_LIGHT);
    }
}
