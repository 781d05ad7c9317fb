package org.louver.safety;

import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;

import java.time.LocalDate;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Light or dark where the veil-of-darkness test may compare: in the inter-twilight period, the times of the evening at which it is light on
 * some days of the year and dark on others.
 *
 * <p>The period reaches from the earliest to the latest end of civil twilight of the calendar year, by the local clock, daylight saving
 * included. In it a moment is {@link #LIGHT} until sunset and {@link #DARK} from the end of civil twilight (sun's centre 6° below the
 * horizon). What lies between, and all of the day outside the period, is {@link #OTHER}: at noon or at midnight nobody would learn what light
 * does. Source: Grogger &amp; Ridgeway 2006, "Testing for Racial Profiling in Traffic Stops From Behind a Veil of Darkness", JASA 101, doi
 * 10.1198/016214506000000168.
 */
final class InterTwilight {
    static final String LIGHT = "light";
    static final String DARK = "dark";
    static final String OTHER = "other time";

    /** The same sun for everybody: about 65 ms of computing for a year, once per place. */
    private static final ConcurrentMap<Place, Evenings> YEARS = new ConcurrentHashMap<>();

    private record Place(AgencyPlace agency, int year) {}

    private InterTwilight() {}

    /**
     * {@code light}, {@code dark} or {@code other time}; null if the day or the time is null.
     *
     * @param day a date
     * @param secondOfDay local time in seconds since midnight
     */
    static Column code(Column day, Column secondOfDay, AgencyPlace place) {
        UDF2<@Nullable Integer, @Nullable Integer, @Nullable String> code = (date, second) ->
                date == null || second == null ? null : code(LocalDate.ofEpochDay(date), second, place);
        return udf(code, DataTypes.StringType).apply(unix_date(day.cast("date")), secondOfDay.cast("int"));
    }

    static String code(LocalDate day, int secondOfDay, AgencyPlace place) {
        Evenings evenings = YEARS.computeIfAbsent(
                new Place(place, day.getYear()), each -> new Evenings(each.agency(), each.year()));
        if (secondOfDay < evenings.earliestDusk() || secondOfDay > evenings.latestDusk()) {
            return OTHER;
        }
        int today = day.getDayOfYear();
        if (secondOfDay <= evenings.sunset(today)) {
            return LIGHT;
        }
        return secondOfDay >= evenings.dusk(today) ? DARK : OTHER;
    }
}
