package org.louver.safety;

import static org.apache.spark.sql.functions.acos;
import static org.apache.spark.sql.functions.asin;
import static org.apache.spark.sql.functions.cos;
import static org.apache.spark.sql.functions.degrees;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.radians;
import static org.apache.spark.sql.functions.sin;
import static org.apache.spark.sql.functions.tan;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * Light or dark: whether the sun's upper edge stands above the horizon, by the NOAA solar equations.
 *
 * <p>Two values only: a third for twilight would tell the time of an event to within half an hour. Source: NOAA Global Monitoring
 * Laboratory, "Solar Calculation Details", after J. Meeus, Astronomical Algorithms (1991), chapter 25. Sunrise and sunset are those of
 * a flat horizon with 0.833° of refraction and solar radius, exact to about a minute between 72° south and north.
 */
final class Daylight {
    private static final double HORIZON = -0.833;

    private Daylight() {}

    /**
     * {@code light} or {@code dark}; null if the moment is null.
     *
     * @param utcSeconds seconds since 1970-01-01T00:00Z
     * @param latitude degrees north
     * @param longitude degrees east
     */
    static Column lightOrDark(Column utcSeconds, double latitude, double longitude) {
        Column elevation = elevation(utcSeconds, latitude, longitude);
        return when(elevation.gt(HORIZON), "light").when(elevation.leq(HORIZON), "dark");
    }

    /** Elevation of the sun's centre in degrees, without refraction. */
    static Column elevation(Column utcSeconds, double latitude, double longitude) {
        Column days = utcSeconds.cast("double").divide(86_400.0);
        Column century = days.plus(2_440_587.5 - 2_451_545.0).divide(36_525.0);
        Column meanLongitude = pmod(
                century.multiply(century.multiply(0.0003032).plus(36_000.76983)).plus(280.46646), lit(360.0));
        Column anomaly = radians(century.multiply(lit(35_999.05029).minus(century.multiply(0.0001537)))
                .plus(357.52911));
        Column eccentricity = lit(0.016708634)
                .minus(century.multiply(century.multiply(0.0000001267).plus(0.000042037)));
        Column centre = sin(anomaly)
                .multiply(lit(1.914602)
                        .minus(century.multiply(century.multiply(0.000014).plus(0.004817))))
                .plus(sin(anomaly.multiply(2)).multiply(lit(0.019993).minus(century.multiply(0.000101))))
                .plus(sin(anomaly.multiply(3)).multiply(0.000289));
        Column node = radians(lit(125.04).minus(century.multiply(1934.136)));
        Column apparent = radians(
                meanLongitude.plus(centre).minus(0.00569).minus(sin(node).multiply(0.00478)));
        Column obliquity = radians(lit(23.0 + 26.0 / 60 + 21.448 / 3600)
                .minus(century.multiply(46.815 / 3600))
                .plus(cos(node).multiply(0.00256)));
        Column declination = asin(sin(obliquity).multiply(sin(apparent)));
        Column hourAngle = hourAngle(days, meanLongitude, anomaly, eccentricity, obliquity, longitude);
        double phi = Math.toRadians(latitude);
        Column zenith = lit(Math.sin(phi))
                .multiply(sin(declination))
                .plus(lit(Math.cos(phi)).multiply(cos(declination)).multiply(cos(hourAngle)));
        return lit(90.0).minus(degrees(acos(greatest(lit(-1.0), least(lit(1.0), zenith)))));
    }

    private static Column hourAngle(
            Column days,
            Column meanLongitude,
            Column anomaly,
            Column eccentricity,
            Column obliquity,
            double longitude) {
        Column half = tan(obliquity.divide(2));
        Column y = half.multiply(half);
        Column twiceLongitude = radians(meanLongitude).multiply(2);
        Column equationOfTime = degrees(y.multiply(sin(twiceLongitude))
                        .minus(eccentricity.multiply(2).multiply(sin(anomaly)))
                        .plus(eccentricity
                                .multiply(4)
                                .multiply(y)
                                .multiply(sin(anomaly))
                                .multiply(cos(twiceLongitude)))
                        .minus(y.multiply(y).multiply(0.5).multiply(sin(twiceLongitude.multiply(2))))
                        .minus(eccentricity
                                .multiply(eccentricity)
                                .multiply(1.25)
                                .multiply(sin(anomaly.multiply(2)))))
                .multiply(4);
        Column minutes =
                pmod(days, lit(1.0)).multiply(1440).plus(equationOfTime).plus(4 * longitude);
        return radians(pmod(minutes, lit(1440.0)).divide(4).minus(180));
    }
}
