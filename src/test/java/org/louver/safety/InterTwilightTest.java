package org.louver.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sunsets and ends of civil twilight as others print them, to two minutes. */
class InterTwilightTest {
    private static final AgencyPlace DECORAH = new AgencyPlace(43.3033, -91.7857, ZoneId.of("America/Chicago"));
    private static final AgencyPlace SEATTLE = new AgencyPlace(47.6062, -122.3321, ZoneId.of("America/Los_Angeles"));
    private static final AgencyPlace OAKLAND = new AgencyPlace(37.8044, -122.2712, ZoneId.of("America/Los_Angeles"));
    private static final AgencyPlace TROMSO = new AgencyPlace(69.65, 18.96, ZoneId.of("Europe/Oslo"));
    private static final int TWO_MINUTES = 120;

    /** The U.S. Naval Observatory's table for September at Decorah, Iowa, as Luther College prints it; the same for every year to a minute. */
    @ParameterizedTest
    @CsvSource({
        "2013-09-01, 19:41, 20:11",
        "2013-09-15, 19:16, 19:45",
        "2013-09-23, 19:02, 19:30",
        "2013-09-30, 18:49, 19:18"
    })
    void evenings_ofAnAlmanac_areFound(LocalDate day, LocalTime sunset, LocalTime dusk) {
        Evenings evenings = new Evenings(DECORAH, day.getYear());

        assertThat(Math.abs(evenings.sunset(day.getDayOfYear()) - sunset.toSecondOfDay()))
                .isLessThan(TWO_MINUTES);
        assertThat(Math.abs(evenings.dusk(day.getDayOfYear()) - dusk.toSecondOfDay()))
                .isLessThan(TWO_MINUTES);
    }

    /** Sunset 9:11 PM, end of civil twilight 9:52 PM at the solstice of 2014 (Mass 2014, cliffmass.blogspot.com). */
    @ParameterizedTest
    @CsvSource({"21:08, light", "21:14, other time", "21:49, other time"})
    void evening_ofTheLatestTwilight_isLightThenTwilight(LocalTime time, String code) {
        assertThat(code(SEATTLE, "2014-06-21", time)).isEqualTo(code);
        assertThat(new Evenings(SEATTLE, 2014).latestDusk())
                .isCloseTo(LocalTime.of(21, 52).toSecondOfDay(), within(TWO_MINUTES));
    }

    /** Grogger &amp; Ridgeway compare Oakland's stops of 2003 between 5:19 and 9:06 PM. */
    @Test
    void period_ofOaklandIn2003_isTheOneOfTheFirstStudy() {
        Evenings evenings = new Evenings(OAKLAND, 2003);

        assertThat(LocalTime.ofSecondOfDay(evenings.earliestDusk()))
                .isBetween(LocalTime.of(17, 18), LocalTime.of(17, 20));
        assertThat(LocalTime.ofSecondOfDay(evenings.latestDusk())).isBetween(LocalTime.of(21, 5), LocalTime.of(21, 7));
    }

    @ParameterizedTest
    @CsvSource({
        // By the table above it is light at 19:10 on the 15th, dark on the 30th a quarter of an hour later, and neither
        // at 19:30 on the 15th.
        "2013-09-15, 19:10, light",
        "2013-09-15, 19:30, other time",
        "2013-09-15, 19:50, dark",
        "2013-09-30, 19:25, dark",
        "2013-09-30, 18:45, light",
        // Never dark, never light.
        "2013-09-15, 12:00, other time",
        "2013-09-15, 16:30, other time",
        "2013-09-15, 22:00, other time",
        "2013-09-15, 00:00, other time",
        // Five in the afternoon is dark in December; on the day after daylight saving began it is light an hour longer.
        "2013-12-10, 17:45, dark",
        "2013-03-09, 18:40, dark",
        "2013-03-10, 18:40, light",
    })
    void code_ofATime_isLightOrDarkOnlyWhereEveningsAreBoth(LocalDate day, LocalTime time, String code) {
        assertThat(code(DECORAH, day.toString(), time)).isEqualTo(code);
    }

    @Test
    void nights_thatDoNotComeBeforeMidnight_areNotCompared() {
        assertThat(IntStream.range(0, 24).mapToObj(hour -> code(TROMSO, "2024-06-21", LocalTime.of(hour, 0))))
                .containsOnly("other time");
        assertThat(code(TROMSO, "2024-03-20", LocalTime.of(17, 0))).isEqualTo("light");
        assertThat(code(TROMSO, "2024-03-20", LocalTime.of(20, 0))).isEqualTo("dark");
    }

    private static String code(AgencyPlace place, String day, LocalTime time) {
        return InterTwilight.code(LocalDate.parse(day), time.toSecondOfDay(), place);
    }
}
