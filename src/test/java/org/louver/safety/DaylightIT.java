package org.louver.safety;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.louver.TestSpark;

/** Sunrise and sunset to the minute as almanacs print them; four minutes to either side the flag must have changed. */
class DaylightIT {
    @ParameterizedTest(name = "{0} {1} at {2}, {3}")
    @CsvSource({
        "rise, 2024-06-20T05:25-04:00[America/New_York], 40.7128, -74.0060",
        "set, 2024-06-20T20:31-04:00[America/New_York], 40.7128, -74.0060",
        "rise, 2024-12-21T07:17-05:00[America/New_York], 40.7128, -74.0060",
        "set, 2024-12-21T16:32-05:00[America/New_York], 40.7128, -74.0060",
        "rise, 2024-03-20T06:04Z[Europe/London], 51.5074, -0.1278",
        "set, 2024-03-20T18:13Z[Europe/London], 51.5074, -0.1278",
        "rise, 2024-12-21T05:41+11:00[Australia/Sydney], -33.8688, 151.2093",
        "set, 2024-12-21T20:05+11:00[Australia/Sydney], -33.8688, 151.2093",
    })
    void lightOrDark_aroundSunriseAndSunset_changes(
            String event, ZonedDateTime minute, double latitude, double longitude) {
        long second = minute.toEpochSecond();
        List<String> flags = TestSpark.session()
                .createDataset(List.of(second - 240, second + 240), Encoders.LONG())
                .select(Daylight.lightOrDark(col("value"), latitude, longitude))
                .as(Encoders.STRING())
                .collectAsList();

        assertThat(flags).isEqualTo(event.equals("rise") ? List.of("dark", "light") : List.of("light", "dark"));
    }
}
