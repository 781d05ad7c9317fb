package org.louver.safety;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.louver.config.Section;

/**
 * Where the agency is, for sunrise and sunset.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 */
public record AgencyPlace(double latitude, double longitude, ZoneId zone) implements Serializable {
    static AgencyPlace read(Section section) {
        double latitude = section.number("latitude", Double.NaN);
        double longitude = section.number("longitude", Double.NaN);
        if (!(Math.abs(latitude) <= 72)) {
            throw section.refusal("latitude", "must be a number from -72 to 72", "write degrees north");
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw section.refusal("longitude", "must be a number from -180 to 180", "write degrees east");
        }
        try {
            AgencyPlace place = new AgencyPlace(latitude, longitude, ZoneId.of(section.text("time-zone")));
            section.refuseUnknownKeys();
            return place;
        } catch (DateTimeException unknown) {
            throw section.refusal("time-zone", "is not a time zone", "write for example America/New_York");
        }
    }
}
